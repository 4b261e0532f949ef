namespace KafkaWorkbook.Reporting;

/// <summary>
/// Korean particles behind a word that is known only at run time: 브로커 1<b>은</b>, 브로커 2<b>는</b>. Which form is right depends on whether the word's last
/// syllable ends in a consonant, as it is read aloud.
/// </summary>
public static class Particle
{
    private enum Ending
    {
        Vowel,
        Consonant,
        Rieul,
        Unknown,
    }

    /// <summary>은 or 는. A word whose reading is unknown, such as one in Latin letters, gets both: 은(는).</summary>
    /// <param name="word">A word or number.</param>
    public static string EunNeun(object? word) => With(word, "은", "는", "은(는)");

    /// <summary>이 or 가; 이(가) where the reading is unknown.</summary>
    /// <param name="word">A word or number.</param>
    public static string IGa(object? word) => With(word, "이", "가", "이(가)");

    /// <summary>을 or 를; 을(를) where the reading is unknown.</summary>
    /// <param name="word">A word or number.</param>
    public static string EulReul(object? word) => With(word, "을", "를", "을(를)");

    /// <summary>과 or 와; 과(와) where the reading is unknown.</summary>
    /// <param name="word">A word or number.</param>
    public static string GwaWa(object? word) => With(word, "과", "와", "과(와)");

    /// <summary>으로 or 로; (으)로 where the reading is unknown. A last ㄹ takes 로.</summary>
    /// <param name="word">A word or number.</param>
    public static string EuroRo(object? word)
    {
        string text = TextOf(word);
        return text + EndingOf(text) switch
        {
            Ending.Consonant => "으로",
            Ending.Unknown => "(으)로",
            _ => "로",
        };
    }

    private static string With(object? word, string afterConsonant, string afterVowel, string either)
    {
        string text = TextOf(word);
        return text + EndingOf(text) switch
        {
            Ending.Vowel => afterVowel,
            Ending.Unknown => either,
            _ => afterConsonant,
        };
    }

    private static string TextOf(object? word) => FormattableString.Invariant($"{word}");

    private static Ending EndingOf(string text)
    {
        // A closing quotation mark or bracket is not read aloud.
        string read = text.TrimEnd('\'', '"', '`', ')', ']', '」', '”', '’', ' ');
        if (read.Length == 0)
        {
            return Ending.Unknown;
        }

        char last = read[^1];
        if (last is >= '가' and <= '힣')
        {
            // Unicode lays Hangul syllables out by 28 finals each; 0 is none and 8 is ㄹ (The Unicode Standard, section 3.12).
            return ((last - '가') % 28) switch
            {
                0 => Ending.Vowel,
                8 => Ending.Rieul,
                _ => Ending.Consonant,
            };
        }

        return last switch
        {
            // 이, 사, 오, 구
            '2' or '4' or '5' or '9' => Ending.Vowel,

            // 일, 칠, 팔
            '1' or '7' or '8' => Ending.Rieul,

            // 영 (십, 백, 천, 만), 삼, 육
            '0' or '3' or '6' => Ending.Consonant,
            _ => Ending.Unknown,
        };
    }
}

namespace KafkaWorkbook.Reporting;

/// <summary>One sentence for the reader in both editions' languages. Everything that a reader sees goes through it.</summary>
/// <param name="Korean">The Korean text, in 한다체.</param>
/// <param name="English">The English text.</param>
public readonly record struct Text(string Korean, string English)
{
    /// <summary>The text in one language.</summary>
    /// <param name="language">Which language.</param>
    public string In(Language language) => language == Language.Korean ? Korean : English;

    /// <summary>A text that is the same in both languages: a name, a number, a command.</summary>
    /// <param name="same">The text.</param>
    public static Text Same(string same) => new(same, same);

    /// <summary>The text in the reader's language (<see cref="Languages.Current"/>).</summary>
    public override string ToString() => In(Languages.Current);
}

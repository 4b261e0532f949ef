using System.Globalization;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <summary>Puts the reader's guess beside what was measured. A guess is never judged; it makes the reader look.</summary>
public static class Guess
{
    /// <summary>A guess that can be hit exactly: a count, an offset.</summary>
    /// <param name="guess">What the reader expected.</param>
    /// <param name="measured">What was measured.</param>
    public static GuessedCount Compare(long guess, long measured) => new(guess, measured);

    /// <summary>A guess at a size that nobody hits exactly: a rate, a time.</summary>
    /// <param name="guess">What the reader expected, above 0.</param>
    /// <param name="measured">What was measured, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not above 0.</exception>
    public static GuessedSize Size(double guess, double measured)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(guess);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(measured);
        return new(guess, measured);
    }
}

/// <summary>A guessed count beside the measured one.</summary>
/// <param name="Guess">What the reader expected.</param>
/// <param name="Measured">What was measured.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record GuessedCount(long Guess, long Measured) : IHtmlView
{
    /// <summary>Whether the guess was right.</summary>
    public bool Hit => Guess == Measured;

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(ToString(), [], Hit ? Tone.Good : Tone.Warning);

    /// <inheritdoc/>
    public override string ToString()
    {
        string guess = Guess.ToString("N0", CultureInfo.InvariantCulture);
        string measured = Measured.ToString("N0", CultureInfo.InvariantCulture);
        return (Hit
            ? new Text($"예상 {guess} → 결과 {measured}. 예상이 맞았다.", $"Guessed {guess} → measured {measured}. The guess was right.")
            : new Text($"예상 {guess} → 결과 {measured}. 예상과 다르다.", $"Guessed {guess} → measured {measured}. Not as expected.")).ToString();
    }
}

/// <summary>A guessed size beside the measured one, as a ratio.</summary>
/// <param name="Guess">What the reader expected.</param>
/// <param name="Measured">What was measured.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record GuessedSize(double Guess, double Measured) : IHtmlView
{
    /// <summary>So close to the measured size nobody asks for a ratio.</summary>
    private const double Near = 0.1;

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(ToString(), []);

    /// <inheritdoc/>
    public override string ToString()
    {
        double ratio = Measured / Guess;
        (string korean, string english) = ratio switch
        {
            > 1 - Near and < 1 + Near => ("예상과 거의 같다.", "About as guessed."),
            >= 1 => ($"예상의 {Show(ratio)}배다.", $"{Show(ratio)} times what was guessed."),
            _ => ($"예상의 {Show(1 / ratio)}분의 1이다.", $"1/{Show(1 / ratio)} of what was guessed."),
        };
        return new Text($"예상 {Show(Guess)} → 결과 {Show(Measured)}. {korean}", $"Guessed {Show(Guess)} → measured {Show(Measured)}. {english}").ToString();
    }

    private static string Show(double value) => value.ToString(value < 100 ? "0.#" : "N0", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Runtime.CompilerServices;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <summary>
/// Claims that must hold whatever the cluster: counts and order, never a rate. A cell that breaks one fails loudly and names the expression as the reader
/// wrote it, so that no cell has to carry a sentence in one language.
/// </summary>
public static class Confirm
{
    /// <summary>Claims that a value is what it has to be.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="expected">What it has to be.</param>
    /// <param name="actual">What it is.</param>
    /// <param name="what">Filled in by the compiler: the expression as it stands in the cell.</param>
    /// <exception cref="ClaimException">It is something else.</exception>
    public static Confirmation Equal<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        string found = Show(actual);
        return EqualityComparer<T>.Default.Equals(expected, actual)
            ? new Confirmation(new($"{what} = {found}", $"{what} = {found}"))
            : throw new ClaimException(new(
                $"확인 실패: {what}의 값이 {Show(expected)}이어야 하는데 {found}이다.",
                $"Claim failed: {what} has to be {Show(expected)}, but is {found}."));
    }

    /// <summary>Claims that something is true.</summary>
    /// <param name="holds">What is claimed.</param>
    /// <param name="what">Filled in by the compiler: the expression as it stands in the cell.</param>
    /// <exception cref="ClaimException">It is false.</exception>
    public static Confirmation That(bool holds, [CallerArgumentExpression(nameof(holds))] string what = "") => holds
        ? new Confirmation(Text.Same(what))
        : throw new ClaimException(new($"확인 실패: {what} 이(가) 성립하지 않는다.", $"Claim failed: {what} does not hold."));

    private static string Show<T>(T value) => value switch
    {
        null => "null",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

/// <summary>A claim that held.</summary>
/// <param name="What">What was claimed, and the value that was found.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record Confirmation(Text What) : IHtmlView
{
    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString());

    /// <inheritdoc/>
    public override string ToString() => new Text($"✓ 확인했다: {What.Korean}", $"✓ Confirmed: {What.English}").ToString();
}

using System.Text.RegularExpressions;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>What a section is called: by its number, or by its whole heading where it has none.</summary>
internal static partial class SectionKey
{
    /// <summary><c>1.4</c> of <c>1.4 실시간: 보내면 곧 도착한다</c>; the heading itself when no number stands before it.</summary>
    /// <param name="heading">The heading, or the key already.</param>
    public static string Of(string heading) => Numbered().Match(heading.Trim()) is { Success: true } match ? match.Groups["number"].Value : heading.Trim();

    /// <summary>The heading without its number.</summary>
    public static string TitleOf(string heading) => Numbered().Match(heading.Trim()) is { Success: true } match ? match.Groups["title"].Value : heading.Trim();

    [GeneratedRegex(@"^(?<number>\d+\.\d+)(?:\.?\s+(?<title>.+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();
}

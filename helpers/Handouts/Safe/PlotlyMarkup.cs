using System.Net;
using System.Text.RegularExpressions;

namespace KafkaWorkbook.Handouts.Safe;

/// <summary>The small HTML that plotly.js reads in every text: bold, line breaks, links. It keeps the first two and only links to the web.</summary>
internal static partial class PlotlyMarkup
{
    /// <summary>The text with its harmless tags.</summary>
    public static string Clean(string text) => text.Contains('<', StringComparison.Ordinal) ? Tag().Replace(text, m => Tag(m)) : text;

    /// <summary>The words alone, a blank for a line break.</summary>
    public static string Words(string text)
    {
        string lines = Break().Replace(text, " ");
        string plain = WebUtility.HtmlDecode(Tag().Replace(lines, ""));
        return Blanks().Replace(plain.Replace("\u200B", "", StringComparison.Ordinal), " ").Trim();
    }

    private static string Tag(Match match)
    {
        bool closes = match.Groups["close"].Length > 0;
        string name = match.Groups["name"].Value.ToLowerInvariant();
        string rest = match.Groups["rest"].Value;
        switch (name)
        {
            case "br":
                return "<br>";
            case "b" or "i" or "em" or "strong" or "sub" or "sup" or "s" or "u" or "extra":
                return closes ? $"</{name}>" : $"<{name}>";
            case "span":
                string style = closes ? "" : SafeStyle.Clean(Attribute(rest, "style"));
                return closes ? "</span>" : style.Length > 0 ? $"<span style=\"{style.Replace('"', '\'')}\">" : "<span>";
            case "a":
                return closes ? "</a>" : SafeLink.Clean(Attribute(rest, "href")) is { } link && !link.StartsWith('#') ? $"<a href=\"{WebUtility.HtmlEncode(link)}\">" : "<a>";
            default:
                // No tag of plotly's: it would be dropped there as well. A comparison such as "a <b" is none.
                return "";
        }
    }

    private static string Attribute(string attributes, string name)
    {
        Match match = Regex.Match(attributes, $"(?:^|\\s){name}\\s*=\\s*(?:\"(?<v>[^\"]*)\"|'(?<v>[^']*)'|(?<v>[^\\s\"'>]+))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return WebUtility.HtmlDecode(match.Groups["v"].Value);
    }

    [GeneratedRegex(@"<(?<close>/?)(?<name>[a-zA-Z][a-zA-Z0-9]*)(?<rest>[^<>]*)>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"<br\s*/?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Break();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}

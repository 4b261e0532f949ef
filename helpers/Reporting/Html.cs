using System.Net;
using System.Text;
using static System.FormattableString;

namespace KafkaWorkbook.Reporting;

/// <summary>
/// The few pieces of HTML that results are made of. Styles stand on the elements themselves, because a notebook has no style sheet of ours, and are
/// plain enough for light, dark and grey print.
/// </summary>
public static class Html
{
    private const int LongestNumber = 24;
    private const int ShortCell = 24;
    internal const string Font = "font-family:'Noto Sans KR','NanumGothic','Malgun Gothic','Apple SD Gothic Neo',sans-serif;font-size:14px;line-height:1.6";

    /// <summary>Escapes a text, payloads above all, for element content and quoted attributes.</summary>
    /// <param name="text">Any text; null becomes empty.</param>
    public static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>A table with a head row. Cells are escaped; a cell that is a number is set to the right, and a short one is kept on one line.</summary>
    /// <param name="caption">The table's caption, or null for none.</param>
    /// <param name="headers">The column heads.</param>
    /// <param name="rows">The rows, each with as many cells as there are heads.</param>
    public static string Table(string? caption, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(rows);
        List<IReadOnlyList<string>> all = [.. rows];
        StringBuilder html = new(Invariant($"<table style=\"{Font};border-collapse:collapse;margin:4px 0 10px\">"));
        if (caption is not null)
        {
            html.Append(Invariant($"<caption style=\"text-align:left;font-weight:600;padding:2px 0\">{Encode(caption)}</caption>"));
        }

        html.Append("<thead><tr>");
        foreach ((int column, string header) in headers.Index())
        {
            string align = all.Count > 0 && all.All(row => column < row.Count && IsNumber(row[column])) ? "right" : "left";
            html.Append(Invariant($"<th scope=\"col\" style=\"text-align:{align};padding:3px 14px 3px 6px;border-bottom:2px solid #2f5d8a\">{Encode(header)}</th>"));
        }

        html.Append("</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in all)
        {
            html.Append("<tr>");
            foreach (string cell in row)
            {
                string align = IsNumber(cell) ? "right" : "left";
                string wrap = cell.Length <= ShortCell ? "white-space:nowrap;" : "";
                html.Append(Invariant($"<td style=\"text-align:{align};{wrap}padding:3px 14px 3px 6px;border-bottom:1px solid #8885\">{Encode(cell)}</td>"));
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>A boxed note: something the reader has to know before reading on. The body is escaped; its line ends become line breaks.</summary>
    /// <param name="title">The first line, set bold.</param>
    /// <param name="lines">The lines below it.</param>
    /// <param name="tone">Which colour the box has at its left edge.</param>
    public static string Note(string title, IEnumerable<string> lines, Tone tone = Tone.Calm)
    {
        ArgumentNullException.ThrowIfNull(lines);
        StringBuilder html = new();
        html.Append(Invariant($"<div role=\"note\" class=\"workbook-note workbook-{tone.ToString().ToLowerInvariant()}\" style=\"{Font};border:1px solid #8886;"));
        html.Append(Invariant($"border-left:5px solid {Colour(tone)};border-radius:4px;padding:8px 14px;margin:6px 0;max-width:760px\">"));
        html.Append(Invariant($"<div style=\"font-weight:600\">{Encode(title)}</div>"));
        foreach (string line in lines)
        {
            html.Append(Invariant($"<div>{Encode(line).Replace("\n", "<br>", StringComparison.Ordinal)}</div>"));
        }

        return html.Append("</div>").ToString();
    }

    /// <summary>A sentence on its own, escaped.</summary>
    /// <param name="sentence">The sentence.</param>
    public static string Sentence(string sentence) => $"<p style=\"{Font};margin:4px 0\">{Encode(sentence)}</p>";

    private static string Colour(Tone tone) => tone switch
    {
        Tone.Good => "#3b8f6b",
        Tone.Warning => "#d9822b",
        Tone.Bad => "#b23a48",
        _ => "#2f5d8a",
    };

    private static bool IsNumber(string cell)
    {
        // A sentence may begin with a number, too; a number has at most its unit behind it.
        return cell.Length is > 0 and <= LongestNumber && cell.Count(c => c == ' ') <= 1 && (char.IsAsciiDigit(cell[0]) || (cell.Length > 1 && cell[0] is '-' or '+' or '−' && char.IsAsciiDigit(cell[1])))
            && !cell.Contains(':', StringComparison.Ordinal) && !IsFileName(cell);
    }

    // 00000000000000000000.log is a file, not a number with a unit.
    private static bool IsFileName(string cell) => cell.LastIndexOf('.') is > 0 and var dot && dot + 1 < cell.Length && char.IsAsciiLetter(cell[dot + 1]);
}

/// <summary>What a boxed note says about its content.</summary>
public enum Tone
{
    /// <summary>Something to know.</summary>
    Calm,

    /// <summary>It worked, it is right.</summary>
    Good,

    /// <summary>It could not be done here, or needs attention.</summary>
    Warning,

    /// <summary>It is wrong or lost.</summary>
    Bad,
}

using System.Text;
using static System.FormattableString;

namespace KafkaWorkbook.Handouts.Print;

/// <summary>What decorates the cover and the chapters' first pages: logs, drawn as the chapters draw them.</summary>
internal static class PrintArt
{
    private const int Cell = 92;
    private const int Gap = 8;

    /// <summary>The picture on the cover: three partitions of different lengths, and two groups that read them.</summary>
    public static string Cover()
    {
        // How many records there are, and up to where each of the two groups has read.
        (int Records, int First, int Second)[] logs = [(12, 12, 5), (9, 8, 8), (14, 11, 3)];
        StringBuilder svg = new("<svg class=\"art\" viewBox=\"0 0 1680 620\" aria-hidden=\"true\">");
        for (int row = 0; row < logs.Length; row++)
        {
            (int records, int first, int second) = logs[row];
            int top = 60 + (row * 200);
            svg.Append(Invariant($"<text x=\"0\" y=\"{top + 60}\" font-size=\"40\" font-weight=\"700\" fill=\"#56616d\">P{row}</text>"));
            for (int offset = 0; offset <= records; offset++)
            {
                AppendCell(svg, 90 + (offset * (Cell + Gap)), top, offset, offset == records ? null : offset < Math.Min(first, second) ? "#1f4e79" : offset < Math.Max(first, second) ? "#7da3c6" : "#dbe6f0");
            }

            AppendReader(svg, 90 + (first * (Cell + Gap)) - (Gap / 2), top, "#b45f06");
            AppendReader(svg, 90 + (second * (Cell + Gap)) - (Gap / 2), top, "#1b232c");
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>The line above a chapter's title: the chapters as a log, with this one filled.</summary>
    /// <param name="chapter">The place of the chapter, beginning with 0.</param>
    /// <param name="chapters">How many there are.</param>
    /// <param name="label">What the chapter is called in numbers.</param>
    public static string Opener(int chapter, int chapters, string label)
    {
        StringBuilder svg = new("<svg viewBox=\"0 0 1680 96\" aria-hidden=\"true\"><path d=\"M0 92H1680\" stroke=\"#1f4e79\" stroke-width=\"6\"/>");
        for (int i = 0; i < chapters; i++)
        {
            int x = i * 104;
            string text = i == chapter ? label : "";
            svg.Append(Invariant($"<rect x=\"{x}\" y=\"0\" width=\"92\" height=\"76\" rx=\"8\" fill=\"{(i < chapter ? "#7da3c6" : i == chapter ? "#1f4e79" : "#dbe6f0")}\"/>"));
            svg.Append(Invariant($"<text x=\"{x + 46}\" y=\"56\" text-anchor=\"middle\" font-size=\"50\" font-weight=\"700\" fill=\"#ffffff\">{Reporting.Html.Encode(text)}</text>"));
        }

        return svg.Append("</svg>").ToString();
    }

    // The cell without a colour is where the next record goes.
    private static void AppendCell(StringBuilder svg, int x, int y, int offset, string? fill)
    {
        string look = fill is null ? "fill=\"none\" stroke=\"#98a3ae\" stroke-width=\"3\" stroke-dasharray=\"10 8\"" : $"fill=\"{fill}\"";
        string ink = fill is "#dbe6f0" or null ? "#56616d" : "#ffffff";
        svg.Append(Invariant($"<rect x=\"{x}\" y=\"{y}\" width=\"{Cell}\" height=\"{Cell}\" rx=\"8\" {look}/>"));
        svg.Append(Invariant($"<text x=\"{x + (Cell / 2)}\" y=\"{y + 60}\" text-anchor=\"middle\" font-size=\"38\" fill=\"{ink}\">{offset}</text>"));
    }

    private static void AppendReader(StringBuilder svg, int x, int y, string colour) =>
        svg.Append(Invariant($"<path d=\"M{x} {y - 18}V{y + Cell + 18}\" stroke=\"{colour}\" stroke-width=\"7\"/><path d=\"M{x - 20} {y - 40}H{x + 20}L{x} {y - 12}Z\" fill=\"{colour}\"/>"));
}

using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KafkaWorkbook.Handouts.Safe;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>Makes tables without numbers yet: the handout's own style sheet sets them, so that they look alike on the screen and on paper.</summary>
internal static class TableReader
{
    private const int LongestCaption = 140;

    public static TableOutput Of(IHtmlTableElement table)
    {
        string caption = table.Caption?.TextContent.Trim() ?? "";
        table.Caption?.Remove();
        table.RemoveAttribute("style");
        foreach (IElement element in table.QuerySelectorAll("thead, tbody, tfoot, tr, th, td"))
        {
            Plain(element);
        }

        table.ClassName = "data";
        return new TableOutput("", "", caption, table.OuterHtml, table.Bodies.Sum(b => b.Rows.Length));
    }

    /// <summary>A sentence that stands alone above a table without a caption is its caption.</summary>
    public static IReadOnlyList<OutputBlock> WithCaptions(IReadOnlyList<OutputBlock> blocks)
    {
        List<OutputBlock> read = [];
        foreach (OutputBlock block in blocks)
        {
            // Below another table it rather belongs to that one.
            if (block is TableOutput { Caption: "" } table && read.LastOrDefault() is RichOutput above && read is not [.., TableOutput, _] && Sentence(above.Html) is { } sentence)
            {
                read[^1] = table with { Caption = sentence };
            }
            else
            {
                read.Add(block);
            }
        }

        return read;
    }

    private static string? Sentence(string html)
    {
        if (!html.StartsWith("<p", StringComparison.Ordinal) || html.LastIndexOf("<p", StringComparison.Ordinal) != 0)
        {
            return null;
        }

        IHtmlElement body = SafeHtml.Parse(html);
        return body is { ChildElementCount: 1, FirstElementChild: { LocalName: "p", ChildElementCount: 0 } paragraph } && paragraph.TextContent.Trim() is { Length: > 0 and <= LongestCaption } text ? text : null;
    }

    // Of a cell's own style only what says something stays: numbers to the right, a short cell on one line, a colour that marks.
    private static void Plain(IElement cell)
    {
        string style = cell.GetAttribute("style") ?? "";
        cell.RemoveAttribute("style");
        List<string> kept = [];
        List<string> classes = [];
        foreach (string declaration in style.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (declaration)
            {
                case "text-align:right":
                    classes.Add("num");
                    break;
                case "white-space:nowrap":
                    classes.Add("short");
                    break;
                default:
                    if (declaration.Split(':')[0] is "color" or "background" or "background-color" or "font-weight" or "text-align" && declaration != "text-align:left")
                    {
                        kept.Add(declaration);
                    }

                    break;
            }
        }

        if (cell.GetAttribute("align") == "right")
        {
            classes.Add("num");
        }

        cell.RemoveAttribute("align");
        cell.RemoveAttribute("class");
        if (classes.Count > 0)
        {
            cell.ClassName = string.Join(' ', classes);
        }

        if (kept.Count > 0)
        {
            cell.SetAttribute("style", string.Join(';', kept));
        }
    }
}

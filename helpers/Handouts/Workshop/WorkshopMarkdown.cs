using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Handouts.Safe;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>The Markdown of the trainer's files as HTML, by the same rules as the notebooks' own.</summary>
internal static class WorkshopMarkdown
{
    private const string Start = "<p>";
    private const string End = "</p>";
    private const string IdPrefix = "workshop-";

    /// <summary>Paragraphs and lists.</summary>
    public static string Block(string markdown) => HandoutMarkdown.ToHtml(markdown, IdPrefix).Trim();

    /// <summary>A sentence or two for a table's cell: a single paragraph stands there without its element.</summary>
    public static string Inline(string markdown)
    {
        string html = Block(markdown);
        bool isSingle = html.StartsWith(Start, StringComparison.Ordinal) && html.EndsWith(End, StringComparison.Ordinal) && html.LastIndexOf(Start, StringComparison.Ordinal) == 0;
        return isSingle ? html[Start.Length..^End.Length] : html;
    }

    /// <summary>Whether a text has headings of its own, which would break the order of the handout's.</summary>
    public static bool HasHeading(string markdown) => SafeHtml.Parse(Block(markdown)).QuerySelector("h1, h2, h3, h4, h5, h6") is not null;

    /// <summary>A chapter's sections: its headings of the second level.</summary>
    public static IEnumerable<string> SectionsOf(NotebookDocument notebook) =>
        from cell in notebook.Cells
        where cell.Kind == CellKind.Markdown
        from heading in HandoutMarkdown.Parse(cell, IdPrefix).QuerySelectorAll("h2")
        select heading.TextContent.Trim();

    /// <summary>A text in an element of its own class; nothing when there is no text.</summary>
    public static string Paragraph(string? markdown, string name) => markdown is null ? "" : $"<div class=\"{Html.Encode(name)}\">{Block(markdown)}</div>\n";
}

using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>The Markdown of the trainer's files as HTML, by the same rules as the notebooks' own.</summary>
internal static class WorkshopMarkdown
{
    private const string Start = "<p>";
    private const string End = "</p>";

    /// <summary>Paragraphs and lists.</summary>
    public static string Block(string markdown) => new PageMarkdown().ToHtml(markdown).Trim();

    /// <summary>A sentence or two for a table's cell: a single paragraph stands there without its element.</summary>
    public static string Inline(string markdown)
    {
        string html = Block(markdown);
        bool isSingle = html.StartsWith(Start, StringComparison.Ordinal) && html.EndsWith(End, StringComparison.Ordinal) && html.LastIndexOf(Start, StringComparison.Ordinal) == 0;
        return isSingle ? html[Start.Length..^End.Length] : html;
    }

    /// <summary>Whether a text has headings of its own, which would break the order of the handout's.</summary>
    public static bool HasHeading(string markdown)
    {
        PageMarkdown page = new();
        page.ToHtml(markdown);
        return page.Headings.Count > 0;
    }

    /// <summary>A chapter's sections: its headings of the second level.</summary>
    public static IEnumerable<string> SectionsOf(NotebookDocument notebook)
    {
        PageMarkdown page = new();
        foreach (NotebookCell cell in notebook.Cells.Where(c => c.Kind == CellKind.Markdown))
        {
            page.ToHtml(cell.Source);
        }

        return page.Headings.Where(h => h.Level == 2).Select(h => h.Text);
    }

    /// <summary>A text in an element of its own class; nothing when there is no text.</summary>
    public static string Paragraph(string? markdown, string name) => markdown is null ? "" : $"<div class=\"{Html.Encode(name)}\">{Block(markdown)}</div>\n";
}

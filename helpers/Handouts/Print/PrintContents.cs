using System.Globalization;
using System.Text;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Print;

/// <summary>The list of contents. Its page numbers are filled in when they are known; the room for them is the same from the beginning.</summary>
internal static class PrintContents
{
    /// <summary>The id of the list itself.</summary>
    public const string Id = "contents";

    private const int FewHeadings = 5;
    private const int LinesOfPage = 36;

    /// <summary>The headings that the list has.</summary>
    /// <param name="handout">The handout.</param>
    public static IReadOnlyList<HandoutHeading> Entries(Handout handout)
    {
        bool isOne = handout.Chapters.Length == 1;
        List<HandoutHeading> entries = [.. handout.Front.Select(OfPart)];
        foreach (HandoutChapter chapter in handout.Chapters)
        {
            // A short chapter's smaller headings find room, too.
            bool deep = isOne && chapter.Headings.Count(h => h.Level == 2) < FewHeadings;
            entries.AddRange(chapter.Headings.Where(h => h.Level <= (deep ? 3 : 2)));
        }

        return [.. entries, .. handout.Back.Select(OfPart)];
    }

    public static string Of(Handout handout, PrintWords words)
    {
        IReadOnlyList<HandoutHeading> entries = Entries(handout);
        StringBuilder html = new($"<nav class=\"contents{(entries.Count > LinesOfPage ? " many" : "")}\"><h1 id=\"{Id}\">{Html.Encode(words.Contents)}</h1>\n");
        foreach (HandoutHeading entry in entries)
        {
            AppendEntry(html, $"level-{entry.Level.ToString(CultureInfo.InvariantCulture)}", entry.Id, Html.Encode(entry.Text));
        }

        // One chapter's contents leave room on their page for its figures.
        IReadOnlyList<FigureOutput> figures = handout.Chapters is [var only] ? [.. Figures(only.Blocks).Where(f => f.Caption.Length > 0)] : [];
        if (figures.Count > 0 && entries.Count + figures.Count <= LinesOfPage)
        {
            html.Append("<p class=\"list\">").Append(Html.Encode(words.Figures)).Append("</p>\n");
            foreach (FigureOutput figure in figures)
            {
                AppendEntry(html, "level-2", figure.Id, $"<b>{Html.Encode(figure.Label)}</b> {Html.Encode(figure.Caption)}");
            }
        }

        return html.Append("</nav>\n").ToString();
    }

    private static void AppendEntry(StringBuilder html, string look, string id, string content) =>
        html.Append("<a class=\"entry ").Append(look).Append("\" href=\"#").Append(Html.Encode(Uri.EscapeDataString(id))).Append("\"><span class=\"words\">").Append(content)
            .Append("</span><span class=\"dots\"></span><span class=\"number\" data-of=\"").Append(Html.Encode(id)).Append("\"></span></a>\n");

    private static IEnumerable<FigureOutput> Figures(IEnumerable<HandoutBlock> blocks) => blocks.SelectMany(block => block switch
    {
        CellBlock cell => cell.Outputs.OfType<FigureOutput>(),
        ExerciseBlock exercise => Figures(exercise.Blocks),
        _ => [],
    });

    private static HandoutHeading OfPart(HandoutPart part) => new(1, part.Id, part.Title);
}

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
        StringBuilder html = new($"<nav class=\"contents\"><h1 id=\"{Id}\">{Html.Encode(words.Contents)}</h1>\n");
        foreach (HandoutHeading entry in Entries(handout))
        {
            html.Append("<a class=\"entry level-").Append(entry.Level.ToString(CultureInfo.InvariantCulture)).Append("\" href=\"#").Append(Html.Encode(Uri.EscapeDataString(entry.Id))).Append("\"><span class=\"words\">")
                .Append(Html.Encode(entry.Text)).Append("</span><span class=\"dots\"></span><span class=\"number\" data-of=\"").Append(Html.Encode(entry.Id)).Append("\"></span></a>\n");
        }

        return html.Append("</nav>\n").ToString();
    }

    private static HandoutHeading OfPart(HandoutPart part) => new(1, part.Id, part.Title);
}

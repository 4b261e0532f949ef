using System.Text;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Pages;

/// <summary>The contents of a page: the sections of a chapter, or chapters with their sections.</summary>
internal static class PageContents
{
    public static void Append(StringBuilder page, Handout handout, PageWords words)
    {
        bool isSeries = handout.Chapters.Length > 1 || handout.Front.Length > 0 || handout.Back.Length > 0;
        List<HandoutHeading> sections = [.. handout.Chapters.SelectMany(Sections)];
        if (!isSeries && sections.Count < 2)
        {
            return;
        }

        page.Append("<nav class=\"contents\" aria-label=\"").Append(words.Contents).Append("\">\n<details><summary>").Append(words.Contents).Append("</summary>\n<ol>\n");
        if (isSeries)
        {
            AppendParts(page, handout.Front);
            foreach (HandoutChapter chapter in handout.Chapters)
            {
                page.Append("<li class=\"chapter\">").Append(Link(chapter.Headings.First(h => h.Level == 1).Id, chapter.Title)).Append("\n<ol>\n");
                AppendSections(page, Sections(chapter));
                page.Append("</ol></li>\n");
            }

            AppendParts(page, handout.Back);
        }
        else
        {
            AppendSections(page, sections);
        }

        page.Append("</ol>\n</details>\n</nav>\n");
    }

    private static IEnumerable<HandoutHeading> Sections(HandoutChapter chapter) => chapter.Headings.Where(h => h.Level is 2 or 3);

    private static void AppendSections(StringBuilder page, IEnumerable<HandoutHeading> sections)
    {
        foreach (HandoutHeading section in sections)
        {
            page.Append("<li class=\"level-").Append(section.Level).Append("\">").Append(Link(section.Id, section.Text)).Append("</li>\n");
        }
    }

    private static void AppendParts(StringBuilder page, IEnumerable<HandoutPart> parts)
    {
        foreach (HandoutPart part in parts)
        {
            page.Append("<li class=\"part\">").Append(Link(part.Id, part.Title)).Append("</li>\n");
        }
    }

    private static string Link(string id, string text) => $"<a href=\"#{Html.Encode(id)}\">{Html.Encode(text)}</a>";
}

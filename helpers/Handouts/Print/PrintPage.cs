using System.Globalization;
using System.Reflection;
using System.Text;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Print;

/// <summary>A handout as a page for paper: A4, without a script of its own, and without anything that it would have to load.</summary>
internal static class PrintPage
{
    // Whatever the handout holds: nothing of it runs, and the page asks nobody for anything.
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    public static string Of(Handout handout)
    {
        ArgumentNullException.ThrowIfNull(handout);
        PrintWords words = new(handout.Language);
        PrintBlocks blocks = new(handout.Edition, words);
        string? edition = words.EditionOf(handout.Edition);
        StringBuilder html = new();
        html.Append("<!doctype html>\n<html lang=\"").Append(handout.Language == Language.Korean ? "ko" : "en").Append("\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy).Append("\">\n");
        html.Append("<title>").Append(Html.Encode(edition is null ? handout.Title : $"{handout.Title} · {edition}")).Append("</title>\n<style>\n").Append(Style()).Append(Heads(handout, words)).Append("</style>\n</head>\n<body>\n");
        html.Append(PrintCover.Of(handout, words)).Append(PrintContents.Of(handout, words));
        AppendParts(html, handout.Front, "front");
        foreach ((int place, HandoutChapter chapter) in handout.Chapters.Index())
        {
            html.Append(CultureInfo.InvariantCulture, $"<section class=\"chapter\" style=\"page:chapter-{place}\" data-name=\"{Html.Encode(chapter.Name)}\">\n");
            html.Append("<div class=\"opener\">").Append(Opener(chapter, place, handout.Chapters.Length)).Append("</div>\n");
            html.Append(chapter.WasRun ? "" : $"<p class=\"notice\">{Html.Encode(words.ChapterNotRun)}</p>\n");
            html.Append(blocks.Of(chapter.Blocks)).Append("</section>\n");
        }

        AppendParts(html, handout.Back, "back");
        return html.Append("</body>\n</html>\n").ToString();
    }

    // A chapter on its own shows the chapters before it, too, where its label is a number.
    private static string Opener(HandoutChapter chapter, int place, int chapters)
    {
        int number = int.TryParse(chapter.Label, NumberStyles.None, CultureInfo.InvariantCulture, out int label) && label is > 0 and <= 16 ? label - 1 : place;
        return PrintArt.Opener(number, Math.Max(chapters, number + 1), chapter.Label);
    }

    private static void AppendParts(StringBuilder html, IEnumerable<HandoutPart> parts, string where)
    {
        foreach ((int place, HandoutPart part) in parts.Index())
        {
            html.Append(CultureInfo.InvariantCulture, $"<section class=\"part\" style=\"page:{where}-{place}\">\n<h1 id=\"{Html.Encode(part.Id)}\">{Html.Encode(part.Title)}</h1>\n");
            html.Append(PrintLines.Within(part.Html)).Append("</section>\n");
        }
    }

    // What stands above the pages of a chapter or part: its title to the left, the handout's to the right.
    private static string Heads(Handout handout, PrintWords words)
    {
        StringBuilder css = new();
        string right = handout.Chapters.Length == 1 ? words.SeriesTitle : handout.Title;
        string foot = handout.Edition == Edition.Trainer ? words.EditionOf(handout.Edition)! : "";
        foreach ((int place, HandoutChapter chapter) in handout.Chapters.Index())
        {
            AppendHead(css, $"chapter-{place}", chapter.Title, right, foot);
        }

        foreach ((string where, IEnumerable<HandoutPart> parts) in (IEnumerable<(string, IEnumerable<HandoutPart>)>)[("front", handout.Front), ("back", handout.Back)])
        {
            foreach ((int place, HandoutPart part) in parts.Index())
            {
                AppendHead(css, $"{where}-{place}", part.Title, right, foot);
            }
        }

        return css.ToString();
    }

    private static void AppendHead(StringBuilder css, string page, string left, string right, string foot)
    {
        const string Look = "font:8.3pt \"NanumGothic\",\"Malgun Gothic\",\"Apple SD Gothic Neo\",sans-serif;color:#56616d;border-bottom:.5pt solid #c9d2da;padding-bottom:1.8mm;margin-bottom:7mm;vertical-align:bottom";
        css.Append(CultureInfo.InvariantCulture, $"@page {page}{{@top-left{{content:{Quoted(left)};{Look}}}@top-center{{content:\"\";{Look}}}@top-right{{content:{Quoted(right)};{Look}}}");
        css.Append(foot.Length == 0 ? "}\n" : $"@bottom-right{{content:{Quoted(foot)};font:8.3pt \"NanumGothic\",\"Malgun Gothic\",\"Apple SD Gothic Neo\",sans-serif;color:#56616d}}}}\n");
    }

    // As a CSS string; what could end it or the style element is written as a code.
    private static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool plain = Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or ',' or ':' or '?' or '!' or '-' or '(' or ')' or '·';
            quoted.Append(plain ? rune.ToString() : FormattableString.Invariant($"\\{rune.Value:x} "));
        }

        return quoted.Append('"').ToString();
    }

    private static string Style() => Resource("print.css");

    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing; build the project again.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

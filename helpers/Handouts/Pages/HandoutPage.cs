using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Pages;

/// <summary>
/// A handout as one page for the screen that needs nothing else: no network, no server, no file beside it. The page's own script makes charts interactive,
/// code copyable and contents follow the reader; without scripts everything can still be read.
/// </summary>
public static class HandoutPage
{
    /// <summary>The page of one notebook as it is.</summary>
    /// <param name="notebook">The notebook with its outputs.</param>
    /// <param name="language">The language of the page's own words.</param>
    public static string Of(NotebookDocument notebook, Language language)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        return Of(HandoutBuilder.Build([notebook], new HandoutBuildOptions { Language = language }));
    }

    /// <summary>The page of a handout. The same handout gives the same page, byte for byte.</summary>
    internal static string Of(Handout handout)
    {
        PageWords words = new(handout.Language);
        StringBuilder body = new();
        PageBlocks blocks = new(body, words, handout.Edition);
        foreach (HandoutPart part in handout.Front)
        {
            blocks.Add(part);
        }

        foreach (HandoutChapter chapter in handout.Chapters)
        {
            blocks.Add(chapter);
        }

        foreach (HandoutPart part in handout.Back)
        {
            blocks.Add(part);
        }

        string[] scripts = blocks.HasCharts ? [PlotlyScript.Source(), Resource("handout.js")] : [Resource("handout.js")];
        StringBuilder page = new();
        page.Append("<!doctype html>\n<html lang=\"").Append(words.LanguageCode).Append("\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy(scripts)).Append("\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Append("<title>").Append(Html.Encode(handout.Title)).Append("</title>\n<style>\n").Append(Resource("handout.css")).Append(Resource("workshop.css")).Append("</style>\n</head>\n");
        page.Append("<body data-copy=\"").Append(words.Copy).Append("\" data-copied=\"").Append(words.Copied).Append("\" data-not-copied=\"").Append(words.NotCopied).Append("\">\n");
        page.Append("<a class=\"skip\" href=\"#page-main\">").Append(words.Skip).Append("</a>\n");
        AppendHeader(page, handout, words);
        page.Append("<div class=\"frame\">\n");
        PageContents.Append(page, handout, words);
        page.Append("<main id=\"page-main\" tabindex=\"-1\">\n").Append(body).Append("</main>\n</div>\n");
        page.Append("<footer>").Append(Html.Encode(words.Footer)).Append("</footer>\n<div id=\"page-says\" class=\"unseen\" role=\"status\"></div>\n");
        foreach (string script in scripts)
        {
            page.Append("<script>").Append(script).Append("</script>\n");
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void AppendHeader(StringBuilder page, Handout handout, PageWords words)
    {
        page.Append("<header class=\"top\">\n<p class=\"kicker\">").Append(Html.Encode(words.Kicker(handout.Edition))).Append("</p>\n");
        if (handout.Chapters.Length > 1 || handout.Title != handout.Chapters[0].Title)
        {
            page.Append("<p class=\"title\">").Append(Html.Encode(handout.Title)).Append("</p>\n");
        }

        if (handout.Subtitle is { } subtitle)
        {
            page.Append("<p class=\"subtitle\">").Append(Html.Encode(subtitle)).Append("</p>\n");
        }

        string[] facts =
        [
            .. handout.Cluster is { } cluster ? [$"{words.Cluster}: {Html.Encode(cluster)}"] : Array.Empty<string>(),
            .. handout.Date is { } date ? [$"<time datetime=\"{date.ToString("O", CultureInfo.InvariantCulture)}\">{Html.Encode(words.Day(date))}</time>"] : Array.Empty<string>(),
            .. handout.Url is { Scheme: "http" or "https" } url ? [$"<a href=\"{Html.Encode(url.AbsoluteUri)}\">{Html.Encode(url.ToString())}</a>"] : Array.Empty<string>(),
        ];
        if (facts.Length > 0)
        {
            page.Append("<ul class=\"facts\">").AppendJoin("", facts.Select(f => $"<li>{f}</li>")).Append("</ul>\n");
        }

        page.Append("</header>\n");
    }

    // What a cell showed is a record's payload now and then. Whatever is in it: nothing of it runs, and the page asks nobody for anything.
    private static string Policy(IEnumerable<string> scripts)
    {
        string hashes = string.Join(' ', scripts.Select(s => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s)))}'"));
        return $"default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src {hashes}; base-uri 'none'; form-action 'none'";
    }

    // The line ends are part of the hash: whatever a checkout made of them, browsers hash what they read, which has \n only.
    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing; build the project again.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts;

/// <summary>
/// An executed notebook as one page that needs nothing else: no network, no server, no file beside it. Scripts in cells' outputs do not run; the page's own
/// script makes its charts interactive, once, with the static picture below as long as it has not.
/// </summary>
public static class HandoutPage
{
    /// <summary>The page.</summary>
    /// <param name="notebook">The notebook with its outputs.</param>
    /// <param name="language">The language of the page's own words.</param>
    public static string Of(NotebookDocument notebook, Language language)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        PageMarkdown markdown = new();
        string cells = CellHtml.Of(notebook, markdown, language);
        bool hasCharts = cells.Contains(ChartHtml.DataClass, StringComparison.Ordinal);
        string[] scripts = hasCharts ? [PlotlyScript.Source(), Resource("handout.js")] : [];
        StringBuilder page = new();
        page.Append("<!doctype html>\n<html lang=\"").Append(language == Language.Korean ? "ko" : "en").Append("\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy(scripts)).Append("\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Append("<title>").Append(Html.Encode(notebook.Title)).Append("</title>\n<style>\n").Append(Resource("handout.css")).Append("</style>\n</head>\n<body>\n");
        page.Append(Contents(markdown, language)).Append("<main>\n").Append(cells).Append("</main>\n");
        foreach (string script in scripts)
        {
            page.Append("<script>").Append(script).Append("</script>\n");
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    // What a cell showed is a record's payload now and then. Whatever is in it: nothing of it runs, and the page asks nobody for anything.
    private static string Policy(IEnumerable<string> scripts)
    {
        string hashes = string.Join(' ', scripts.Select(s => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s)))}'"));
        return $"default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src {(hashes.Length == 0 ? "'none'" : hashes)}; base-uri 'none'; form-action 'none'";
    }

    private static string Contents(PageMarkdown markdown, Language language)
    {
        IReadOnlyList<Heading> headings = [.. markdown.Headings.Where(h => h.Level is 2 or 3)];
        if (headings.Count < 2)
        {
            return "";
        }

        StringBuilder html = new();
        html.Append("<nav><details open><summary>").Append(new Text("차례", "Contents").In(language)).Append("</summary>\n<ul>\n");
        foreach (Heading heading in headings)
        {
            html.Append("<li class=\"level-").Append(heading.Level).Append("\"><a href=\"#").Append(heading.Id).Append("\">").Append(Html.Encode(heading.Text)).Append("</a></li>\n");
        }

        return html.Append("</ul></details></nav>\n").ToString();
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

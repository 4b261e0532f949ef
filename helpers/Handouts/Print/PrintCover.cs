using System.Text;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Print;

/// <summary>The first page.</summary>
internal static class PrintCover
{
    public static string Of(Handout handout, PrintWords words)
    {
        StringBuilder html = new("<section class=\"cover\">\n");
        string series = handout.Title == words.SeriesTitle ? "" : words.SeriesTitle;
        html.Append("<div class=\"series\">").Append(Html.Encode(series)).Append("</div>");
        if (words.EditionOf(handout.Edition) is { } edition)
        {
            string look = handout.Edition == Edition.Trainer ? "edition trainer-edition" : "edition";
            html.Append("<div class=\"").Append(look).Append("\">").Append(Html.Encode(edition)).Append("</div>");
        }

        html.Append(PrintArt.Cover());
        html.Append("<div class=\"titles\"><div class=\"title\">").Append(Html.Encode(handout.Title)).Append("</div>");
        html.Append(handout.Subtitle is { } subtitle ? $"<div class=\"subtitle\">{Html.Encode(subtitle)}</div>" : "").Append("</div>\n<dl>");
        AppendRow(html, words.Date, handout.Date is { } day ? words.Day(day) : null);
        AppendRow(html, words.Cluster, handout.Cluster);
        html.Append("<dt class=\"name\">").Append(Html.Encode(words.Name)).Append("</dt><dd class=\"name\"></dd></dl>\n");
        if (handout.Url is { } url)
        {
            html.Append("<div class=\"qr\">").Append(PrintQr.Of(url)).Append(Html.Encode(words.Notebooks)).Append("<br><a href=\"").Append(Html.Encode(url.AbsoluteUri)).Append("\">").Append(Html.Encode(url.AbsoluteUri)).Append("</a></div>\n");
        }

        return html.Append("</section>\n").ToString();
    }

    private static void AppendRow(StringBuilder html, string name, string? value)
    {
        if (value is not null)
        {
            html.Append("<dt>").Append(Html.Encode(name)).Append("</dt><dd>").Append(Html.Encode(value)).Append("</dd>");
        }
    }
}

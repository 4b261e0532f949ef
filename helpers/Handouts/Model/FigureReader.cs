using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using KafkaWorkbook.Handouts.Safe;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>Makes figures without numbers yet out of safe pictures and charts. A title becomes the caption and does not stand in the picture, too.</summary>
internal static class FigureReader
{
    private const int LongestCaption = 300;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static FigureOutput OfSvg(IElement svg, string? extraHtml = null)
    {
        (FigureHead? head, string alt) = Taken(svg);
        return Empty() with
        {
            Caption = Short(head?.Title ?? Words(svg.Children.FirstOrDefault(c => c.LocalName == "title")?.TextContent)),
            Alt = alt,
            Svg = svg.OuterHtml,
            ExtraHtml = Extra(head, extraHtml),
        };
    }

    public static FigureOutput OfPicture(string uri, string? alt, string? extraHtml = null)
    {
        // What Python prints of a picture, such as <Figure size 640x480 with 1 Axes>, tells nobody anything.
        string words = Words(alt);
        return Empty() with { Alt = words.StartsWith('<') ? "" : Short(words), ImageUri = uri, ExtraHtml = extraHtml };
    }

    public static FigureOutput OfChart(SafeChart chart, IElement? svg, string? picture, Language language, string? extraHtml = null)
    {
        // The tips of a static picture are for those who point at it; the chart that takes its place has better ones.
        (FigureHead? head, string alt) = svg is null ? (null, "") : Taken(svg);
        foreach (IElement tip in svg?.QuerySelectorAll("title").ToList() ?? [])
        {
            tip.Remove();
        }

        // A static picture that keeps its title would have it twice, above and below.
        bool isStill = (svg is not null && head is null) || picture is not null;
        FigureHead? title = isStill ? null : PlotlyHead.Take(chart.Layout);
        string caption = head?.Title ?? title?.Title ?? "";
        return Empty() with
        {
            Caption = Short(caption),
            Alt = alt.Length > 0 ? alt : Described(chart, caption, language),
            PlotlyJson = Json(chart),
            Svg = svg?.OuterHtml,
            ImageUri = svg is null ? picture : null,
            ExtraHtml = Extra(head ?? title, extraHtml),
        };
    }

    private static FigureOutput Empty() => new() { Id = "", Label = "", Caption = "", Alt = "" };

    private static (FigureHead? Head, string Alt) Taken(IElement svg)
    {
        FigureHead? head = FigureHead.Take(svg);
        string alt = Words(svg.Children.FirstOrDefault(c => c.LocalName == "desc")?.TextContent);
        alt = alt.Length > 0 ? alt : Words(svg.GetAttribute("aria-label"));
        if (head is not null)
        {
            foreach (IElement words in svg.Children.Where(c => c.LocalName is "title" or "desc").ToList())
            {
                words.Remove();
            }

            svg.SetAttribute("aria-label", alt);
        }

        svg.SetAttribute("role", "img");
        return (head, alt);
    }

    private static string? Extra(FigureHead? head, string? extraHtml)
    {
        string[] parts = [.. new[] { head?.Subtitle is { Length: > 0 } subtitle ? Html.Encode(subtitle) : "", extraHtml ?? "" }.Where(p => p.Length > 0)];
        return parts.Length == 0 ? null : string.Join("<br>", parts);
    }

    private static string Described(SafeChart chart, string caption, Language language)
    {
        string kinds = string.Join(", ", chart.Types);
        string names = chart.Names.Length == 0 ? "" : ": " + string.Join(", ", chart.Names.Take(12).Select(PlotlyMarkup.Words));
        string what = new Text($"차트({kinds}){names}", $"A chart ({kinds}){names}").In(language);
        return caption.Length == 0 ? what : $"{caption}. {what}";
    }

    // In JSON a < stands within texts only, and there it may be written like this; a text then cannot end the script element that holds it.
    private static string Json(SafeChart chart) =>
        new JsonObject { ["data"] = chart.Data, ["layout"] = chart.Layout }.ToJsonString(s_json).Replace("<", "\\u003c", StringComparison.Ordinal);

    private static string Words(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Short(string text) => text.Length <= LongestCaption ? text : text[..LongestCaption].TrimEnd() + "…";
}

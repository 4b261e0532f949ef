using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KafkaWorkbook.Handouts.Safe;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>An output's HTML in pieces: figures, tables, and what stands between them.</summary>
internal sealed class HtmlPieces(string idPrefix, Language language)
{
    private readonly List<OutputBlock> _blocks = [];
    private readonly StringBuilder _run = new();
    private Dictionary<IElement, SafeChart> _charts = [];

    public IReadOnlyList<OutputBlock> Read(string html)
    {
        IHtmlElement body = SafeHtml.Parse(html);
        _charts = ChartScripts.Take(body);
        Walk(SafeHtml.Clean(body, new SafeOptions(idPrefix)));
        Flush();
        return TableReader.WithCaptions(_blocks);
    }

    /// <summary>A picture that came as SVG of its own; null when nothing of it may be shown.</summary>
    public IElement? Svg(string svg)
    {
        IHtmlElement body = SafeHtml.Clean(SafeHtml.Parse(svg), new SafeOptions(idPrefix));
        return body.QuerySelector("svg") is { HasChildNodes: true } root ? root : null;
    }

    private void Walk(IElement parent)
    {
        foreach (INode node in parent.ChildNodes)
        {
            switch (node)
            {
                case IElement element when IsFigure(element):
                    Flush();
                    Add(element);
                    break;
                case IHtmlTableElement table:
                    Flush();
                    _blocks.Add(TableReader.Of(table));
                    break;
                case IElement element when IsWrapper(element):
                    Flush();
                    Walk(element);
                    Flush();
                    break;
                case IElement element:
                    _run.Append(element.OuterHtml);
                    break;
                case IText text:
                    _run.Append(Html.Encode(text.Data));
                    break;
            }
        }
    }

    private void Flush()
    {
        string html = _run.ToString().Trim();
        _run.Clear();
        if (html.Length > 0)
        {
            _blocks.Add(new RichOutput(html));
        }
    }

    private void Add(IElement element)
    {
        if (_charts.TryGetValue(element, out SafeChart? chart))
        {
            _blocks.Add(FigureReader.OfChart(chart, element.QuerySelector("svg"), null, language, Rest(element)));
        }
        else if ((element.LocalName == "svg" ? element : element.QuerySelector("svg")) is { } svg)
        {
            _blocks.Add(FigureReader.OfSvg(svg, Rest(element)));
        }
        else if ((element.LocalName == "img" ? element : element.QuerySelector("img")) is { } picture)
        {
            _blocks.Add(FigureReader.OfPicture(picture.GetAttribute("src")!, picture.GetAttribute("alt"), Rest(element)));
        }
    }

    // What a figure has besides its picture, such as a caption of its own.
    private static string? Rest(IElement figure)
    {
        string[] captions = [.. figure.QuerySelectorAll("figcaption").Select(c => c.InnerHtml.Trim()).Where(c => c.Length > 0)];
        return captions.Length == 0 ? null : string.Join("<br>", captions);
    }

    // A symbol within a sentence is no figure.
    private bool IsFigure(IElement element) => _charts.ContainsKey(element)
        || (element.LocalName == "figure" && element.QuerySelectorAll("svg, img").Length == 1)
        || (element.LocalName is "svg" or "img" && IsLarge(element));

    private static bool IsLarge(IElement picture) =>
        !double.TryParse((picture.GetAttribute("width") ?? "").Replace("px", "", StringComparison.Ordinal).Replace("pt", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture, out double width)
        || picture.GetAttribute("width")!.EndsWith('%') || width >= 80;

    // Boxes that only hold a figure or a table, as libraries put them around their tables.
    private bool IsWrapper(IElement element) =>
        element.LocalName is "div" or "p" or "span" or "figure" && !element.HasAttribute("role")
        && (element.Children.Any(c => c.LocalName == "table" || IsFigure(c)) || _charts.Keys.Any(element.Contains) || (element.ChildElementCount == 1 && element.TextContent.Trim() == element.FirstElementChild!.TextContent.Trim() && IsWrapper(element.FirstElementChild)));
}

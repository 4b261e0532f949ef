using System.Globalization;
using System.Net;
using System.Text;
using static System.FormattableString;

namespace KafkaWorkbook.Figures.Svg;

/// <summary>
/// Writes one SVG picture: a white card with shapes and texts. All texts are escaped, all numbers are written the same in every culture, and nothing refers
/// to an id, because several pictures share a page.
/// </summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _svg = new();

    public SvgCanvas(string title, string altText, double width, double height)
    {
        _svg.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{Clean(title)}. {Clean(altText)}\" "));
        _svg.Append(Invariant($"viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" height=\"{N(height)}\" "));
        _svg.Append(Invariant($"font-family=\"{Palette.Font}\" font-size=\"{N(Palette.TextSize)}\" style=\"max-width:100%;height:auto;display:block\">"));
        _svg.Append(Invariant($"<title>{Clean(title)}</title><desc>{Clean(altText)}</desc>"));
        Rect(0.5, 0.5, width - 1, height - 1, Palette.Card, Palette.CardEdge, radius: 6);
    }

    /// <summary>A number as SVG wants it: two decimals at most, a point in every culture; what is no number becomes 0.</summary>
    public static string N(double value)
    {
        if (!double.IsFinite(value))
        {
            return "0";
        }

        string text = value.ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>A text for element content and quoted attributes; characters that XML cannot hold become the replacement character.</summary>
    public static string Clean(string text)
    {
        StringBuilder kept = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            // Lone surrogates come as the replacement character already.
            bool allowed = rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and not (0xFFFE or 0xFFFF or (>= 0x7F and <= 0x9F)));
            kept.Append(allowed ? rune.ToString() : "\uFFFD");
        }

        return WebUtility.HtmlEncode(kept.ToString());
    }

    public void Rect(double x, double y, double width, double height, string fill, string? stroke = null, double radius = 0, string? tip = null, double thickness = 1)
    {
        _svg.Append(Invariant($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(0, width))}\" height=\"{N(Math.Max(0, height))}\" fill=\"{fill}\""));
        _svg.Append(stroke is null ? "" : Invariant($" stroke=\"{stroke}\" stroke-width=\"{N(thickness)}\""));
        _svg.Append(radius > 0 ? Invariant($" rx=\"{N(radius)}\"") : "");
        Close("rect", tip);
    }

    public void Line(double x1, double y1, double x2, double y2, string stroke, double thickness = 1, string dash = "")
    {
        _svg.Append(Invariant($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" stroke=\"{stroke}\" stroke-width=\"{N(thickness)}\""));
        _svg.Append(dash.Length == 0 ? "/>" : Invariant($" stroke-dasharray=\"{dash}\"/>"));
    }

    public void Path(string data, string fill, string stroke = "none", double thickness = 1, string dash = "", double opacity = 1, string? tip = null)
    {
        _svg.Append(Invariant($"<path d=\"{data}\" fill=\"{fill}\" stroke=\"{stroke}\""));
        _svg.Append(stroke == "none" ? "" : Invariant($" stroke-width=\"{N(thickness)}\" stroke-linejoin=\"round\""));
        _svg.Append(dash.Length == 0 ? "" : Invariant($" stroke-dasharray=\"{dash}\""));
        _svg.Append(opacity < 1 ? Invariant($" fill-opacity=\"{N(opacity)}\"") : "");
        Close("path", tip);
    }

    public void Circle(double x, double y, double radius, string fill, string stroke = Palette.Card, string? tip = null)
    {
        _svg.Append(Invariant($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" fill=\"{fill}\" stroke=\"{stroke}\""));
        Close("circle", tip);
    }

    /// <summary>A line of text, its baseline at <paramref name="y"/>.</summary>
    public void Text(
        double x, double y, string text, string colour = Palette.Ink, Anchor anchor = Anchor.Start, bool bold = false, double size = 0, string? tip = null, bool halo = false)
    {
        if (text.Length == 0)
        {
            return;
        }

        _svg.Append(Invariant($"<text x=\"{N(x)}\" y=\"{N(y)}\" fill=\"{colour}\""));
        _svg.Append(anchor == Anchor.Start ? "" : anchor == Anchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        _svg.Append(bold ? " font-weight=\"700\"" : "");
        _svg.Append(size > 0 ? Invariant($" font-size=\"{N(size)}\"") : "");
        _svg.Append(halo ? Invariant($" stroke=\"{Palette.Card}\" stroke-width=\"3\" paint-order=\"stroke\" stroke-linejoin=\"round\"") : "");
        _svg.Append('>').Append(tip is null ? "" : $"<title>{Clean(tip)}</title>").Append(Clean(text)).Append("</text>");
    }

    /// <summary>An arrow head that points along the given direction, its tip at the point.</summary>
    public void ArrowHead(double x, double y, double directionX, double directionY, string colour)
    {
        double length = Math.Max(Math.Sqrt((directionX * directionX) + (directionY * directionY)), 1e-9);
        double dx = directionX / length, dy = directionY / length;
        const double Long = 8, Half = 4;
        double bx = x - (dx * Long), by = y - (dy * Long);
        Path($"M{N(x)} {N(y)}L{N(bx - (dy * Half))} {N(by + (dx * Half))}L{N(bx + (dy * Half))} {N(by - (dx * Half))}Z", colour);
    }

    public string Finish() => _svg.Append("</svg>").ToString();

    private void Close(string element, string? tip) =>
        _svg.Append(tip is null ? "/>" : $"><title>{Clean(tip)}</title></{element}>");
}

/// <summary>Which end of a text stands at its point.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

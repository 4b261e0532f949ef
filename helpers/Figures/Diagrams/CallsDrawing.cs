using KafkaWorkbook.Figures.Svg;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>
/// Draws services that call each other. Where one calls all others, it stands on the left and they stand on the right; otherwise all stand in a ring, because everybody may
/// call everybody.
/// </summary>
internal sealed class CallsDrawing
{
    private const double Pad = CardHead.Pad;
    private const double BoxWidth = 132;
    private const double BoxHeight = 46;
    private const double Gap = 22;

    private readonly CallsPicture _picture;
    private readonly CardHead _head;
    private readonly string _title;
    private readonly bool _star;
    private readonly double _height;
    private readonly Dictionary<string, (double X, double Y)> _places = [];

    private CallsDrawing(CallsPicture picture, string title)
    {
        _picture = picture;
        _title = title;
        _head = new(title, "");
        _star = picture.Arrows.All(a => a.From == picture.Nodes[0].Name);
        int others = picture.Nodes.Count - 1;
        _height = _star ? Math.Max(1, others) * (BoxHeight + Gap) : 96 + (picture.Nodes.Count * 34);
        Place();
    }

    public static string Draw(CallsPicture picture, string title, string altText) => new CallsDrawing(picture, title).Draw(altText);

    private double Top => _head.Bottom + 14;

    private string Draw(string altText)
    {
        SvgCanvas svg = new(_title, altText, Palette.Width, Top + _height + 38);
        _head.Draw(svg);
        foreach (CallsArrow arrow in _picture.Arrows)
        {
            DrawArrow(svg, arrow);
        }

        foreach (CallsNode node in _picture.Nodes)
        {
            DrawNode(svg, node);
        }

        // Labels last: no arrow crosses a text.
        foreach (CallsArrow arrow in _picture.Arrows.Where(a => a.Label.Length > 0))
        {
            DrawLabel(svg, arrow);
        }

        svg.Text(Palette.Width / 2.0, Top + _height + 22, TextMeasure.Fit(_picture.Footer.ToString(), Palette.Width - (2 * Pad)), Palette.Calm, Anchor.Middle);
        return svg.Finish();
    }

    private void Place()
    {
        double middle = Top + (_height / 2);
        if (_star)
        {
            _places[_picture.Nodes[0].Name] = (Pad + 60 + (BoxWidth / 2), middle);
            for (int i = 1; i < _picture.Nodes.Count; i++)
            {
                _places[_picture.Nodes[i].Name] = (Palette.Width - Pad - 60 - (BoxWidth / 2), Top + ((i - 0.5) * (BoxHeight + Gap)));
            }

            return;
        }

        double rx = ((Palette.Width - BoxWidth) / 2) - Pad - 20, ry = (_height - BoxHeight) / 2;
        for (int i = 0; i < _picture.Nodes.Count; i++)
        {
            double angle = Math.PI + (2 * Math.PI * i / _picture.Nodes.Count);
            _places[_picture.Nodes[i].Name] = ((Palette.Width / 2.0) + (rx * Math.Cos(angle)), middle + (ry * Math.Sin(angle)));
        }
    }

    private void DrawNode(SvgCanvas svg, CallsNode node)
    {
        (double x, double y) = _places[node.Name];
        svg.Rect(x - (BoxWidth / 2), y - (BoxHeight / 2), BoxWidth, BoxHeight, Palette.Tint(node.Colour), Palette.Fill(node.Colour), radius: 6, tip: $"{node.Name} {node.Note}".TrimEnd(), thickness: 1.4);
        bool note = node.Note.Length > 0;
        svg.Text(x, y + (note ? -3 : 4.5), TextMeasure.Fit(node.Name, BoxWidth - 12, bold: true), Palette.Ink, Anchor.Middle, bold: true);
        svg.Text(x, y + 15, TextMeasure.Fit(node.Note, BoxWidth - 10), Palette.Calm, Anchor.Middle);
    }

    private void DrawArrow(SvgCanvas svg, CallsArrow arrow)
    {
        ((double x1, double y1), (double x2, double y2)) = Ends(arrow);
        ChartColour colour = arrow.Failed ? ChartColour.Red : ChartColour.Blue;
        string tip = $"{arrow.From} → {arrow.To} {arrow.Label}".TrimEnd();
        double dx = x2 - x1, dy = y2 - y1, length = Math.Max(1, Math.Sqrt((dx * dx) + (dy * dy)));
        svg.Path(
            $"M{SvgCanvas.N(x1)} {SvgCanvas.N(y1)}L{SvgCanvas.N(x2 - (dx / length * 6))} {SvgCanvas.N(y2 - (dy / length * 6))}",
            "none", Palette.Fill(colour), 1.6, arrow.Failed ? "7 3" : "", tip: tip);
        svg.ArrowHead(x2, y2, dx, dy, Palette.Fill(colour));
    }

    private void DrawLabel(SvgCanvas svg, CallsArrow arrow)
    {
        ((double x1, double y1), (double x2, double y2)) = Ends(arrow);
        string text = TextMeasure.Fit(arrow.Label, 230);
        double half = (TextMeasure.Width(text) / 2) + 5, x = x1 + ((x2 - x1) * 0.56), y = y1 + ((y2 - y1) * 0.56);
        svg.Rect(x - half, y - 10, 2 * half, 20, Palette.Card, radius: 4);
        svg.Text(x, y + 4.5, text, arrow.Failed ? Palette.InkOf(ChartColour.Red) : Palette.Ink, Anchor.Middle, bold: arrow.Failed);
    }

    private ((double X, double Y) From, (double X, double Y) To) Ends(CallsArrow arrow)
    {
        (double X, double Y) from = _places[arrow.From], to = _places[arrow.To];
        return (Edge(from, to, 2), Edge(to, from, 4));
    }

    // Where the line between two boxes leaves the first one, and a little beyond.
    private static (double X, double Y) Edge((double X, double Y) box, (double X, double Y) other, double beyond)
    {
        double dx = other.X - box.X, dy = other.Y - box.Y;
        double scale = Math.Min(
            Math.Abs(dx) < 1e-6 ? double.MaxValue : ((BoxWidth / 2) + beyond) / Math.Abs(dx), Math.Abs(dy) < 1e-6 ? double.MaxValue : ((BoxHeight / 2) + beyond) / Math.Abs(dy));
        return scale > 1 ? box : (box.X + (dx * scale), box.Y + (dy * scale));
    }
}

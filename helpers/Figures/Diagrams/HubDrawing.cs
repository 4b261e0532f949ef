using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Draws services around topics: who writes on the left, Kafka with its topics in the middle, who reads on the right. No arrow goes from service to service.</summary>
internal sealed class HubDrawing
{
    private const double Pad = CardHead.Pad;
    private const double SideWidth = 140;
    private const double BoxHeight = 46;
    private const double Gap = 16;
    private const double HubLeft = 264;
    private const double HubRight = 456;
    private const double HubHead = 30;

    private readonly HubPicture _picture;
    private readonly CardHead _head;
    private readonly string _title;
    private readonly double _height;

    private HubDrawing(HubPicture picture, string title)
    {
        _picture = picture;
        _title = title;
        _head = new(title, "");
        int rows = Math.Max(Math.Max(picture.Writers.Count, picture.Readers.Count), 1);
        _height = Math.Max(rows * (BoxHeight + Gap), HubHead + (picture.Topics.Count * (BoxHeight + Gap)) + 8);
    }

    public static string Draw(HubPicture picture, string title, string altText) => new HubDrawing(picture, title).Draw(altText);

    private double Top => _head.Bottom + 36;

    private string Draw(string altText)
    {
        SvgCanvas svg = new(_title, altText, Palette.Width, Top + _height + 38);
        _head.Draw(svg);
        double heads = Top - 14;
        svg.Text(Pad + (SideWidth / 2), heads, new Text("쓰는 서비스", "Who writes").ToString(), bold: true, anchor: Anchor.Middle);
        svg.Text(Palette.Width - Pad - (SideWidth / 2), heads, new Text("읽는 서비스", "Who reads").ToString(), bold: true, anchor: Anchor.Middle);
        svg.Rect(HubLeft - 14, Top - 6, HubRight - HubLeft + 28, _height + 8, "#f6f8fa", Palette.Axis, radius: 10);
        svg.Text((HubLeft + HubRight) / 2, Top + 15, "Kafka", Palette.Calm, Anchor.Middle, bold: true);
        long most = Math.Max(1, _picture.Writes.Concat(_picture.Reads).Select(a => a.Records).DefaultIfEmpty(1).Max());
        foreach (HubArrow arrow in _picture.Writes)
        {
            DrawArrow(svg, arrow, most, Pad + SideWidth, SideY(_picture.Writers, arrow.Service), HubLeft - 2, TopicY(arrow.Topic), $"{arrow.Service} → {arrow.Topic}: {Ticks.Write(arrow.Records)}");
        }

        foreach (HubArrow arrow in _picture.Reads)
        {
            DrawArrow(
                svg, arrow, most, HubRight, TopicY(arrow.Topic), Palette.Width - Pad - SideWidth - 2, SideY(_picture.Readers, arrow.Service), $"{arrow.Topic} → {arrow.Service}: {Ticks.Write(arrow.Records)}");
        }

        for (int i = 0; i < _picture.Topics.Count; i++)
        {
            Box(svg, HubLeft, TopicY(_picture.Topics[i].Name), HubRight - HubLeft, _picture.Topics[i], Palette.At(i), 3);
        }

        foreach (HubBox writer in _picture.Writers)
        {
            Box(svg, Pad, SideY(_picture.Writers, writer.Name), SideWidth, writer, ChartColour.Blue, 7);
        }

        foreach (HubBox reader in _picture.Readers)
        {
            Box(svg, Palette.Width - Pad - SideWidth, SideY(_picture.Readers, reader.Name), SideWidth, reader, ChartColour.Green, 7);
        }

        svg.Text(Palette.Width / 2.0, Top + _height + 24, TextMeasure.Fit(_picture.Footer.ToString(), Palette.Width - (2 * Pad)), Palette.Calm, Anchor.Middle);
        return svg.Finish();
    }

    private double SideY(IReadOnlyList<HubBox> side, string name)
    {
        int index = side.ToList().FindIndex(b => b.Name == name);
        return Top + (_height * (index + 0.5) / side.Count);
    }

    private double TopicY(string name)
    {
        int index = _picture.Topics.ToList().FindIndex(b => b.Name == name);
        return Top + HubHead + ((_height - HubHead) * (index + 0.5) / _picture.Topics.Count);
    }

    // Arrows have their topic's colour, so that one can follow them through.
    private void DrawArrow(SvgCanvas svg, HubArrow arrow, long most, double x1, double y1, double x2, double y2, string tip)
    {
        int topic = _picture.Topics.ToList().FindIndex(b => b.Name == arrow.Topic);
        string colour = Palette.Fill(Palette.At(topic));
        double bend = (x1 + x2) / 2, end = x2 - 6;
        svg.Path(
            $"M{SvgCanvas.N(x1)} {SvgCanvas.N(y1)}C{SvgCanvas.N(bend)} {SvgCanvas.N(y1)} {SvgCanvas.N(bend)} {SvgCanvas.N(y2)} {SvgCanvas.N(end)} {SvgCanvas.N(y2)}",
            "none", colour, 1.2 + (1.6 * arrow.Records / most), Palette.Dash(topic), tip: tip);
        svg.ArrowHead(x2, y2, 1, 0, colour);
    }

    private static void Box(SvgCanvas svg, double left, double middle, double width, HubBox box, ChartColour colour, double radius)
    {
        svg.Rect(left, middle - (BoxHeight / 2), width, BoxHeight, Palette.Tint(colour), Palette.Fill(colour), radius: radius, tip: $"{box.Name} {box.Note}".TrimEnd(), thickness: 1.4);
        bool note = box.Note.Length > 0;
        svg.Text(left + (width / 2), middle + (note ? -3 : 4.5), TextMeasure.Fit(box.Name, width - 12, bold: true), Palette.Ink, Anchor.Middle, bold: true);
        svg.Text(left + (width / 2), middle + 15, TextMeasure.Fit(box.Note, width - 10), Palette.Calm, Anchor.Middle);
    }
}

using KafkaWorkbook.Figures.Svg;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Draws who writes and who reads: producers on the left, the topic's partitions in the middle, groups with their consumers on the right.</summary>
internal sealed class FlowDrawing
{
    private const double Pad = CardHead.Pad;
    private const double WriterWidth = 122;
    private const double ReaderWidth = 150;
    private const double BoxHeight = 34;
    private const double LogLeft = 218;
    private const double LogRight = 478;
    private const int MostCells = 8;

    private readonly FlowPicture _picture;
    private readonly bool _cells;
    private readonly double _row;
    private readonly double _top;
    private readonly double _height;
    private readonly CardHead _head;
    private readonly string _title;
    private readonly (string Group, FlowReader[] Members)[] _groups;

    private FlowDrawing(FlowPicture picture, string title)
    {
        _picture = picture;
        _title = title;
        _groups = [.. picture.Readers.GroupBy(r => r.Group).Select(g => (g.Key, g.ToArray()))];
        _cells = picture.Log.Logs.Count <= MostCells;
        _row = _cells ? 62 : 26;
        _head = new(title, "");
        _top = _head.Bottom + 34;
        double readers = _groups.Sum(g => 34 + (g.Members.Length * (BoxHeight + 8)) + 10);
        _height = Math.Max(Math.Max(picture.Log.Logs.Count * _row, readers), picture.Writers.Count * (BoxHeight + 12));
    }

    public static string Draw(FlowPicture picture, string title, string altText) => new FlowDrawing(picture, title).Draw(altText);

    private string Draw(string altText)
    {
        SvgCanvas svg = new(_title, altText, Palette.Width, _top + _height + 34);
        _head.Draw(svg);
        double heads = _head.Bottom + 20;
        if (_picture.Writers.Count > 0)
        {
            svg.Text(Pad + (WriterWidth / 2), heads, FlowPicture.Producers.ToString(), bold: true, anchor: Anchor.Middle);
        }

        string topic = FlowPicture.TopicHead(_picture.Log.Topic).ToString();
        svg.Text((LogLeft + LogRight) / 2, heads, TextMeasure.Fit(topic, LogRight - LogLeft + 40, bold: true), bold: true, anchor: Anchor.Middle, tip: topic);
        DrawWriters(svg);
        DrawReaders(svg);
        for (int i = 0; i < _picture.Log.Logs.Count; i++)
        {
            DrawLog(svg, _picture.Log.Logs[i], LogMiddle(i));
        }

        string legend = string.Join("   ·   ", new[] { _cells && _groups.Length > 0 ? $"▲ {LogWords.Reads}" : "", _picture.Writers.Count > 0 ? FlowPicture.Thickness.ToString() : "" }.Where(t => t.Length > 0));
        svg.Text(Palette.Width / 2.0, _top + _height + 20, legend, Palette.Calm, Anchor.Middle);
        return svg.Finish();
    }

    private double LogMiddle(int index) => Spread(index, _picture.Log.Logs.Count);

    private double Spread(int index, int count) => _top + (_height * (index + 0.5) / Math.Max(1, count));

    private int IndexOf(int partition) => _picture.Log.Logs.ToList().FindIndex(l => l.Partition == partition);

    private void DrawWriters(SvgCanvas svg)
    {
        long most = Math.Max(1, _picture.Writers.SelectMany(w => w.RecordsByPartition.Values).DefaultIfEmpty(1).Max());
        for (int i = 0; i < _picture.Writers.Count; i++)
        {
            FlowWriter writer = _picture.Writers[i];
            double y = Spread(i, _picture.Writers.Count);
            foreach ((int partition, long records) in writer.RecordsByPartition.Where(r => r.Value > 0 && IndexOf(r.Key) >= 0))
            {
                // The more records, the stronger the arrow.
                double thickness = 1 + (2.2 * records / most);
                Arrow(svg, Pad + WriterWidth, y, LogLeft - 28, LogMiddle(IndexOf(partition)), Palette.Fill(ChartColour.Blue), thickness, "", $"{writer.Name} → P{partition}: {Ticks.Write(records)}");
            }

            Box(svg, Pad, y, WriterWidth, writer.Name, ChartColour.Blue);
        }
    }

    private void DrawReaders(SvgCanvas svg)
    {
        double used = _groups.Sum(g => GroupHeight(g.Members.Length)), free = (_height - used) / (_groups.Length + 1), y = _top + Math.Max(0, free);
        double left = Palette.Width - Pad - ReaderWidth;
        for (int i = 0; i < _groups.Length; i++)
        {
            (string group, FlowReader[] members) = _groups[i];
            ChartColour colour = LogDrawing.GroupColour(i);
            double height = GroupHeight(members.Length) - 10;
            svg.Rect(left, y, ReaderWidth, height, Palette.Tint(colour), Palette.Fill(colour), radius: 6);
            string name = FlowPicture.GroupHead(group).ToString();
            svg.Text(left + (ReaderWidth / 2), y + 20, TextMeasure.Fit(name, ReaderWidth - 12, bold: true), Palette.InkOf(colour), Anchor.Middle, bold: true, tip: name);
            for (int m = 0; m < members.Length; m++)
            {
                double middle = y + 32 + (m * (BoxHeight + 8)) + (BoxHeight / 2);
                foreach (int partition in members[m].Partitions.Where(p => IndexOf(p) >= 0))
                {
                    Arrow(svg, LogRight + 24, LogMiddle(IndexOf(partition)), left + 8, middle, Palette.Fill(colour), 1.4, Palette.Dash(i), $"P{partition} → {group} {members[m].Name}");
                }

                svg.Rect(left + 10, middle - (BoxHeight / 2), ReaderWidth - 20, BoxHeight, Palette.Card, Palette.Fill(colour), radius: 5);
                svg.Text(left + (ReaderWidth / 2), middle + 4.5, TextMeasure.Fit(members[m].Name, ReaderWidth - 30), Palette.Ink, Anchor.Middle, tip: members[m].Name);
            }

            y += height + 10 + Math.Max(0, free);
        }
    }

    private void DrawLog(SvgCanvas svg, PartitionLog log, double middle)
    {
        svg.Text(LogLeft - 8, middle + 4.5, $"P{log.Partition}", bold: true, anchor: Anchor.End, halo: true);
        double half = _cells ? 13 : 8;
        if (!_cells)
        {
            double longest = Math.Max(1, _picture.Log.Logs.Max(l => l.Length));
            svg.Rect(LogLeft, middle - half, Math.Max(1, (LogRight - LogLeft) * log.Length / longest), 2 * half, Palette.Tint(ChartColour.Blue), Palette.Fill(ChartColour.Blue), tip: LogWords.Ends(log).ToString());
            svg.Text(LogLeft + 6, middle + 4.5, Ticks.Write(log.Length), Palette.Ink);
            return;
        }

        LogCells layout = LogCells.Of(log, LogLeft, LogRight - LogLeft + 20, LogCells.CellWidth(_picture.Log, LogRight - LogLeft), _picture.Log.Logs.Min(l => l.Start));
        foreach (LogCell cell in layout.Cells)
        {
            svg.Rect(cell.X, middle - half, cell.Width, 2 * half, Palette.Tint(ChartColour.Blue), cell.Omitted ? null : Palette.Axis, thickness: 0.8);
            string text = cell.Omitted ? LogWords.Omitted(cell.Count).ToString() : LogCells.Write(cell.From);
            LogCells.Label(svg, cell, middle + 4.5, text, cell.Omitted ? Palette.Calm : Palette.Ink, cell.Omitted ? LogWords.OmittedTip(cell).ToString() : null);
        }

        svg.Path(
            $"M{SvgCanvas.N(layout.Next.X)} {SvgCanvas.N(middle - half)}h{SvgCanvas.N(layout.Next.Width)}v{SvgCanvas.N(2 * half)}h{SvgCanvas.N(-layout.Next.Width)}Z",
            "none", Palette.Axis, 1, "3 3", tip: LogWords.NextTip(log.End).ToString());
        for (int g = 0; g < log.Positions.Count; g++)
        {
            GroupPosition position = log.Positions[g];
            if (position.Committed is { } at)
            {
                ChartColour colour = LogDrawing.GroupColour(_groups.ToList().FindIndex(x => x.Group == position.Group) is var i and >= 0 ? i : g);
                double x = layout.EdgeOf(at);
                svg.Line(x, middle - half - 3, x, middle + half + 4, Palette.Fill(colour), 2.4);
                svg.Path($"M{SvgCanvas.N(x)} {SvgCanvas.N(middle + half + 2)}l-4.5 8h9Z", Palette.Fill(colour), Palette.Card, tip: LogWords.Position(position).ToString());
            }
        }
    }

    private static double GroupHeight(int members) => 34 + (members * (BoxHeight + 8)) + 10;

    private static void Box(SvgCanvas svg, double left, double middle, double width, string name, ChartColour colour)
    {
        svg.Rect(left, middle - (BoxHeight / 2), width, BoxHeight, Palette.Tint(colour), Palette.Fill(colour), radius: 5);
        svg.Text(left + (width / 2), middle + 4.5, TextMeasure.Fit(name, width - 10), Palette.Ink, Anchor.Middle, tip: name);
    }

    private static void Arrow(SvgCanvas svg, double x1, double y1, double x2, double y2, string colour, double thickness, string dash, string tip)
    {
        double bend = (x1 + x2) / 2, end = x2 - 6;
        svg.Path(
            $"M{SvgCanvas.N(x1)} {SvgCanvas.N(y1)}C{SvgCanvas.N(bend)} {SvgCanvas.N(y1)} {SvgCanvas.N(bend)} {SvgCanvas.N(y2)} {SvgCanvas.N(end)} {SvgCanvas.N(y2)}",
            "none", colour, thickness, dash, tip: tip);
        svg.ArrowHead(x2, y2, 1, 0, colour);
    }
}

using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures.Svg;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>
/// Draws a cluster: the brokers as boxes with the copies of a topic's partitions in them, and who keeps the metadata: ZooKeeper stands above the brokers, KRaft's
/// controllers are the brokers themselves and have their place inside.
/// </summary>
internal sealed class TopologyDrawing
{
    private const double Pad = CardHead.Pad;
    private const double Gap = 14;
    private const double PlainHead = 50;
    private const double MarkTop = 46;
    private const double MarkHeight = 22;
    private const double Chip = 24;
    private const double ChipGap = 5;
    private const double KeeperHeight = 32;
    private const double MarkInset = 10;
    private const double LegendLine = 22;
    private const int MostColumns = 4;

    /// <summary>Up to this many partitions a chip has a line of its own and says its role in words.</summary>
    private const int MostWorded = 6;

    private readonly TopologyPicture _picture;
    private readonly int _columns;
    private readonly double _width;
    private readonly int _chipColumns;
    private readonly double _boxHead;
    private readonly double _boxHeight;

    private TopologyDrawing(TopologyPicture picture)
    {
        _picture = picture;
        int count = Math.Max(1, picture.Brokers.Count);
        int rows = (count + MostColumns - 1) / MostColumns;
        _columns = (count + rows - 1) / rows;
        _width = Math.Min(260, (Palette.Width - (2 * Pad) - (Gap * (_columns - 1))) / _columns);
        bool worded = picture.Partitions.Count <= MostWorded;
        double least = TextMeasure.Width($"P{Math.Max(10, picture.Partitions.Count)}") + 12;
        _chipColumns = worded ? 1 : Math.Max(1, (int)((_width - 20 + ChipGap) / (least + ChipGap)));
        int most = picture.Brokers.Select(b => picture.Partitions.Count(p => p.Replicas.Contains(b.Id))).DefaultIfEmpty(0).Max();
        int lines = picture.Topic is null ? 0 : Math.Max(1, (most + _chipColumns - 1) / _chipColumns);
        _boxHead = PlainHead + (picture.Keeper == MetadataKeeper.KRaft ? MarkHeight + 4 : 0);
        _boxHeight = _boxHead + (lines * (Chip + ChipGap)) + (lines > 0 ? 8 : 4);
    }

    public static string Draw(TopologyPicture picture, string title, string altText) => new TopologyDrawing(picture).Draw(title, altText);

    private string Draw(string title, string altText)
    {
        CardHead head = new(title, TopologyWords.Trouble(_picture).ToString());
        bool keeper = _picture.Keeper is MetadataKeeper.ZooKeeper or MetadataKeeper.Nobody, quorum = _picture.Keeper == MetadataKeeper.KRaft;
        double top = head.Bottom + 6 + (keeper ? KeeperHeight + 26 : 0);
        int rows = (Math.Max(1, _picture.Brokers.Count) + _columns - 1) / _columns;
        double bottom = top + (rows * _boxHeight) + ((rows - 1) * Gap);
        double legends = (_picture.Topic is null ? 0 : LegendLine) + (quorum ? LegendLine : 0);
        SvgCanvas svg = new(title, altText, Palette.Width, bottom + 16 + legends);
        head.Draw(svg, Palette.InkOf(ChartColour.Red));
        if (keeper)
        {
            DrawKeeper(svg, head.Bottom + 6, top);
        }

        for (int i = 0; i < _picture.Brokers.Count; i++)
        {
            DrawBroker(svg, _picture.Brokers[i], LeftOf(i), top + (i / _columns * (_boxHeight + Gap)));
        }

        if (quorum)
        {
            QuorumMarks.Tie(svg, [.. _picture.Brokers.Select(_picture.ControllerOf)], i => (LeftOf(i) + MarkInset, LeftOf(i) + _width - MarkInset), i => top + (i / _columns * (_boxHeight + Gap)) + MarkTop + (MarkHeight / 2));
            StateBox.Legend(svg, ChartColour.Violet, TopologyWords.ControllerLegend, Pad, bottom + 24);
        }

        if (_picture.Topic is not null)
        {
            StateBox.Legend(svg, ChartColour.Blue, TopologyWords.ReplicaLegend, Pad, bottom + 24 + (quorum ? LegendLine : 0));
        }

        return svg.Finish();
    }

    private double LeftOf(int broker)
    {
        double all = (_columns * _width) + ((_columns - 1) * Gap);
        return ((Palette.Width - all) / 2) + (broker % _columns * (_width + Gap));
    }

    private void DrawKeeper(SvgCanvas svg, double top, double boxes)
    {
        string text = TextMeasure.Fit(TopologyWords.Keeper(_picture).ToString(), Palette.Width - (2 * Pad) - 24);
        bool ours = _picture.Keeper != MetadataKeeper.Nobody;
        double width = Math.Max(260, TextMeasure.Width(text) + 28), left = (Palette.Width - width) / 2, bottom = top + KeeperHeight;
        if (ours)
        {
            // One line down to a bar, from there to each broker of the first row: calmer than lines that fan out.
            double bar = bottom + 12;
            int count = Math.Min(_columns, _picture.Brokers.Count);
            svg.Line(Palette.Width / 2.0, bottom, Palette.Width / 2.0, bar, Palette.Axis, 1.2);
            svg.Line(LeftOf(0) + (_width / 2), bar, LeftOf(count - 1) + (_width / 2), bar, Palette.Axis, 1.2);
            for (int i = 0; i < count; i++)
            {
                bool up = _picture.Brokers[i].State == BrokerState.Running;
                svg.Line(LeftOf(i) + (_width / 2), bar, LeftOf(i) + (_width / 2), boxes, Palette.Axis, 1.2, up ? "" : "3 3");
            }
        }

        svg.Rect(left, top, width, KeeperHeight, ours ? Palette.Tint(ChartColour.Violet) : Palette.Tint(ChartColour.Grey), ours ? Palette.Fill(ChartColour.Violet) : Palette.Axis, radius: 5);
        svg.Text(Palette.Width / 2.0, top + 20.5, text, ours ? Palette.InkOf(ChartColour.Violet) : Palette.Calm, Anchor.Middle);
    }

    private void DrawBroker(SvgCanvas svg, Broker broker, double left, double top)
    {
        bool up = broker.State == BrokerState.Running, controller = broker.Id == _picture.ControllerId;
        string edge = !up ? Palette.Fill(ChartColour.Red) : Palette.Axis;
        if (up)
        {
            svg.Rect(left, top, _width, _boxHeight, "#f8fafc", edge, radius: 6, thickness: 1.2);
        }
        else
        {
            svg.Path(
                $"M{SvgCanvas.N(left)} {SvgCanvas.N(top)}h{SvgCanvas.N(_width)}v{SvgCanvas.N(_boxHeight)}h{SvgCanvas.N(-_width)}Z", "#fbf5f5", edge, 1.4, "6 4");
        }

        svg.Text(left + 12, top + 21, TopologyWords.Broker(broker.Id).ToString(), up ? Palette.Ink : Palette.Calm, bold: true);
        string mark = up ? (controller && _picture.Keeper != MetadataKeeper.KRaft ? TopologyWords.Controller.ToString() : "") : TopologyWords.State(broker.State).ToString();
        svg.Text(left + _width - 12, top + 21, mark, up ? Palette.InkOf(ChartColour.Violet) : Palette.InkOf(ChartColour.Red), Anchor.End, bold: true);
        string address = $"{broker.Host}:{broker.Port}";
        svg.Text(left + 12, top + 39, TextMeasure.Fit(address, _width - 24), Palette.Calm, tip: address);
        if (_picture.Keeper == MetadataKeeper.KRaft)
        {
            QuorumMarks.Draw(svg, _picture.ControllerOf(broker), left + MarkInset, top + MarkTop, _width - (2 * MarkInset), MarkHeight);
        }

        if (_picture.Topic is not null)
        {
            DrawChips(svg, broker, left + 10, top + _boxHead);
        }
    }

    private void DrawChips(SvgCanvas svg, Broker broker, double left, double top)
    {
        PartitionReplicas[] copies = [.. _picture.Partitions.Where(p => p.Replicas.Contains(broker.Id))];
        if (copies.Length == 0)
        {
            svg.Text(left + 2, top + 16, TopologyWords.NoReplica.ToString(), Palette.Calm);
            return;
        }

        double width = (_width - 20 - (ChipGap * (_chipColumns - 1))) / _chipColumns;
        for (int i = 0; i < copies.Length; i++)
        {
            BoxState state = copies[i].StateOn(broker.Id);
            string words = TopologyWords.ReplicaName(state).ToString();
            double x = left + (i % _chipColumns * (width + ChipGap)), y = top + (i / _chipColumns * (Chip + ChipGap));
            StateBox.Draw(svg, state, ChartColour.Blue, x, y, width, Chip);
            string name = $"P{copies[i].Partition}";
            string colour = StateBox.Ink(state, ChartColour.Blue);
            if (_chipColumns == 1)
            {
                svg.Text(x + 9, y + 16.5, name, colour, bold: true);
                svg.Text(x + width - 9, y + 16.5, words, colour, Anchor.End);
            }
            else
            {
                svg.Text(x + (width / 2), y + 16.5, name, colour, Anchor.Middle, tip: $"{name}: {words}");
            }
        }
    }
}

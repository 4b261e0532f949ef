using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Draws logs: a cell a record with its offset in it, and below each log a mark for each group at the offset that it reads next.</summary>
internal sealed class LogDrawing
{
    private const double Pad = CardHead.Pad;
    private const double LogHead = 23;
    private const double CellHeight = 28;
    private const double GroupLine = 19;
    private const double Between = 14;

    /// <summary>More partitions than this are drawn as bars.</summary>
    private const int MostLogs = 8;

    private readonly LogPicture _picture;
    private readonly string _title;
    private readonly double _cell;
    private readonly long _origin;

    private LogDrawing(LogPicture picture, string title)
    {
        _picture = picture;
        _title = title;
        _cell = LogCells.CellWidth(picture, Room);
        _origin = picture.Logs.Select(l => l.Start).DefaultIfEmpty(0).Min();
    }

    private static double Room => Palette.Width - (2 * Pad);

    /// <summary>The colour of the n-th group: the first is green like everything that is read.</summary>
    public static ChartColour GroupColour(int index) => index switch { 0 => ChartColour.Green, 1 => ChartColour.Violet, 2 => ChartColour.Red, 3 => ChartColour.Blue, _ => ChartColour.Grey };

    public static string Draw(LogPicture picture, string title, string altText) =>
        picture.Logs.Count > MostLogs ? LogBars.Draw(picture, title, altText) : new LogDrawing(picture, title).Draw(altText);

    private string Draw(string altText)
    {
        CardHead head = new(_title, "");
        double body = _picture.Logs.Sum(l => LogHead + CellHeight + (GroupLine * l.Positions.Count) + Between);
        SvgCanvas svg = new(_title, altText, Palette.Width, head.Bottom + 6 + body + 26);
        head.Draw(svg);
        double top = head.Bottom + 6;
        foreach (PartitionLog log in _picture.Logs)
        {
            DrawLog(svg, log, top);
            top += LogHead + CellHeight + (GroupLine * log.Positions.Count) + Between;
        }

        DrawLegend(svg, top + 8);
        return svg.Finish();
    }

    private void DrawLog(SvgCanvas svg, PartitionLog log, double top)
    {
        svg.Text(Pad, top + 15, LogWords.Partition(log.Partition).ToString(), bold: true);
        svg.Text(Palette.Width - Pad, top + 15, LogWords.Ends(log).ToString(), Palette.Calm, Anchor.End);
        double cells = top + LogHead;
        LogCells layout = LogCells.Of(log, Pad, Room, _cell, _origin);
        foreach (LogCell cell in layout.Cells)
        {
            DrawCell(svg, log, cell, cells);
        }

        LogCell next = layout.Next;
        svg.Path(Outline(next, cells), "none", Palette.Axis, 1, "3 3", tip: LogWords.NextTip(log.End).ToString());
        LogCells.Label(svg, next, cells + 18.5, LogCells.Write(log.End), Palette.Axis);
        for (int i = 0; i < log.Positions.Count; i++)
        {
            // All lines before the first text, so that no line crosses one.
            DrawMark(svg, layout, log.Positions[i], cells, cells + CellHeight + (i * GroupLine));
        }

        for (int i = 0; i < log.Positions.Count; i++)
        {
            DrawName(svg, layout, log.Positions[i], cells + CellHeight + (i * GroupLine));
        }
    }

    private void DrawCell(SvgCanvas svg, PartitionLog log, LogCell cell, double top)
    {
        // With one group a colour tells what it has read; with several that is each mark's business.
        long? read = _picture.Groups.Count == 1 && log.Positions.Count == 1 ? log.Positions[0].Committed ?? log.Start : null;
        long done = read is { } to ? Math.Clamp(to - cell.From, 0, cell.Count) : 0;
        string left = read is null ? Palette.Tint(ChartColour.Blue) : Palette.Unread;
        svg.Rect(cell.X, top, cell.Width, CellHeight, left, cell.Omitted ? null : Palette.Axis, thickness: 0.8);
        if (done > 0)
        {
            svg.Rect(cell.X, top, cell.Width * done / cell.Count, CellHeight, Palette.Read, cell.Omitted ? null : Palette.Axis, thickness: 0.8);
        }

        if (!cell.Omitted)
        {
            LogCells.Label(svg, cell, top + 18.5, LogCells.Write(cell.From), Palette.Ink);
            return;
        }

        svg.Line(cell.X, top, cell.X + cell.Width, top, Palette.Axis, 0.8, "2 3");
        svg.Line(cell.X, top + CellHeight, cell.X + cell.Width, top + CellHeight, Palette.Axis, 0.8, "2 3");
        LogCells.Label(svg, cell, top + 18.5, LogWords.Omitted(cell.Count).ToString(), Palette.Calm, LogWords.OmittedTip(cell).ToString());
    }

    private void DrawMark(SvgCanvas svg, LogCells layout, GroupPosition position, double cells, double top)
    {
        if (position.Committed is { } at)
        {
            string colour = Palette.Fill(ColourOf(position));
            double x = layout.EdgeOf(at);
            svg.Line(x, cells - 3, x, top + 8, colour, 2.2);
            svg.Path($"M{SvgCanvas.N(x)} {SvgCanvas.N(top + 6)}l-5 9h10Z", colour, Palette.Card);
        }
    }

    private void DrawName(SvgCanvas svg, LogCells layout, GroupPosition position, double top)
    {
        ChartColour colour = ColourOf(position);
        string text = LogWords.Position(position).ToString();
        if (position.Committed is not { } at)
        {
            svg.Text(Pad, top + 15, TextMeasure.Fit(text, Room), Palette.InkOf(colour));
            return;
        }

        double x = layout.EdgeOf(at);
        double width = Math.Min(TextMeasure.Width(text), Room);
        bool right = x + 9 + width <= Palette.Width - Pad;
        bool late = position.Lag > 0;
        svg.Text(
            right ? x + 9 : Math.Max(x - 9, Pad + width), top + 15, TextMeasure.Fit(text, Room), Palette.InkOf(colour), right ? Anchor.Start : Anchor.End, bold: late, halo: true);
    }

    private ChartColour ColourOf(GroupPosition position) => GroupColour(_picture.Groups.ToList().IndexOf(position.Group));

    private void DrawLegend(SvgCanvas svg, double baseline)
    {
        double x = Pad;
        if (_picture.Groups.Count == 1)
        {
            Box(Palette.Read, LogWords.Read);
            Box(Palette.Unread, LogWords.Unread);
        }

        svg.Path($"M{SvgCanvas.N(x)} {SvgCanvas.N(baseline - 10)}h13v12h-13Z", "none", Palette.Axis, 1, "3 3");
        Name(LogWords.Next);
        if (_picture.Groups.Count > 0)
        {
            svg.Path($"M{SvgCanvas.N(x + 6)} {SvgCanvas.N(baseline - 10)}l-5 9h10Z", Palette.Fill(GroupColour(0)));
            Name(LogWords.Reads);
        }

        void Box(string fill, Text name)
        {
            svg.Rect(x, baseline - 10, 13, 12, fill, Palette.Axis, thickness: 0.8);
            Name(name);
        }

        void Name(Text name)
        {
            svg.Text(x + 19, baseline, name.ToString(), Palette.Calm);
            x += 19 + TextMeasure.Width(name.ToString()) + 16;
        }
    }

    private static string Outline(LogCell cell, double top) =>
        $"M{SvgCanvas.N(cell.X)} {SvgCanvas.N(top)}h{SvgCanvas.N(cell.Width)}v{SvgCanvas.N(CellHeight)}h{SvgCanvas.N(-cell.Width)}Z";
}

using KafkaWorkbook.Figures.Svg;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>A piece of a drawn log: one record, or a row of records that is left out.</summary>
/// <param name="From">The first offset.</param>
/// <param name="Count">How many records: 1 for a cell.</param>
/// <param name="X">The left edge.</param>
/// <param name="Width">The width.</param>
/// <param name="Omitted">Whether it stands for records that are not drawn one by one.</param>
internal sealed record LogCell(long From, long Count, double X, double Width, bool Omitted);

/// <summary>
/// Which records of a log are drawn. A short log is drawn whole. Of a long one those at its ends and around the groups' positions are drawn, and what lies
/// between is one piece that says how many records it stands for, so that the picture stays true.
/// </summary>
internal sealed class LogCells
{
    private const double MostGap = 74;
    private const double LeastCell = 28;
    private const double MostCell = 40;
    private static readonly double[] TextSizes = [Palette.TextSize, 11.5, 10.5, 9.5];

    private LogCells(IReadOnlyList<LogCell> cells, LogCell next)
    {
        Cells = cells;
        Next = next;
    }

    public IReadOnlyList<LogCell> Cells { get; }

    /// <summary>The place that the next record will get.</summary>
    public LogCell Next { get; }

    public double Right => Next.X + Next.Width;

    /// <summary>The width of one cell in all logs of a picture: wide enough for the longest offset, wider where there is room.</summary>
    /// <param name="picture">The logs.</param>
    /// <param name="room">How wide a log may be.</param>
    public static double CellWidth(LogPicture picture, double room)
    {
        double least = Math.Max(LeastCell, picture.Logs.Select(l => TextMeasure.Width(Write(l.End)) + 8).DefaultIfEmpty(LeastCell).Max());
        long from = picture.Logs.Select(l => l.Start).DefaultIfEmpty(0).Min(), to = picture.Logs.Select(l => l.End).DefaultIfEmpty(0).Max();
        return Math.Max(least, Math.Min(MostCell, room / (to - from + 1)));
    }

    /// <summary>Writes into a piece; what is too wide is written smaller, and what is still too wide is left out: half a number would be a wrong one.</summary>
    public static void Label(SvgCanvas svg, LogCell cell, double baseline, string text, string colour, string? tip = null)
    {
        double size = TextSizes.FirstOrDefault(s => TextMeasure.Width(text, s) <= cell.Width - 1);
        svg.Text(cell.X + (cell.Width / 2), baseline, size > 0 ? text : "…", colour, Anchor.Middle, size: size is > 0 and < Palette.TextSize ? size : 0, tip: tip ?? (size > 0 ? null : text));
    }

    /// <summary>An offset as it stands in a cell.</summary>
    public static string Write(long offset) => Ticks.Write(offset);

    /// <summary>Chooses the records that have room.</summary>
    /// <param name="log">The log.</param>
    /// <param name="left">Where its first piece begins.</param>
    /// <param name="room">How wide it may be, the next record's place included.</param>
    /// <param name="cell">The width of one cell.</param>
    /// <param name="origin">The offset that stands at the left edge when the log is drawn whole: equal for all logs, so that equal offsets stand below each other.</param>
    public static LogCells Of(PartitionLog log, double left, double room, double cell, long origin)
    {
        double gap = Math.Min(MostGap, room * 0.2);
        if ((log.End - origin + 1) * cell <= room + 0.01)
        {
            double shift = left + ((log.Start - origin) * cell);
            return Place(log, [.. Enumerable.Range(0, (int)log.Length).Select(i => log.Start + i)], shift, cell, gap);
        }

        for (int around = 3; around >= -1; around--)
        {
            long[] shown = Shown(log, around);
            LogCells cells = Place(log, shown, left, cell, gap);
            if (cells.Right <= left + room)
            {
                return cells;
            }

            if (around == -1)
            {
                // Many groups at many places: everything narrower, the texts are shortened.
                double share = room / (cells.Right - left);
                return Place(log, shown, left, cell * share, gap * share);
            }
        }

        throw new InvalidOperationException("Unreachable: the loop returns at its last step.");
    }

    /// <summary>The left edge of an offset: of its cell, of the piece that holds it, or of an end that it lies beyond.</summary>
    public double EdgeOf(long offset)
    {
        if (offset >= Next.From)
        {
            return Next.X;
        }

        LogCell? holder = Cells.FirstOrDefault(c => offset >= c.From && offset < c.From + c.Count);
        return holder is null ? (Cells.Count > 0 ? Cells[0].X : Next.X) : holder.X + (holder.Width * (offset - holder.From) / holder.Count);
    }

    private static long[] Shown(PartitionLog log, int around)
    {
        SortedSet<long> shown = [];
        Add(log.Start, log.Start + Math.Max(0, around - 1));
        Add(log.End - 1 - Math.Max(0, around - 1), log.End - 1);
        foreach (GroupPosition position in log.Positions)
        {
            if (position.Committed is { } at)
            {
                // A caught-up group stands behind the last record, which is drawn anyway.
                Add(at - (around < 0 ? 0 : Math.Max(1, around - 1)), at + Math.Max(0, around - 2));
            }
        }

        // A gap of one record is drawn as that record.
        foreach (long offset in shown.ToArray())
        {
            if (shown.Contains(offset + 2) && !shown.Contains(offset + 1))
            {
                shown.Add(offset + 1);
            }
        }

        return [.. shown];

        void Add(long from, long to)
        {
            for (long offset = Math.Max(from, log.Start); offset <= Math.Min(to, log.End - 1); offset++)
            {
                shown.Add(offset);
            }
        }
    }

    private static LogCells Place(PartitionLog log, long[] shown, double left, double cell, double gap)
    {
        List<LogCell> cells = [];
        double x = left;
        long expected = log.Start;
        foreach (long offset in shown)
        {
            if (offset > expected)
            {
                cells.Add(new(expected, offset - expected, x, gap, Omitted: true));
                x += gap;
            }

            cells.Add(new(offset, 1, x, cell, Omitted: false));
            x += cell;
            expected = offset + 1;
        }

        return new(cells, new(log.End, 1, x, cell, Omitted: false));
    }
}

using KafkaWorkbook.Figures.Svg;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Many logs at once: a bar each, drawn to scale over one axis of offsets, with a mark for each group.</summary>
internal static class LogBars
{
    private const double Pad = CardHead.Pad;
    private const double Row = 22;
    private const int MostRows = 60;

    public static string Draw(LogPicture picture, string title, string altText)
    {
        IReadOnlyList<PartitionLog> logs = [.. picture.Logs.Take(MostRows)];
        string subtitle = logs.Count == picture.Logs.Count ? "" : LogWords.Rest(logs.Count, picture.Logs.Count, picture.Logs.Skip(logs.Count).Sum(l => l.Length)).ToString();
        CardHead head = new(title, subtitle);
        double top = head.Bottom + 30, bottom = top + (logs.Count * Row);
        double left = Pad + TextMeasure.Width($"P{logs[^1].Partition}") + 12;
        double right = Palette.Width - Pad - logs.Max(l => TextMeasure.Width(Note(l))) - 12;
        AxisMap x = new(new(LogWords.Offset.ToString()), (logs.Min(l => l.Start), Math.Max(logs.Max(l => l.End), logs.Min(l => l.Start) + 1)), left, right);
        SvgCanvas svg = new(title, altText, Palette.Width, bottom + 44);
        head.Draw(svg);
        DrawGroups(svg, picture, head.Bottom + 12);
        foreach (double tick in x.Ticks(90))
        {
            svg.Line(x.At(tick), top, x.At(tick), bottom + 4, Palette.Grid);
            svg.Text(x.At(tick), bottom + 18, Ticks.Write(tick), Palette.Calm, Anchor.Middle);
        }

        svg.Text((left + right) / 2, bottom + 36, LogWords.Offset.ToString(), Palette.Calm, Anchor.Middle);
        for (int i = 0; i < logs.Count; i++)
        {
            PartitionLog log = logs[i];
            double y = top + (i * Row) + 3;
            svg.Text(left - 8, y + 12.5, $"P{log.Partition}", Palette.Ink, Anchor.End);
            svg.Rect(x.At(log.Start), y, Math.Max(1, x.At(log.End) - x.At(log.Start)), Row - 6, Palette.Tint(ChartColour.Blue), Palette.Fill(ChartColour.Blue), tip: LogWords.Ends(log).ToString());
            for (int g = 0; g < log.Positions.Count; g++)
            {
                if (log.Positions[g].Committed is { } at)
                {
                    string colour = Palette.Fill(LogDrawing.GroupColour(picture.Groups.ToList().IndexOf(log.Positions[g].Group)));
                    svg.Line(x.At(at), y - 2, x.At(at), y + Row - 4, colour, 2.6, Palette.Dash(g));
                }
            }

            svg.Text(Palette.Width - Pad, y + 12.5, Note(log), Palette.Calm, Anchor.End);
        }

        return svg.Finish();
    }

    private static void DrawGroups(SvgCanvas svg, LogPicture picture, double baseline)
    {
        double x = Pad;
        for (int i = 0; i < picture.Groups.Count; i++)
        {
            ChartColour colour = LogDrawing.GroupColour(i);
            string name = TextMeasure.Fit(picture.Groups[i], 200);
            svg.Line(x + 3, baseline - 11, x + 3, baseline + 2, Palette.Fill(colour), 2.6, Palette.Dash(i));
            svg.Text(x + 10, baseline, name, Palette.InkOf(colour));
            x += TextMeasure.Width(name) + 28;
        }
    }

    /// <summary>At the right of a bar: how many records, and the worst lag.</summary>
    private static string Note(PartitionLog log) => LogWords.Bar(log.Length, log.Positions.Max(p => p.Lag)).ToString();
}

namespace KafkaWorkbook.Figures.Svg;

/// <summary>
/// Which series are named where: a few lines carry their names at their right end, where the eye is; everything else is named in rows above the plot. A name
/// that several panels share is shown once.
/// </summary>
internal sealed class ChartLegend
{
    public const double RowHeight = 19;
    private const double Sample = 26;
    private const double Between = 18;
    private const int MostDirect = 6;
    private const double MostLabel = 190;

    private readonly List<List<(SeriesStyle Style, double X, string Name)>> _rows = [];

    public ChartLegend(ChartSpec spec, IReadOnlyList<IReadOnlyList<SeriesStyle>> styles, double width)
    {
        List<SeriesStyle> named = [.. styles.SelectMany(s => s).Where(s => s.Series is not HeatSeries && s.Series.Name.Length > 0)];
        bool onlyLines = named.All(s => s.Series is LineSeries or BandSeries);
        int lines = styles.Count == 0 ? 0 : styles.Max(p => p.Count(s => s.Series is LineSeries && s.Series.Name.Length > 0));
        Direct = onlyLines && lines is > 1 and <= MostDirect && named.Count > 1 && EndTogether(named);
        List<SeriesStyle> listed = Direct ? [.. named.Where(s => s.Series is not LineSeries)] : named;
        listed = [.. listed.DistinctBy(s => s.Series.Name)];
        if (listed.Count > 1 || (Direct && listed.Count > 0) || (listed.Count == 1 && spec.Panels.Count > 1 && !Direct))
        {
            Arrange(listed, width);
        }

        LabelWidth = Direct
            ? named.Where(s => s.Series is LineSeries).Select(s => TextMeasure.Width(s.Series.Name, bold: s.Series.Emphasis == Emphasis.Main)).Max() : 0;
        LabelWidth = Math.Min(Math.Max(LabelWidth, spec.Panels.SelectMany(p => p.Levels).Select(l => TextMeasure.Width(l.Label)).DefaultIfEmpty(0).Max()), MostLabel);
    }

    /// <summary>A name at the right edge belongs to a line that goes there: its values, not only its places.</summary>
    private static bool EndTogether(IEnumerable<SeriesStyle> styles)
    {
        LineSeries[] lines = [.. styles.Select(s => s.Series).OfType<LineSeries>().Where(l => l.X.Zip(l.Y).Any(p => double.IsFinite(p.Second)))];
        return lines.Length == 0 || lines.Min(End) >= lines.Max(End) - (0.1 * (lines.Max(End) - lines.Min(l => l.X[0])));

        static double End(LineSeries line) => line.X.Zip(line.Y).Last(p => double.IsFinite(p.Second)).First;
    }

    /// <summary>Lines are named at their ends.</summary>
    public bool Direct { get; }

    /// <summary>The room that these names, and those of horizontal marks, need on the right.</summary>
    public double LabelWidth { get; }

    public double Height => _rows.Count * RowHeight;

    public void Draw(SvgCanvas svg, double left, double top)
    {
        for (int row = 0; row < _rows.Count; row++)
        {
            double middle = top + (row * RowHeight) + 9;
            foreach ((SeriesStyle style, double x, string name) in _rows[row])
            {
                DrawSample(svg, style, left + x, middle);
                svg.Text(left + x + Sample, middle + 4.5, name, style.Ink, tip: name == style.Series.Name ? null : style.Series.Name);
            }
        }
    }

    private static void DrawSample(SvgCanvas svg, SeriesStyle style, double x, double middle)
    {
        switch (style.Series)
        {
            case LineSeries:
                svg.Line(x, middle, x + 20, middle, style.Stroke, style.Thickness, Palette.Dash(style.Dash));
                break;
            case PointSeries:
                PointMark.Draw(svg, (PointSeries)style.Series, x + 10, middle, style.Ink);
                break;
            case BandSeries:
            case SpanSeries:
                svg.Rect(x + 3, middle - 6, 15, 12, style.Series is SpanSeries { Emphasis: Emphasis.Main } ? style.Fill : style.Tint, style.Stroke);
                break;
            default:
                svg.Rect(x + 3, middle - 6, 15, 12, style.Fill);
                Hatching.Draw(svg, style.Hatch, x + 3, middle - 6, 15, 12);
                break;
        }
    }

    private void Arrange(List<SeriesStyle> listed, double width)
    {
        double x = width + 1;
        foreach (SeriesStyle style in listed)
        {
            string name = TextMeasure.Fit(style.Series.Name, Math.Min(width - Sample, 330));
            double needed = Sample + TextMeasure.Width(name);
            if (x + needed > width)
            {
                _rows.Add([]);
                x = 0;
            }

            _rows[^1].Add((style, x, name));
            x += needed + Between;
        }
    }
}

/// <summary>White strokes over a bar, so that bars that stand side by side differ in grey print.</summary>
internal static class Hatching
{
    private const double Gap = 6;

    /// <summary>Strokes of the n-th bar series: none, rising, falling, both.</summary>
    public static void Draw(SvgCanvas svg, int kind, double x, double y, double width, double height)
    {
        if (kind % 4 == 0 || width < 4 || height < 4)
        {
            return;
        }

        System.Text.StringBuilder path = new();
        for (double c = Gap; c < width + height; c += Gap)
        {
            // A stroke from the lower left to the upper right, cut to the bar.
            (double X, double Y) start = c <= height ? (x, y + c) : (x + c - height, y + height);
            (double X, double Y) end = c <= width ? (x + c, y) : (x + width, y + c - width);
            if (kind % 4 is 1 or 3)
            {
                path.Append(Stroke(start, end));
            }

            if (kind % 4 is 2 or 3)
            {
                path.Append(Stroke((Mirror(start.X), start.Y), (Mirror(end.X), end.Y)));
            }
        }

        svg.Path(path.ToString(), "none", Palette.Card, 1.2);

        double Mirror(double at) => (2 * x) + width - at;
        static string Stroke((double X, double Y) a, (double X, double Y) b) =>
            $"M{SvgCanvas.N(a.X)} {SvgCanvas.N(a.Y)}L{SvgCanvas.N(b.X)} {SvgCanvas.N(b.Y)}";
    }
}

namespace KafkaWorkbook.Figures.Svg;

/// <summary>The names of areas that lie on each other, written into them: in grey print their tints are the same.</summary>
internal static class BandNames
{
    private const double Tall = 18;

    /// <summary>Writes each name where its area is tall enough for the longest time.</summary>
    public static void Draw(SvgCanvas svg, IReadOnlyList<SeriesStyle> styles, AxisMap x, AxisMap y)
    {
        (BandSeries Band, SeriesStyle Style)[] bands = [.. styles.Where(s => s.Series is BandSeries && s.Series.Name.Length > 0).Select(s => ((BandSeries)s.Series, s))];
        if (bands.Length < 2)
        {
            return;
        }

        foreach ((BandSeries band, SeriesStyle style) in bands)
        {
            (int from, int to) = Longest(band, x, y);
            if (to > from && x.At(band.X[to]) - x.At(band.X[from]) >= TextMeasure.Width(band.Name) + 8)
            {
                double middle = (band.X[from] + band.X[to]) / 2;
                int there = Enumerable.Range(from, to - from).Last(i => band.X[i] <= middle);
                svg.Text(x.At(middle), ((y.At(band.Lower[there]) + y.At(band.Upper[there])) / 2) + 4.5, band.Name, style.Ink, Anchor.Middle);
            }
        }
    }

    private static (int From, int To) Longest(BandSeries band, AxisMap x, AxisMap y)
    {
        int count = Math.Min(band.X.Count, Math.Min(band.Lower.Count, band.Upper.Count));
        (int From, int To) best = (0, 0);
        for (int from = 0; from < count; from++)
        {
            int to = from;
            while (to < count && y.At(band.Lower[to]) - y.At(band.Upper[to]) >= Tall)
            {
                to++;
            }

            int end = Math.Min(to, count - 1);
            if (to > from && x.At(band.X[end]) - x.At(band.X[from]) > x.At(band.X[best.To]) - x.At(band.X[best.From]))
            {
                best = (from, end);
            }

            from = to;
        }

        return best;
    }
}

namespace KafkaWorkbook.Figures.Svg;

/// <summary>The names of areas that lie on each other, written into them: in grey print their tints are the same.</summary>
internal static class BandNames
{
    /// <summary>So tall is a line of text with some room around it, in pixels.</summary>
    private const double Tall = 17;

    private const double Step = 4;

    /// <summary>Writes each name where its area is tallest over the name's whole width, and nowhere if it has no room.</summary>
    public static void Draw(SvgCanvas svg, IReadOnlyList<SeriesStyle> styles, AxisMap x, AxisMap y)
    {
        (BandSeries Band, SeriesStyle Style)[] bands = [.. styles.Where(s => s.Series is BandSeries && s.Series.Name.Length > 0).Select(s => ((BandSeries)s.Series, s))];
        if (bands.Length < 2)
        {
            return;
        }

        foreach ((BandSeries band, SeriesStyle style) in bands)
        {
            double half = (TextMeasure.Width(band.Name) / 2) + 4;
            (double Left, double Right, double Top, double Bottom)[] pieces = [.. Pieces(band, x, y)];
            (double Centre, double Top, double Bottom) best = (0, 0, 0);
            for (double centre = pieces.Length == 0 ? 1 : pieces[0].Left + half; pieces.Length > 0 && centre <= pieces[^1].Right - half; centre += Step)
            {
                (double, double, double Top, double Bottom)[] under = [.. pieces.Where(p => p.Right > centre - half && p.Left < centre + half)];
                double top = under.Max(p => p.Top), bottom = under.Min(p => p.Bottom);
                best = bottom - top > best.Bottom - best.Top ? (centre, top, bottom) : best;
            }

            if (best.Bottom - best.Top >= Tall)
            {
                svg.Text(best.Centre, ((best.Top + best.Bottom) / 2) + 4.5, band.Name, style.Ink, Anchor.Middle);
            }
        }
    }

    /// <summary>The area from one place to the next, as the highest box that is inside it.</summary>
    private static IEnumerable<(double Left, double Right, double Top, double Bottom)> Pieces(BandSeries band, AxisMap x, AxisMap y)
    {
        int count = Math.Min(band.X.Count, Math.Min(band.Lower.Count, band.Upper.Count));
        for (int i = 0; i + 1 < count; i++)
        {
            int end = band.Stepped ? i : i + 1;
            yield return (
                x.At(band.X[i]), x.At(band.X[i + 1]), Math.Max(y.At(band.Upper[i]), y.At(band.Upper[end])), Math.Min(y.At(band.Lower[i]), y.At(band.Lower[end])));
        }
    }
}

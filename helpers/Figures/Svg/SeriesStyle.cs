namespace KafkaWorkbook.Figures.Svg;

/// <summary>How one series of a panel looks: worked out once, the same for the static and the interactive picture.</summary>
/// <param name="Series">The series.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Dash">Which dash its line has; 0 is solid.</param>
/// <param name="Hatch">Which hatching its bars have; 0 is none.</param>
internal sealed record SeriesStyle(ChartSeries Series, ChartColour Colour, int Dash, int Hatch)
{
    public string Stroke => Series.Emphasis == Emphasis.Muted ? Palette.Muted : Palette.Fill(Colour);

    public string Fill => Series.Emphasis == Emphasis.Muted ? Palette.Muted : Palette.Fill(Colour);

    public string Ink => Series.Emphasis == Emphasis.Muted ? Palette.Calm : Palette.InkOf(Colour);

    public string Tint => Series.Emphasis == Emphasis.Muted ? "#eceff2" : Palette.Tint(Colour);

    public double Thickness => Series.Emphasis switch
    {
        Emphasis.Main => 3,
        Emphasis.Muted => 1.4,
        _ => 2,
    };

    public static IReadOnlyList<SeriesStyle> Of(ChartPanel panel)
    {
        List<SeriesStyle> styles = [];
        int next = 0, lines = 0, bars = 0;
        foreach (ChartSeries series in panel.Series)
        {
            ChartColour colour = series.Colour ?? Palette.At(next++);
            // The thing to see is a solid line.
            int dash = series is LineSeries line ? line.Dash ?? (line.Emphasis == Emphasis.Main ? 0 : lines) : 0;
            lines += series is LineSeries ? 1 : 0;
            styles.Add(new(series, colour, dash, series is BarSeries ? bars++ : 0));
        }

        return styles;
    }
}

namespace KafkaWorkbook.Figures.Svg;

/// <summary>Whether bars have their values written over them: all of them or none, so that no bar seems to matter more.</summary>
internal static class BarFigures
{
    /// <summary>Whether every value has room over its bar.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="slot">The pixels from one name to the next.</param>
    public static bool Fit(ChartPanel panel, double slot)
    {
        BarSeries[] bars = [.. panel.Series.OfType<BarSeries>()];
        if (bars.Length == 0 || panel.Bars == BarMode.Stacked)
        {
            return false;
        }

        double room = bars.Length == 1 ? slot - 2 : (slot * 0.9 / bars.Length) - 2;
        return bars.SelectMany(b => b.Values).Where(double.IsFinite).All(v => TextMeasure.Width(Ticks.Write(v)) <= room);
    }
}

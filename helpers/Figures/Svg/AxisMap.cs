namespace KafkaWorkbook.Figures.Svg;

/// <summary>Turns an axis' values into pixels and knows its ticks.</summary>
internal sealed class AxisMap
{
    private readonly double _from;
    private readonly double _to;
    private readonly double _minimum;
    private readonly double _maximum;

    /// <param name="axis">The axis.</param>
    /// <param name="range">Its least and greatest value.</param>
    /// <param name="from">The pixel of the least value.</param>
    /// <param name="to">The pixel of the greatest.</param>
    public AxisMap(ChartAxis axis, (double Minimum, double Maximum) range, double from, double to)
    {
        Axis = axis;
        (_minimum, _maximum) = range;
        (_from, _to) = (from, to);
    }

    public ChartAxis Axis { get; }

    /// <summary>The pixel of the axis' base line: of zero where it is in sight, else of the least value.</summary>
    public double Base => Axis.Scale == AxisScale.Linear ? At(Math.Clamp(0, _minimum, _maximum)) : _from;

    public bool Holds(double value) => value >= _minimum && value <= _maximum;

    /// <summary>The pixel of a value; one beyond the axis' ends is put at the end.</summary>
    public double At(double value)
    {
        double share = Axis.Scale == AxisScale.Logarithmic
            ? Math.Log(Math.Max(value, _minimum) / _minimum) / Math.Log(_maximum / _minimum)
            : (value - _minimum) / (_maximum - _minimum);
        return _from + (Math.Clamp(share, 0, 1) * (_to - _from));
    }

    /// <summary>The ticks that have room when each needs some pixels.</summary>
    public IReadOnlyList<double> Ticks(double room) => Axis.Scale switch
    {
        AxisScale.Logarithmic => Svg.Ticks.Logarithmic(_minimum, _maximum),
        AxisScale.Categorical => [.. Enumerable.Range(0, Axis.Categories.Count).Select(i => (double)i)],
        _ => Svg.Ticks.Linear(_minimum, _maximum, Wanted(room), Axis.WholeNumbers),
    };

    /// <summary>The pixels from one name to the next on a categorical axis.</summary>
    public double Slot => Math.Abs(_to - _from) / Math.Max(1, Axis.Categories.Count);

    private int Wanted(double room) => Math.Clamp((int)(Math.Abs(_to - _from) / room), 2, 8);
}

/// <summary>How far the axes of a chart have to reach for its data.</summary>
internal static class AxisRange
{
    /// <summary>The pixels that a figure over a bar needs.</summary>
    private const double FigureRoom = 22;

    public static (double Minimum, double Maximum) OfX(ChartSpec spec)
    {
        if (spec.X.Scale == AxisScale.Categorical)
        {
            return (-0.5, Math.Max(1, spec.X.Categories.Count) - 0.5);
        }

        IEnumerable<double> values = spec.Panels.SelectMany(p => p.Series).SelectMany(Places).Concat(spec.Regions.SelectMany(r => (double[])[r.From, r.To]));
        return Around(spec.X, values, round: false);
    }

    public static (double Minimum, double Maximum) OfY(ChartPanel panel)
    {
        if (panel.Y.Scale == AxisScale.Categorical)
        {
            // The first name stands at the top.
            return (-0.5, Math.Max(1, panel.Y.Categories.Count) - 0.5);
        }

        (double minimum, double maximum) = Around(panel.Y, [.. panel.Series.SelectMany(Heights), .. Stacks(panel), .. panel.Levels.Select(l => l.At)], round: true);
        return (minimum, Math.Max(maximum, WithFigures(panel, minimum)));
    }

    /// <summary>How far an axis has to reach so that the figures over its bars do not run into the axis' name.</summary>
    private static double WithFigures(ChartPanel panel, double minimum)
    {
        if (panel.Bars == BarMode.Stacked || panel.Y.Scale != AxisScale.Linear || panel.Y.Maximum is not null || !panel.Series.Any(s => s is BarSeries))
        {
            return minimum;
        }

        double highest = panel.Series.SelectMany(Heights).Where(double.IsFinite).DefaultIfEmpty(minimum).Max();
        return minimum + ((highest - minimum) * panel.Height / (panel.Height - FigureRoom));
    }

    /// <summary>Whether a panel has anything to show.</summary>
    public static bool HasData(ChartPanel panel) => panel.Series.Any(s => s switch
    {
        SpanSeries spans => spans.Spans.Count > 0,
        HeatSeries heat => heat.Rows.Any(r => r.Any(double.IsFinite)),
        _ => Heights(s).Any(double.IsFinite),
    });

    private static IEnumerable<double> Places(ChartSeries series) => series switch
    {
        LineSeries line => line.X,
        BandSeries band => band.X,
        PointSeries points => points.X,
        SpanSeries spans => spans.Spans.SelectMany(s => (double[])[s.From, s.To]),
        HeatSeries heat when heat.X.Count > 1 => [heat.X[0] - (HeatStep(heat) / 2), heat.X[^1] + (HeatStep(heat) / 2)],
        HeatSeries heat => heat.X,
        _ => [],
    };

    public static double HeatStep(HeatSeries heat) => heat.X.Count > 1 ? (heat.X[^1] - heat.X[0]) / (heat.X.Count - 1) : 1;

    private static IEnumerable<double> Heights(ChartSeries series) => series switch
    {
        LineSeries line => line.Y,
        BandSeries band => band.Lower.Concat(band.Upper),
        PointSeries points => points.Y,
        BarSeries bars => bars.Values,
        _ => [],
    };

    private static IEnumerable<double> Stacks(ChartPanel panel)
    {
        BarSeries[] bars = [.. panel.Series.OfType<BarSeries>()];
        return panel.Bars == BarMode.Stacked && bars.Length > 0
            ? Enumerable.Range(0, bars.Max(b => b.Values.Count)).Select(i => bars.Sum(b => i < b.Values.Count && double.IsFinite(b.Values[i]) ? b.Values[i] : 0))
            : [];
    }

    private static (double Minimum, double Maximum) Around(ChartAxis axis, IEnumerable<double> all, bool round)
    {
        bool logarithmic = axis.Scale == AxisScale.Logarithmic;
        double[] values = [.. all.Where(v => double.IsFinite(v) && (!logarithmic || v > 0))];
        double minimum = axis.Minimum ?? (values.Length == 0 ? 0 : values.Min());
        double maximum = axis.Maximum ?? (values.Length == 0 ? 0 : values.Max());
        if (logarithmic)
        {
            minimum = axis.Minimum ?? (values.Length == 0 ? 1 : minimum);
            maximum = Math.Max(maximum, minimum);
            return minimum * 2 > maximum ? (minimum / 2, minimum * 5) : (minimum, maximum);
        }

        if (axis.FromZero && axis.Minimum is null)
        {
            minimum = Math.Min(0, minimum);
        }

        if (maximum <= minimum)
        {
            return (minimum, minimum + 1);
        }

        return round && axis.Maximum is null ? (minimum, Ticks.RoundUp(maximum, minimum, 5, axis.WholeNumbers)) : (minimum, maximum);
    }
}

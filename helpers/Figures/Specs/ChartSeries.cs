namespace KafkaWorkbook.Figures;

/// <summary>How much a series asks for attention.</summary>
public enum Emphasis
{
    /// <summary>One of several equals.</summary>
    Normal,

    /// <summary>The thing to see.</summary>
    Main,

    /// <summary>Only there to compare with.</summary>
    Muted,
}

/// <summary>Something drawn in a panel.</summary>
/// <param name="Name">Its name in the legend.</param>
public abstract record ChartSeries(string Name)
{
    /// <summary>Its colour, or null for the next of the palette.</summary>
    public ChartColour? Colour { get; init; }

    /// <summary>How much it asks for attention.</summary>
    public Emphasis Emphasis { get; init; } = Emphasis.Normal;
}

/// <summary>Values along the horizontal axis, joined by a line. A value that is no number leaves a gap.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="X">The places, ascending.</param>
/// <param name="Y">The values, as many.</param>
public sealed record LineSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : ChartSeries(Name)
{
    /// <summary>The value holds until the next one: offsets, leaders. False: it changes evenly in between.</summary>
    public bool Stepped { get; init; }

    /// <summary>A dot at each value.</summary>
    public bool Dots { get; init; }

    /// <summary>Which dash of the palette, or null for the one that belongs to the series' place.</summary>
    public int? Dash { get; init; }
}

/// <summary>The area between two lines.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="X">The places, ascending.</param>
/// <param name="Lower">The lower line's values, as many.</param>
/// <param name="Upper">The upper line's values, as many.</param>
public sealed record BandSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Lower, IReadOnlyList<double> Upper) : ChartSeries(Name)
{
    /// <summary>Both values hold until the next one.</summary>
    public bool Stepped { get; init; }
}

/// <summary>A bar for each name of a categorical axis. A value that is no number leaves its place empty.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Values">A value for each of the axis' names.</param>
public sealed record BarSeries(string Name, IReadOnlyList<double> Values) : ChartSeries(Name)
{
    /// <summary>The colour of single bars (null: the series' own), to point at some of them. Empty for none.</summary>
    public IReadOnlyList<ChartColour?> BarColours { get; init; } = [];
}

/// <summary>Single points.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="X">The places; on a categorical axis the index of the name.</param>
/// <param name="Y">The values, as many.</param>
public sealed record PointSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : ChartSeries(Name)
{
    /// <summary>Crosses in place of rings, to tell them from another series' points without colours.</summary>
    public bool Crosses { get; init; }
}

/// <summary>Stretches of the horizontal axis in the rows of a categorical vertical one: horizontal bars, or who did what when.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Spans">The stretches.</param>
public sealed record SpanSeries(string Name, IReadOnlyList<ChartSpan> Spans) : ChartSeries(Name);

/// <summary>One stretch.</summary>
/// <param name="Row">The index of the vertical axis' name, from 0 at the top.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Label">What stands in it; empty for nothing.</param>
public sealed record ChartSpan(int Row, double From, double To, string Label = "");

/// <summary>A colour for each place of a grid: darker is more.</summary>
/// <param name="Name">What the colour measures, with its unit.</param>
/// <param name="X">The places of the columns, ascending and evenly spread.</param>
/// <param name="Rows">For each name of the categorical vertical axis, from the top, a value for each column.</param>
public sealed record HeatSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<IReadOnlyList<double>> Rows) : ChartSeries(Name);

namespace KafkaWorkbook.Figures;

/// <summary>
/// What a chart shows, apart from how it is drawn. The static SVG, the plotly.js figure and the Plotly.NET chart are all made from it, so they cannot
/// say different things.
/// </summary>
/// <param name="Title">The sentence above the chart.</param>
/// <param name="AltText">What the chart shows, with its numbers, for someone who does not see it.</param>
/// <param name="X">The horizontal axis, shared by all panels.</param>
/// <param name="Panels">The plots, one below the other.</param>
public sealed record ChartSpec(string Title, string AltText, ChartAxis X, IReadOnlyList<ChartPanel> Panels)
{
    /// <summary>A chart of one panel.</summary>
    /// <param name="title">The sentence above the chart.</param>
    /// <param name="altText">What the chart shows, with its numbers.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="series">What is drawn, back to front.</param>
    public ChartSpec(string title, string altText, ChartAxis x, ChartAxis y, params IReadOnlyList<ChartSeries> series)
        : this(title, altText, x, [new ChartPanel(y, series)])
    {
    }

    /// <summary>A quieter line below the title: the conditions of the measurement. Empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Shaded stretches of the horizontal axis, through all panels.</summary>
    public IReadOnlyList<ChartRegion> Regions { get; init; } = [];

    /// <summary>Vertical marks through all panels.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>Makes the figure.</summary>
    public Figure ToFigure() => Figure.Of(this);
}

/// <summary>One plot of a chart.</summary>
/// <param name="Y">Its vertical axis.</param>
/// <param name="Series">What is drawn, back to front.</param>
public sealed record ChartPanel(ChartAxis Y, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>Whether bars of several series stand side by side or on each other.</summary>
    public BarMode Bars { get; init; } = BarMode.Grouped;

    /// <summary>Horizontal marks, such as a mean.</summary>
    public IReadOnlyList<ChartMark> Levels { get; init; } = [];

    /// <summary>Short texts at a point of the plot.</summary>
    public IReadOnlyList<ChartNote> Notes { get; init; } = [];

    /// <summary>The plot's height in pixels, without its axis texts.</summary>
    public int Height { get; init; } = 230;
}

/// <summary>How bars of several series share a place.</summary>
public enum BarMode
{
    /// <summary>Side by side.</summary>
    Grouped,

    /// <summary>On top of each other.</summary>
    Stacked,
}

/// <summary>A shaded stretch of the horizontal axis.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Label">What happened there.</param>
public sealed record ChartRegion(double From, double To, string Label);

/// <summary>A marked place of an axis.</summary>
/// <param name="At">Where.</param>
/// <param name="Label">What it is.</param>
/// <param name="Colour">Its colour.</param>
public sealed record ChartMark(double At, string Label, ChartColour Colour = ChartColour.Grey);

/// <summary>A short text at a point of the plot.</summary>
/// <param name="X">The point on the horizontal axis.</param>
/// <param name="Y">The point on the vertical axis.</param>
/// <param name="Text">The text.</param>
public sealed record ChartNote(double X, double Y, string Text);

namespace KafkaWorkbook.Figures;

/// <summary>How values are spread along an axis.</summary>
public enum AxisScale
{
    /// <summary>Evenly.</summary>
    Linear,

    /// <summary>By their logarithm; only for values above zero.</summary>
    Logarithmic,

    /// <summary>Names, one after the other; a value is the name's index, from 0.</summary>
    Categorical,
}

/// <summary>An axis of a chart.</summary>
/// <param name="Title">What is measured.</param>
/// <param name="Unit">In which unit; empty when the title says it or there is none.</param>
public sealed record ChartAxis(string Title, string Unit = "")
{
    /// <summary>How values are spread.</summary>
    public AxisScale Scale { get; init; } = AxisScale.Linear;

    /// <summary>The names of a categorical axis, in their order.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The values are counts: no tick between two whole numbers.</summary>
    public bool WholeNumbers { get; init; }

    /// <summary>Begin at zero, also when the values do not. Lengths (bars, areas) need it. Not with a logarithmic axis.</summary>
    public bool FromZero { get; init; } = true;

    /// <summary>The least value to show, or null for what the data ask for.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest value to show, or null for what the data ask for.</summary>
    public double? Maximum { get; init; }

    /// <summary>Title and unit as they stand beside the axis.</summary>
    public string Label => Unit.Length == 0 ? Title : $"{Title} ({Unit})";

    /// <summary>An axis of names.</summary>
    /// <param name="title">What the names are.</param>
    /// <param name="categories">The names, in their order.</param>
    public static ChartAxis OfNames(string title, IEnumerable<string> categories) =>
        new(title) { Scale = AxisScale.Categorical, Categories = [.. categories] };
}

using KafkaWorkbook.Clusters;
using KafkaWorkbook.Handouts.Export;

namespace KafkaWorkbook.Handouts;

/// <summary>What <c>dotnet run</c> does. Immutable.</summary>
public sealed record HandoutRunOptions
{
    /// <summary>The notebooks to run, in this order; empty for all chapters of <c>notebooks/ko</c>.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The cluster, or null for the best one here.</summary>
    public ClusterKind? Cluster { get; init; }

    /// <summary>The variant where a notebook names none, or null for what the environment says.</summary>
    public Variant? Variant { get; init; }

    /// <summary>Where the executed notebooks and pages are written. Default: <c>handouts</c> in the repository, or in the current folder.</summary>
    public string? OutFolder { get; init; }

    /// <summary>How long a cell may take. Default: 120 seconds.</summary>
    public TimeSpan CellLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>What each chapter becomes beside the executed notebook. Default: a page for the screen.</summary>
    public ExportOptions Export { get; init; } = new() { Forms = [HandoutForm.Html] };

    /// <summary>The name of the files in which all chapters stand together; null for none of these. Default: null.</summary>
    public string? SeriesName { get; init; }
}

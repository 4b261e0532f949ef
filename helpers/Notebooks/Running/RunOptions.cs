using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Notebooks.Running;

/// <summary>How a notebook is run. Immutable; the defaults are what <c>dotnet run</c> uses.</summary>
public sealed record RunOptions
{
    /// <summary>The cluster that the cells get, or null for what <c>Cluster.StartAsync()</c> picks by itself.</summary>
    public ClusterKind? Cluster { get; init; }

    /// <summary>How long a cell may take. Default: 120 seconds.</summary>
    public TimeSpan CellLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long each of the first two code cells may take: they load the library and start the cluster. Default: 300 seconds.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Environment variables that the cells see changed; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    /// <summary>Who is told how far the run is. Default: nobody.</summary>
    public IRunObserver Observer { get; init; } = new NoObserver();

    /// <summary>Called once, when the last quarter of the code cells begins; null for nobody.</summary>
    internal Action? LastQuarterBegins { get; init; }

    private sealed class NoObserver : IRunObserver;
}

/// <summary>Is told how far a run is, a cell at a time, in order, never by two threads at once.</summary>
public interface IRunObserver
{
    /// <summary>A code cell begins.</summary>
    /// <param name="number">The code cell, counted from 1.</param>
    /// <param name="count">How many code cells there are.</param>
    /// <param name="firstLine">The cell's first line of code.</param>
    void CellBegins(int number, int count, string firstLine)
    {
    }

    /// <summary>A line of progress within the cell that runs.</summary>
    /// <param name="text">The line, in the reader's language.</param>
    /// <param name="isLast">Whether the work that it tells of is over.</param>
    void Progress(string text, bool isLast)
    {
    }

    /// <summary>A code cell is over, or was not run.</summary>
    /// <param name="cell">How it went.</param>
    void CellEnds(CellRun cell)
    {
    }
}

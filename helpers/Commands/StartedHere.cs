using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary>Remembers which clusters there were before a command, so that it can stop those that it or its notebooks started, and only those.</summary>
internal sealed class StartedHere
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly ClusterStarter _clusters;
    private readonly ClusterOptions _options;
    private readonly Dictionary<(ClusterKind, Variant), bool> _ranBefore;

    private StartedHere(ClusterStarter clusters, ClusterOptions options, Dictionary<(ClusterKind, Variant), bool> ranBefore)
    {
        _clusters = clusters;
        _options = options;
        _ranBefore = ranBefore;
    }

    /// <summary>Notes what is there now.</summary>
    public static async Task<StartedHere> NoteAsync(ClusterStarter clusters, ClusterOptions options, CancellationToken cancellationToken) =>
        new(clusters, options, (await clusters.FindAllAsync(options, cancellationToken).ConfigureAwait(false)).ToDictionary(f => (f.Kind, f.Variant), f => f.Running));

    /// <summary>
    /// Stops what has been started since, also what a cell was just starting when it was ended. Runs to its end even when the command was cancelled, but does no more than it must
    /// then; a failure is told, not thrown.
    /// </summary>
    /// <param name="screen">Where it is told.</param>
    /// <param name="cancellationToken">The command's.</param>
    public async Task StopAsync(Screen screen, CancellationToken cancellationToken)
    {
        ClusterOptions options = _options with { StopsBriefly = cancellationToken.IsCancellationRequested };
        using CancellationTokenSource limit = new(Limit);
        try
        {
            foreach (FoundCluster found in await _clusters.FindAllAsync(options, limit.Token).ConfigureAwait(false))
            {
                bool knew = _ranBefore.TryGetValue((found.Kind, found.Variant), out bool ran);
                if (!knew || (found.Running && !ran))
                {
                    // What was there without running is data that somebody kept.
                    await StopAsync(found, options, keepData: knew, screen, limit.Token).ConfigureAwait(false);
                }
            }
        }
        catch (ClusterException failure)
        {
            screen.Failure(failure.What, failure.WhatToDo);
        }
        catch (OperationCanceledException)
        {
            screen.Failure(
                new("클러스터가 제때 멈추지 않았다.", "A cluster did not stop in time."),
                new("`dotnet run -- down`을 실행한다.", "Run `dotnet run -- down`."));
        }
    }

    private async Task StopAsync(FoundCluster found, ClusterOptions options, bool keepData, Screen screen, CancellationToken cancellationToken)
    {
        string name = ClusterLines.NameOf(found.Kind, found.Variant);
        IProgressLine line = screen.Progress.Begin(new($"여기서 띄운 클러스터를 멈춘다: {name}", $"Stopping the cluster that was started here: {name}"));
        await _clusters.RemoveAsync(found, options, keepData, cancellationToken).ConfigureAwait(false);
        line.Done(keepData
            ? new($"여기서 띄운 클러스터를 멈췄다. 데이터는 전처럼 남아 있다: {name}", $"Stopped the cluster that was started here; its data stays as before: {name}")
            : new($"여기서 띄운 클러스터를 멈추고 치웠다: {name}", $"Stopped and removed the cluster that was started here: {name}"));
    }
}

using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary>Remembers which clusters ran before a command, so that it can stop those that it or its notebooks started, and only those.</summary>
internal sealed class StartedHere
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly ClusterStarter _clusters;
    private readonly ClusterOptions _options;
    private readonly HashSet<(ClusterKind, Variant)> _before;

    private StartedHere(ClusterStarter clusters, ClusterOptions options, HashSet<(ClusterKind, Variant)> before)
    {
        _clusters = clusters;
        _options = options;
        _before = before;
    }

    /// <summary>Notes what runs now.</summary>
    public static async Task<StartedHere> NoteAsync(ClusterStarter clusters, ClusterOptions options, CancellationToken cancellationToken) =>
        new(clusters, options, [.. (await clusters.FindAllAsync(options, cancellationToken).ConfigureAwait(false)).Where(f => f.Running).Select(f => (f.Kind, f.Variant))]);

    /// <summary>Stops what has been started since. Runs to its end even when the command was cancelled, but does no more than it must then; a failure is told, not thrown.</summary>
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
                if (found.Running && !_before.Contains((found.Kind, found.Variant)))
                {
                    await StopAsync(found, options, screen, limit.Token).ConfigureAwait(false);
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

    private async Task StopAsync(FoundCluster found, ClusterOptions options, Screen screen, CancellationToken cancellationToken)
    {
        ClusterOptions attach = options with { Kind = found.Kind, Variant = found.Variant, AttachOnly = true };
        Cluster cluster = await _clusters.StartAsync(attach, cancellationToken).ConfigureAwait(false);
        await using (cluster.ConfigureAwait(false))
        {
            await cluster.StopAsync(keepData: false, cancellationToken).ConfigureAwait(false);
        }

        string name = ClusterLines.NameOf(found.Kind, found.Variant);
        screen.Marked(Mark.Good, new Text($"여기서 띄운 클러스터를 멈추고 치웠다: {name}", $"Stopped and removed the cluster that was started here: {name}"));
    }
}

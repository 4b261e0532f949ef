using System.Diagnostics;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Reporting;
using static System.FormattableString;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>One start of a local cluster, from free ports to the proof that it is ready. When it fails or is cancelled, nothing of it is left.</summary>
/// <param name="options">The limits.</param>
/// <param name="site">Where everything goes.</param>
/// <param name="state">What is to be started.</param>
/// <param name="brokerSettings">Further settings of every broker.</param>
internal sealed class LocalStart(ClusterOptions options, LocalSite site, LocalState state, IReadOnlyDictionary<string, string> brokerSettings)
{
    private readonly LocalJvms _jvms = new(site);

    public async Task<Cluster> RunAsync(CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();

        // What a start left behind whose process was killed in the middle.
        await _jvms.EndAllAsync().ConfigureAwait(false);
        bool kept = state.HasData;
        if (!kept)
        {
            await _jvms.RemoveFilesAsync(cancellationToken).ConfigureAwait(false);
        }

        await PortCheck.RequireFreeAsync(state.Layout, null, cancellationToken).ConfigureAwait(false);
        IProgressLine line = options.Progress.Begin(new(
            $"로컬 Kafka {state.KafkaVersion} 클러스터를 띄운다.", $"Starting a local Kafka {state.KafkaVersion} cluster."));
        LocalCluster cluster = new(options, site, state.Layout);
        try
        {
            WriteFiles();
            await StartNodesAsync(kept, line, cancellationToken).ConfigureAwait(false);
            TimeSpan left = options.StartLimit - Stopwatch.GetElapsedTime(begin);
            await Readiness.ProveAsync(cluster, left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1), line, cancellationToken).ConfigureAwait(false);
            _jvms.Update(_ => false, n => n, ready: true);
            double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            line.Done(new(Invariant($"클러스터가 준비됐다 ({seconds:0.0}초)."), Invariant($"The cluster is ready ({seconds:0.0} s).")));
            return cluster;
        }
        catch (Exception failure)
        {
            line.Done(new("클러스터를 띄우지 못했다. 치운다.", "The cluster did not start. Cleaning up."));
            await cluster.DisposeAsync().ConfigureAwait(false);
            await CleanUpAsync(kept).ConfigureAwait(false);
            if (Named(failure) is { } named)
            {
                throw named;
            }

            throw;
        }
    }

    private void WriteFiles()
    {
        Directory.CreateDirectory(site.Folder);
        LocalLauncher.RequireSpace(site);
        state.Write(site.StateFile);
        NodeFiles.WriteToolLogging(site);
        foreach (LocalNode node in state.Nodes)
        {
            NodeFiles.Write(site, state.Layout, node, brokerSettings);
        }
    }

    private async Task StartNodesAsync(bool kept, IProgressLine line, CancellationToken cancellationToken)
    {
        if (state.Layout.Variant == Variant.KRaft && !kept)
        {
            line.Update(new("KRaft 저장소를 만든다.", "Formatting the KRaft storage."));
            await KRaftStorage.FormatAsync(site, state, cancellationToken).ConfigureAwait(false);
        }

        if (state.Layout.Variant == Variant.ZooKeeper && kept)
        {
            // Kept data may hold the nodes of brokers that were killed together with their ZooKeeper.
            await _jvms.StartAsync([LocalSite.ZooKeeper]).ConfigureAwait(false);
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(30));
            await _jvms.WaitUntilForgottenAsync([.. state.Brokers.Select(n => n.BrokerId!.Value)], limit.Token).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await _jvms.StartAsync([.. state.Nodes.Select(n => n.Name)]).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task CleanUpAsync(bool kept)
    {
        await _jvms.EndAllAsync().ConfigureAwait(false);
        if (!kept)
        {
            await _jvms.RemoveFilesAsync(CancellationToken.None).ConfigureAwait(false);
        }
        else if (LocalState.Read(site.StateFile) is not null)
        {
            _jvms.Update(_ => true, n => n with { State = BrokerState.Stopped }, ready: true);
        }
    }

    private ClusterException? Named(Exception failure)
    {
        const int NoSpaceOnUnix = 28, NoSpaceOnWindows = unchecked((int)0x80070070);
        return failure switch
        {
            IOException { HResult: NoSpaceOnUnix or NoSpaceOnWindows } full => new NodeLogs(site).DiskIsFull(Text.Same(site.Name), full.Message),
            UnauthorizedAccessException or IOException => new ClusterException(
                ClusterProblem.BadConfiguration,
                new($"클러스터의 폴더 {site.Folder}에 쓰지 못한다. {failure.Message}", $"The cluster's folder {site.Folder} cannot be written. {failure.Message}"),
                new($"환경 변수 {ClusterOptions.DataVariable}에 쓸 수 있는 폴더를 준다.", $"Set {ClusterOptions.DataVariable} to a folder that can be written."),
                failure),
            _ => null,
        };
    }
}

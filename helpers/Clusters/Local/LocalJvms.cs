using System.Globalization;
using KafkaWorkbook.Clusters.ZooKeeper;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>Starts and stops the JVMs of one local cluster and keeps its start record true. The record on disk counts: another notebook may have changed it.</summary>
/// <param name="site">Where everything lies.</param>
internal sealed class LocalJvms(LocalSite site)
{
    private static readonly TimeSpan CleanLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CarelessLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private readonly Lock _record = new();

    private SemaphoreSlim Starting { get; } = new(1, 1);

    /// <summary>The record as it is now.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.ProcessEnded"/>: the cluster was removed.</exception>
    public LocalState Read() => LocalState.Read(site.StateFile) ?? throw new ClusterException(
        ClusterProblem.ProcessEnded,
        new($"로컬 클러스터({site.Name})는 이미 치워졌다.", $"The local cluster '{site.Name}' has been removed."),
        new("await Cluster.StartAsync()로 다시 띄운다.", "Start it again with await Cluster.StartAsync()."));

    /// <summary>Starts nodes and writes their marks down. Nodes that run are left alone, also when two ask for the same one at the same time.</summary>
    public async Task StartAsync(IReadOnlyCollection<string> names)
    {
        await Starting.WaitAsync().ConfigureAwait(false);
        try
        {
            await StartThoseDownAsync(names).ConfigureAwait(false);
        }
        finally
        {
            Starting.Release();
        }
    }

    /// <summary>Waits until ZooKeeper has forgotten brokers: one that finds its own old node would end with status 1.</summary>
    public async Task WaitUntilForgottenAsync(IReadOnlyCollection<int> brokerIds, CancellationToken cancellationToken)
    {
        if (Read().Layout.ZooKeeperPort is not { } port)
        {
            return;
        }

        await using ZooKeeperClient client = new(ClusterLayout.Host, port);
        while (true)
        {
            try
            {
                IReadOnlyList<string> known = await client.GetChildrenAsync("/brokers/ids", cancellationToken).ConfigureAwait(false);
                if (!known.Intersect(brokerIds.Select(i => i.ToString(CultureInfo.InvariantCulture))).Any())
                {
                    return;
                }
            }
            catch (ClusterException) when (Read().Nodes.Any(n => n.BrokerId is null && n.IsAlive))
            {
                // It starts just now.
            }

            await Task.Delay(LookAgain, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops brokers cleanly, all at once: each hands over its leaders first.</summary>
    /// <returns>Those that did not end in time and were killed.</returns>
    public Task<IReadOnlyList<string>> StopAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        StopAsync(names, CleanLimit, cancellationToken);

    /// <summary>Ends a node at once.</summary>
    public async Task KillAsync(string name, CancellationToken cancellationToken)
    {
        ProcessMark[] marks = [.. Read().Nodes.Where(n => n.Name == name && n.IsAlive).Select(n => n.Process!)];
        await KillAsync(marks, cancellationToken).ConfigureAwait(false);
        Update(n => n.Name == name, n => n with { State = BrokerState.Killed });
    }

    /// <summary>Freezes or thaws a node.</summary>
    public void Freeze(string name, bool freeze)
    {
        LocalNode? node = Read().Nodes.FirstOrDefault(n => n.Name == name && n.IsAlive);
        if (node is null)
        {
            return;
        }

        (freeze ? (Action<ProcessMark>)ProcessControl.Freeze : ProcessControl.Thaw)(node.Process!);
        Update(n => n.Name == name, n => n with { State = freeze ? BrokerState.Frozen : BrokerState.Running });
    }

    /// <summary>Stops everything: brokers first, then ZooKeeper, because a broker whose ZooKeeper went first runs on for minutes.</summary>
    /// <param name="keepData">Whether the data is wanted: then each process gets the time that it needs to end cleanly.</param>
    /// <param name="prepare">Whether there is time to prepare faster starts. A start that was interrupted has not loaded all classes, so after that there is nothing to prepare.</param>
    /// <param name="progress">Shows what takes longer the first time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task StopAllAsync(bool keepData, bool prepare, IProgressDisplay progress, CancellationToken cancellationToken)
    {
        // The last KRaft controller waits for 5 seconds for others to take over.
        TimeSpan limit = keepData ? CleanLimit : CarelessLimit;
        await StopAsync([.. Read().Brokers.Select(n => n.Name)], limit, cancellationToken).ConfigureAwait(false);
        await StopAsync([LocalSite.ZooKeeper], limit, cancellationToken).ConfigureAwait(false);
        LocalState stopped = Read();
        if (prepare && stopped.Ready)
        {
            await ClassArchive.Of(site, stopped).MakeAsync(stopped, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends everything at once, also what a start wrote down that never came to its end. For cleaning up, so it cannot be cancelled.</summary>
    public async Task EndAllAsync()
    {
        ProcessMark[] marks =
        [
            .. LocalState.Read(site.StateFile)?.Nodes.Select(n => n.Process).OfType<ProcessMark>() ?? [],
            .. DetachedStart.ReadRecord(site.StartRecord),
        ];
        await KillAsync(marks, CancellationToken.None).ConfigureAwait(false);
        if (File.Exists(site.StartRecord))
        {
            File.Delete(site.StartRecord);
        }
    }

    /// <summary>Removes the cluster's folder: settings, logs, data.</summary>
    public async Task RemoveFilesAsync(CancellationToken cancellationToken)
    {
        // On Windows a process that has just ended can hold its files for a moment longer.
        for (int attempt = 0; Directory.Exists(site.Folder); attempt++)
        {
            try
            {
                Directory.Delete(site.Folder, recursive: true);
            }
            catch (Exception failure) when (attempt < 20 && failure is IOException or UnauthorizedAccessException)
            {
                await Task.Delay(LookAgain, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Changes the record.</summary>
    public void Update(Func<LocalNode, bool> which, Func<LocalNode, LocalNode> change, bool? ready = null)
    {
        lock (_record)
        {
            LocalState state = Read();
            (state with { Ready = ready ?? state.Ready }).With(which, change).Write(site.StateFile);
        }
    }

    private async Task StartThoseDownAsync(IReadOnlyCollection<string> names)
    {
        LocalState state = Read();
        LocalNode[] nodes = [.. state.Nodes.Where(n => names.Contains(n.Name) && !n.IsAlive)];
        if (nodes.Length == 0)
        {
            return;
        }

        string token = Guid.NewGuid().ToString("N");
        foreach (LocalNode node in nodes)
        {
            KeepPreviousLog(node.Name);
        }

        IReadOnlyList<ProcessMark> marks = await DetachedStart.RunAsync([.. nodes.Select(n => Jvm.Node(site, state, n, token))], site.StartRecord).ConfigureAwait(false);
        Dictionary<string, ProcessMark> byName = nodes.Zip(marks).ToDictionary(p => p.First.Name, p => p.Second);
        Update(n => byName.ContainsKey(n.Name), n => n with { Process = byName[n.Name], State = BrokerState.Running });
        File.Delete(site.StartRecord);
    }

    private async Task<IReadOnlyList<string>> StopAsync(IReadOnlyCollection<string> names, TimeSpan limit, CancellationToken cancellationToken)
    {
        LocalNode[] nodes = [.. Read().Nodes.Where(n => names.Contains(n.Name) && n.IsAlive)];
        foreach (LocalNode node in nodes)
        {
            // A frozen process would not hear of it.
            ProcessControl.Thaw(node.Process!);
            ProcessControl.AskToEnd(node.Process!);
        }

        ProcessMark[] marks = [.. nodes.Select(n => n.Process!)];
        string[] late = [];
        if (!await ProcessControl.WaitForEndAsync(marks, limit, cancellationToken).ConfigureAwait(false))
        {
            late = [.. nodes.Where(n => n.IsAlive).Select(n => n.Name)];
            await KillAsync(marks, cancellationToken).ConfigureAwait(false);
        }

        Update(n => names.Contains(n.Name), n => n with { State = BrokerState.Stopped });
        return late;
    }

    private static async Task KillAsync(IReadOnlyCollection<ProcessMark> marks, CancellationToken cancellationToken)
    {
        foreach (ProcessMark mark in marks)
        {
            ProcessControl.Kill(mark);
        }

        if (!await ProcessControl.WaitForEndAsync(marks, KillLimit, cancellationToken).ConfigureAwait(false))
        {
            string left = string.Join(", ", marks.Where(m => m.IsAlive()).Select(m => m.Id));
            throw new ClusterException(
                ClusterProblem.TimedOut,
                new($"프로세스 {Particle.EulReul(left)} 끝내지 못했다.", $"The processes {left} could not be ended."),
                new("작업 관리자나 kill -9로 끝낸 뒤 다시 실행한다.", "End them with the task manager or kill -9, then try again."));
        }
    }

    private void KeepPreviousLog(string node)
    {
        if (File.Exists(site.Log(node)))
        {
            File.Move(site.Log(node), site.PreviousLog(node), overwrite: true);
        }

        File.Delete(site.Console(node));
    }
}

using System.Diagnostics;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Clusters.Storage;
using KafkaWorkbook.Reporting;
using static System.FormattableString;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>JVMs on this machine's loopback: 1 ZooKeeper and 3 brokers, or 3 KRaft nodes. They outlive the notebook that started them.</summary>
internal sealed partial class LocalCluster : BrokerCluster
{
    private readonly LocalSite _site;
    private readonly LocalJvms _jvms;
    private readonly NodeLogs _logs;
    private readonly ClusterLayout _layout;

    public LocalCluster(ClusterOptions options, LocalSite site, ClusterLayout layout)
        : base(options, ClusterKind.Local, site.Name)
    {
        _site = site;
        _layout = layout;
        _jvms = new LocalJvms(site);
        _logs = new NodeLogs(site);
        BrokerIds = [.. Enumerable.Range(1, layout.BrokerPorts.Count)];
        Capabilities = new HashSet<Capability>(Enum.GetValues<Capability>().Where(c => c switch
        {
            Capability.Containers or Capability.ErrorInjection => false,
            Capability.ZooKeeper => layout.Variant == Variant.ZooKeeper,
            Capability.ConsumerGroupProtocol or Capability.KRaft => layout.Variant == Variant.KRaft,
            Capability.StopBroker => ProcessControl.CanEndCleanly,
            _ => true,
        }));
    }

    private TimeSpan StartLimit => Options.StartLimit;

    public override string BootstrapServers => _layout.BootstrapServers;

    public override IReadOnlyList<int> BrokerIds { get; }

    public override IReadOnlySet<Capability> Capabilities { get; }

    internal override int? ZooKeeperPort => _layout.ZooKeeperPort;

    public override async Task StopBrokerAsync(int brokerId, CancellationToken cancellationToken = default)
    {
        Require(Capability.StopBroker);
        RequireBroker(brokerId);
        await TakeFaultLockAsync(cancellationToken).ConfigureAwait(false);
        IProgressLine line = Progress.Begin(new($"브로커 {Particle.EulReul(brokerId)} 멈춘다.", $"Stopping broker {brokerId}."));
        long began = Stopwatch.GetTimestamp();
        IReadOnlyList<string> killed = await _jvms.StopAsync([LocalSite.BrokerName(brokerId)], cancellationToken).ConfigureAwait(false);
        Journal.Note(BrokerChangeKind.Stopped, brokerId, began);
        line.Done(killed.Count == 0
            ? new($"브로커 {Particle.EulReul(brokerId)} 멈췄다.", $"Broker {brokerId} is stopped.")
            : new($"브로커 {Particle.IGa(brokerId)} 스스로 끝나지 않아 강제로 끝냈다.", $"Broker {brokerId} did not end by itself and was killed."));
    }

    public override async Task KillBrokerAsync(int brokerId, CancellationToken cancellationToken = default)
    {
        RequireBroker(brokerId);
        await TakeFaultLockAsync(cancellationToken).ConfigureAwait(false);
        await Journal.NoteAsync(BrokerChangeKind.Killed, brokerId, () => _jvms.KillAsync(LocalSite.BrokerName(brokerId), cancellationToken)).ConfigureAwait(false);
    }

    public override async Task FreezeBrokerAsync(int brokerId, CancellationToken cancellationToken = default)
    {
        RequireBroker(brokerId);
        await TakeFaultLockAsync(cancellationToken).ConfigureAwait(false);
        long began = Stopwatch.GetTimestamp();
        _jvms.Freeze(LocalSite.BrokerName(brokerId), freeze: true);
        Journal.Note(BrokerChangeKind.Frozen, brokerId, began);
    }

    public override async Task ThawBrokerAsync(int brokerId, CancellationToken cancellationToken = default)
    {
        RequireBroker(brokerId);
        await TakeFaultLockAsync(cancellationToken).ConfigureAwait(false);
        long began = Stopwatch.GetTimestamp();
        _jvms.Freeze(LocalSite.BrokerName(brokerId), freeze: false);
        Journal.Note(BrokerChangeKind.Thawed, brokerId, began);
        await ReleaseFaultLockWhenWholeAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StartBrokerAsync(int brokerId, CancellationToken cancellationToken = default)
    {
        RequireBroker(brokerId);
        await TakeFaultLockAsync(cancellationToken).ConfigureAwait(false);
        await Journal.NoteAsync(
            BrokerChangeKind.Started, brokerId, () => BringBackAsync([LocalSite.BrokerName(brokerId)], [brokerId], cancellationToken)).ConfigureAwait(false);
        await ReleaseFaultLockWhenWholeAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task RestartAllAsync(CancellationToken cancellationToken = default)
    {
        Require(Capability.StopBroker);
        await TakeFaultLockAsync(cancellationToken).ConfigureAwait(false);
        IProgressLine line = Progress.Begin(new("브로커를 모두 멈춘다.", "Stopping all brokers."));
        string[] names = [.. BrokerIds.Select(LocalSite.BrokerName)];
        await _jvms.StopAsync(names, cancellationToken).ConfigureAwait(false);
        line.Update(new("모두 멈췄다. 다시 띄운다.", "All are stopped. Starting them again."));

        // One that was killed, now or before, has an old znode for a while; those that ended cleanly are forgotten already.
        await _jvms.WaitUntilForgottenAsync([.. BrokerIds], cancellationToken).ConfigureAwait(false);
        await _jvms.StartAsync(names).ConfigureAwait(false);
        await Readiness.ProveAsync(this, StartLimit, line, cancellationToken).ConfigureAwait(false);
        line.Done(new("브로커를 모두 다시 띄웠다.", "All brokers run again."));
        await ReleaseFaultLockWhenWholeAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(bool keepData = false, CancellationToken cancellationToken = default)
    {
        using ClusterLock held = await ClusterLock.TakeAsync(
            _site.StartLock, new("클러스터를 멈추는 중이다.", "it stops the cluster."), StartLimit, Progress, cancellationToken).ConfigureAwait(false);
        IProgressLine line = Progress.Begin(new("클러스터를 멈춘다: 브로커 먼저, 그다음 ZooKeeper.", "Stopping the cluster: brokers first, then ZooKeeper."));
        if (LocalState.Read(_site.StateFile) is not null)
        {
            await _jvms.StopAllAsync(keepData, !Options.StopsBriefly, Progress, cancellationToken).ConfigureAwait(false);
        }

        if (!keepData)
        {
            await _jvms.RemoveFilesAsync(cancellationToken).ConfigureAwait(false);
        }

        line.Done(keepData
            ? new($"클러스터를 멈췄다. 데이터는 {_site.Folder}에 남아 있다.", $"The cluster is stopped. Its data stays in {_site.Folder}.")
            : new("클러스터를 멈추고 데이터를 지웠다.", "The cluster is stopped, its data removed."));
        await DisposeAsync().ConfigureAwait(false);
    }

    public override Task<ToolOutput> RunToolAsync(
        string tool, IReadOnlyList<string> arguments, string? standardInput = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        string name = KafkaTools.NameOf(tool);
        string? zooKeeper = _layout.ZooKeeperPort is { } port ? Invariant($"{ClusterLayout.Host}:{port}") : null;
        if (name == "zookeeper-shell")
        {
            Require(Capability.ZooKeeper);
        }

        return LocalTools.RunAsync(
            _site, _jvms.Read(), name, KafkaTools.WithAddress(name, arguments, BootstrapServers, zooKeeper), standardInput, cancellationToken);
    }

    /// <summary>
    /// Brings back what an earlier notebook left broken, unless one is at it right now. Nodes that run are left alone.
    /// </summary>
    internal async Task MendAsync(CancellationToken cancellationToken)
    {
        LocalNode[] broken = [.. _jvms.Read().Nodes.Where(n => n.Now != BrokerState.Running)];
        if (broken.Length > 0 && await TryTakeFaultLockAsync(cancellationToken).ConfigureAwait(false))
        {
            IEnumerable<int> ids = broken.Select(n => n.BrokerId).OfType<int>();
            await BringBackAsync([.. broken.Select(n => n.Name)], [.. ids], cancellationToken).ConfigureAwait(false);
            await ReleaseFaultLockWhenWholeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal override async Task<ClusterException?> FindFaultAsync(CancellationToken cancellationToken)
    {
        if (LocalState.Read(_site.StateFile) is not { } state)
        {
            return null;
        }

        foreach (LocalNode node in state.Nodes.Where(n => n.State == BrokerState.Running))
        {
            if (!node.IsAlive)
            {
                return await _logs.ExplainAsync(node, state.Layout, cancellationToken).ConfigureAwait(false);
            }

            if (_logs.SaysDiskFull(node.Name))
            {
                return _logs.DiskIsFull(Text.Same(node.Name), "No space left on device");
            }
        }

        return null;
    }

    internal override string DataPath(int brokerId) => _site.Data(LocalSite.BrokerName(brokerId));

    internal override Task<IReadOnlyList<string>> ListFoldersAsync(int brokerId, CancellationToken cancellationToken)
    {
        RequireBroker(brokerId);
        return Task.FromResult(LocalFiles.Folders(DataPath(brokerId)));
    }

    internal override Task<IReadOnlyList<BrokerFile>?> ListFilesAsync(int brokerId, string folder, CancellationToken cancellationToken)
    {
        RequireBroker(brokerId);
        return Task.FromResult(LocalFiles.Files(Path.Combine(DataPath(brokerId), folder)));
    }

    internal override Task<ReadOnlyMemory<byte>> ReadFileAsync(int brokerId, string folder, string file, CancellationToken cancellationToken)
    {
        RequireBroker(brokerId);
        return LocalFiles.ReadAsync(Path.Combine(DataPath(brokerId), folder, file), MostFileBytes, cancellationToken);
    }

    internal override Task<string> LogTailAsync(int brokerId, int lines, CancellationToken cancellationToken) =>
        Task.FromResult(_logs.Tail(LocalSite.BrokerName(brokerId), lines));

    internal override Task<IReadOnlyList<Broker>> KnownBrokersAsync(CancellationToken cancellationToken)
    {
        LocalState? state = LocalState.Read(_site.StateFile);
        return Task.FromResult<IReadOnlyList<Broker>>(
            [.. BrokerIds.Select(id => new Broker(id, ClusterLayout.Host, _layout.BrokerPorts[id - 1], state?.Brokers.FirstOrDefault(n => n.BrokerId == id)?.Now ?? BrokerState.Stopped))]);
    }

    /// <inheritdoc/>
    internal override async Task StartBrokersAsync(IReadOnlyList<int> brokerIds, CancellationToken cancellationToken)
    {
        await TakeFaultLockAsync(cancellationToken).ConfigureAwait(false);
        long began = Stopwatch.GetTimestamp();
        await BringBackAsync([.. brokerIds.Select(LocalSite.BrokerName)], brokerIds, cancellationToken).ConfigureAwait(false);
        foreach (int broker in brokerIds)
        {
            Journal.Note(BrokerChangeKind.Started, broker, began);
        }

        await ReleaseFaultLockWhenWholeAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task BringBackAsync(IReadOnlyList<string> names, IReadOnlyList<int> brokerIds, CancellationToken cancellationToken)
    {
        IProgressLine line = Progress.Begin(new($"다시 띄운다: {string.Join(", ", names)}", $"Starting again: {string.Join(", ", names)}"));
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            foreach (LocalNode frozen in _jvms.Read().Nodes.Where(n => names.Contains(n.Name) && n.Now == BrokerState.Frozen))
            {
                _jvms.Freeze(frozen.Name, freeze: false);
            }

            int[] dead = [.. _jvms.Read().Brokers.Where(n => names.Contains(n.Name) && !n.IsAlive).Select(n => n.BrokerId!.Value)];
            await _jvms.StartAsync([.. names.Where(n => n == LocalSite.ZooKeeper)]).ConfigureAwait(false);
            if (dead.Length > 0)
            {
                line.Update(new("ZooKeeper가 죽은 브로커를 잊기를 기다린다(6초쯤).", "Waiting for the cluster to notice that the broker had gone (about 6 s)."));
                await _jvms.WaitUntilForgottenAsync(dead, limit.Token).ConfigureAwait(false);
                await _jvms.StartAsync([.. dead.Select(LocalSite.BrokerName)]).ConfigureAwait(false);
            }

            await Readiness.WaitForBrokersThemselvesAsync(this, brokerIds, line, limit.Token).ConfigureAwait(false);
            line.Done(new($"다시 떴다: {string.Join(", ", names)}", $"Running again: {string.Join(", ", names)}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            string tail = _logs.Tail(names[^1], 15);
            throw new ClusterException(
                ClusterProblem.TimedOut,
                new($"{string.Join(", ", names)}: {StartLimit.TotalSeconds:0}초 안에 다시 뜨지 않았다.\n{tail}", $"{string.Join(", ", names)}: not running again within {StartLimit.TotalSeconds:0} seconds.\n{tail}"),
                new("`dotnet run -- down` 뒤에 새로 띄운다.", "Run `dotnet run -- down` and start anew."));
        }
    }
}

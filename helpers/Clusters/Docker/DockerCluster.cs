using System.Globalization;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>The cluster of <c>docker-compose.kafka.yaml</c> or <c>compose/kraft.yaml</c>, whoever started it.</summary>
internal sealed partial class DockerCluster : BrokerCluster
{
    private static readonly Capability[] Common =
    [
        Capability.Replication, Capability.Acks, Capability.Durability, Capability.StopBroker, Capability.KillBroker, Capability.FreezeBroker, Capability.Retention,
        Capability.Transactions, Capability.Idempotence, Capability.OffsetsByTime, Capability.Configs, Capability.GroupAdmin, Capability.CommandLineTools, Capability.Containers,
        Capability.TopicAdmin, Capability.BrokerFiles,
    ];

    private readonly DockerSite _site;
    private readonly DockerEngine _engine;
    private readonly DockerFaults _faults;
    private readonly IReadOnlyList<int> _ports;
    private readonly int? _zooKeeperPort;

    /// <param name="options">The options.</param>
    /// <param name="site">Which cluster.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="containers">Its containers: the ports that they publish count, not the variables of this process, for somebody may have started them elsewhere.</param>
    public DockerCluster(ClusterOptions options, DockerSite site, DockerEngine engine, IReadOnlyList<DockerContainer> containers)
        : base(options with { Variant = site.Variant }, ClusterKind.Docker, site.Name)
    {
        _site = site;
        _engine = engine;
        _faults = new DockerFaults(engine, site);
        ClusterLayout layout = ClusterLayout.Read(site.Variant, options.Environment);
        BrokerIds = [.. Enumerable.Range(1, site.BrokerServices.Count)];
        _ports = [.. BrokerIds.Select(id => PortOf(containers.FirstOrDefault(c => c.BrokerId == id), DockerSite.InsidePort) ?? layout.BrokerPorts[id - 1])];
        _zooKeeperPort = site.Variant == Variant.KRaft ? null
            : PortOf(containers.FirstOrDefault(c => c.HostPorts.ContainsKey(DockerSite.ZooKeeperInsidePort)), DockerSite.ZooKeeperInsidePort) ?? layout.ZooKeeperPort;
        Capabilities = new HashSet<Capability>([.. Common, .. site.Variant == Variant.KRaft ? new[] { Capability.KRaft, Capability.ConsumerGroupProtocol } : [Capability.ZooKeeper]]);
    }

    /// <inheritdoc/>
    public override string BootstrapServers => string.Join(',', _ports.Select(p => $"{ClusterLayout.Host}:{p.ToString(CultureInfo.InvariantCulture)}"));

    /// <inheritdoc/>
    public override IReadOnlyList<int> BrokerIds { get; }

    /// <inheritdoc/>
    public override IReadOnlySet<Capability> Capabilities { get; }

    /// <inheritdoc/>
    internal override int? ZooKeeperPort => _zooKeeperPort;

    /// <inheritdoc/>
    public override async Task StopAsync(bool keepData = false, CancellationToken cancellationToken = default)
    {
        IProgressLine line = Progress.Begin(new($"{Name}을(를) 멈춘다.", $"Stopping {Name}."));
        await DockerLauncher.RemoveAsync(_engine, _site, keepData, Progress, cancellationToken).ConfigureAwait(false);
        await ReleaseFaultLockWhenWholeAsync(cancellationToken).ConfigureAwait(false);
        line.Done(keepData
            ? new($"{Name}을(를) 멈췄다. 볼륨은 남겨 두었다.", $"{Name} is stopped; its volumes stay.")
            : new($"{Name}을(를) 멈추고 볼륨까지 지웠다.", $"{Name} is stopped, and its volumes are gone."));
    }

    /// <summary>Starts and thaws whatever of the cluster does not run, and proves that it is ready.</summary>
    /// <param name="limit">How long it may take.</param>
    /// <param name="line">Shows how far it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task MakeWholeAsync(TimeSpan limit, IProgressLine line, CancellationToken cancellationToken)
    {
        if ((await ContainersAsync(cancellationToken).ConfigureAwait(false)).Any(c => !c.Running))
        {
            // Another notebook may be in the middle of an experiment; what is idle when it is done counts.
            await TakeFaultLockAsync(cancellationToken).ConfigureAwait(false);
            DockerContainer[] idle = [.. (await ContainersAsync(cancellationToken).ConfigureAwait(false)).Where(c => !c.Running)];
            string names = string.Join(", ", idle.Select(c => c.Name));
            line.Update(new($"꺼져 있거나 얼어 있는 것을 다시 띄운다: {names}", $"Bringing back what is down or frozen: {names}"));
            await _engine.UnpauseAsync([.. idle.Where(c => c.Paused)], cancellationToken).ConfigureAwait(false);
            await StartDownAsync([.. idle.Where(c => c.Down)], cancellationToken).ConfigureAwait(false);
        }

        await Readiness.ProveAsync(this, limit, line, cancellationToken).ConfigureAwait(false);
        await RememberReadyAsync(cancellationToken).ConfigureAwait(false);
        await ReleaseFaultLockWhenWholeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What there is of the cluster, for <c>dotnet run -- status</c>.</summary>
    internal async Task<FoundCluster> FoundAsync(IReadOnlyList<DockerContainer> containers, IReadOnlyList<string> volumes, CancellationToken cancellationToken)
    {
        List<Text> remains = [.. containers.Where(c => c.Down && c.BrokerId is null).Select(c => new Text($"꺼져 있는 컨테이너 {c.Name}", $"the stopped container {c.Name}"))];
        if (volumes.Count > 0)
        {
            remains.Add(new($"볼륨 {volumes.Count}개: {string.Join(", ", volumes)}", $"{volumes.Count} volumes: {string.Join(", ", volumes)}"));
        }

        DateTimeOffset? since = containers.Where(c => c.BrokerId is not null && !c.Down).Select(c => c.Since).Min();
        return new FoundCluster(Kind, Variant, Name, BootstrapServers, await KnownBrokersAsync(cancellationToken).ConfigureAwait(false), since, remains);
    }

    /// <inheritdoc/>
    internal override Task<ClusterException?> FindFaultAsync(CancellationToken cancellationToken) => _faults.FindAsync(OpenZooKeeperIfAny, cancellationToken);

    /// <inheritdoc/>
    internal override async Task<string> LogTailAsync(int brokerId, int lines, CancellationToken cancellationToken)
    {
        IReadOnlyList<DockerContainer> containers = await ContainersAsync(cancellationToken).ConfigureAwait(false);
        return containers.FirstOrDefault(c => c.BrokerId == brokerId) is { } container ? await _engine.LogTailAsync(container, lines, cancellationToken).ConfigureAwait(false) : "";
    }

    internal override async Task<IReadOnlyList<Broker>> KnownBrokersAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DockerContainer> containers = await ContainersAsync(cancellationToken).ConfigureAwait(false);
        return containers.Count == 0
            ? []
            : [.. BrokerIds.Select((id, i) => new Broker(id, ClusterLayout.Host, _ports[i], containers.FirstOrDefault(c => c.BrokerId == id)?.State ?? BrokerState.Stopped))];
    }

    private static int? PortOf(DockerContainer? container, int inside) => container is not null && container.HostPorts.TryGetValue(inside, out int port) ? port : null;

    private Task<IReadOnlyList<DockerContainer>> ContainersAsync(CancellationToken cancellationToken) => _engine.ContainersAsync(Name, cancellationToken);

    private async Task RememberReadyAsync(CancellationToken cancellationToken) =>
        _site.ReadyMark.Write(await ContainersAsync(cancellationToken).ConfigureAwait(false));
}

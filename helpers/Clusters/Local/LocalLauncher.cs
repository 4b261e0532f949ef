using System.Globalization;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>Finds and starts clusters of JVMs.</summary>
/// <param name="brokerSettings">Further settings of every broker; they win over the workshop's. None for readers.</param>
internal sealed class LocalLauncher(IReadOnlyDictionary<string, string>? brokerSettings = null) : IClusterLauncher
{
    private static readonly TimeSpan AttachLimit = TimeSpan.FromSeconds(10);
    private const long LeastFreeBytes = 300L << 20;

    public ClusterKind Kind => ClusterKind.Local;

    public async Task<Text?> WhyNotAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);

        // Where one of ours runs, Java and Kafka have shown that they are there.
        if (Running(LocalSite.Of(options.Variant, options.Environment)) is not null)
        {
            return null;
        }

        if (OperatingSystem.IsWindows() && options.Kind != ClusterKind.Local && ClusterStarter.AskedKind(options.Environment) != ClusterKind.Local)
        {
            return new(
                "Windows에서는 Kafka 브로커가 토픽을 지우다가 죽을 수 있다(KAFKA-1194). Docker를 쓰거나, 그래도 쓰려면 KAFKA_WORKBOOK_CLUSTER=local을 준다.",
                "On Windows a Kafka broker can die while it deletes a topic (KAFKA-1194). Use Docker, or ask for it with KAFKA_WORKBOOK_CLUSTER=local all the same.");
        }

        try
        {
            _ = KafkaHome.Find(options.Variant, options.Environment);
            _ = await JavaInstallation.FindAsync(options.Environment, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ClusterException why)
        {
            return new($"{why.What.Korean} → {why.WhatToDo.Korean}", $"{why.What.English} → {why.WhatToDo.English}");
        }
    }

    public async Task<Cluster?> TryAttachAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        LocalSite site = LocalSite.Of(options.Variant, options.Environment);
        if (Running(site) is not { Ready: true } state)
        {
            return null;
        }

        LocalCluster cluster = new(options, site, state.Layout);
        try
        {
            // Who only attaches takes it as it is: somebody who is about to stop it, most of all.
            if (!options.AttachOnly)
            {
                await cluster.MendAsync(cancellationToken).ConfigureAwait(false);
                await cluster.DescribeAsync(AttachLimit, cancellationToken).ConfigureAwait(false);
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<Cluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        KafkaHome home = KafkaHome.Find(options.Variant, options.Environment);
        JavaInstallation java = await JavaInstallation.FindAsync(options.Environment, cancellationToken).ConfigureAwait(false);
        ClusterLayout layout = ClusterLayout.Read(options.Variant, options.Environment);
        LocalSite site = LocalSite.Of(options.Variant, options.Environment);
        using ClusterLock held = await LockAsync(site, options, cancellationToken).ConfigureAwait(false);

        // Another notebook may have been faster.
        if (await TryAttachAsync(options, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        LocalStart start = new(options, site, LocalState.New(site, layout, home, java.Executable, HasData(site)), brokerSettings ?? new Dictionary<string, string>());
        return await start.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<FoundCluster>> FindAllAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Task.FromResult<IReadOnlyList<FoundCluster>>([.. Enum.GetValues<Variant>().Select(v => Find(LocalSite.Of(v, options.Environment))).OfType<FoundCluster>()]);
    }

    public async Task<IReadOnlyList<Text>> RemoveAllAsync(ClusterOptions options, bool keepData, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<Text> lines = [];
        foreach (Variant variant in Enum.GetValues<Variant>())
        {
            lines.AddRange(await RemoveAsync(options with { Variant = variant }, keepData, cancellationToken).ConfigureAwait(false));
        }

        return lines;
    }

    public async Task<IReadOnlyList<Text>> RemoveAsync(ClusterOptions options, bool keepData, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        LocalSite site = LocalSite.Of(options.Variant, options.Environment);
        if (!Directory.Exists(site.Folder))
        {
            return [];
        }

        List<Text> lines = [];
        using ClusterLock held = await LockAsync(site, options, cancellationToken).ConfigureAwait(false);
        LocalJvms jvms = new(site);
        int running = LocalState.Read(site.StateFile)?.Nodes.Count(n => n.IsAlive) ?? 0;
        if (running > 0)
        {
            await jvms.StopAllAsync(keepData, !options.StopsBriefly, options.Progress, cancellationToken).ConfigureAwait(false);
            lines.Add(new($"로컬 클러스터 {site.Name}: 프로세스 {running}개를 멈췄다.", $"Local cluster {site.Name}: {running} processes stopped."));
        }

        await jvms.EndAllAsync().ConfigureAwait(false);
        if (!keepData)
        {
            await jvms.RemoveFilesAsync(cancellationToken).ConfigureAwait(false);
            lines.Add(new($"로컬 클러스터 {site.Name}: 데이터와 로그를 지웠다 ({site.Folder}).", $"Local cluster {site.Name}: data and logs removed ({site.Folder})."));
        }

        return lines;
    }

    /// <summary>Refuses to start on a disk that would be full at once.</summary>
    internal static void RequireSpace(LocalSite site, long least = LeastFreeBytes)
    {
        if (FreeBytes(site.DataFolder) is { } free && free < least)
        {
            string megabytes = (free >> 20).ToString("N0", CultureInfo.InvariantCulture);
            throw new NodeLogs(site).DiskIsFull(new("클러스터", "The cluster"), $"{megabytes} MB < {(least >> 20).ToString(CultureInfo.InvariantCulture)} MB");
        }
    }

    private static bool HasData(LocalSite site) => LocalState.Read(site.StateFile) is { Ready: true } or { HasData: true };

    private static LocalState? Running(LocalSite site) =>
        LocalState.Read(site.StateFile) is { } state && state.Nodes.Any(n => n.IsAlive) ? state : null;

    // A network share has no drive to ask.
    private static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FoundCluster? Find(LocalSite site)
    {
        if (!Directory.Exists(site.Folder))
        {
            return null;
        }

        LocalState? state = LocalState.Read(site.StateFile);
        List<Text> remains = [new($"데이터와 로그: {site.Folder}", $"Data and logs: {site.Folder}")];
        if (state?.Nodes.FirstOrDefault(n => n.BrokerId is null) is { } zooKeeper)
        {
            remains.Add(zooKeeper.IsAlive
                ? new($"ZooKeeper: 127.0.0.1:{zooKeeper.Port}", $"ZooKeeper: 127.0.0.1:{zooKeeper.Port}")
                : new("ZooKeeper는 멈춰 있다.", "ZooKeeper is stopped."));
        }

        return new FoundCluster(
            ClusterKind.Local,
            site.Variant,
            site.Name,
            state?.Layout.BootstrapServers ?? "",
            [.. (state?.Brokers ?? []).Select(n => new Broker(n.BrokerId!.Value, ClusterLayout.Host, n.Port, n.Now))],
            state is not null && state.Nodes.Any(n => n.IsAlive) ? state.Started : null,
            remains);
    }

    private static Task<ClusterLock> LockAsync(LocalSite site, ClusterOptions options, CancellationToken cancellationToken) =>
        ClusterLock.TakeAsync(
            site.StartLock,
            new($"로컬 클러스터({site.Name})를 띄우거나 멈추는 중이다.", $"it starts or stops the local cluster {site.Name}."),
            options.StartLimit,
            options.Progress,
            cancellationToken);
}

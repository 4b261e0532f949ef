using System.Diagnostics;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>Finds, starts and removes the clusters of the compose files.</summary>
internal sealed class DockerLauncher : IClusterLauncher
{
    private static readonly TimeSpan AttachLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LockLimit = TimeSpan.FromMinutes(2);

    public ClusterKind Kind => ClusterKind.Docker;

    /// <inheritdoc/>
    /// <exception cref="ClusterException">Docker was asked for by name and is not possible: the reason by its own name.</exception>
    public async Task<Text?> WhyNotAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        DockerUnavailable? problem = await DockerAvailability.FindProblemAsync(new DockerCli(options.Environment), options.Environment, cancellationToken).ConfigureAwait(false);
        bool byName = (options.Kind ?? ClusterStarter.AskedKind(options.Environment)) == ClusterKind.Docker;
        return problem is null ? null : byName ? throw problem.ToException() : problem.Why;
    }

    public Task<Cluster?> TryAttachAsync(ClusterOptions options, CancellationToken cancellationToken) => TryAttachAsync(options, starting: false, cancellationToken);

    public async Task<Cluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        (DockerSite site, DockerEngine engine) = For(options, options.Variant);
        IReadOnlyList<ComposeService> services = site.ReadServices();
        DockerCompose compose = await DockerCompose.FindAsync(engine, site, cancellationToken).ConfigureAwait(false);
        await DockerImages.PullMissingAsync(engine.Cli, services.Select(s => s.Image), options.Progress, cancellationToken).ConfigureAwait(false);
        using ClusterLock mine = await TakeStartLockAsync(site, options.Progress, cancellationToken).ConfigureAwait(false);
        if (await TryAttachAsync(options, starting: true, cancellationToken).ConfigureAwait(false) is { } meanwhile)
        {
            return meanwhile;
        }

        IProgressLine line = options.Progress.Begin(new($"Docker로 {site.Name}을(를) 띄운다.", $"Starting {site.Name} with Docker."));
        DockerStart start = await DockerStart.PrepareAsync(engine, site, cancellationToken).ConfigureAwait(false);
        DockerCluster? cluster = null;
        try
        {
            long begin = Stopwatch.GetTimestamp();
            await start.RequirePortsAsync(ClusterLayout.Read(site.Variant, options.Environment), cancellationToken).ConfigureAwait(false);
            await compose.UpAsync(start.Project, options.StartLimit, line, cancellationToken).ConfigureAwait(false);
            cluster = new DockerCluster(options, site, engine, await engine.ContainersAsync(site.Name, cancellationToken).ConfigureAwait(false));
            await cluster.MakeWholeAsync(options.StartLimit - Stopwatch.GetElapsedTime(begin), line, cancellationToken).ConfigureAwait(false);
            line.Done(new($"{site.Name}: 준비됐다. {cluster.BootstrapServers}", $"{site.Name} is ready: {cluster.BootstrapServers}"));
            return cluster;
        }
        catch
        {
            line.Done(new($"{site.Name}을(를) 띄우지 못했다. 띄우던 것을 치운다.", $"{site.Name} did not start; removing what was started."));
            await start.UndoAsync().ConfigureAwait(false);
            if (cluster is not null)
            {
                await cluster.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    public async Task<IReadOnlyList<FoundCluster>> FindAllAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        List<FoundCluster> found = [];
        if (await IsPossibleAsync(options, cancellationToken).ConfigureAwait(false))
        {
            foreach (Variant variant in Enum.GetValues<Variant>())
            {
                (DockerSite site, DockerEngine engine) = For(options, variant);
                IReadOnlyList<DockerContainer> containers = await engine.ContainersAsync(site.Name, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<string> volumes = await engine.VolumesAsync(site.Name, cancellationToken).ConfigureAwait(false);
                if (containers.Count + volumes.Count > 0)
                {
                    await using DockerCluster cluster = new(options, site, engine, containers);
                    found.Add(await cluster.FoundAsync(containers, volumes, cancellationToken).ConfigureAwait(false));
                }
            }
        }

        return found;
    }

    public async Task<IReadOnlyList<Text>> RemoveAllAsync(ClusterOptions options, bool keepData, CancellationToken cancellationToken)
    {
        List<Text> gone = [];
        if (await IsPossibleAsync(options, cancellationToken).ConfigureAwait(false))
        {
            foreach (Variant variant in Enum.GetValues<Variant>())
            {
                gone.AddRange(await RemoveAsync(options with { Variant = variant }, keepData, cancellationToken).ConfigureAwait(false));
            }
        }

        return gone;
    }

    public Task<IReadOnlyList<Text>> RemoveAsync(ClusterOptions options, bool keepData, CancellationToken cancellationToken)
    {
        (DockerSite site, DockerEngine engine) = For(options, options.Variant);
        return RemoveAsync(engine, site, keepData, options.Progress, cancellationToken);
    }

    /// <summary>Removes one cluster while nobody else starts it.</summary>
    internal static async Task<IReadOnlyList<Text>> RemoveAsync(
        DockerEngine engine, DockerSite site, bool keepData, IProgressDisplay progress, CancellationToken cancellationToken)
    {
        using ClusterLock mine = await ClusterLock.TakeAsync(
            site.StartLock, new($"{site.Name}을(를) 지우는 중이다.", $"it removes {site.Name}."), LockLimit, progress, cancellationToken).ConfigureAwait(false);
        site.ReadyMark.Remove();
        return await new DockerRemoval(engine).RemoveAsync(site.Name, keepData ? null : [], keepData, cancellationToken).ConfigureAwait(false);
    }

    private static (DockerSite Site, DockerEngine Engine) For(ClusterOptions options, Variant variant) =>
        (DockerSite.Of(variant, options.Environment), new DockerEngine(new DockerCli(options.Environment)));

    private static async Task<bool> IsPossibleAsync(ClusterOptions options, CancellationToken cancellationToken) =>
        await DockerAvailability.FindProblemAsync(new DockerCli(options.Environment), options.Environment, cancellationToken).ConfigureAwait(false) is null;

    private static async Task<bool> AnswersAsync(DockerCluster cluster, CancellationToken cancellationToken)
    {
        try
        {
            return (await cluster.DescribeAsync(AttachLimit, cancellationToken).ConfigureAwait(false)).Brokers.Count == cluster.BrokerIds.Count;
        }
        catch (ClusterException)
        {
            return false;
        }
    }

    private static Task<ClusterLock> TakeStartLockAsync(DockerSite site, IProgressDisplay progress, CancellationToken cancellationToken) => ClusterLock.TakeAsync(
        site.StartLock, new($"{site.Name}을(를) 띄우는 중이다.", $"it starts {site.Name}."), LockLimit, progress, cancellationToken);

    private static async Task<Cluster?> TryAttachAsync(ClusterOptions options, bool starting, CancellationToken cancellationToken)
    {
        (DockerSite site, DockerEngine engine) = For(options, options.Variant);
        IReadOnlyList<DockerContainer> containers = await engine.ContainersAsync(site.Name, cancellationToken).ConfigureAwait(false);

        // Half a cluster may be one that another notebook is just starting; its lock tells.
        using ClusterLock? mine = starting || options.AttachOnly || !Lives(containers) || IsWhole(site, containers)
            ? null : await TakeStartLockAsync(site, options.Progress, cancellationToken).ConfigureAwait(false);
        containers = mine is null ? containers : await engine.ContainersAsync(site.Name, cancellationToken).ConfigureAwait(false);
        if (!Lives(containers))
        {
            return null;
        }

        DockerCluster cluster = new(options, site, engine, containers);
        try
        {
            bool ready = IsWhole(site, containers) && site.ReadyMark.Fits(containers) && await AnswersAsync(cluster, cancellationToken).ConfigureAwait(false);
            if (!ready && !options.AttachOnly)
            {
                await BringBackAsync(cluster, site, engine, containers, cancellationToken).ConfigureAwait(false);
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static bool Lives(IReadOnlyList<DockerContainer> containers) => containers.Any(c => c.BrokerId is not null && !c.Down);

    private static bool IsWhole(DockerSite site, IReadOnlyList<DockerContainer> containers) => site.Services.All(s => containers.Any(c => c.Service == s && c.Running));

    // What a reader expects of "attach" when a broker was stopped by hand: all three again, and to be told so.
    private static async Task BringBackAsync(
        DockerCluster cluster, DockerSite site, DockerEngine engine, IReadOnlyList<DockerContainer> containers, CancellationToken cancellationToken)
    {
        IProgressLine line = cluster.Progress.Begin(new($"떠 있는 {site.Name}에 붙는다.", $"Attaching to {site.Name}."));
        try
        {
            if (site.Services.Any(s => containers.All(c => c.Service != s)))
            {
                DockerCompose compose = await DockerCompose.FindAsync(engine, site, cancellationToken).ConfigureAwait(false);
                await compose.CreateMissingAsync(containers[0].Project, cluster.Options.StartLimit, cancellationToken).ConfigureAwait(false);
            }

            await cluster.MakeWholeAsync(cluster.Options.StartLimit, line, cancellationToken).ConfigureAwait(false);
            line.Done(new($"떠 있는 {site.Name}에 붙었다. 브로커 {cluster.BrokerIds.Count}대가 모두 대답한다.", $"Attached to {site.Name}; all {cluster.BrokerIds.Count} brokers answer."));
        }
        catch (ClusterException failure)
        {
            line.Done(failure.What);
            throw;
        }
    }
}

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>Asks the engine for what carries our label, and acts on that only: before each deed the containers are looked up by their label anew.</summary>
/// <param name="cli">How to ask.</param>
internal sealed class DockerEngine(DockerCli cli)
{
    /// <summary>The label of everything of ours; its value is the cluster's name.</summary>
    public const string ClusterLabel = "dev.kafka-workbook.cluster";

    // The compose files grant 30 seconds for a clean stop.
    private const string Grace = "30";
    private const int PauseAttempts = 20;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseAgain = TimeSpan.FromMilliseconds(200);

    public DockerCli Cli => cli;

    /// <summary>All containers of one cluster, running or not, by name.</summary>
    public async Task<IReadOnlyList<DockerContainer>> ContainersAsync(string cluster, CancellationToken cancellationToken)
    {
        string[] ids = Lines(await cli.RequireAsync(["ps", "-aq", "--no-trunc", "--filter", Filter(cluster)], DockerCli.Brief, cancellationToken).ConfigureAwait(false));
        if (ids.Length == 0)
        {
            return [];
        }

        // One that goes away between the two questions makes the second answer fail; the others are in its output nevertheless.
        DockerAnswer answer = await cli.AskAsync(["inspect", "--type", "container", .. ids], DockerCli.Brief, cancellationToken).ConfigureAwait(false);
        if (answer.Output.Trim().Length == 0)
        {
            throw DockerFailures.Named(answer.All, "docker inspect");
        }

        return [.. DockerInspect.Parse(answer.Output).Where(c => c.Cluster == cluster).OrderBy(c => c.Name, StringComparer.Ordinal)];
    }

    /// <summary>The names of our volumes of one cluster.</summary>
    public async Task<IReadOnlyList<string>> VolumesAsync(string cluster, CancellationToken cancellationToken) =>
        Lines(await cli.RequireAsync(["volume", "ls", "-q", "--filter", Filter(cluster)], DockerCli.Brief, cancellationToken).ConfigureAwait(false));

    /// <summary>The compose project that a volume was made by; null when it cannot be seen.</summary>
    public async Task<string?> ProjectOfVolumeAsync(string volume, CancellationToken cancellationToken)
    {
        DockerAnswer answer = await cli.AskAsync(
            ["volume", "inspect", "--format", "{{index .Labels \"com.docker.compose.project\"}}", volume], DockerCli.Brief, cancellationToken).ConfigureAwait(false);
        return answer.Succeeded && answer.Output.Trim() is { Length: > 0 } project ? project : null;
    }

    /// <summary>The ids of our networks of one cluster.</summary>
    public async Task<IReadOnlyList<string>> NetworksAsync(string cluster, CancellationToken cancellationToken) =>
        Lines(await cli.RequireAsync(["network", "ls", "-q", "--filter", Filter(cluster)], DockerCli.Brief, cancellationToken).ConfigureAwait(false));

    /// <summary>The name of the container that has published a port of this computer, or null.</summary>
    public async Task<string?> ContainerAtPortAsync(int port, CancellationToken cancellationToken)
    {
        DockerAnswer answer = await cli.AskAsync(["ps", "--filter", FormattableString.Invariant($"publish={port}"), "--format", "{{.Names}}"], DockerCli.Brief, cancellationToken).ConfigureAwait(false);
        return answer.Succeeded ? Lines(answer.Output).FirstOrDefault() : null;
    }

    /// <summary>The last lines of a container's log since it was last started, both streams; empty when there are none.</summary>
    public async Task<string> LogTailAsync(DockerContainer container, int lines, CancellationToken cancellationToken)
    {
        DockerAnswer answer = await cli.AskAsync(["logs", "--since", container.StartedAt, "--tail", FormattableString.Invariant($"{lines}"), container.Id], DockerCli.Brief, cancellationToken).ConfigureAwait(false);
        return answer.Succeeded ? $"{answer.Output}{answer.Error}".TrimEnd() : "";
    }

    /// <summary>Starts containers that are down; those that run are left alone.</summary>
    public Task StartAsync(IReadOnlyList<DockerContainer> containers, CancellationToken cancellationToken) => DoAsync(["start"], containers, StartLimit, cancellationToken);

    /// <summary>Asks containers to stop (SIGTERM) and waits until they have.</summary>
    public Task StopAsync(IReadOnlyList<DockerContainer> containers, CancellationToken cancellationToken) =>
        DoAsync(["stop", "-t", Grace], containers, StopLimit, cancellationToken);

    /// <summary>Ends containers at once (SIGKILL).</summary>
    public Task KillAsync(IReadOnlyList<DockerContainer> containers, CancellationToken cancellationToken) =>
        DoAsync(["kill", "-s", "KILL"], containers, StartLimit, cancellationToken);

    /// <summary>Freezes containers. On a busy machine with the older control groups the system gives up on a process with many threads, so it is asked again.</summary>
    public async Task PauseAsync(IReadOnlyList<DockerContainer> containers, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await DoAsync(["pause"], containers, StartLimit, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ClusterException failure) when (attempt < PauseAttempts && failure.Message.Contains("unable to freeze", StringComparison.Ordinal))
            {
                await Task.Delay(PauseAgain, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Lets frozen containers go on.</summary>
    public Task UnpauseAsync(IReadOnlyList<DockerContainer> containers, CancellationToken cancellationToken) => DoAsync(["unpause"], containers, StartLimit, cancellationToken);

    /// <summary>Removes containers with their nameless volumes; named ones stay.</summary>
    public Task RemoveAsync(IReadOnlyList<DockerContainer> containers, CancellationToken cancellationToken) => DoAsync(["rm", "-f", "-v"], containers, StopLimit, cancellationToken);

    private static string Filter(string cluster) => $"label={ClusterLabel}={cluster}";

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task DoAsync(IReadOnlyList<string> command, IReadOnlyList<DockerContainer> containers, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (containers.Count == 0)
        {
            return;
        }

        // Only DockerInspect.Parse makes these records, and only of containers with our label.
        await cli.RequireAsync([.. command, .. containers.Select(c => c.Id)], limit, cancellationToken).ConfigureAwait(false);
    }
}

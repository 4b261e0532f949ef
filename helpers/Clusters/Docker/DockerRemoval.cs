using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>
/// Removes a cluster by its label, whichever folder and Compose it was started from. <c>compose down</c> would take whatever else shares the project's name, which for a command typed
/// by hand is just the folder's name.
/// </summary>
/// <param name="engine">The engine.</param>
internal sealed class DockerRemoval(DockerEngine engine)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // A create that was under way when its command was cancelled can bring up one more.
    private const int Rounds = 3;

    /// <summary>Stops and removes containers, networks, and volumes unless they are to be kept.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="keepVolumes">Volumes that stay; null for all of them.</param>
    /// <param name="clean">Whether brokers get the time to end cleanly, which is for data that stays.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is gone, one line each.</returns>
    public async Task<IReadOnlyList<Text>> RemoveAsync(string cluster, IReadOnlyCollection<string>? keepVolumes, bool clean, CancellationToken cancellationToken)
    {
        List<Text> gone = [];
        for (int round = 0; round < Rounds; round++)
        {
            IReadOnlyList<DockerContainer> containers = await engine.ContainersAsync(cluster, cancellationToken).ConfigureAwait(false);
            if (containers.Count == 0)
            {
                break;
            }

            if (clean)
            {
                await StopInOrderAsync(containers, cancellationToken).ConfigureAwait(false);
            }

            await engine.RemoveAsync(containers, cancellationToken).ConfigureAwait(false);
            gone.AddRange(containers.Select(c => new Text($"컨테이너 {c.Name}", $"container {c.Name}")));
        }

        foreach (string network in await engine.NetworksAsync(cluster, cancellationToken).ConfigureAwait(false))
        {
            await engine.Cli.RequireAsync(["network", "rm", network], Limit, cancellationToken).ConfigureAwait(false);
            gone.Add(new($"네트워크 {network}", $"network {network}"));
        }

        if (keepVolumes is not null)
        {
            string[] volumes = [.. (await engine.VolumesAsync(cluster, cancellationToken).ConfigureAwait(false)).Except(keepVolumes)];
            if (volumes.Length > 0)
            {
                await engine.Cli.RequireAsync(["volume", "rm", .. volumes], Limit, cancellationToken).ConfigureAwait(false);
                gone.AddRange(volumes.Select(v => new Text($"볼륨 {v}", $"volume {v}")));
            }
        }

        return gone;
    }

    /// <summary>Stops what runs: brokers and whatever else uses ZooKeeper first, then ZooKeeper. A broker whose ZooKeeper went first would not end for minutes.</summary>
    public async Task StopInOrderAsync(IReadOnlyList<DockerContainer> containers, CancellationToken cancellationToken)
    {
        await engine.UnpauseAsync([.. containers.Where(c => c.Paused)], cancellationToken).ConfigureAwait(false);
        foreach (bool broker in new[] { true, false })
        {
            await engine.StopAsync([.. containers.Where(c => !c.Down && c.BrokerId is not null == broker)], cancellationToken).ConfigureAwait(false);
        }
    }
}

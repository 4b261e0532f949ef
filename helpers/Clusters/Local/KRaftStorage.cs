using System.Security.Cryptography;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>Prepares the folders of KRaft nodes: a node starts only where its cluster's id is written.</summary>
internal static class KRaftStorage
{
    /// <summary>Formats all nodes at once, each with Kafka's own command.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.BadConfiguration"/>: the command refused; the message has its words.</exception>
    public static async Task FormatAsync(LocalSite site, LocalState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        string id = NewClusterId();
        await Task.WhenAll(state.Brokers.Select(node => FormatAsync(site, state, node, id, cancellationToken))).ConfigureAwait(false);
    }

    // 16 random bytes in the URL-safe alphabet, as Kafka makes them; a leading dash would look like an option.
    private static string NewClusterId()
    {
        while (true)
        {
            string id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            if (id[0] != '-')
            {
                return id;
            }
        }
    }

    private static async Task FormatAsync(LocalSite site, LocalState state, LocalNode node, string clusterId, CancellationToken cancellationToken)
    {
        ToolOutput output = await LocalTools.RunAsync(
            site, state, "kafka-storage", ["format", "-t", clusterId, "-c", site.Config(node.Name)], null, cancellationToken).ConfigureAwait(false);
        if (output.ExitCode != 0)
        {
            throw new ClusterException(
                ClusterProblem.BadConfiguration,
                new($"{node.Name}의 저장소를 만들지 못했다.\n{output}", $"The storage of {node.Name} could not be formatted.\n{output}"),
                new($"{site.Config(node.Name)}의 설정을 본다.", $"Look at the settings in {site.Config(node.Name)}."));
        }
    }
}

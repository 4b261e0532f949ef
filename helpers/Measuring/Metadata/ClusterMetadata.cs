using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Clusters.ZooKeeper;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>Looking at a cluster's metadata, and at what happens when its controller dies.</summary>
public static class ClusterMetadata
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Reads one node of the cluster's ZooKeeper. For several in a row see <see cref="Cluster.OpenZooKeeper"/>.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="path">The node's path, beginning with a slash.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The node, or null when there is none.</returns>
    /// <exception cref="NotOnThisClusterException">There is no ZooKeeper.</exception>
    /// <exception cref="ClusterException">It does not answer.</exception>
    public static async Task<Znode?> ZnodeAsync(this Cluster cluster, string path, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        await using ZooKeeperClient zooKeeper = cluster.OpenZooKeeper();
        return await zooKeeper.GetAsync(path, ct).ConfigureAwait(false);
    }

    /// <summary>Asks a cluster what it knows of itself: ZooKeeper's znodes, or KRaft's quorum.</summary>
    /// <param name="cluster">A docker or local cluster.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">There is neither ZooKeeper nor a quorum to be asked.</exception>
    /// <exception cref="ClusterException">Nobody answers.</exception>
    public static async Task<MetadataView> MetadataAsync(this Cluster cluster, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        await using ControllerReader reader = new(cluster);
        ControllerState state = await reader.ReadAsync(ct).ConfigureAwait(false);
        if (reader.ZooKeeper is { } zooKeeper)
        {
            int topics = (await zooKeeper.GetChildrenAsync("/brokers/topics", ct).ConfigureAwait(false)).Count;
            return new MetadataView(cluster, state.Controller, state.Epoch ?? 0, state.Brokers, topics, [], null);
        }

        QuorumView quorum = await reader.QuorumAsync(ct).ConfigureAwait(false) ?? throw new ClusterException(
            ClusterProblem.ListenerUnreachable,
            new("컨트롤러의 쿼럼이 대답하지 않는다.", "The quorum of controllers does not answer."),
            new("`dotnet run -- status`로 브로커가 모두 떠 있는지 확인한다.", "See with `dotnet run -- status` whether all brokers run."));
        using BriefAdmin admin = KafkaClients.Admin(cluster);
        Confluent.Kafka.Metadata metadata = await Task.Run(() => admin.Client.GetMetadata(Limit), ct).ConfigureAwait(false);
        return new MetadataView(cluster, quorum.LeaderId, quorum.Epoch, state.Brokers, metadata.Topics.Count, [.. quorum.Voters.Select(v => v.Id).Order()], quorum.HighWatermark);
    }

    /// <summary>
    /// Kills the controller's broker with −9, waits until another one is the controller, and starts the broker again, looking all the while at what the metadata say.
    /// The broker runs again afterwards, also when something fails or is cancelled.
    /// </summary>
    /// <param name="cluster">A docker or local cluster.</param>
    /// <param name="ct">Ends the wait; the broker is started again first.</param>
    /// <exception cref="NotOnThisClusterException">Brokers cannot be killed here.</exception>
    /// <exception cref="ClusterException">No successor within 30 seconds, or the broker does not come back.</exception>
    public static async Task<ControllerSuccession> KillControllerAsync(this Cluster cluster, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        cluster.Require(Capability.KillBroker);
        await using ControllerReader reader = new(cluster);
        return await new ControllerWatch(cluster, reader).RunAsync(ct).ConfigureAwait(false);
    }
}

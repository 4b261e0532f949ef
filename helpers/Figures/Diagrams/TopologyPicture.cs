using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>What a picture of a cluster shows, apart from how it is drawn.</summary>
/// <param name="Brokers">The brokers, by id.</param>
/// <param name="Keeper">Who keeps the metadata.</param>
/// <param name="KeeperAddress">Where that is, or null when it is nowhere in particular.</param>
/// <param name="ControllerId">The controller's broker id, or null while there is none.</param>
/// <param name="Topic">The topic's name for the reader, or null for the brokers alone.</param>
/// <param name="Partitions">The topic's partitions, by number.</param>
internal sealed record TopologyPicture(
    IReadOnlyList<Broker> Brokers, MetadataKeeper Keeper, string? KeeperAddress, int? ControllerId, string? Topic, IReadOnlyList<PartitionReplicas> Partitions)
{
    /// <summary>What a broker's controller is in KRaft's quorum. On our clusters every node is broker and controller in one and has a vote.</summary>
    public BoxState ControllerOf(Broker broker) =>
        broker.State != BrokerState.Running ? BoxState.Missing : broker.Id == ControllerId ? BoxState.Leading : BoxState.Following;
}

/// <summary>Who keeps a cluster's metadata, as far as we know.</summary>
internal enum MetadataKeeper
{
    /// <summary>A ZooKeeper beside the brokers.</summary>
    ZooKeeper,

    /// <summary>The brokers among themselves.</summary>
    KRaft,

    /// <summary>Nobody: the brokers are mock ones.</summary>
    Nobody,

    /// <summary>We cannot see it from outside.</summary>
    Unknown,
}

/// <summary>Where a partition's copies are.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Leader">The leader's broker id, or null while there is none.</param>
/// <param name="Replicas">The broker ids of all copies, the preferred leader first.</param>
/// <param name="InSync">The broker ids of the copies that are up to date.</param>
internal sealed record PartitionReplicas(int Partition, int? Leader, IReadOnlyList<int> Replicas, IReadOnlyList<int> InSync)
{
    /// <summary>What the copy on a broker is; missing means that it is not in sync.</summary>
    public BoxState StateOn(int broker) => broker == Leader ? BoxState.Leading : InSync.Contains(broker) ? BoxState.Following : BoxState.Missing;
}

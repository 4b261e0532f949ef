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
    /// <summary>What a broker is in KRaft's quorum. On our clusters every node is broker and controller in one and has a vote.</summary>
    public ControllerRole ControllerRoleOf(Broker broker) =>
        broker.State != BrokerState.Running ? ControllerRole.Away : broker.Id == ControllerId ? ControllerRole.Active : ControllerRole.Standby;
}

/// <summary>What a controller of KRaft's quorum is at the moment.</summary>
internal enum ControllerRole
{
    /// <summary>It leads the quorum and writes the metadata.</summary>
    Active,

    /// <summary>It copies the metadata and votes.</summary>
    Standby,

    /// <summary>Its node does not run, so its vote is missing.</summary>
    Away,
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
    public Role RoleOf(int broker) => broker == Leader ? Role.Leader : InSync.Contains(broker) ? Role.Follower : Role.OutOfSync;
}

/// <summary>What a copy is at the moment.</summary>
internal enum Role
{
    Leader,
    Follower,
    OutOfSync,
}

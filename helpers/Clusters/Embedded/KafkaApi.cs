namespace KafkaWorkbook.Clusters;

/// <summary>The requests of Kafka's protocol that the workbook's clients send, by their numbers in the protocol.</summary>
public enum KafkaApi
{
    /// <summary>Append records to partitions.</summary>
    Produce = 0,

    /// <summary>Read records of partitions.</summary>
    Fetch = 1,

    /// <summary>Where partitions start and end.</summary>
    ListOffsets = 2,

    /// <summary>Brokers, topics, partitions, leaders.</summary>
    Metadata = 3,

    /// <summary>A group notes how far it has read.</summary>
    OffsetCommit = 8,

    /// <summary>How far a group has read.</summary>
    OffsetFetch = 9,

    /// <summary>Which broker looks after a group or a transaction.</summary>
    FindCoordinator = 10,

    /// <summary>A member joins its group (classic protocol).</summary>
    JoinGroup = 11,

    /// <summary>A member is alive (classic protocol).</summary>
    Heartbeat = 12,

    /// <summary>A member leaves its group (classic protocol).</summary>
    LeaveGroup = 13,

    /// <summary>A member gets its partitions (classic protocol).</summary>
    SyncGroup = 14,

    /// <summary>How the client proves who it is.</summary>
    SaslHandshake = 17,

    /// <summary>Which requests a broker knows.</summary>
    ApiVersions = 18,

    /// <summary>A producer gets its id, for idempotence and transactions.</summary>
    InitProducerId = 22,

    /// <summary>Where a leader's term ended.</summary>
    OffsetForLeaderEpoch = 23,

    /// <summary>The cluster's id, controller and brokers.</summary>
    DescribeCluster = 60,

    /// <summary>A member joins, is alive and gets its partitions, all in one (KIP-848).</summary>
    ConsumerGroupHeartbeat = 68,

    /// <summary>Which of its own measurements a client shall send.</summary>
    GetTelemetrySubscriptions = 71,
}

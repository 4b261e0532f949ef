namespace KafkaWorkbook.Clusters;

/// <summary>What the brokers of a cluster are.</summary>
public enum ClusterKind
{
    /// <summary>Containers of <c>docker-compose.kafka.yaml</c> or <c>compose/kraft.yaml</c>.</summary>
    Docker,

    /// <summary>JVM processes on this machine's loopback, from a Kafka distribution.</summary>
    Local,

    /// <summary>librdkafka's mock cluster inside this very process: nothing to install, many things simplified.</summary>
    Embedded,

    /// <summary>Somebody's cluster, reached by its address. Never started, stopped or broken by the workbook.</summary>
    External,
}

/// <summary>Who keeps the cluster's metadata.</summary>
public enum Variant
{
    /// <summary>1 ZooKeeper and 3 brokers (Kafka 3.9): the document's cluster.</summary>
    ZooKeeper,

    /// <summary>3 nodes, each broker and controller, without ZooKeeper (Kafka 4).</summary>
    KRaft,
}

/// <summary>What a cluster can show truthfully. A call that needs what is missing throws <see cref="NotOnThisClusterException"/>.</summary>
public enum Capability
{
    /// <summary>Replicas on several brokers that follow their leader (ISR is real).</summary>
    Replication,

    /// <summary>acks=1 and acks=all mean different things.</summary>
    Acks,

    /// <summary>Records are on a disk and survive a restart of every broker.</summary>
    Durability,

    /// <summary>A broker can be stopped and started again.</summary>
    StopBroker,

    /// <summary>A broker can be ended without a chance to say goodbye (<c>kill -9</c>).</summary>
    KillBroker,

    /// <summary>A broker can be frozen and thawed.</summary>
    FreezeBroker,

    /// <summary>Old records go by time or size, and compaction keeps the last one of each key.</summary>
    Retention,

    /// <summary>Transactions and <c>read_committed</c>.</summary>
    Transactions,

    /// <summary>The broker itself drops a producer's duplicates.</summary>
    Idempotence,

    /// <summary>Offsets can be asked for by time.</summary>
    OffsetsByTime,

    /// <summary>Configurations of topics and brokers can be read and changed.</summary>
    Configs,

    /// <summary>Consumer groups can be listed and described by an admin client.</summary>
    GroupAdmin,

    /// <summary>The group protocol of Kafka 4 (KIP-848).</summary>
    ConsumerGroupProtocol,

    /// <summary>Kafka's own command-line tools can be run against it.</summary>
    CommandLineTools,

    /// <summary>There is a ZooKeeper whose znodes can be read.</summary>
    ZooKeeper,

    /// <summary>The nodes keep the metadata among themselves (KRaft).</summary>
    KRaft,

    /// <summary>Topics can be created and deleted with a client's own AdminClient.</summary>
    TopicAdmin,

    /// <summary>The brokers are containers: <c>docker ps</c> shows them.</summary>
    Containers,

    /// <summary>The brokers' own files, segments and indexes, can be read.</summary>
    BrokerFiles,

    /// <summary>Errors and round-trip times can be injected into the brokers' answers.</summary>
    ErrorInjection,
}

/// <summary>What is known of a broker's process. A broker that answers is <see cref="Running"/>.</summary>
public enum BrokerState
{
    /// <summary>It is part of the cluster's metadata.</summary>
    Running,

    /// <summary>It was stopped cleanly, or never started.</summary>
    Stopped,

    /// <summary>It was killed and is not running.</summary>
    Killed,

    /// <summary>Its process is frozen: it holds its connections and answers nothing.</summary>
    Frozen,
}

/// <summary>A broker as a client sees it.</summary>
/// <param name="Id">The broker id: 1, 2, 3 in our clusters.</param>
/// <param name="Host">The advertised host.</param>
/// <param name="Port">The advertised port.</param>
/// <param name="State">What is known of its process.</param>
public sealed record Broker(int Id, string Host, int Port, BrokerState State);

/// <summary>The cluster's metadata at one moment.</summary>
/// <param name="ClusterId">Kafka's own cluster id.</param>
/// <param name="ControllerId">The controller's broker id, or null while there is none.</param>
/// <param name="Brokers">All brokers that we know of, by id.</param>
public sealed record ClusterDescription(string ClusterId, int? ControllerId, IReadOnlyList<Broker> Brokers);

using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>How to find or start a cluster. The defaults are what a notebook wants; all values come from the environment where it names them.</summary>
public sealed record ClusterOptions
{
    /// <summary>The environment variable that names the cluster: docker, local, embedded or external.</summary>
    public const string KindVariable = "KAFKA_WORKBOOK_CLUSTER";

    /// <summary>The environment variable that names the folder for the state, data and logs of local clusters, and for locks.</summary>
    public const string DataVariable = "KAFKA_WORKBOOK_DATA";

    /// <summary>ZooKeeper or KRaft. Default: ZooKeeper, the document's cluster.</summary>
    public Variant Variant { get; init; } = Variant.ZooKeeper;

    /// <summary>The kind to use, or null for the first possible of docker, local, embedded. Default: what <see cref="KindVariable"/> says.</summary>
    public ClusterKind? Kind { get; init; }

    /// <summary>How long a start may take at most, image pulls apart. Default: 90 seconds.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Only attach to a cluster that is running already; start none. Default: false.</summary>
    public bool AttachOnly { get; init; }

    /// <summary>Where progress is shown. Default: what the host offers.</summary>
    public IProgressDisplay Progress { get; init; } = ProgressDisplays.Find();

    /// <summary>The variables that everything reads; a copy of the process's by default, so that tests can bring their own.</summary>
    public ClusterEnvironment Environment { get; init; } = ClusterEnvironment.FromProcess();
}

namespace KafkaWorkbook.Clusters;

public abstract partial class Cluster
{
    /// <summary>
    /// Finds or starts a cluster: docker, else local, else embedded; the one named by <c>KAFKA_WORKBOOK_CLUSTER</c> when that is set. One of ours that runs
    /// already is used as it is. Returns when the cluster is ready: all brokers in the metadata, one record acknowledged by all replicas and read back.
    /// </summary>
    /// <param name="variant">
    /// ZooKeeper, as the document has it, or KRaft; both can run side by side. Null for what the options say, or without options what <c>KAFKA_WORKBOOK_VARIANT</c>
    /// says, else ZooKeeper.
    /// </param>
    /// <param name="options">Anything else; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the start and removes what it has started.</param>
    /// <exception cref="ClusterException">No cluster: the message says why and what to do.</exception>
    public static Task<Cluster> StartAsync(
        Variant? variant = null, ClusterOptions? options = null, CancellationToken cancellationToken = default) =>
        StartAsync(options is null ? new ClusterOptions().WithVariant(variant) : options with { Variant = variant ?? options.Variant }, cancellationToken);

    /// <summary>Finds or starts the cluster that the options describe.</summary>
    /// <param name="options">The variant, the kind, the limits.</param>
    /// <param name="cancellationToken">Ends the start and removes what it has started.</param>
    /// <exception cref="ClusterException">No cluster: the message says why and what to do.</exception>
    public static Task<Cluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken = default) =>
        ClusterStarter.Standard.StartAsync(options, cancellationToken);
}

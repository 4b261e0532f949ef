using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>One kind of cluster: whether it is possible here, how to find a running one, how to start one.</summary>
internal interface IClusterLauncher
{
    ClusterKind Kind { get; }

    /// <summary>Why this kind is not possible on this machine (nothing installed, daemon not running), or null when it is. Takes a second at most.</summary>
    Task<Text?> WhyNotAsync(ClusterOptions options, CancellationToken cancellationToken);

    /// <summary>Finds our running cluster of this kind and variant, or answers null. Goal: within a second.</summary>
    Task<Cluster?> TryAttachAsync(ClusterOptions options, CancellationToken cancellationToken);

    /// <summary>Starts a cluster and waits until it is ready; leaves nothing running when it fails.</summary>
    /// <exception cref="ClusterException">What went wrong, by name.</exception>
    Task<Cluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Everything of ours of this kind on this machine, of both variants, running, half started or left over; empty when there is nothing. Only looks. An engine that does not
    /// answer means nothing found. Takes a few seconds at most. Kinds that end with their process have nothing to find.
    /// </summary>
    Task<IReadOnlyList<FoundCluster>> FindAllAsync(ClusterOptions options, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FoundCluster>>([]);

    /// <summary>
    /// Ends and removes what there is of the cluster of ours of this kind and the options' variant, also of a start that never came to its end. Nothing that lacks our mark is touched.
    /// </summary>
    /// <returns>What was removed, one line each for the reader; empty when there was nothing.</returns>
    /// <exception cref="ClusterException">Something of ours could not be ended: what, and what to do.</exception>
    Task<IReadOnlyList<Text>> RemoveAsync(ClusterOptions options, bool keepData, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Text>>([]);

    /// <summary>
    /// Ends and removes everything of ours of this kind, of both variants: processes or containers, networks, state, and the data unless it is kept. Nothing that lacks our mark is touched.
    /// </summary>
    /// <returns>What was removed, one line each for the reader; empty when there was nothing.</returns>
    /// <exception cref="ClusterException">Something of ours could not be ended: what, and what to do.</exception>
    Task<IReadOnlyList<Text>> RemoveAllAsync(ClusterOptions options, bool keepData, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Text>>([]);
}

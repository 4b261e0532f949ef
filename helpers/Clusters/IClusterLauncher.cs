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
}

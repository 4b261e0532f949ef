namespace KafkaWorkbook.Clusters;

/// <summary>The way from a cluster to what only the embedded one has.</summary>
public static class EmbeddedClusters
{
    /// <summary>The embedded cluster with what only it can do: injected errors and round-trip times, recorded requests, leaders moved on purpose.</summary>
    /// <param name="cluster">A cluster that should be the embedded one.</param>
    /// <exception cref="NotOnThisClusterException">It is another one.</exception>
    public static EmbeddedCluster Embedded(this Cluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster as EmbeddedCluster ?? throw Refusals.For(Capability.ErrorInjection, cluster);
    }
}

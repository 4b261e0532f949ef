namespace KafkaWorkbook.Clusters;

public abstract partial class Cluster
{
    /// <summary>What <c>docker ps</c> shows of this cluster: its containers, running ones only.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">The brokers are no containers.</exception>
    public virtual Task<ToolOutput> ListContainersAsync(CancellationToken cancellationToken = default) =>
        Task.FromException<ToolOutput>(Refusals.For(Capability.Containers, this));
}

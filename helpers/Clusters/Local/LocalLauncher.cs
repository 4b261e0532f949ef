using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Local;

internal sealed class LocalLauncher : IClusterLauncher
{
    public ClusterKind Kind => ClusterKind.Local;

    public Task<Text?> WhyNotAsync(ClusterOptions options, CancellationToken cancellationToken) => Task.FromResult<Text?>(Text.Same("to be written"));

    public Task<Cluster?> TryAttachAsync(ClusterOptions options, CancellationToken cancellationToken) => Task.FromResult<Cluster?>(null);

    public Task<Cluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();
}

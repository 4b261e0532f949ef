using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Docker;

internal sealed class DockerLauncher : IClusterLauncher
{
    public ClusterKind Kind => ClusterKind.Docker;

    public Task<Text?> WhyNotAsync(ClusterOptions options, CancellationToken cancellationToken) => Task.FromResult<Text?>(Text.Same("to be written"));

    public Task<Cluster?> TryAttachAsync(ClusterOptions options, CancellationToken cancellationToken) => Task.FromResult<Cluster?>(null);

    public Task<Cluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();
}

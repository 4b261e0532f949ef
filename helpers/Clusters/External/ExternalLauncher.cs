using System.Globalization;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.External;

/// <summary>
/// Attaches to somebody's cluster, only when it was asked for by name: an address that a shell has set for other programs must never make the workbook
/// write there.
/// </summary>
internal sealed class ExternalLauncher : IClusterLauncher
{
    public ClusterKind Kind => ClusterKind.External;

    public Task<Text?> WhyNotAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Task.FromResult(
            options.Environment[ExternalConfiguration.ServersVariable] is null && options.Environment[ExternalConfiguration.FileVariable] is null
                ? Missing()
                : (Text?)null);
    }

    public async Task<Cluster?> TryAttachAsync(ClusterOptions options, CancellationToken cancellationToken) =>
        await StartAsync(options, cancellationToken).ConfigureAwait(false);

    public async Task<Cluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ExternalSettings settings = ExternalConfiguration.Read(options.Environment)
            ?? throw new ClusterException(ClusterProblem.BadConfiguration, Missing(), Example());
        IProgressLine line = options.Progress.Begin(new($"외부 클러스터 {settings}에 묻는다.", $"Asking the external cluster {settings}."));
        ExternalCluster cluster = await ExternalCluster.AttachAsync(options, settings, cancellationToken).ConfigureAwait(false);
        string brokers = cluster.BrokerIds.Count.ToString(CultureInfo.InvariantCulture);
        string unused = string.Join(", ", settings.Unused);
        line.Done(unused.Length == 0
            ? new($"외부 클러스터의 브로커 {brokers}대가 대답했다.", $"{brokers} brokers of the external cluster answered.")
            : new(
                $"외부 클러스터의 브로커 {brokers}대가 대답했다. 접속 설정이 아니어서 쓰지 않는 것: {unused}",
                $"{brokers} brokers of the external cluster answered. Not used, because they do not concern the connection: {unused}"));
        return cluster;
    }

    private static Text Missing() => new(
        $"{ExternalConfiguration.ServersVariable}도 {ExternalConfiguration.FileVariable}도 정해지지 않았다.",
        $"Neither {ExternalConfiguration.ServersVariable} nor {ExternalConfiguration.FileVariable} is set.");

    private static Text Example() => new(
        $"{ExternalConfiguration.ServersVariable}에 host:9092를, 또는 {ExternalConfiguration.FileVariable}에 client.properties의 경로를 쓴다.",
        $"Set {ExternalConfiguration.ServersVariable} to host:9092, or {ExternalConfiguration.FileVariable} to the path of a client.properties.");
}

using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaWorkbook.Clusters.Embedded;

/// <summary>
/// The embedded cluster's own admin client, made at the first question. It offers only what the mock answers: listing and deleting groups would end
/// the process, so nothing here leads to them.
/// </summary>
internal sealed class MockAdmin(ClientConfig config) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private IAdminClient? _client;
    private bool _disposed;

    public async Task<ClusterDescription> DescribeAsync(IReadOnlyList<int> live, CancellationToken cancellationToken)
    {
        try
        {
            DescribeClusterResult result = await Client()
                .DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = Limit })
                .WaitAsync(cancellationToken)
                .ConfigureAwait(false);
            return new ClusterDescription(
                result.ClusterId,
                result.Controller?.Id,
                [.. result.Nodes.OrderBy(n => n.Id).Select(n => new Broker(n.Id, n.Host, n.Port, live.Contains(n.Id) ? BrokerState.Running : BrokerState.Stopped))]);
        }
        catch (KafkaException failure)
        {
            throw Unreachable(failure);
        }
    }

    /// <summary>Waits until a broker answers.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => MetadataAsync(c => c.GetMetadata(Limit), cancellationToken);

    /// <summary>All topics, also those that a client's request created.</summary>
    public async Task<IReadOnlyList<TopicMetadata>> TopicsAsync(CancellationToken cancellationToken) =>
        (await MetadataAsync(c => c.GetMetadata(Limit), cancellationToken).ConfigureAwait(false)).Topics;

    /// <summary>A topic's partitions; none when there is no such topic. Asking for it by its name would create it.</summary>
    public async Task<IReadOnlyList<PartitionMetadata>> PartitionsAsync(string topic, CancellationToken cancellationToken) =>
        (await TopicsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(t => t.Topic == topic)?.Partitions ?? [];

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _client?.Dispose();
            _client = null;
        }
    }

    private async Task<Metadata> MetadataAsync(Func<IAdminClient, Metadata> ask, CancellationToken cancellationToken)
    {
        IAdminClient client = Client();
        try
        {
            return await Task.Run(() => ask(client), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaException failure)
        {
            throw Unreachable(failure);
        }
    }

    private IAdminClient Client()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(EmbeddedCluster));

            // Its log would tell a reader of every stopped broker as if it were a fault.
            return _client ??= new AdminClientBuilder(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        }
    }

    private ClusterException Unreachable(KafkaException failure) => new(
        ClusterProblem.ListenerUnreachable,
        new(
            $"내장 클러스터({config.BootstrapServers})가 대답하지 않는다: {failure.Error.Reason}",
            $"The embedded cluster ({config.BootstrapServers}) does not answer: {failure.Error.Reason}"),
        new("커널을 다시 시작한다.", "Restart the kernel."),
        failure);
}

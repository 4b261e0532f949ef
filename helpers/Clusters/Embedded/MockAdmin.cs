using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaWorkbook.Clusters.Brokers;

namespace KafkaWorkbook.Clusters.Embedded;

/// <summary>
/// The embedded cluster's own admin calls. There are only those that the mock answers: listing and deleting groups would end the process, so nothing here
/// leads to them.
/// </summary>
/// <param name="config">How to connect.</param>
internal sealed class MockAdmin(ClientConfig config) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly AdminConnection _connection = new(() => config);

    /// <summary>All brokers with their state. Metadata leaves out those that are stopped; they keep their addresses, which the bootstrap servers list by their ids.</summary>
    public async Task<ClusterDescription> DescribeAsync(IReadOnlyList<int> ids, IReadOnlyList<int> live, CancellationToken cancellationToken)
    {
        DescribeClusterResult result = await CallAsync(
            (client, time, _) => client.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = time }), cancellationToken).ConfigureAwait(false);
        Dictionary<int, Node> answered = result.Nodes.ToDictionary(n => n.Id);
        string[] addresses = config.BootstrapServers.Split(',');
        return new ClusterDescription(result.ClusterId, result.Controller?.Id, [.. ids.Zip(addresses, Describe)]);

        Broker Describe(int id, string address) => answered.TryGetValue(id, out Node? node) && live.Contains(id)
            ? new Broker(id, node.Host, node.Port, BrokerState.Running)
            : new Broker(
                id,
                address[..address.LastIndexOf(':')],
                int.Parse(address.AsSpan(address.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture),
                BrokerState.Stopped);
    }

    /// <summary>Forgets which broker is the controller: asking one that has stopped would take 5 s until the next try.</summary>
    public void Refresh() => _connection.Refresh();

    /// <summary>All topics, also those that a client's request created.</summary>
    public async Task<IReadOnlyList<TopicMetadata>> TopicsAsync(CancellationToken cancellationToken) =>
        (await CallAsync((client, time, _) => Task.Run(() => client.GetMetadata(time)), cancellationToken).ConfigureAwait(false)).Topics;

    /// <summary>A topic's partitions; none when there is no such topic. Asking for it by its name would create it.</summary>
    public async Task<IReadOnlyList<PartitionMetadata>> PartitionsAsync(string topic, CancellationToken cancellationToken) =>
        (await TopicsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(t => t.Topic == topic)?.Partitions ?? [];

    public void Dispose() => _connection.Dispose();

    private async Task<T> CallAsync<T>(Func<IAdminClient, TimeSpan, int, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.CallAsync(call, Limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is KafkaException or TimeoutException)
        {
            throw new ClusterException(
                ClusterProblem.ListenerUnreachable,
                new(
                    $"내장 클러스터({config.BootstrapServers})가 대답하지 않는다: {failure.Message}",
                    $"The embedded cluster ({config.BootstrapServers}) does not answer: {failure.Message}"),
                new("커널을 다시 시작한다.", "Restart the kernel."),
                failure);
        }
    }
}

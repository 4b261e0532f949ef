using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Messaging;
using MessagingFailures = KafkaWorkbook.Messaging.KafkaFailures;

namespace KafkaWorkbook.Measuring;

/// <summary>Asks for what a status panel shows, again and again with the same client.</summary>
internal sealed class StatusReader : IDisposable
{
    private readonly Cluster _cluster;
    private readonly IReadOnlyList<Topic> _topics;
    private readonly AdminConnection _admin;
    private Dictionary<string, int>? _leastInSync;

    public StatusReader(Cluster cluster, IReadOnlyList<Topic> topics)
    {
        foreach (Topic topic in topics)
        {
            topic.ThrowIfGone();
        }

        _cluster = cluster;
        _topics = topics;
        _admin = new AdminConnection(cluster.ClientConfig);
    }

    /// <summary>The panel of this moment, without groups.</summary>
    /// <exception cref="ClusterException">Nobody answered within the limit.</exception>
    public async Task<StatusPanel> ReadAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        ClusterDescription description = await _cluster.DescribeAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PartitionStatus> partitions = await PartitionsAsync(limit, cancellationToken).ConfigureAwait(false);
        HashSet<int> running = [.. description.Brokers.Where(b => b.State == BrokerState.Running).Select(b => b.Id)];
        if (_cluster is BrokerCluster brokers)
        {
            // A process that has just been started is no part of the cluster before the metadata names it.
            running.IntersectWith((await brokers.DescribeAsync(limit, cancellationToken).ConfigureAwait(false)).Brokers.Select(b => b.Id));
        }

        int? controller = description.ControllerId is { } id && running.Contains(id) ? id : null;
        return new StatusPanel(DateTimeOffset.Now, _cluster.BrokerIds, [.. running.Order()], controller, partitions, [], 0, _cluster.Can(Capability.Replication));
    }

    /// <summary>The topics' partitions at this moment.</summary>
    public async Task<IReadOnlyList<PartitionStatus>> PartitionsAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            _leastInSync ??= await LeastInSyncAsync(limit, cancellationToken).ConfigureAwait(false);

            // All topics: asking for one by its name would create it on mock brokers.
            Metadata metadata = await _admin.CallAsync((client, time, _) => Task.Run(() => client.GetMetadata(time)), limit, cancellationToken).ConfigureAwait(false);
            return
            [
                .. from topic in _topics
                   from p in (metadata.Topics.Find(t => t.Topic == topic.Name)?.Partitions ?? []).OrderBy(p => p.PartitionId)
                   select new PartitionStatus(topic.Label, p.PartitionId, p.Leader < 0 ? null : p.Leader, [.. p.Replicas], [.. p.InSyncReplicas.Order()], _leastInSync[topic.Name]),
            ];
        }
        catch (Exception failure) when (failure is KafkaException or TimeoutException)
        {
            Error error = failure is KafkaException kafka ? kafka.Error : new Error(ErrorCode.Local_TimedOut);
            throw MessagingFailures.From(new("파티션의 상태를 알아내지 못했다", "The state of the partitions could not be had"), error, failure);
        }
    }

    // In the background: closing it takes a tenth of a second.
    public void Dispose() => _ = Task.Run(_admin.Dispose);

    private async Task<Dictionary<string, int>> LeastInSyncAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!_cluster.Can(Capability.Configs) || _topics.Count == 0)
        {
            return _topics.ToDictionary(t => t.Name, _ => 1);
        }

        ConfigResource[] resources = [.. _topics.Select(t => new ConfigResource { Type = ResourceType.Topic, Name = t.Name })];
        List<DescribeConfigsResult> results = await _admin.CallAsync(
            (client, time, _) => client.DescribeConfigsAsync(resources, new DescribeConfigsOptions { RequestTimeout = time }), limit, cancellationToken).ConfigureAwait(false);
        return results.ToDictionary(
            r => r.ConfigResource.Name, r => int.Parse(r.Entries["min.insync.replicas"].Value, System.Globalization.CultureInfo.InvariantCulture));
    }
}

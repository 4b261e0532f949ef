using System.Globalization;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Asks a cluster what a picture of it shows.</summary>
internal static class TopologyReader
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Reads brokers, controller and the copies of a topic's partitions.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="topic">The topic's full name and its name for the reader, or null for the brokers alone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<TopologyPicture> ReadAsync(Cluster cluster, (string Name, string Label)? topic, CancellationToken cancellationToken)
    {
        ClusterDescription description = await cluster.DescribeAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PartitionReplicas> partitions = topic is { } wanted ? await PartitionsAsync(cluster, wanted.Name, cancellationToken).ConfigureAwait(false) : [];
        string? keeper = cluster.ZooKeeperPort is { } port ? string.Create(CultureInfo.InvariantCulture, $"{ClusterLayout.Host}:{port}") : null;
        return new([.. description.Brokers.OrderBy(b => b.Id)], Keeper(cluster), keeper, description.ControllerId, topic?.Label, partitions);
    }

    private static MetadataKeeper Keeper(Cluster cluster) => cluster.Kind switch
    {
        ClusterKind.Embedded => MetadataKeeper.Nobody,
        ClusterKind.External => MetadataKeeper.Unknown,
        _ => cluster.Variant == Variant.KRaft ? MetadataKeeper.KRaft : MetadataKeeper.ZooKeeper,
    };

    private static async Task<IReadOnlyList<PartitionReplicas>> PartitionsAsync(Cluster cluster, string topic, CancellationToken cancellationToken)
    {
        using AdminConnection connection = new(cluster.ClientConfig);
        try
        {
            // All topics: asking for one by its name would create it on mock brokers.
            Metadata metadata = await connection.CallAsync((client, time, _) => Task.Run(() => client.GetMetadata(time)), Limit, cancellationToken).ConfigureAwait(false);
            TopicMetadata found = metadata.Topics.Find(t => t.Topic == topic) ?? throw new ClusterException(
                ClusterProblem.TopicMissing,
                new($"토픽 {Particle.IGa(topic)} 클러스터에 없다.", $"The topic {topic} is not on the cluster."),
                new("토픽을 만드는 셀을 다시 실행한다.", "Run the cell that creates the topic again."));
            return [.. found.Partitions.OrderBy(p => p.PartitionId).Select(p => new PartitionReplicas(p.PartitionId, p.Leader < 0 ? null : p.Leader, p.Replicas, p.InSyncReplicas))];
        }
        catch (Exception failure) when (failure is KafkaException or TimeoutException)
        {
            throw KafkaFailures.Named(failure, new($"토픽 {topic}의 복제본 묻기", $"Asking for the replicas of {topic}"), cluster.BootstrapServers);
        }
    }
}

using Confluent.Kafka;

namespace KafkaWorkbook.Messaging;

/// <summary>Which broker each partition's readers and writers talk to.</summary>
public static class TopicLeaders
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Each partition's leader at this moment; a partition without one is left out.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="Clusters.ClusterException">The brokers did not answer within 10 seconds.</exception>
    public static async Task<IReadOnlyDictionary<int, int>> LeadersAsync(this Topic topic, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        try
        {
            // Metadata, which any broker answers: the admin client's own description waits for the controller, which may be the very broker that has died.
            TopicMetadata metadata = await Task.Run(
                () =>
                {
                    using IAdminClient admin = KafkaClients.Admin(topic.Cluster);
                    return admin.GetMetadata(topic.Name, Limit).Topics.Single();
                },
                ct).WaitAsync(ct).ConfigureAwait(false);
            return metadata.Error.IsError
                ? throw new KafkaException(metadata.Error)
                : metadata.Partitions.Where(p => p.Leader >= 0).ToDictionary(p => p.PartitionId, p => p.Leader);
        }
        catch (KafkaException failure)
        {
            throw KafkaFailures.From(new($"토픽 {topic.Name}의 리더를 알아내지 못했다", $"The leaders of the topic {topic.Name} could not be had"), failure.Error, failure);
        }
    }
}

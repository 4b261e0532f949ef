using Confluent.Kafka;
using Confluent.Kafka.Admin;

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
        using IAdminClient admin = KafkaClients.Admin(topic.Cluster);
        try
        {
            DescribeTopicsResult result = await admin
                .DescribeTopicsAsync(TopicCollection.OfTopicNames([topic.Name]), new DescribeTopicsOptions { RequestTimeout = Limit })
                .WaitAsync(ct).ConfigureAwait(false);
            return result.TopicDescriptions.Single().Partitions.Where(p => p.Leader is { Id: >= 0 }).ToDictionary(p => p.Partition, p => p.Leader!.Id);
        }
        catch (KafkaException failure)
        {
            Error error = failure is DescribeTopicsException described && described.Results.TopicDescriptions.FirstOrDefault(d => d.Error.IsError) is { } bad ? bad.Error : failure.Error;
            throw KafkaFailures.From(new($"토픽 {topic.Name}의 리더를 알아내지 못했다", $"The leaders of the topic {topic.Name} could not be had"), error, failure);
        }
    }
}

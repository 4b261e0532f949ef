using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaWorkbook.Messaging;

/// <summary>Which broker each partition's readers and writers talk to.</summary>
public static class TopicLeaders
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Once = TimeSpan.FromSeconds(3);

    /// <summary>Each partition's leader at this moment; a partition without one is left out.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="Clusters.ClusterException">The brokers did not answer within 10 seconds.</exception>
    public static async Task<IReadOnlyDictionary<int, int>> LeadersAsync(this Topic topic, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await AskAsync(topic).WaitAsync(ct).ConfigureAwait(false);
            }
            catch (KafkaException failure) when (KafkaFailures.IsPassing(failure.Error) && clock.Elapsed < Limit)
            {
                // The broker that was asked is the one that has just gone: another one is asked next.
                await Task.Delay(100, ct).ConfigureAwait(false);
            }
            catch (KafkaException failure)
            {
                throw KafkaFailures.From(new($"토픽 {topic.Name}의 리더를 알아내지 못했다", $"The leaders of the topic {topic.Name} could not be had"), failure.Error, failure);
            }
        }
    }

    // Metadata, which any broker answers: the admin client's own description waits for the controller, which may be the very broker that has died.
    private static Task<IReadOnlyDictionary<int, int>> AskAsync(Topic topic) => Task.Run<IReadOnlyDictionary<int, int>>(() =>
    {
        using BriefAdmin admin = KafkaClients.Admin(topic.Cluster);
        TopicMetadata metadata = admin.Client.GetMetadata(topic.Name, Once).Topics.Single();
        return metadata.Error.IsError
            ? throw new KafkaException(metadata.Error)
            : metadata.Partitions.Where(p => p.Leader >= 0).ToDictionary(p => p.PartitionId, p => p.Leader);
    });
}

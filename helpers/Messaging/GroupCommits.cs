using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaWorkbook.Messaging;

/// <summary>What a group has committed for a topic. A partition for which it committed nothing is left out: that is not the same as offset 0.</summary>
internal static class GroupCommits
{
    /// <summary>Asks with the group's consumer; blocks until the coordinator answers.</summary>
    /// <param name="consumer">A consumer with the group's id; it need not be a member.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="limit">How long to try while the group's coordinator is being found.</param>
    public static Dictionary<int, long> Of<TKey, TValue>(IConsumer<TKey, TValue> consumer, Topic topic, TimeSpan limit)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return consumer.Committed(Enumerable.Range(0, topic.Partitions).Select(p => new TopicPartition(topic.Name, p)), TimeSpan.FromSeconds(5))
                    .Where(c => !c.Offset.IsSpecial)
                    .ToDictionary(c => c.Partition.Value, c => c.Offset.Value);
            }
            catch (KafkaException failure) when (KafkaFailures.IsPassing(failure.Error) && clock.Elapsed < limit)
            {
                Thread.Sleep(100);
            }
            catch (KafkaException failure)
            {
                throw KafkaFailures.From(new($"토픽 {topic.Name}의 커밋 오프셋을 알아내지 못했다", $"The committed offsets of the topic {topic.Name} could not be had"), failure.Error, failure);
            }
        }
    }
}

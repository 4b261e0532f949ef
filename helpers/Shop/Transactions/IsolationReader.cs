using Confluent.Kafka;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Shop;

/// <summary>Reads a topic from beginning to end with either isolation level, without a group.</summary>
internal static class IsolationReader
{
    /// <summary>Reads what a reader of that level may see at this moment; read-committed ends before the first transaction that is still open.</summary>
    public static async Task<(IReadOnlyList<ReadRecord> Records, long End)> ReadAsync(Topic topic, IsolationLevel isolation, CancellationToken cancellationToken)
    {
        IReadOnlyList<LogRange> ranges = await LogOffsets.QueryAsync(topic, isolation, cancellationToken).ConfigureAwait(false);
        ReadTarget target = new();
        foreach (LogRange range in ranges)
        {
            target.Add(range.Partition, range.Start, range.End);
        }

        long end = ranges.Sum(r => r.End);
        if (target.Done)
        {
            return ([], end);
        }

        ConsumerConfig config = LogReader.Config(topic.Cluster, $"{Labels.Prefix}isolation.{topic.Cluster.Owned.Id}");
        config.IsolationLevel = isolation;
        List<ReadRecord> records = await Task.Run(
            () =>
            {
                using IConsumer<string?, string?> consumer = KafkaClients.Consumer(new ConsumerBuilder<string?, string?>(config));
                consumer.Assign(target.OpenPartitions.Select(p => new TopicPartitionOffset(topic.Name, p, ranges[p].Start)));
                return LogReader.Drain(consumer, topic, target, int.MaxValue, cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return (records, end);
    }
}

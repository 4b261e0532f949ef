using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Reads a topic from beginning to end without a consumer group's offsets.</summary>
internal static class LogReader
{
    /// <summary>How long one call into the client may block: the delay of a cancellation.</summary>
    internal static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    public static async Task<ReadResult> RunAsync(Topic topic, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        ReadTarget target = new();
        IReadOnlyList<LogRange> ranges = await LogOffsets.QueryAsync(topic, IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        foreach (LogRange range in ranges)
        {
            target.Add(range.Partition, range.Start, range.End);
        }

        if (target.Done)
        {
            return new ReadResult(topic, null, [], clock.Elapsed);
        }

        // A consumer needs a group id even when it neither joins the group nor commits.
        ConsumerConfig config = Config(topic.Cluster, $"{Labels.Prefix}reader.{topic.Cluster.Owned.Id}");
        List<ReadRecord> records = await Task.Run(
            () =>
            {
                using IConsumer<string?, string?> consumer = KafkaClients.Consumer(new ConsumerBuilder<string?, string?>(config));
                consumer.Assign(target.OpenPartitions.Select(p => new TopicPartitionOffset(topic.Name, p, ranges[p].Start)));
                return Drain(consumer, topic, target, int.MaxValue, cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return new ReadResult(topic, null, records, clock.Elapsed);
    }

    /// <summary>Consumes until every partition is at its end or enough was read.</summary>
    internal static List<ReadRecord> Drain(
        IConsumer<string?, string?> consumer, Topic topic, ReadTarget target, int atMost, CancellationToken cancellationToken)
    {
        DelayedProgress progress = new(topic.Cluster.Progress);
        List<ReadRecord> records = [];
        while (!target.Done && records.Count < atMost)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report(() => new Text($"{Payloads.Number(records.Count)}건을 읽었다", $"Read {Payloads.Number(records.Count)} records"));
            ConsumeResult<string?, string?>? result = Next(consumer, topic);
            if (result is null)
            {
                target.ThrowIfStuck(topic, records.Count);
            }
            else if (target.Take(result) is { } record)
            {
                records.Add(record);
            }
        }

        progress.Done(() => new Text($"{Payloads.Number(records.Count)}건을 읽었다", $"Read {Payloads.Number(records.Count)} records"));
        return records;
    }

    /// <summary>The next record, or null when none came in a while or an error passes by itself.</summary>
    internal static ConsumeResult<string?, string?>? Next(IConsumer<string?, string?> consumer, Topic topic)
    {
        try
        {
            return consumer.Consume(Slice);
        }
        catch (ConsumeException passing) when (KafkaFailures.IsPassing(passing.Error) || KafkaFailures.IsUnknownTopic(passing.Error.Code))
        {
            return null;
        }
        catch (ConsumeException failure)
        {
            throw KafkaFailures.From(new($"토픽 {topic.Name}을(를) 읽지 못했다", $"The topic {topic.Name} could not be read"), failure.Error, failure);
        }
    }

    internal static ConsumerConfig Config(Cluster cluster, string group)
    {
        ConsumerConfig config = cluster.ConsumerConfig(group);
        config.EnablePartitionEof = true;
        config.EnableAutoCommit = false;
        config.AutoOffsetReset = AutoOffsetReset.Earliest;

        // The defaults (1000 and 500 ms) are for saving power; here they are seconds of waiting at the end of a short log.
        config.FetchQueueBackoffMs ??= 5;
        config.FetchWaitMaxMs ??= 50;
        return config;
    }
}

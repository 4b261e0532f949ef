using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Reads a topic as the only member of a consumer group, commits, and leaves.</summary>
internal static class GroupReader
{
    private static readonly TimeSpan JoinLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(15);

    public static async Task<ReadResult> RunAsync(Topic topic, string group, int? atMost, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        IReadOnlyList<LogRange> ranges = await LogOffsets.QueryAsync(topic, IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        ConsumerConfig config = LogReader.Config(topic.Cluster, group);
        List<ReadRecord> records = await Task.Run(() => Read(topic, group, atMost, ranges, config, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new ReadResult(topic, group, records, clock.Elapsed);
    }

    private static List<ReadRecord> Read(
        Topic topic, string group, int? atMost, IReadOnlyList<LogRange> ranges, ConsumerConfig config, CancellationToken cancellationToken)
    {
        using IConsumer<string?, string?> consumer = KafkaClients.Consumer(new ConsumerBuilder<string?, string?>(config));
        consumer.Subscribe(topic.Name);
        try
        {
            // What arrives while the group is forming is kept: throwing it away would mean to seek back.
            List<ConsumeResult<string?, string?>> early = Join(consumer, topic, group, cancellationToken);
            Dictionary<int, long> committed = GroupCommits.Of(consumer, topic, CallLimit);
            ReadTarget target = new();
            foreach (LogRange range in ranges)
            {
                target.Add(range.Partition, Math.Max(range.Start, committed.GetValueOrDefault(range.Partition, range.Start)), range.End);
            }

            int most = atMost ?? int.MaxValue;
            List<ReadRecord> records = [.. early.Select(target.Take).OfType<ReadRecord>().Take(most)];
            if (records.Count < most)
            {
                records.AddRange(LogReader.Drain(consumer, topic, target, most - records.Count, cancellationToken));
            }

            Commit(consumer, topic, group, records, target);
            return records;
        }
        finally
        {
            consumer.Close();
        }
    }

    // Complete when every partition is ours: a group with another member would give us only some, and "to the end" would not be true.
    internal static List<ConsumeResult<string?, string?>> Join(IConsumer<string?, string?> consumer, Topic topic, string group, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        DelayedProgress progress = new(topic.Cluster.Progress);
        List<ConsumeResult<string?, string?>> early = [];
        while (consumer.Assignment.Count < topic.Partitions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report(() => new Text($"컨슈머 그룹 {group}에 들어가는 중", $"Joining the consumer group {group}"));
            if (clock.Elapsed > JoinLimit)
            {
                throw new ClusterException(
                    ClusterProblem.TimedOut,
                    new(
                        $"컨슈머 그룹 {group}에서 {JoinLimit.TotalSeconds:0}초 동안 파티션 {topic.Partitions}개 가운데 {consumer.Assignment.Count}개만 받았다.",
                        $"In {JoinLimit.TotalSeconds:0} seconds the consumer group {group} gave only {consumer.Assignment.Count} of {topic.Partitions} partitions."),
                    new(
                        "같은 그룹의 다른 컨슈머를 닫고 다시 실행하거나, 다른 그룹 이름을 쓴다.",
                        "Close the group's other members and run this again, or use another group."));
            }

            if (LogReader.Next(consumer, topic) is { } result)
            {
                early.Add(result);
            }
        }

        progress.Done(() => new Text($"컨슈머 그룹 {group}에 들어갔다", $"Joined the consumer group {group}"));
        return early;
    }

    private static void Commit(IConsumer<string?, string?> consumer, Topic topic, string group, List<ReadRecord> records, ReadTarget target)
    {
        // Not "the current position": the client has fetched further than what is handed out.
        Dictionary<int, long> next = [];
        foreach (ReadRecord record in records)
        {
            next[record.Partition] = record.Offset + 1;
        }

        // A finished partition can end in a gap (a transaction's marker): behind it nothing is left to read.
        foreach ((int partition, long reached) in target.Reached.Where(r => !target.OpenPartitions.Contains(r.Key)))
        {
            next[partition] = Math.Max(next.GetValueOrDefault(partition), reached);
        }

        if (next.Count == 0)
        {
            return;
        }

        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                // Offsets without a leader epoch: an epoch would be refused after a leader's move.
                consumer.Commit(next.Select(n => new TopicPartitionOffset(topic.Name, n.Key, n.Value)));
                return;
            }
            catch (KafkaException failure) when (KafkaFailures.IsPassing(failure.Error) && clock.Elapsed < CallLimit)
            {
                Thread.Sleep(100);
            }
            catch (KafkaException failure)
            {
                throw KafkaFailures.From(new($"그룹 {group}의 오프셋을 커밋하지 못했다", $"The offsets of the group {group} could not be committed"), failure.Error, failure);
            }
        }
    }
}

using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// Reads a topic from its beginning to its settled end. After a fault the end moves for a moment: a new leader knows only how far its followers were when it last heard
/// of them, and what lies behind that is not handed out yet. Who read too early would call records lost that are there.
/// </summary>
internal static class IdReader
{
    private static readonly TimeSpan LeaderLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(300);

    public static async Task<DeliveryTally> ReadAsync(Topic topic, IReadOnlyCollection<SentIds> sent, CancellationToken cancellationToken)
    {
        await WaitForLeadersAsync(topic, cancellationToken).ConfigureAwait(false);
        DeliveryTally tally = new(sent);
        IReadOnlyList<LogRange> ends = await SettledEndsAsync(topic, cancellationToken).ConfigureAwait(false);
        long[] next = [.. ends.Select(e => e.Start)];
        DelayedProgress progress = new(topic.Cluster.Progress);
        long count = 0;
        while (ends.Any(e => next[e.Partition] < e.End))
        {
            ReadTarget target = new();
            foreach (LogRange end in ends)
            {
                target.Add(end.Partition, next[end.Partition], end.End);
            }

            await Task.Run(() => count = Drain(topic, target, next, tally, progress, count, cancellationToken), cancellationToken).ConfigureAwait(false);
            next = [.. ends.Select(e => Math.Max(e.End, next[e.Partition]))];

            // Whatever has come up meanwhile is read, too, before anything is called lost.
            ends = await SettledEndsAsync(topic, cancellationToken).ConfigureAwait(false);
        }

        progress.Done(() => new($"{Payloads.Number(count)}건을 읽어 번호를 맞춰 보았다", $"Read {Payloads.Number(count)} records and compared their ids"));
        return tally;
    }

    /// <summary>Waits until every partition's leader is a running broker; where all brokers run, until all replicas are in sync.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.TimedOut"/>: a partition has no leader for 30 seconds.</exception>
    private static async Task WaitForLeadersAsync(Topic topic, CancellationToken cancellationToken)
    {
        if (topic.Cluster.Kind == ClusterKind.External)
        {
            return;
        }

        IReadOnlyList<int> down = await topic.Cluster.DownAsync(cancellationToken).ConfigureAwait(false);
        await TopicHealth.WaitAsync(
            topic,
            partitions => partitions.All(p => p.Leader is { } leader && !down.Contains(leader) && (down.Count > 0 || p.InSync.Count == p.Replicas.Count)),
            new($"토픽 {topic.Label}의 모든 파티션에 리더가 서기를 기다린다", $"Waiting for a leader of every partition of the topic {topic.Label}"),
            LeaderLimit,
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<LogRange>> SettledEndsAsync(Topic topic, CancellationToken cancellationToken)
    {
        long started = Environment.TickCount64;
        IReadOnlyList<LogRange> before = await LogOffsets.QueryAsync(topic, IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            await Task.Delay(Settled, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<LogRange> now = await LogOffsets.QueryAsync(topic, IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            if (now.SequenceEqual(before) || Environment.TickCount64 - started > SettleLimit.TotalMilliseconds)
            {
                return now;
            }

            before = now;
        }
    }

    private static long Drain(
        Topic topic, ReadTarget target, long[] next, DeliveryTally tally, DelayedProgress progress, long count, CancellationToken cancellationToken)
    {
        ConsumerConfig config = LogReader.Config(topic.Cluster, $"{Labels.Prefix}reader.{topic.Cluster.Owned.Id}");
        config.ConsumeResultFields = "none";
        using IConsumer<Ignore, RecordId> consumer = KafkaClients.Consumer(new ConsumerBuilder<Ignore, RecordId>(config).SetValueDeserializer(new RecordId.Format()));
        consumer.Assign(target.OpenPartitions.Select(p => new TopicPartitionOffset(topic.Name, p, next[p])));
        while (!target.Done)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report(() => new($"번호를 맞춰 보는 중: {Payloads.Number(count)}건", $"Comparing ids: {Payloads.Number(count)} records"));
            ConsumeResult<Ignore, RecordId>? result = Next(consumer, topic);
            if (result is null)
            {
                target.ThrowIfStuck(topic, (int)Math.Min(count, int.MaxValue));
            }
            else if (target.Take(result.Partition.Value, result.Offset.Value, result.IsPartitionEOF))
            {
                tally.Add(result.Partition.Value, result.Offset.Value, result.Message.Value);
                count++;
            }
        }

        return count;
    }

    private static ConsumeResult<Ignore, RecordId>? Next(IConsumer<Ignore, RecordId> consumer, Topic topic)
    {
        try
        {
            return consumer.Consume(LogReader.Slice);
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
}

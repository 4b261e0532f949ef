using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Sends a consumer group to another place of the log, so that it reads records again or skips some.</summary>
public static class TopicRewind
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Commits an offset for a group in every partition, as <c>kafka-consumer-groups --reset-offsets</c> does: its next consumer starts there. The log itself is not
    /// touched, and no other group notices. The group must have no other members.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="group">The group's label.</param>
    /// <param name="offset">Where to, 0 or more; a partition that is shorter gets its end, one whose start is later its start.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The committed offset of each partition.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative.</exception>
    /// <exception cref="ClusterException">The group has other members, or the brokers do not answer.</exception>
    public static async Task<IReadOnlyDictionary<int, long>> GoBackAsync(this Topic topic, string group, long offset = 0, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (offset < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, new Text("오프셋은 0 이상이어야 한다.", "An offset is 0 or more.").ToString());
        }

        topic.ThrowIfGone();
        string name = topic.GroupName(group);
        IReadOnlyList<LogRange> ranges = await LogOffsets.QueryAsync(topic, IsolationLevel.ReadUncommitted, ct).ConfigureAwait(false);
        SortedDictionary<int, long> places = new(ranges.ToDictionary(r => r.Partition, r => Math.Clamp(offset, r.Start, r.End)));
        await Task.Run(() => Commit(topic, name, places, ct), ct).ConfigureAwait(false);
        return places;
    }

    // As a member: a group that has had members takes commits from them only on some brokers. Alone in the group, so that nobody is pulled along.
    private static void Commit(Topic topic, string group, SortedDictionary<int, long> places, CancellationToken cancellationToken)
    {
        using IConsumer<string?, string?> consumer = KafkaClients.Consumer(new ConsumerBuilder<string?, string?>(LogReader.Config(topic.Cluster, group)));
        consumer.Subscribe(topic.Name);
        try
        {
            GroupReader.Join(consumer, topic, group, cancellationToken);
            Stopwatch clock = Stopwatch.StartNew();
            while (true)
            {
                try
                {
                    // Without a leader epoch, which a leader's move would make invalid.
                    consumer.Commit(places.Select(p => new TopicPartitionOffset(topic.Name, p.Key, p.Value)));
                    return;
                }
                catch (KafkaException failure) when (KafkaFailures.IsPassing(failure.Error) && clock.Elapsed < Limit)
                {
                    cancellationToken.WaitHandle.WaitOne(Pause);
                    cancellationToken.ThrowIfCancellationRequested();
                }
                catch (KafkaException failure)
                {
                    throw KafkaFailures.From(new($"그룹 {group}의 위치를 되돌리지 못했다", $"The position of the group {group} could not be changed"), failure.Error, failure);
                }
            }
        }
        finally
        {
            consumer.Close();
        }
    }
}

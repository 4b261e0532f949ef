using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>Watches brokers compact a topic.</summary>
public static class TopicCompaction
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    // Longer than segment.ms: the next record then begins a new segment.
    private static readonly TimeSpan RollAfter = TimeSpan.FromMilliseconds(700);

    /// <summary>
    /// Settings of a topic that keeps the last record of each key. Kafka's defaults begin a new segment after a week or a gigabyte and compact when half of the log is
    /// new; these do it within seconds.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["cleanup.policy"] = "compact",
        ["segment.ms"] = "500",
        ["min.cleanable.dirty.ratio"] = "0.01",
    };

    /// <summary>
    /// Writes events, closes their segment with one event more (the active segment is never compacted), and reads again and again until each key is there once in what is
    /// closed. Within 40 seconds.
    /// </summary>
    /// <param name="topic">A topic of one partition with <see cref="Settings"/>.</param>
    /// <param name="events">The events, with keys: 2 or more. The last one closes the segment of those before it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">These brokers do not compact.</exception>
    /// <exception cref="ClusterException">They did not within 40 seconds.</exception>
    public static async Task<CompactionRun> CompactAsync(this Topic topic, IReadOnlyList<Event> events, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(events);
        topic.Cluster.Require(Capability.Retention);
        if (topic.Partitions != 1 || events.Count < 2 || events.Any(e => e.Key is null))
        {
            throw new ArgumentException(new Text(
                "파티션이 하나인 토픽과, 키가 있는 이벤트 두 건 이상이 있어야 한다. 키가 없으면 압축할 수 없다.",
                "This needs a topic of one partition and two or more events with keys: without a key nothing can be compacted.").ToString());
        }

        IProgressLine progress = topic.Cluster.Progress.Begin(new("압축을 기다리는 중", "Waiting for compaction"));
        await topic.ProduceAsync(events.SkipLast(1), ct: ct).ConfigureAwait(false);

        // Read while all of it is in the active segment: nothing can have been compacted yet.
        List<ReadRecord> before = [.. (await topic.ReadAllAsync(ct).ConfigureAwait(false)).Records];
        await Task.Delay(RollAfter, ct).ConfigureAwait(false);
        Sent last = await topic.ProduceAsync(events.TakeLast(1), ct: ct).ConfigureAwait(false);
        Stopwatch clock = Stopwatch.StartNew();
        long active = last.Records[0].Offset;
        before.Add(new ReadRecord(0, active, last.Records[0].Key, last.Records[0].Value, DateTimeOffset.Now));
        while (true)
        {
            IReadOnlyList<ReadRecord> now = (await topic.ReadAllAsync(ct).ConfigureAwait(false)).Records;
            CompactionRun run = new(topic, before, now, active, clock.Elapsed);
            if (run.OncePerKey)
            {
                progress.Done(new($"{before.Count}건이 {now.Count}건이 되었다", $"{before.Count} records became {now.Count}"));
                return run;
            }

            if (clock.Elapsed > Limit)
            {
                throw new ClusterException(
                    ClusterProblem.TimedOut,
                    new($"{Limit.TotalSeconds:0}초 동안 압축되지 않았다. 아직 {now.Count}건이 읽힌다.", $"Not compacted within {Limit.TotalSeconds:0} seconds; {now.Count} records can still be read."),
                    new("브로커의 log.cleaner.backoff.ms를 본다. 워크북의 클러스터는 1초다.", "Look at the brokers' log.cleaner.backoff.ms; the workbook's clusters have one second."));
            }

            await Task.Delay(Pause, ct).ConfigureAwait(false);
        }
    }
}

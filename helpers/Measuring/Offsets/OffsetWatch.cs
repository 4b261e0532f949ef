using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>Asks for offsets, again and again with the same clients: making one takes longer than asking.</summary>
internal sealed class OffsetWatch : IDisposable
{
    private static readonly TimeSpan CoordinatorLimit = TimeSpan.FromSeconds(15);
    private readonly Topic _topic;
    private readonly List<(string Label, string Group, IConsumer<Ignore, Ignore> Consumer)> _groups = [];
    private readonly BriefAdmin _admin;

    public OffsetWatch(Topic topic, IEnumerable<string> groups)
    {
        _topic = topic;
        topic.ThrowIfGone();

        // All names are checked before a client is made.
        (string Label, string Group)[] named = [.. groups.Distinct(StringComparer.Ordinal).Select(g => (g, topic.GroupName(g)))];
        _admin = KafkaClients.Admin(topic.Cluster);
        foreach ((string label, string group) in named)
        {
            // It asks for the group's offsets and never joins it.
            ConsumerConfig config = topic.Cluster.ConsumerConfig(group);

            // Read-committed would wait for as long as some member's commit is on its way, which with busy groups is always.
            config.IsolationLevel = IsolationLevel.ReadUncommitted;
            _groups.Add((label, group, KafkaClients.Consumer(new ConsumerBuilder<Ignore, Ignore>(config))));
        }
    }

    public async Task<OffsetSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        // Committed first: a group that is read a moment after the log's end would seem to be ahead of it.
        Dictionary<int, long>[] committed = await Task.WhenAll(_groups.Select(g => Task.Run(
            () => GroupCommits.Of(g.Consumer, _topic, CoordinatorLimit), cancellationToken))).WaitAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<LogRange> ranges = await LogOffsets.QueryAsync(_admin.Client, _topic, IsolationLevel.ReadUncommitted, cancellationToken).ConfigureAwait(false);
        return new OffsetSnapshot(
            _topic,
            DateTimeOffset.Now,
            [.. ranges.Select(r => new PartitionOffsets(r.Partition, r.Start, r.End))],
            [.. _groups.Select((g, i) => new GroupOffsets(g.Group, g.Label, [.. ranges.Select(r => Of(r, committed[i]))]))]);
    }

    public async Task<(IReadOnlyList<OffsetMoment> Moments, int Missed)> RunAsync(
        TimeSpan duration, TimeSpan interval, Func<OffsetSnapshot, bool>? until, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        DelayedProgress progress = new(_topic.Cluster.Progress);
        List<OffsetMoment> moments = [];
        int missed = 0;
        for (TimeSpan next = TimeSpan.Zero; ; next += interval)
        {
            try
            {
                OffsetSnapshot snapshot = await SnapshotAsync(cancellationToken).ConfigureAwait(false);
                moments.Add(new OffsetMoment(clock.Elapsed, snapshot));
                progress.Report(() => new($"오프셋을 지켜보는 중: {snapshot}", $"Watching offsets: {snapshot}"));
                if (until?.Invoke(snapshot) == true)
                {
                    break;
                }
            }
            catch (ClusterException) when (clock.Elapsed < duration || moments.Count > 0)
            {
                // A broker that is down while it is watched is part of what is being watched.
                missed++;
            }

            // A slow answer does not make later ones come in a bunch.
            while (next + interval < clock.Elapsed)
            {
                next += interval;
            }

            if (next + interval > duration)
            {
                break;
            }

            TimeSpan wait = next + interval - clock.Elapsed;
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }

        progress.Done(() => new($"오프셋을 {moments.Count}번 보았다", $"Looked at the offsets {moments.Count} times"));
        return (moments, missed);
    }

    public void Dispose()
    {
        _admin.Dispose();
        _groups.ForEach(g => g.Consumer.Dispose());
    }

    private static GroupPartitionOffset Of(LogRange range, Dictionary<int, long> committed) =>
        committed.TryGetValue(range.Partition, out long offset)
            ? new GroupPartitionOffset(range.Partition, offset, Math.Max(0, range.End - Math.Max(offset, range.Start)))
            : new GroupPartitionOffset(range.Partition, null, range.End - range.Start);
}

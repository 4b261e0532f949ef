using System.Diagnostics;
using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Measuring;

/// <summary>Puts together what was done to brokers and what the metadata showed of it.</summary>
internal static class TimelineEvents
{
    public static IReadOnlyList<TimelineEvent> Of(IEnumerable<BrokerChange> changes, IReadOnlyList<LeaderMoment> moments, int replicas, long started)
    {
        List<TimelineEvent> events = [];
        foreach (BrokerChange change in changes)
        {
            // What takes a broker away counts when it was asked for, because it acts before it is over: a clean stop takes a second, in which the leaders move. What brings one back counts when
            // it is done.
            TimeSpan began = Stopwatch.GetElapsedTime(started, change.Began);
            TimeSpan at = change.Kind is BrokerChangeKind.Started or BrokerChangeKind.Thawed ? Stopwatch.GetElapsedTime(started, change.Ended) : began;
            events.Add(new TimelineEvent(at, KindOf(change.Kind), change.BrokerId));
            events.AddRange(change.Kind switch
            {
                BrokerChangeKind.Stopped or BrokerChangeKind.Killed => AfterLoss(change.BrokerId, began, moments),
                BrokerChangeKind.Started or BrokerChangeKind.Thawed => AfterReturn(at, moments, replicas),
                _ => [],
            });
        }

        return [.. events.DistinctBy(e => e.Kind == TimelineEventKind.InSync ? (e.Kind, null, e.At) : (e.Kind, e.BrokerId, e.At)).OrderBy(e => e.At).ThenBy(e => e.Kind)];
    }

    private static IEnumerable<TimelineEvent> AfterLoss(int broker, TimeSpan began, IReadOnlyList<LeaderMoment> moments)
    {
        LeaderMoment? before = moments.LastOrDefault(m => m.At <= began) ?? (moments.Count > 0 ? moments[0] : null);
        int[] led = [.. before?.Partitions.Where(p => p.Leader == broker).Select(p => p.Partition) ?? []];
        if (led.Length == 0)
        {
            yield break;
        }

        LeaderMoment[] after = [.. moments.Where(m => m.At > began)];
        LeaderMoment? moved = Array.Find(after, m => m.Partitions.Where(p => led.Contains(p.Partition)).All(p => p.Leader is { } now && now != broker));
        LeaderMoment? none = Array.Find(after, m => m.Partitions.Any(p => led.Contains(p.Partition) && p.Leader is null));
        if (none is not null && (moved is null || none.At < moved.At))
        {
            yield return new TimelineEvent(none.At, TimelineEventKind.LeaderGone, broker);
        }

        if (moved is not null)
        {
            yield return new TimelineEvent(moved.At, TimelineEventKind.NewLeader, broker);
        }
    }

    private static IEnumerable<TimelineEvent> AfterReturn(TimeSpan at, IReadOnlyList<LeaderMoment> moments, int replicas)
    {
        // Only where they were not all the time: a broker that was frozen for a moment is never missed.
        bool missed = moments.LastOrDefault(m => m.At <= at)?.Partitions.Any(p => p.InSync.Count < replicas) == true;
        return missed && moments.FirstOrDefault(m => m.At > at && m.Partitions.All(p => p.InSync.Count == replicas)) is { } whole
            ? [new TimelineEvent(whole.At, TimelineEventKind.InSync, null)]
            : [];
    }

    private static TimelineEventKind KindOf(BrokerChangeKind kind) => kind switch
    {
        BrokerChangeKind.Stopped => TimelineEventKind.Stopped,
        BrokerChangeKind.Killed => TimelineEventKind.Killed,
        BrokerChangeKind.Frozen => TimelineEventKind.Frozen,
        BrokerChangeKind.Thawed => TimelineEventKind.Thawed,
        _ => TimelineEventKind.Started,
    };
}

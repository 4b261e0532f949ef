using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Waits for a topic's leaders and in-sync replicas to be as wanted.</summary>
internal static class TopicHealth
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>The partitions as they are now.</summary>
    public static Task<IReadOnlyList<PartitionView>> NowAsync(Topic topic, TimeSpan limit, CancellationToken cancellationToken) => WaitAsync(
        topic, _ => true, new($"토픽 {topic.Label}의 리더를 묻는다", $"Asking for the leaders of the topic {topic.Label}"), limit, cancellationToken);

    /// <summary>Waits until all partitions are known and as wanted, and answers them.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.TimedOut"/>: not within the limit; the message has the last that was seen.</exception>
    public static async Task<IReadOnlyList<PartitionView>> WaitAsync(
        Topic topic, Func<IReadOnlyList<PartitionView>, bool> wanted, Text doing, TimeSpan limit, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        ITopicObserver observer = topic.Cluster.Observe(topic.Name);
        await using (observer.ConfigureAwait(false))
        {
            DelayedProgress progress = new(topic.Cluster.Progress);
            while (true)
            {
                IReadOnlyList<PartitionView>? now = observer.Now;
                if (now?.Count == topic.Partitions && wanted(now))
                {
                    progress.Done(() => doing);
                    return now;
                }

                if (Stopwatch.GetElapsedTime(started) > limit)
                {
                    progress.Done(() => doing);
                    throw TooLate(topic, doing, limit, now);
                }

                progress.Report(() => new($"{doing.Korean}: {Describe(now)}", $"{doing.English}: {Describe(now)}"));
                await Task.Delay(LookAgain, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string Describe(IReadOnlyList<PartitionView>? partitions) => partitions is null
        ? "?"
        : string.Join(", ", partitions.Select(p => $"P{p.Partition} leader {p.Leader?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–"} ISR [{string.Join(",", p.InSync)}]"));

    private static ClusterException TooLate(Topic topic, Text doing, TimeSpan limit, IReadOnlyList<PartitionView>? last) => new(
        ClusterProblem.TimedOut,
        new(
            $"{doing.Korean}: {limit.TotalSeconds:0}초 안에 그렇게 되지 않았다 (토픽 {topic.Name}). 마지막으로 본 것: {Describe(last)}",
            $"{doing.English}: not within {limit.TotalSeconds:0} seconds (topic {topic.Name}). Last seen: {Describe(last)}"),
        new(
            "브로커가 모두 떠 있는지 `dotnet run -- status`로 보고, 꺼진 것이 있으면 StartAllBrokersAsync()로 다시 띄운다.",
            "See whether all brokers run with `dotnet run -- status`; bring back those that are down with StartAllBrokersAsync()."));
}

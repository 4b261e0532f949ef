using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>What more consumers bring.</summary>
public static class TopicScaling
{
    private const int MostConsumers = 32;
    private static readonly TimeSpan WindowOnBrokers = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan WindowOnEmbedded = TimeSpan.FromSeconds(0.4);

    /// <summary>
    /// Reads the topic with groups of different sizes, one after the other, in which every record takes its consumer some time, as a call to a database does. Each
    /// group is a new one and starts at the beginning; measured is the time after every partition has found its consumer. Partitions that hold too few records for it are
    /// filled up first.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="consumers">The group sizes, each 1 to 32. More than there are partitions is allowed, and the lesson.</param>
    /// <param name="work">How long one record keeps a consumer, 1 to 100 ms. The operating system's clock makes it longer: the result says how long it was.</param>
    /// <param name="window">How long each size is measured, 0.2 to 10 seconds; null for 0.8, or 0.4 on the embedded cluster.</param>
    /// <param name="ct">Ends the run; the consumers leave.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    /// <exception cref="ClusterException">A group did not settle within 20 seconds, or the cluster did not answer.</exception>
    public static Task<ConsumerScaling> ScaleConsumersAsync(
        this Topic topic, IReadOnlyList<int> consumers, TimeSpan work, TimeSpan? window = null, CancellationToken ct = default) =>
        RunAsync(topic, consumers, work, window, isFirst: true, ct);

    /// <summary>The same as one of several runs: only the first needs a group that warms everything up.</summary>
    internal static Task<ConsumerScaling> RunAsync(Topic topic, IReadOnlyList<int> consumers, TimeSpan work, TimeSpan? window, bool isFirst, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(consumers);
        TimeSpan measured = window ?? (topic.Cluster.Kind == ClusterKind.Embedded ? WindowOnEmbedded : WindowOnBrokers);
        if (consumers.Count == 0 || consumers.Any(c => c is < 1 or > MostConsumers))
        {
            throw new ArgumentException(
                new Text($"컨슈머 수는 1에서 {MostConsumers}까지, 하나 이상 적는다. 예: [1, 2, 3]", $"Give one or more numbers of consumers, each 1 to {MostConsumers}, such as [1, 2, 3].").ToString(),
                nameof(consumers));
        }

        if (work < TimeSpan.FromMilliseconds(1) || work > TimeSpan.FromMilliseconds(100))
        {
            throw new ArgumentOutOfRangeException(nameof(work), work, new Text("한 건의 일은 1 ms에서 100 ms까지다.", "The work of a record is 1 to 100 ms.").ToString());
        }

        if (measured < TimeSpan.FromSeconds(0.2) || measured > TimeSpan.FromSeconds(10))
        {
            throw new ArgumentOutOfRangeException(nameof(window), measured, new Text("재는 시간은 0.2초에서 10초까지다.", "Each size is measured for 0.2 to 10 seconds.").ToString());
        }

        topic.ThrowIfGone();
        return new ConsumerScalingRun(topic, work, measured, ct).RunAsync(consumers, isFirst);
    }
}

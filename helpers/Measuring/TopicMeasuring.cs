using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>What can be measured on a topic.</summary>
public static class TopicMeasuring
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Sends records as the options say and measures: the rate over time, latencies, and by how much the brokers' logs grew. A cancelled run ends within a
    /// second; what was sent by then stays.
    /// </summary>
    /// <param name="topic">Where to.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="ClusterException">The cluster did not answer.</exception>
    public static Task<LoadRun> RunLoadAsync(this Topic topic, LoadOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        options ??= new LoadOptions();
        options.Validate();
        topic.ThrowIfGone();
        return LoadRunner.RunAsync(topic, options, ct);
    }

    /// <summary>
    /// Reads the topic from its beginning to its end as of now, as fast as possible, and measures the rate. Nothing is committed, so it can be done again.
    /// </summary>
    /// <param name="topic">What to read.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="ClusterException">The cluster did not answer.</exception>
    public static Task<ReadRun> RunReadAsync(this Topic topic, ReadOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        options ??= new ReadOptions();
        options.Validate();
        topic.ThrowIfGone();
        return ReadRunner.RunAsync(topic, options, ct);
    }

    /// <summary>How the topic's records spread over its partitions, by the brokers' offsets. On compacted topics and after transactions offsets have gaps.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ClusterException">The cluster did not answer.</exception>
    public static async Task<PartitionDistribution> DistributionAsync(this Topic topic, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        topic.ThrowIfGone();
        IReadOnlyList<LogRange> ranges = await LogOffsets.QueryAsync(topic, Confluent.Kafka.IsolationLevel.ReadUncommitted, ct).ConfigureAwait(false);
        return new PartitionDistribution(topic, [.. ranges.Select(r => r.End - r.Start)]);
    }

    /// <summary>How the sent records spread over the partitions.</summary>
    /// <param name="sent">What was sent.</param>
    public static PartitionDistribution Distribution(this Sent sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        return Count(sent.Topic, sent.Records.Select(r => r.Partition));
    }

    /// <summary>How the read records spread over the partitions.</summary>
    /// <param name="read">What was read.</param>
    public static PartitionDistribution Distribution(this ReadResult read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Count(read.Topic, read.Records.Select(r => r.Partition));
    }

    /// <summary>Where the topic's logs begin and end, and how far groups are.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="groups">Labels of groups, or none.</param>
    /// <exception cref="ClusterException">The cluster did not answer.</exception>
    public static Task<OffsetSnapshot> OffsetsAsync(this Topic topic, params string[] groups) => OffsetsAsync(topic, groups, CancellationToken.None);

    /// <summary>Where the topic's logs begin and end, and how far groups are.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="groups">Labels of groups, or none.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ClusterException">The cluster did not answer.</exception>
    public static async Task<OffsetSnapshot> OffsetsAsync(this Topic topic, IReadOnlyList<string> groups, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(groups);
        using OffsetWatch watch = new(topic, groups);
        return await watch.SnapshotAsync(ct).ConfigureAwait(false);
    }

    /// <summary>
    /// Looks at the offsets again and again. Start it without <c>await</c>, do the work, and await it afterwards.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="groups">Labels of groups.</param>
    /// <param name="duration">How long, 0 to 30 minutes.</param>
    /// <param name="interval">From look to look, 20 ms to 1 minute; null for 250 ms.</param>
    /// <param name="until">Ends the watch early when it is true of a snapshot, for example <c>s => s.IsDrained</c>.</param>
    /// <param name="ct">Ends the watch with an exception.</param>
    /// <exception cref="ClusterException">The cluster did not answer at all.</exception>
    public static async Task<OffsetTimeline> WatchOffsetsAsync(
        this Topic topic,
        IReadOnlyList<string> groups,
        TimeSpan duration,
        TimeSpan? interval = null,
        Func<OffsetSnapshot, bool>? until = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(groups);
        TimeSpan pause = interval ?? DefaultInterval;
        if (duration < TimeSpan.Zero || duration > TimeSpan.FromMinutes(30))
        {
            throw new ArgumentOutOfRangeException(nameof(duration), duration, new Text("지켜보는 시간은 0에서 30분까지다.", "A watch lasts 0 to 30 minutes.").ToString());
        }

        if (pause < TimeSpan.FromMilliseconds(20) || pause > TimeSpan.FromMinutes(1))
        {
            throw new ArgumentOutOfRangeException(nameof(interval), pause, new Text("보는 간격은 20 ms에서 1분까지다.", "The interval is 20 ms to 1 minute.").ToString());
        }

        DateTimeOffset started = DateTimeOffset.Now;
        using OffsetWatch watch = new(topic, groups);
        (IReadOnlyList<OffsetMoment> moments, int missed) = await watch.RunAsync(duration, pause, until, ct).ConfigureAwait(false);
        return new OffsetTimeline(topic, [.. groups.Distinct(StringComparer.Ordinal)], started, moments, missed);
    }

    private static PartitionDistribution Count(Topic topic, IEnumerable<int> partitions)
    {
        long[] counts = new long[topic.Partitions];
        foreach (int partition in partitions)
        {
            counts[partition]++;
        }

        return new PartitionDistribution(topic, counts);
    }
}

using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>What a consumer got that was left alone for a while.</summary>
/// <param name="Group">The group's label.</param>
/// <param name="Reset">Its <c>auto.offset.reset</c>.</param>
/// <param name="Committed">How many records the group had committed to have read; null when it had never committed.</param>
/// <param name="Received">How many records came.</param>
public sealed record StartRead(string Group, AutoOffsetReset Reset, long? Committed, int Received);

/// <summary>Where groups begin to read: with and without a committed offset, with each <c>auto.offset.reset</c>.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Records">How many records it held.</param>
/// <param name="Reads">What came, case by case.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record StartReads(Topic Topic, long Records, IReadOnlyList<StartRead> Reads) : IHtmlView
{
    /// <summary>What came in one case.</summary>
    /// <param name="reset">The setting.</param>
    /// <param name="committed">Whether the group had committed before.</param>
    public StartRead Of(AutoOffsetReset reset, bool committed) => Reads.Single(r => r.Reset == reset && r.Committed is not null == committed);

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        null,
        [Say("그룹이 커밋한 것", "committed by the group"), "auto.offset.reset", Say("받은 건수", "received")],
        Reads.Select(r => (IReadOnlyList<string>)[Case(r), r.Reset.ToString().ToLowerInvariant(), Payloads.Number(r.Received)]));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Reads.Select(r => $"{Case(r)}, {r.Reset.ToString().ToLowerInvariant()}: {Payloads.Number(r.Received)}"));

    /// <summary>A case in words.</summary>
    internal static string Case(StartRead read) => read.Committed is { } committed
        ? Say($"커밋함({Payloads.Number(committed)}건까지)", $"committed {Payloads.Number(committed)}")
        : Say("커밋한 적 없음", "nothing yet");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>Trying where groups begin.</summary>
public static class TopicStarts
{
    private static readonly TimeSpan PatienceOnBrokers = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan PatienceOnEmbedded = TimeSpan.FromSeconds(0.8);

    // A consumer that has not even got its partitions says nothing about where it would begin.
    private static readonly TimeSpan AssignmentLimit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Lets four groups read the topic at the same time, each with a consumer of its own that waits for a while after it got its partitions: two that never committed and two that
    /// have committed some records before, each with <c>latest</c> and <c>earliest</c>. Nothing is sent meanwhile.
    /// </summary>
    /// <param name="topic">The topic, with some records in it.</param>
    /// <param name="committed">How many records the groups that have committed have read before, 1 or more.</param>
    /// <param name="patience">How long each consumer waits for records, 0.5 to 30 seconds; null for 1.5, or 0.8 on the embedded cluster.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    /// <exception cref="ClusterException">A group did not get its partitions within 30 seconds, or the cluster did not answer.</exception>
    public static async Task<StartReads> TryStartsAsync(this Topic topic, int committed, TimeSpan? patience = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentOutOfRangeException.ThrowIfLessThan(committed, 1);
        TimeSpan wait = patience ?? (topic.Cluster.Kind == ClusterKind.Embedded ? PatienceOnEmbedded : PatienceOnBrokers);
        if (wait < TimeSpan.FromSeconds(0.5) || wait > TimeSpan.FromSeconds(30))
        {
            throw new ArgumentOutOfRangeException(nameof(patience), wait, new Text("기다리는 시간은 0.5초에서 30초까지다.", "The patience is 0.5 to 30 seconds.").ToString());
        }

        topic.ThrowIfGone();
        string run = Guid.NewGuid().ToString("N")[..6];
        (bool Committed, AutoOffsetReset Reset)[] cases =
            [(false, AutoOffsetReset.Latest), (false, AutoOffsetReset.Earliest), (true, AutoOffsetReset.Latest), (true, AutoOffsetReset.Earliest)];
        StartRead[] reads = await Task.WhenAll(cases.Select(async c =>
        {
            string group = $"{(c.Committed ? "known" : "new")}-{c.Reset.ToString().ToLowerInvariant()}-{run}";
            long? before = c.Committed ? (await topic.ReadAsync(group, committed, ct).ConfigureAwait(false)).Records.Count : null;
            int received = await Task.Run(() => Receive(topic, group, c.Reset, wait, ct), ct).ConfigureAwait(false);
            return new StartRead(group, c.Reset, before, received);
        })).ConfigureAwait(false);
        long records = (await topic.DistributionAsync(ct).ConfigureAwait(false)).Total;
        return new StartReads(topic, records, reads);
    }

    private static int Receive(Topic topic, string group, AutoOffsetReset reset, TimeSpan wait, CancellationToken cancellationToken)
    {
        ConsumerConfig config = topic.Cluster.ConsumerConfig(topic.GroupName(group));
        config.AutoOffsetReset = reset;
        config.EnableAutoCommit = false;
        using IConsumer<string?, string?> consumer = KafkaClients.Consumer(new ConsumerBuilder<string?, string?>(config));
        consumer.Subscribe(topic.Name);
        int received = 0;
        Stopwatch clock = Stopwatch.StartNew(), assigned = new();
        while (!assigned.IsRunning || assigned.Elapsed < wait)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (LogReader.Next(consumer, topic) is { Message: not null })
            {
                received++;
            }

            if (!assigned.IsRunning && consumer.Assignment.Count == topic.Partitions)
            {
                assigned.Start();
            }

            if (!assigned.IsRunning && clock.Elapsed > AssignmentLimit)
            {
                throw new ClusterException(
                    ClusterProblem.TimedOut,
                    new($"그룹 {group}이(가) {AssignmentLimit.TotalSeconds:0}초 동안 파티션을 받지 못했다.", $"The group {group} got no partitions within {AssignmentLimit.TotalSeconds:0} seconds."),
                    new("셀을 다시 실행한다.", "Run the cell again."));
            }
        }

        consumer.Close();
        return received;
    }
}

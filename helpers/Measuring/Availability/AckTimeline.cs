using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// Acknowledgements of a steady stream of records, partition by partition over time, with what happened to brokers, leaders and in-sync replicas meanwhile. Made by
/// <see cref="SteadyProducing.ProduceSteadilyAsync"/>.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record AckTimeline : IHtmlView
{
    /// <summary>Where the records went.</summary>
    public required Topic Topic { get; init; }

    /// <summary>The pace that was asked for, all partitions together.</summary>
    public required int RecordsPerSecond { get; init; }

    /// <summary>The producer's acks as they stand in Kafka's documents: 0, 1 or all.</summary>
    public required string Acks { get; init; }

    /// <summary>From the first record to the last outcome.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>What was sent, by id, and which of it was acknowledged.</summary>
    public required SentIds Ids { get; init; }

    /// <summary>The partitions from 0.</summary>
    public required IReadOnlyList<PartitionAcks> Partitions { get; init; }

    /// <summary>Leaders and in-sync replicas, ten times a second; moments in which no broker answered are missing.</summary>
    public required IReadOnlyList<LeaderMoment> Moments { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public required IReadOnlyList<TimelineEvent> Events { get; init; }

    /// <summary>How many records were handed to the client.</summary>
    public long Sent => Ids.Sent;

    /// <summary>How many were acknowledged.</summary>
    public long Acked => Ids.Acked;

    /// <summary>How many the client gave up.</summary>
    public long Failed => Ids.Failed;

    /// <summary>The longest time in which a partition acknowledged nothing: what the users of that partition feel.</summary>
    public AckGap LongestGap => Partitions.Select(p => p.LongestGap).OfType<AckGap>().MaxBy(g => g.Length) ?? new AckGap(0, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The first broker that was killed or stopped, as an event; null when none was.</summary>
    public TimelineEvent? Fault => Events.FirstOrDefault(e => e.Kind is TimelineEventKind.Killed or TimelineEventKind.Stopped);

    /// <summary>From the first fault to the moment when every partition that the broker had led has another leader; null when that did not happen.</summary>
    public TimeSpan? NewLeaderAfter => Fault is { } fault && Events.FirstOrDefault(e => e.Kind == TimelineEventKind.NewLeader && e.At >= fault.At) is { } leader ? leader.At - fault.At : null;

    /// <summary>The smallest number of in-sync replicas that any partition had.</summary>
    public int SmallestIsr => Moments.SelectMany(m => m.Partitions).Select(p => p.InSync.Count).DefaultIfEmpty(0).Min();

    /// <summary>
    /// Reads the whole topic back and compares it with what was sent, id by id. Waits first until every partition has a leader that runs: read earlier, records would look
    /// lost that are there.
    /// </summary>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="Clusters.ClusterException">A partition has no leader for 30 seconds, or the topic is gone.</exception>
    public Task<Delivery> ReadBackAsync(CancellationToken ct = default) => Topic.CompareByIdAsync(Ids, ct);

    /// <summary>
    /// A row for each partition and 100 ms, with the columns seconds, partition, sent, acked, failed (in that stretch), waiting (at its end), leader, isr (empty where nobody
    /// answered).
    /// </summary>
    public DataFrame ToDataFrame()
    {
        List<(double Seconds, int Partition, AckCount Count, long Waiting, PartitionLeader? Leader)> rows = [];
        int moment = 0;
        long[] waiting = new long[Partitions.Count];
        for (int i = 0; i < Partitions.Max(p => p.Counts.Count); i++)
        {
            TimeSpan at = i * AckMeter.Stretch;
            while (moment < Moments.Count && Moments[moment].At < at)
            {
                moment++;
            }

            PartitionLeader[]? now = moment < Moments.Count && Moments[moment].At < at + AckMeter.Stretch ? [.. Moments[moment].Partitions] : null;
            foreach (PartitionAcks partition in Partitions)
            {
                AckCount count = i < partition.Counts.Count ? partition.Counts[i] : new AckCount(0, 0, 0);
                waiting[partition.Partition] += count.Sent - count.Acked - count.Failed;
                rows.Add((at.TotalSeconds, partition.Partition, count, waiting[partition.Partition], now?[partition.Partition]));
            }
        }

        return new DataFrame(
            new PrimitiveDataFrameColumn<double>("seconds", rows.Select(r => r.Seconds)),
            new PrimitiveDataFrameColumn<int>("partition", rows.Select(r => r.Partition)),
            new PrimitiveDataFrameColumn<int>("sent", rows.Select(r => r.Count.Sent)),
            new PrimitiveDataFrameColumn<int>("acked", rows.Select(r => r.Count.Acked)),
            new PrimitiveDataFrameColumn<int>("failed", rows.Select(r => r.Count.Failed)),
            new PrimitiveDataFrameColumn<long>("waiting", rows.Select(r => r.Waiting)),
            new PrimitiveDataFrameColumn<int>("leader", rows.Select(r => r.Leader?.Leader)),
            new PrimitiveDataFrameColumn<int>("isr", rows.Select(r => r.Leader?.InSync.Count)));
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Sentence.ToString(), Lines().Select(l => l.ToString()), Failed == 0 ? Tone.Good : Tone.Warning)
        + Html.Table(
            null,
            [
                Say("파티션", "partition"), Say("보냄", "sent"), Say("확인받음", "acknowledged"), Say("실패", "failed"), Say("가장 긴 공백 (초)", "longest gap (s)"),
                Say("그때 (초)", "when (s)"), Say("리더", "leader"),
            ],
            Partitions.Select(p => (IReadOnlyList<string>)
            [
                Payloads.Number(p.Partition), Payloads.Number(p.Sent), Payloads.Number(p.Acked), Payloads.Number(p.Failed), Seconds(p.LongestGap?.Length),
                p.LongestGap is { } gap ? $"{Seconds(gap.From)} – {Seconds(gap.To)}" : "–", LeadersOf(p.Partition),
            ]));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Lines().Prepend(Sentence));

    /// <summary>The leaders that a partition had, one after the other: <c>1 → 3</c>.</summary>
    /// <param name="partition">The partition.</param>
    internal string LeadersOf(int partition)
    {
        List<int> leaders = [];
        foreach (int leader in Moments.Select(m => m.Partitions[partition].Leader).OfType<int>())
        {
            if (leaders.Count == 0 || leaders[^1] != leader)
            {
                leaders.Add(leader);
            }
        }

        return leaders.Count == 0 ? "–" : string.Join(" → ", leaders);
    }

    internal static string Seconds(TimeSpan? time) => time is { } t ? (t.TotalSeconds < 1 ? FormattableString.Invariant($"{t.TotalSeconds:0.00}") : FormattableString.Invariant($"{t.TotalSeconds:0.0}")) : "–";

    private Text Sentence => new(
        $"{Seconds(Took)}초 동안 {Payloads.Number(Sent)}건을 보내 {Payloads.Number(Acked)}건을 확인받았다{(Failed == 0 ? "" : $" (실패 {Payloads.Number(Failed)}건: {Ids.FirstError})")}. 확인이 가장 오래 끊긴 것은 파티션 {LongestGap.Partition}의 {Seconds(LongestGap.Length)}초다.",
        $"{Payloads.Number(Sent)} records sent in {Seconds(Took)} s, {Payloads.Number(Acked)} acknowledged{(Failed == 0 ? "" : $" ({Payloads.Number(Failed)} failed: {Ids.FirstError})")}. The longest gap is that of partition {LongestGap.Partition}: {Seconds(LongestGap.Length)} s.");

    private IEnumerable<Text> Lines() => Events.Select(e => new Text($"{Seconds(e.At)}초: {e.What.Korean}", $"{Seconds(e.At)} s: {e.What.English}"));

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

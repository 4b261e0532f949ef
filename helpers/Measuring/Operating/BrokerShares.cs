using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>What each broker took of a steady stream in a stretch of time.</summary>
/// <param name="At">The stretch's beginning, from the start of the measurement.</param>
/// <param name="RecordsPerSecond">Acknowledged records a second, by broker.</param>
public sealed record BrokerMoment(TimeSpan At, IReadOnlyDictionary<int, double> RecordsPerSecond);

/// <summary>How a steady stream was shared by the brokers that lead its partitions, before and after the leaders changed.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Brokers">The brokers, ascending.</param>
/// <param name="Before">Acknowledged records by broker, until the first leader changed.</param>
/// <param name="After">Acknowledged records by broker, from the last change on.</param>
/// <param name="ChangedFrom">When the first leader changed; null when none did.</param>
/// <param name="ChangedTo">When the last leader changed; null when none did.</param>
/// <param name="Moments">The whole time in stretches of half a second.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record BrokerShares(
    Topic Topic,
    IReadOnlyList<int> Brokers,
    IReadOnlyDictionary<int, long> Before,
    IReadOnlyDictionary<int, long> After,
    TimeSpan? ChangedFrom,
    TimeSpan? ChangedTo,
    IReadOnlyList<BrokerMoment> Moments) : IHtmlView
{
    /// <summary>A broker's share before, 0 to 1.</summary>
    /// <param name="broker">The broker.</param>
    public double ShareBefore(int broker) => Share(Before, broker);

    /// <summary>A broker's share after, 0 to 1.</summary>
    /// <param name="broker">The broker.</param>
    public double ShareAfter(int broker) => Share(After, broker);

    /// <summary>A table with the columns broker, before, share_before, after, share_after.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("broker", Brokers),
        new PrimitiveDataFrameColumn<long>("before", Brokers.Select(b => Before[b])),
        new PrimitiveDataFrameColumn<double>("share_before", Brokers.Select(ShareBefore)),
        new PrimitiveDataFrameColumn<long>("after", Brokers.Select(b => After[b])),
        new PrimitiveDataFrameColumn<double>("share_after", Brokers.Select(ShareAfter)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        Say($"토픽 {Topic.Label}의 메시지를 받은 브로커", $"Brokers that took the records of topic {Topic.Label}"),
        [Say("브로커", "broker"), Say("옮기기 전", "before"), Say("몫 %", "share %"), Say("옮긴 뒤", "after"), Say("몫 %", "share %")],
        Brokers.Select(b => (IReadOnlyList<string>)[Payloads.Number(b), Payloads.Number(Before[b]), Percent(ShareBefore(b)), Payloads.Number(After[b]), Percent(ShareAfter(b))]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"옮기기 전 {Shares(ShareBefore)} %, 옮긴 뒤 {Shares(ShareAfter)} % (브로커 {string.Join(", ", Brokers)})",
        $"before {Shares(ShareBefore)} %, after {Shares(ShareAfter)} % (brokers {string.Join(", ", Brokers)})");

    /// <summary>The shares of all brokers in whole percents: <c>100 : 0 : 0</c>.</summary>
    internal string Shares(Func<int, double> share) => string.Join(" : ", Brokers.Select(b => FormattableString.Invariant($"{share(b) * 100:0}")));

    private static double Share(IReadOnlyDictionary<int, long> counts, int broker)
    {
        long all = counts.Values.Sum();
        return all == 0 ? 0 : counts.GetValueOrDefault(broker) / (double)all;
    }

    private static string Percent(double share) => FormattableString.Invariant($"{share * 100:0.0}");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>Which broker took what of a steady stream.</summary>
public static class TimelineShares
{
    private const int StretchesAPoint = 5;

    /// <summary>
    /// Counts each acknowledged record for the broker that led its partition at that time, before the first and after the last change of a leader; what was acknowledged in
    /// between is in neither count.
    /// </summary>
    /// <param name="timeline">The steady stream.</param>
    public static BrokerShares BrokerShares(this AckTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        int[] brokers = [.. timeline.Topic.Cluster.BrokerIds];
        (TimeSpan From, TimeSpan To)? change = Change(timeline.Moments);
        Dictionary<int, long> before = brokers.ToDictionary(b => b, _ => 0L), after = brokers.ToDictionary(b => b, _ => 0L);
        List<BrokerMoment> moments = [];
        Dictionary<int, long> now = brokers.ToDictionary(b => b, _ => 0L);
        int stretches = timeline.Partitions.Max(p => p.Counts.Count), moment = 0;
        for (int i = 0; i < stretches; i++)
        {
            TimeSpan at = i * AckMeter.Stretch;
            while (moment + 1 < timeline.Moments.Count && timeline.Moments[moment + 1].At <= at)
            {
                moment++;
            }

            foreach (PartitionAcks partition in timeline.Partitions.Where(p => i < p.Counts.Count))
            {
                if (timeline.Moments.Count > 0 && timeline.Moments[moment].Partitions[partition.Partition].Leader is { } leader && now.ContainsKey(leader))
                {
                    long acked = partition.Counts[i].Acked;
                    now[leader] += acked;
                    before[leader] += change is null || at + AckMeter.Stretch <= change.Value.From ? acked : 0;
                    after[leader] += change is null || at >= change.Value.To ? acked : 0;
                }
            }

            if ((i + 1) % StretchesAPoint == 0)
            {
                moments.Add(new BrokerMoment((i + 1 - StretchesAPoint) * AckMeter.Stretch, now.ToDictionary(n => n.Key, n => n.Value / (StretchesAPoint * AckMeter.Stretch).TotalSeconds)));
                now = brokers.ToDictionary(b => b, _ => 0L);
            }
        }

        return new BrokerShares(timeline.Topic, brokers, before, after, change?.From, change?.To, moments);
    }

    // From the last moment with the old leaders to the first with the new ones.
    private static (TimeSpan From, TimeSpan To)? Change(IReadOnlyList<LeaderMoment> moments)
    {
        int first = -1, last = -1;
        for (int i = 1; i < moments.Count; i++)
        {
            if (!Leaders(moments[i]).SequenceEqual(Leaders(moments[i - 1])))
            {
                first = first < 0 ? i : first;
                last = i;
            }
        }

        return first < 0 ? null : (moments[first - 1].At, moments[last].At);
    }

    private static IEnumerable<int?> Leaders(LeaderMoment moment) => moment.Partitions.Select(p => p.Leader);
}

using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of acknowledgements over time.</summary>
internal static class AckCharts
{
    // Room above the line for what happened when.
    private const double Headroom = 1.9;

    private static readonly TimelineEventKind[] Marked =
        [TimelineEventKind.Killed, TimelineEventKind.Stopped, TimelineEventKind.Frozen, TimelineEventKind.Thawed, TimelineEventKind.NewLeader, TimelineEventKind.Started];

    public static ChartSpec Of(AckTimeline timeline)
    {
        AckGap[] gaps = [.. timeline.Partitions.SelectMany(p => Seen(timeline, p)).OrderByDescending(g => g.Length)];
        return new(Title(timeline, gaps).ToString(), AltText(timeline).ToString(), ChartWords.SecondsAxis(new("시작한 뒤 흐른 시간", "Time since the start")), Panels(timeline))
        {
            Subtitle = Subtitle(timeline).ToString(),
            Regions = gaps.Length == 0 ? [] : [new(gaps[0].From.TotalSeconds, gaps[0].To.TotalSeconds, "")],
            Marks = [.. timeline.Events.Where(e => Marked.Contains(e.Kind)).Select(e => new ChartMark(e.At.TotalSeconds, e.What.ToString(), ColourOf(e.Kind)))],
        };
    }

    private static List<ChartPanel> Panels(AckTimeline timeline)
    {
        List<ChartPanel> panels = [Waiting(timeline), Acks(timeline)];
        if (timeline.Moments.Count > 1)
        {
            panels.Add(Leaders(timeline));
            panels.Add(InSync(timeline));
        }

        return panels;
    }

    private static ChartPanel Waiting(AckTimeline timeline)
    {
        int count = timeline.Partitions.Max(p => p.Counts.Count);
        double[] waiting = new double[count];
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += timeline.Partitions.Where(p => i < p.Counts.Count).Sum(p => (long)p.Counts[i].Sent - p.Counts[i].Acked - p.Counts[i].Failed);
            waiting[i] = sum;
        }

        // What is counted in a stretch holds at its end.
        double[] x = [.. Enumerable.Range(1, count).Select(i => Math.Min(i * AckMeter.Stretch.TotalSeconds, timeline.Took.TotalSeconds))];
        return new(
            new(new Text("확인을 기다리는 레코드", "Records waiting for their acknowledgement").ToString(), ChartWords.RecordUnit.ToString())
            {
                WholeNumbers = true,
                Maximum = Ticks.RoundUp(Math.Max(10, waiting.DefaultIfEmpty(0).Max() * Headroom), 0, 5, true),
            },
            [new LineSeries("", x, waiting) { Colour = ChartColour.Red, Emphasis = Emphasis.Main }])
        { Height = 150 };
    }

    private static ChartPanel Acks(AckTimeline timeline)
    {
        List<ChartSpan> acknowledged = [], silent = [];
        foreach (PartitionAcks partition in timeline.Partitions)
        {
            int first = partition.Counts.ToList().FindIndex(c => c.Acked > 0), last = partition.Counts.ToList().FindLastIndex(c => c.Acked > 0);
            double from = first * AckMeter.Stretch.TotalSeconds, end = Math.Min((last + 1) * AckMeter.Stretch.TotalSeconds, timeline.Took.TotalSeconds);
            foreach (AckGap gap in Seen(timeline, partition))
            {
                silent.Add(new(partition.Partition, gap.From.TotalSeconds, gap.To.TotalSeconds, Label(gap, timeline.Took)));
                if (first >= 0 && gap.From.TotalSeconds > from)
                {
                    acknowledged.Add(new(partition.Partition, from, gap.From.TotalSeconds));
                }

                from = Math.Max(from, gap.To.TotalSeconds);
            }

            if (first >= 0 && end > from)
            {
                acknowledged.Add(new(partition.Partition, from, end));
            }
        }

        return Rows(timeline, new("파티션의 확인(ack)", "Acknowledgements"), [
            new SpanSeries(new Text("확인이 온다", "acknowledging").ToString(), acknowledged) { Colour = ChartColour.Green },
            new SpanSeries(new Text("확인이 없다", "silent").ToString(), silent) { Colour = ChartColour.Red, Emphasis = Emphasis.Main },
        ]);
    }

    // A busy computer stutters: what is short beside the longest gap is not what the picture is about.
    private static IEnumerable<AckGap> Seen(AckTimeline timeline, PartitionAcks partition) => partition.Gaps.Where(g => g.Length >= timeline.LongestGap.Length / 6);

    // A short gap has no room for its length.
    private static string Label(AckGap gap, TimeSpan took) => gap.Length < took * 0.06
        ? ""
        : new Text($"{AckTimeline.Seconds(gap.Length)}초", $"{AckTimeline.Seconds(gap.Length)} s").ToString();

    private static ChartPanel Leaders(AckTimeline timeline)
    {
        Dictionary<int, List<ChartSpan>> byBroker = [];
        List<ChartSpan> dead = [];
        foreach (PartitionAcks partition in timeline.Partitions)
        {
            foreach ((int? leader, TimeSpan from, TimeSpan to) in Reigns(timeline, partition.Partition))
            {
                if (leader is not { } broker)
                {
                    continue;
                }

                // The metadata goes on naming a killed leader until its session ends.
                TimeSpan? end = timeline.Events.FirstOrDefault(e => e.Kind == TimelineEventKind.Killed && e.BrokerId == broker && e.At >= from && e.At < to)?.At;
                Add(byBroker, broker, new(partition.Partition, from.TotalSeconds, (end ?? to).TotalSeconds, Label(broker, (end ?? to) - from, timeline.Took)));
                if (end is { } killed)
                {
                    dead.Add(new(partition.Partition, killed.TotalSeconds, to.TotalSeconds, new Text($"아직 브로커 {broker}", $"still broker {broker}").ToString()));
                }
            }
        }

        List<ChartSeries> series = [.. byBroker.OrderBy(b => b.Key).Select(b => new SpanSeries(Name(b.Key), b.Value) { Colour = ColourOfBroker(b.Key) })];
        if (dead.Count > 0)
        {
            series.Add(new SpanSeries(new Text("죽은 브로커를 아직 리더로 안다", "a dead broker is still named").ToString(), dead) { Emphasis = Emphasis.Muted });
        }

        return Rows(timeline, new("리더", "Leaders"), series);
    }

    private static ChartPanel InSync(AckTimeline timeline)
    {
        double[] x = [.. timeline.Moments.Select(m => m.At.TotalSeconds)];
        double[] smallest = [.. timeline.Moments.Select(m => (double)m.Partitions.Min(p => p.InSync.Count))];
        return new(
            new(new Text("가장 작은 ISR", "Smallest ISR").ToString())
            {
                WholeNumbers = true,
                Minimum = Math.Min(1, smallest.Min()),
                Maximum = timeline.Topic.ReplicationFactor,
            },
            [new LineSeries("", x, smallest) { Stepped = true, Colour = ChartColour.Blue, Emphasis = Emphasis.Main }])
        { Height = 70 };
    }

    private static ChartPanel Rows(AckTimeline timeline, Text title, IReadOnlyList<ChartSeries> series) => new(
        ChartAxis.OfNames(title.ToString(), timeline.Partitions.Select(p => $"P{p.Partition}")), series)
    {
        Height = Math.Clamp(timeline.Partitions.Count * 28, 56, 300),
    };

    /// <summary>Who led a partition from when to when; null for nobody.</summary>
    private static IEnumerable<(int? Leader, TimeSpan From, TimeSpan To)> Reigns(AckTimeline timeline, int partition)
    {
        TimeSpan from = timeline.Moments[0].At;
        for (int i = 1; i <= timeline.Moments.Count; i++)
        {
            int? before = timeline.Moments[i - 1].Partitions[partition].Leader;
            if (i == timeline.Moments.Count || timeline.Moments[i].Partitions[partition].Leader != before)
            {
                TimeSpan to = i == timeline.Moments.Count ? timeline.Moments[^1].At : timeline.Moments[i].At;
                yield return (before, from, to);
                from = to;
            }
        }
    }

    private static void Add(Dictionary<int, List<ChartSpan>> all, int broker, ChartSpan span)
    {
        if (!all.TryGetValue(broker, out List<ChartSpan>? spans))
        {
            all[broker] = spans = [];
        }

        spans.Add(span);
    }

    private static Text Title(AckTimeline timeline, AckGap[] gaps)
    {
        if (gaps.Length == 0)
        {
            string longest = AckTimeline.Seconds(timeline.LongestGap.Length);
            return timeline.Fault is { } survived
                ? new($"{survived.What.Korean}: 확인이 끊긴 파티션이 없다 (가장 긴 공백 {longest}초)", $"{survived.What.English}: no partition fell silent (longest gap {longest} s)")
                : new($"확인이 끊기지 않았다 (가장 긴 공백 {longest}초)", $"No partition fell silent (longest gap {longest} s)");
        }

        int[] silent = [.. gaps.Select(g => g.Partition).Distinct().Order()];
        string names = string.Join(", ", silent), seconds = AckTimeline.Seconds(gaps[0].Length);
        bool all = silent.Length == timeline.Partitions.Count && silent.Length > 1;
        (string Korean, string English) who = all ? ("모든 파티션", "every partition") : ($"파티션 {names}", $"partition {names}");
        (string Korean, string English) others = silent.Length < timeline.Partitions.Count ? (", 나머지는 끊기지 않았다", "; the others went on") : ("", "");
        (string Korean, string English) cause = timeline.Fault is { } fault ? ($"{fault.What.Korean}: ", $"{fault.What.English}: ") : ("", "");
        return new(
            $"{cause.Korean}{who.Korean}의 확인이 {(silent.Length > 1 ? "길게는 " : "")}{seconds}초 끊겼다{others.Korean}",
            $"{cause.English}{who.English} silent for {(silent.Length > 1 ? "up to " : "")}{seconds} s{others.English}");
    }

    private static Text Subtitle(AckTimeline timeline) => new(
        $"초당 {Ticks.Write((long)timeline.RecordsPerSecond)}건, acks={timeline.Acks}, 파티션 {timeline.Topic.Partitions}, 복제본 {timeline.Topic.ReplicationFactor}, 클러스터 {timeline.Topic.Cluster.Kind}. 보낸 것 {Ticks.Write(timeline.Sent)}건, 확인받은 것 {Ticks.Write(timeline.Acked)}건",
        $"{Ticks.Write((long)timeline.RecordsPerSecond)} records/s, acks={timeline.Acks}, partitions {timeline.Topic.Partitions}, replicas {timeline.Topic.ReplicationFactor}, cluster {timeline.Topic.Cluster.Kind}. Sent {Ticks.Write(timeline.Sent)}, acknowledged {Ticks.Write(timeline.Acked)}");

    private static Text AltText(AckTimeline timeline) => new(
        string.Join(' ', timeline.Events.Select(e => $"{AckTimeline.Seconds(e.At)}초에 {e.What.Korean}."))
            + string.Concat(timeline.Partitions.Select(p => $" 파티션 {p.Partition}: 확인 {Ticks.Write(p.Acked)}건, 가장 긴 공백 {AckTimeline.Seconds(p.LongestGap?.Length)}초, 리더 {timeline.LeadersOf(p.Partition)}."))
            + $" ISR은 가장 적을 때 {timeline.SmallestIsr}.",
        string.Join(' ', timeline.Events.Select(e => $"At {AckTimeline.Seconds(e.At)} s {e.What.English}."))
            + string.Concat(timeline.Partitions.Select(p => $" Partition {p.Partition}: {Ticks.Write(p.Acked)} acknowledged, longest gap {AckTimeline.Seconds(p.LongestGap?.Length)} s, leaders {timeline.LeadersOf(p.Partition)}."))
            + $" ISR {timeline.SmallestIsr} at least.");

    private static ChartColour ColourOf(TimelineEventKind kind) => kind switch
    {
        TimelineEventKind.Killed or TimelineEventKind.Stopped or TimelineEventKind.Frozen => ChartColour.Red,
        TimelineEventKind.NewLeader => ChartColour.Blue,
        _ => ChartColour.Green,
    };

    private static ChartColour ColourOfBroker(int broker) => (Math.Max(0, broker - 1) % 3) switch { 0 => ChartColour.Blue, 1 => ChartColour.Orange, _ => ChartColour.Violet };

    private static string Label(int broker, TimeSpan reign, TimeSpan took) => reign < took * 0.12 ? new Text($"{broker}번", $"b{broker}").ToString() : Name(broker);

    private static string Name(int broker) => new Text($"브로커 {broker}", $"broker {broker}").ToString();
}

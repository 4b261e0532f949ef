using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of offsets and lag over time.</summary>
internal static class OffsetCharts
{
    /// <summary>More partitions than this become a map of colours.</summary>
    private const int MostPanels = 6;

    private static readonly Text Lag = new("지연(lag)", "Lag");
    private static readonly Text End = new("로그 끝", "log end");

    /// <summary>All partitions added up.</summary>
    public static ChartSpec Totals(OffsetTimeline timeline)
    {
        double[] x = Times(timeline), end = Values(timeline, s => s.TotalEnd);
        (string Name, IReadOnlyList<LagPoint> Points)[] groups = [.. timeline.Groups.Select(g => (g, timeline.Lag(g)))];
        List<ChartSeries> offsets = [];
        if (groups.Length == 1)
        {
            offsets.Add(new BandSeries(Lag.ToString(), x, Read(groups[0].Points), end) { Stepped = true, Colour = ChartColour.Orange });
        }

        offsets.Add(new LineSeries(End.ToString(), x, end) { Stepped = true, Colour = ChartColour.Blue, Dash = 0 });
        offsets.AddRange(groups.Select((g, i) => new LineSeries(ReadBy(g.Name), x, Read(g.Points)) { Stepped = true, Colour = Colour(i), Dash = i + 1 }));
        List<ChartPanel> panels =
        [
            new(new(new Text("오프셋, 모든 파티션의 합", "Offsets, all partitions added up").ToString()) { WholeNumbers = true, FromZero = false }, offsets),
        ];
        if (groups.Length > 0)
        {
            panels.Add(new(
                new(Lag.ToString(), ChartWords.RecordUnit.ToString()) { WholeNumbers = true },
                [.. groups.Select((g, i) => new LineSeries(LagOf(g.Name), x, [.. g.Points.Select(p => (double)p.Lag)]) { Stepped = true, Colour = Colour(i), Dash = groups.Length == 1 ? 0 : i + 1 })])
            { Height = 110 });
        }

        return new(Title(timeline).ToString(), AltText(timeline).ToString(), Seconds(), panels) { Subtitle = Subtitle(timeline).ToString() };
    }

    /// <summary>One group, partition by partition.</summary>
    /// <exception cref="ArgumentException">The group was not watched, or none was.</exception>
    public static ChartSpec ByPartition(OffsetTimeline timeline, string? group)
    {
        string name = group ?? (timeline.Groups.Count > 0 ? timeline.Groups[0] : null) ?? throw new ArgumentException(
            new Text("지켜본 그룹이 없다. WatchOffsetsAsync에 그룹을 넘긴다.", "No group was watched. Give WatchOffsetsAsync a group.").ToString(), nameof(group));
        long highest = timeline.HighestLag(name);
        int index = timeline.Moments.Count == 0 ? 0 : timeline.Moments[0].Snapshot.Groups.ToList().FindIndex(g => g.Label == name || g.Group == name);
        int partitions = timeline.Topic.Partitions;
        IReadOnlyList<ChartPanel> panels = partitions > MostPanels
            ? [Map(timeline, index, partitions)]
            : [.. Enumerable.Range(0, partitions).Select(p => Panel(timeline, name, index, p))];
        Text title = new(
            $"그룹 {name}의 지연을 파티션마다 본다: 모두 합쳐 최대 {N(highest)}건", $"The lag of group {name}, partition by partition: {N(highest)} at most, all together");
        return new(title.ToString(), AltText(timeline, name, index).ToString(), Seconds(), panels) { Subtitle = Subtitle(timeline).ToString() };
    }

    private static ChartPanel Map(OffsetTimeline timeline, int index, int partitions) => new(
        ChartAxis.OfNames(ChartWords.Partition.ToString(), Enumerable.Range(0, partitions).Select(p => $"P{p}")),
        [new HeatSeries($"{Lag} ({ChartWords.RecordUnit})", Times(timeline), [.. Enumerable.Range(0, partitions).Select(p => Values(timeline, s => s.Groups[index].Partitions[p].Lag))])])
    {
        Height = Math.Clamp(partitions * 14, 120, 420),
    };

    private static ChartPanel Panel(OffsetTimeline timeline, string group, int index, int partition)
    {
        double[] x = Times(timeline), end = Values(timeline, s => s.Partitions[partition].LogEnd);
        double[] read = [.. end.Zip(Values(timeline, s => s.Groups[index].Partitions[partition].Lag), (e, l) => e - l)];
        return new(
            new(new Text($"파티션 {partition}의 오프셋", $"Offsets of partition {partition}").ToString()) { WholeNumbers = true, FromZero = false },
            [
                new BandSeries(Lag.ToString(), x, read, end) { Stepped = true, Colour = ChartColour.Orange },
                new LineSeries(End.ToString(), x, end) { Stepped = true, Colour = ChartColour.Blue, Dash = 0 },
                new LineSeries(ReadBy(group), x, read) { Stepped = true, Colour = ChartColour.Green, Dash = 1 },
            ])
        { Height = 96 };
    }

    private static Text Title(OffsetTimeline timeline)
    {
        if (timeline.Moments.Count == 0 || timeline.Groups.Count == 0)
        {
            return new($"토픽 {timeline.Topic.Label}의 오프셋", $"Offsets of topic {timeline.Topic.Label}");
        }

        if (timeline.Groups.Count > 1)
        {
            return new(
                $"그룹마다 따로 읽는다: 가장 컸던 지연은 {string.Join(", ", timeline.Groups.Select(g => $"{g} {N(timeline.HighestLag(g))}건"))}",
                $"Each group reads on its own: highest lag {string.Join(", ", timeline.Groups.Select(g => $"{g} {N(timeline.HighestLag(g))}"))}");
        }

        string group = timeline.Groups[0];
        long highest = timeline.HighestLag(group), last = timeline.Lag(group)[^1].Lag;
        return (highest, last) switch
        {
            (0, _) => new($"그룹 {group}: 한 번도 뒤처지지 않았다", $"Group {group} was never behind"),
            (_, 0) => new($"그룹 {group}: {N(highest)}건까지 뒤처졌다가 모두 따라잡았다", $"Group {group}: behind by up to {N(highest)}, then caught up"),
            _ => new($"그룹 {group}: 마지막에 {N(last)}건이 남았다 (가장 많을 때 {N(highest)}건)", $"Group {group}: {N(last)} still ahead at the end ({N(highest)} at most)"),
        };
    }

    private static Text Subtitle(OffsetTimeline timeline) => timeline.Missed == 0
        ? Text.Same("")
        : new($"브로커가 답하지 않아 {timeline.Missed}번은 보지 못했다.", $"Brokers did not answer {timeline.Missed} times; those moments are missing.");

    private static Text AltText(OffsetTimeline timeline)
    {
        if (timeline.Moments.Count == 0)
        {
            return ChartWords.Nothing;
        }

        OffsetMoment first = timeline.Moments[0], last = timeline.Moments[^1];
        string time = ChartWords.Seconds(last.At);
        (string Name, IReadOnlyList<LagPoint> Points)[] groups = [.. timeline.Groups.Select(g => (g, timeline.Lag(g)))];
        return new(
            $"{time}초 동안 로그 끝의 합이 {N(first.Snapshot.TotalEnd)}에서 {Particle.EuroRo(N(last.Snapshot.TotalEnd))} 갔다."
                + string.Concat(groups.Select(g => $" 그룹 {g.Name}: 지연은 최대 {N(g.Points.Max(p => p.Lag))}건, 마지막에 {N(g.Points[^1].Lag)}건.")),
            $"In {time} s the ends of the logs went from {N(first.Snapshot.TotalEnd)} to {N(last.Snapshot.TotalEnd)} in all."
                + string.Concat(groups.Select(g => $" Group {g.Name}: lag {N(g.Points.Max(p => p.Lag))} at most, {N(g.Points[^1].Lag)} at the end.")));
    }

    private static Text AltText(OffsetTimeline timeline, string group, int index)
    {
        if (timeline.Moments.Count == 0)
        {
            return ChartWords.Nothing;
        }

        OffsetSnapshot last = timeline.Moments[^1].Snapshot;
        return new(
            $"그룹 {group}, 마지막 순간: {string.Join(", ", last.Partitions.Select(p => $"파티션 {p.Partition} 끝 {N(p.LogEnd)}, 지연 {N(last.Groups[index].Partitions[p.Partition].Lag)}건"))}.",
            $"Group {group} at the last moment: {string.Join(", ", last.Partitions.Select(p => $"partition {p.Partition} end {N(p.LogEnd)}, lag {N(last.Groups[index].Partitions[p.Partition].Lag)}"))}.");
    }

    private static ChartAxis Seconds() => ChartWords.SecondsAxis(new("지켜본 시간", "Time since the watch began"));

    private static double[] Times(OffsetTimeline timeline) => [.. timeline.Moments.Select(m => m.At.TotalSeconds)];

    private static double[] Values(OffsetTimeline timeline, Func<OffsetSnapshot, long> value) => [.. timeline.Moments.Select(m => (double)value(m.Snapshot))];

    private static double[] Read(IReadOnlyList<LagPoint> points) => [.. points.Select(p => (double)p.Read)];

    private static string ReadBy(string group) => new Text($"{group} 읽은 곳", $"{group} has read").ToString();

    private static string LagOf(string group) => new Text($"{group} 지연", $"{group} lag").ToString();

    /// <summary>As in the pictures of logs: the first group is green.</summary>
    private static ChartColour Colour(int group) => Diagrams.LogDrawing.GroupColour(group) is ChartColour.Blue ? ChartColour.Orange : Diagrams.LogDrawing.GroupColour(group);

    private static string N(long value) => Ticks.Write(value);
}

using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of who in a group had which partition when.</summary>
internal static class GroupCharts
{
    private const int LaneHeight = 27;
    private const int LeastHeight = 96;
    private const int MostHeight = 460;

    /// <summary>Up to this many marks their texts get a row each at most.</summary>
    private const int MarkRows = 2;

    public static ChartSpec Partitions(GroupTimeline timeline)
    {
        // Empty lanes at the top, so that the texts of the marks stand over nothing.
        string[] lanes = [.. Room(timeline), .. Enumerable.Range(0, timeline.Topic.Partitions).Select(p => $"P{p}")];
        int above = lanes.Length - timeline.Topic.Partitions;
        SpanSeries[] members = [.. timeline.Members.Select((m, i) => new SpanSeries(m.Name, [.. timeline.Spans.Where(s => s.Member == m.Name).Select(s => new ChartSpan(above + s.Partition, Round(s.From), Round(s.To), m.Name))])
        {
            Colour = Palette.At(i),
            Emphasis = Emphasis.Main,
        })];
        return Lanes(timeline, TitleOf(timeline), new(ChartWords.Partition.ToString()) { Scale = AxisScale.Categorical, Categories = lanes }, members);
    }

    public static ChartSpec Members(GroupTimeline timeline)
    {
        string[] lanes = [.. Room(timeline), .. timeline.Members.Select(m => m.Name)];
        int above = lanes.Length - timeline.Members.Count;
        List<ChartSpan> holding = [], idle = [];
        for (int i = 0; i < timeline.Members.Count; i++)
        {
            foreach ((TimeSpan from, TimeSpan to, IReadOnlyList<int> held) in Stretches(timeline, timeline.Members[i]))
            {
                string label = held.Count == 0 ? new Text("없음", "none").ToString() : string.Join(' ', held.Select(p => $"P{p}"));
                (held.Count == 0 ? idle : holding).Add(new ChartSpan(above + i, Round(from), Round(to), label));
            }
        }

        MemberSpan[] left = [.. timeline.Members.Where(m => m.Stopped is null)];
        int none = left.Count(m => timeline.HeldAt(m.Name, timeline.Length).Count == 0);
        Text title = none > 0
            ? new($"그룹 {timeline.Group}: 컨슈머 {left.Length}개 가운데 {none}개는 맡은 것이 없다", $"Group {timeline.Group}: {none} of {left.Length} members have nothing")
            : new(
                $"그룹 {timeline.Group}: 마지막에 컨슈머 {left.Length}개가 파티션 {timeline.Topic.Partitions}개를 맡고 있다",
                $"Group {timeline.Group}: at the end {left.Length} members have the {timeline.Topic.Partitions} partitions");
        return Lanes(
            timeline,
            title,
            new(new Text("컨슈머", "Member").ToString()) { Scale = AxisScale.Categorical, Categories = lanes },
            new SpanSeries(new Text("맡은 파티션", "its partitions").ToString(), holding) { Colour = ChartColour.Blue },
            new SpanSeries(new Text("맡은 것이 없다", "none").ToString(), idle) { Colour = ChartColour.Red });
    }

    public static ChartSpec Protocols(ProtocolComparison comparison)
    {
        IReadOnlyList<RebalanceProtocol> protocols = comparison.Protocols;
        ChartAxis x = ChartAxis.OfNames(new Text("그룹 프로토콜", "Group protocol").ToString(), protocols.Select(p => GroupWords.Name(p).ToString()));
        string one = new Text("한 번의 실행", "single run").ToString();
        ChartPanel Panel(ChartAxis axis, Func<GroupChange, double> value) => new(axis,
        [
            new BarSeries(new Text("가운뎃값", "median").ToString(), [.. protocols.Select(p => Median([.. comparison.Of(p).Select(value)]))]) { Colour = ChartColour.Blue },
            new PointSeries(one, [.. protocols.SelectMany((p, i) => comparison.Of(p).Select(_ => (double)i))], [.. protocols.SelectMany(p => comparison.Of(p).Select(value))]) { Colour = ChartColour.Orange },
        ])
        { Height = 130 };

        string medians = string.Join(", ", protocols.Select(p => $"{ShortName(p)} {comparison.Median(p)}"));
        Text title = new($"컨슈머 하나가 들어올 때 흔들린 파티션: {medians}", $"Partitions that a joining member disturbed: {medians}");
        return new(title.ToString(), Describe(comparison).ToString(), x,
        [
            Panel(new(new Text("흔들린 파티션", "Disturbed partitions").ToString(), new Text("개", "").ToString()) { WholeNumbers = true }, c => c.Disturbed.Count),
            Panel(new(new Text("흔들린 파티션의 가장 긴 멈춤", "Longest pause of a disturbed partition").ToString(), new Text("초", "s").ToString()), c => Math.Round(c.LongestPause.TotalSeconds, 2)),
            Panel(new(new Text("멈춤을 모두 더하면", "All pauses added up").ToString(), new Text("파티션·초", "partition·s").ToString()), c => Math.Round(c.TotalPause.TotalSeconds, 2)),
        ]);
    }

    private static ChartSpec Lanes(GroupTimeline timeline, Text title, ChartAxis lanes, params IReadOnlyList<ChartSeries> series) => new(
        title.ToString(), Describe(timeline).ToString(), ChartWords.SecondsAxis(new("첫 컨슈머가 들어온 뒤", "Since the first member joined")) with { Maximum = Round(timeline.Length) },
        [new ChartPanel(lanes, series) { Height = Math.Clamp(lanes.Categories.Count * LaneHeight, LeastHeight, MostHeight) }])
    {
        Subtitle = GroupWords.Name(timeline.Protocol, timeline.Topic).ToString(),
        Marks = [.. timeline.Changes.Select(c => new ChartMark(Round(c.At), GroupWords.Happened(c).ToString(), c.Kind == GroupChangeKind.Died ? ChartColour.Red : ChartColour.Grey))],
    };

    private static IEnumerable<string> Room(GroupTimeline timeline) => Enumerable.Repeat("", timeline.Changes.Count == 0 ? 0 : timeline.Changes.Count > 3 ? MarkRows : 1);

    private static Text TitleOf(GroupTimeline timeline)
    {
        GroupChange[] later = [.. timeline.Changes.Skip(1)];
        if (later is [GroupChange only])
        {
            string happened = GroupWords.Happened(only).Korean, english = GroupWords.Happened(only).English;
            return new(
                $"{happened}: 파티션 {timeline.Topic.Partitions}개 가운데 {only.Disturbed.Count}개가 흔들렸다",
                $"{english}: {only.Disturbed.Count} of {timeline.Topic.Partitions} partitions were disturbed");
        }

        return new(
            $"그룹 {timeline.Group}: 컨슈머가 바뀔 때마다 파티션 {timeline.Topic.Partitions}개를 다시 나눈다",
            $"Group {timeline.Group}: whenever members change, the {timeline.Topic.Partitions} partitions are shared out again");
    }

    private static Text Describe(GroupTimeline timeline)
    {
        IEnumerable<(string Korean, string English)> parts = timeline.Changes.Select(c =>
        {
            Text happened = GroupWords.Happened(c);
            string at = ChartWords.Seconds(c.At), pause = ChartWords.Seconds(c.LongestPause);
            return ($"{at}초에 {happened.Korean}: {c.Disturbed.Count}개가 흔들리고 {c.Moved.Count}개가 옮겨 갔다, 가장 긴 멈춤 {pause}초.",
                $"At {at} s {happened.English}: {c.Disturbed.Count} disturbed, {c.Moved.Count} moved, longest pause {pause} s.");
        });
        string[] last = [.. timeline.Members.Select(m => $"{m.Name}: {GroupWords.Partitions(timeline.HeldAt(m.Name, timeline.Length))}")];
        return new(
            $"{string.Join(' ', parts.Select(p => p.Korean))} 마지막에 {string.Join(", ", last)}.", $"{string.Join(' ', parts.Select(p => p.English))} At the end {string.Join(", ", last)}.");
    }

    private static Text Describe(ProtocolComparison comparison) => new(
        string.Join(' ', comparison.Protocols.Select(p => $"{GroupWords.Name(p).Korean}: 가장 긴 멈춤 {Seconds(comparison.Of(p).Select(c => c.LongestPause))}초, 멈춤의 합 {Seconds(comparison.Of(p).Select(c => c.TotalPause))} 파티션·초.")),
        string.Join(' ', comparison.Protocols.Select(p => $"{GroupWords.Name(p).English}: longest pause {Seconds(comparison.Of(p).Select(c => c.LongestPause))} s, all pauses {Seconds(comparison.Of(p).Select(c => c.TotalPause))} partition·s.")));

    private static string Seconds(IEnumerable<TimeSpan> times) => string.Join(", ", times.Select(t => Ticks.Write(Math.Round(t.TotalSeconds, 2))));

    /// <summary>The times in which a member had the same partitions.</summary>
    private static List<(TimeSpan From, TimeSpan To, IReadOnlyList<int> Held)> Stretches(GroupTimeline timeline, MemberSpan member)
    {
        TimeSpan end = member.Stopped ?? timeline.Length;
        TimeSpan[] edges = [.. timeline.Spans.Where(s => s.Member == member.Name).SelectMany(s => new[] { s.From, s.To }).Append(member.Joined).Append(end).Where(t => t >= member.Joined && t <= end).Distinct().Order()];
        List<(TimeSpan From, TimeSpan To, IReadOnlyList<int> Held)> all = [];
        for (int i = 0; i + 1 < edges.Length; i++)
        {
            IReadOnlyList<int> held = timeline.HeldAt(member.Name, edges[i]);
            if (all.Count > 0 && all[^1].Held.SequenceEqual(held))
            {
                all[^1] = (all[^1].From, edges[i + 1], held);
            }
            else
            {
                all.Add((edges[i], edges[i + 1], held));
            }
        }

        return all;
    }

    private static string ShortName(RebalanceProtocol protocol) => protocol switch
    {
        RebalanceProtocol.Eager => "eager",
        RebalanceProtocol.Cooperative => "cooperative",
        _ => "KIP-848",
    };

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? double.NaN : values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }

    private static double Round(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}

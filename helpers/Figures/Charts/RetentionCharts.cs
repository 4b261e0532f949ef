using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of logs that lose their beginning.</summary>
internal static class RetentionCharts
{
    private static readonly Text Kept = new("남아 있는 메시지", "records that are there");

    public static ChartSpec Of(OffsetTimeline timeline)
    {
        (long written, long gone) = Ends(timeline);
        Text title = gone == 0
            ? new($"{N(written)}건을 썼고 하나도 지워지지 않았다", $"{N(written)} records written, none deleted")
            : gone == written
            ? new($"{N(written)}건을 썼고 {ChartWords.Seconds(GoneAt(timeline))}초 만에 모두 지워졌다", $"{N(written)} records written, all deleted after {ChartWords.Seconds(GoneAt(timeline))} s")
            : new($"{N(written)}건을 썼고 오래된 {N(gone)}건이 지워졌다", $"{N(written)} records written, the oldest {N(gone)} deleted");
        return new(title.ToString(), AltText([timeline]).ToString(), Seconds(), [Panel(timeline, "")]) { Subtitle = Missed([timeline]).ToString() };
    }

    public static ChartSpec Of(IReadOnlyList<(string Name, OffsetTimeline Timeline)> all)
    {
        Text title = new(
            string.Join(", ", all.Select(a => $"{a.Name}: {N(Ends(a.Timeline).Written - Ends(a.Timeline).Gone)}건 남음")),
            string.Join(", ", all.Select(a => $"{a.Name}: {N(Ends(a.Timeline).Written - Ends(a.Timeline).Gone)} left")));
        OffsetTimeline[] timelines = [.. all.Select(a => a.Timeline)];
        return new(title.ToString(), AltText(timelines).ToString(), Seconds(), [.. all.Select(a => Panel(a.Timeline, a.Name) with { Height = 130 })]) { Subtitle = Missed(timelines).ToString() };
    }

    private static ChartPanel Panel(OffsetTimeline timeline, string name)
    {
        double[] x = [.. timeline.Moments.Select(m => m.At.TotalSeconds)];
        double[] start = [.. timeline.Moments.Select(m => (double)Start(m.Snapshot))], end = [.. timeline.Moments.Select(m => (double)m.Snapshot.TotalEnd)];
        string axis = new Text("오프셋, 모든 파티션의 합", "Offsets, all partitions added up").ToString();
        return new(
            new(name.Length == 0 ? axis : name) { WholeNumbers = true },
            [
                new BandSeries(Kept.ToString(), x, start, end) { Stepped = true, Colour = ChartColour.Green },
                new LineSeries(new Text("로그 끝", "log end").ToString(), x, end) { Stepped = true, Colour = ChartColour.Blue, Dash = 0 },
                new LineSeries(new Text("로그 시작", "log start").ToString(), x, start) { Stepped = true, Colour = ChartColour.Red, Dash = 1, Emphasis = Emphasis.Main },
            ]);
    }

    private static Text AltText(IReadOnlyList<OffsetTimeline> timelines) => new(
        string.Join(' ', timelines.Select(t => $"토픽 {t.Topic.Label}: 로그 끝 {N(Ends(t).Written)}, 로그 시작 {N(Ends(t).Gone)}, 남은 메시지 {N(Ends(t).Written - Ends(t).Gone)}건.")),
        string.Join(' ', timelines.Select(t => $"Topic {t.Topic.Label}: log end {N(Ends(t).Written)}, log start {N(Ends(t).Gone)}, {N(Ends(t).Written - Ends(t).Gone)} records left.")));

    private static Text Missed(IEnumerable<OffsetTimeline> timelines)
    {
        int missed = timelines.Sum(t => t.Missed);
        return missed == 0 ? Text.Same("") : new($"브로커가 답하지 않아 {missed}번은 보지 못했다.", $"Brokers did not answer {missed} times; those moments are missing.");
    }

    private static (long Written, long Gone) Ends(OffsetTimeline timeline) =>
        timeline.Moments.Count == 0 ? (0, 0) : (timeline.Moments[^1].Snapshot.TotalEnd, Start(timeline.Moments[^1].Snapshot));

    private static TimeSpan GoneAt(OffsetTimeline timeline) => timeline.Moments.First(m => Start(m.Snapshot) == Ends(timeline).Written).At;

    private static long Start(OffsetSnapshot snapshot) => snapshot.Partitions.Sum(p => p.LogStart);

    private static ChartAxis Seconds() => ChartWords.SecondsAxis(new("지켜본 시간", "Time since the watch began"));

    private static string N(long value) => Ticks.Write(value);
}

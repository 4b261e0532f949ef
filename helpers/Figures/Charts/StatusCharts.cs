using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of a cluster's status over time, and of an election of leaders.</summary>
internal static class StatusCharts
{
    public static ChartSpec Of(StatusTimeline timeline)
    {
        double[] x = [.. timeline.Moments.Select(m => m.At.TotalSeconds)];
        ChartPanel troubles = new(
            new(new Text("파티션", "Partitions").ToString(), new Text("개", "").ToString()) { WholeNumbers = true },
            [
                Line(new("복제가 모자란 파티션", "under-replicated"), x, timeline, p => p.UnderReplicated, ChartColour.Orange, 0),
                Line(new("리더가 없는 파티션", "offline"), x, timeline, p => p.Offline, ChartColour.Red, 1),
                Line(new("제자리를 떠난 리더", "led elsewhere"), x, timeline, p => p.LedElsewhere, ChartColour.Violet, 2),
            ]);
        ChartPanel leaders = new(
            new(new Text("맡은 리더", "Leaders").ToString(), new Text("개", "").ToString()) { WholeNumbers = true },
            [
                .. timeline.Before.BrokerIds.Select((b, i) => Line(
                    new($"브로커 {b}", $"broker {b}"), x, timeline, p => p.Leaders.GetValueOrDefault(b), i == 0 ? ChartColour.Blue : i == 1 ? ChartColour.Green : ChartColour.Grey, i)),
            ])
        { Height = 120 };
        return new(Title(timeline).ToString(), AltText(timeline).ToString(), ChartWords.SecondsAxis(new("지켜본 시간", "Time since the watch began")), [troubles, leaders])
        {
            Regions = [.. timeline.Absences.Select(a => new ChartRegion(a.From.TotalSeconds, a.To.TotalSeconds, new Text($"브로커 {a.Broker} 없음", $"broker {a.Broker} gone").ToString()))],
            Subtitle = timeline.Missed == 0 ? "" : timeline.ToString(),
        };
    }

    public static ChartSpec Of(LeaderElection election)
    {
        int[] brokers = [.. election.LeadersAfter.Keys];
        string before = Shares(election.LeadersBefore), after = Shares(election.LeadersAfter);
        return new(
            new Text($"리더의 수가 {before}에서 {Particle.EuroRo(after)}", $"Leaders: from {before} to {after}").ToString(),
            new Text($"브로커 {string.Join(", ", brokers)}의 리더 수: 선출 전 {before}, 선출 후 {after}.", $"Leaders of the brokers {string.Join(", ", brokers)}: {before} before, {after} after.").ToString(),
            ChartAxis.OfNames(new Text("브로커", "Broker").ToString(), brokers.Select(b => new Text($"브로커 {b}", $"broker {b}").ToString())),
            new(new Text("맡은 리더", "Leaders").ToString(), new Text("개", "").ToString()) { WholeNumbers = true },
            new BarSeries(new Text("선출 전", "before").ToString(), [.. brokers.Select(b => (double)election.LeadersBefore.GetValueOrDefault(b))]) { Colour = ChartColour.Orange },
            new BarSeries(new Text("선출 후", "after").ToString(), [.. brokers.Select(b => (double)election.LeadersAfter[b])]) { Colour = ChartColour.Blue });
    }

    private static LineSeries Line(Text name, double[] x, StatusTimeline timeline, Func<StatusPanel, int?> value, ChartColour colour, int dash) =>
        new(name.ToString(), x, [.. timeline.Moments.Select(m => value(m.Panel) ?? double.NaN)]) { Stepped = true, Colour = colour, Dash = dash };

    private static Text Title(StatusTimeline timeline)
    {
        int under = Most(timeline, p => p.UnderReplicated), offline = Most(timeline, p => p.Offline), left = timeline.After.LedElsewhere ?? 0;
        return new(
            $"복제 부족 {under}개, 리더 없음 {offline}개까지. 돌아온 뒤 제자리를 떠난 리더 {left}개",
            $"Up to: under-replicated {under}, offline {offline}. At the end {left} led elsewhere");
    }

    private static Text AltText(StatusTimeline timeline)
    {
        StatusPanel last = timeline.After;
        string time = ChartWords.Seconds(timeline.Moments[^1].At);
        return new(
            $"{time}초 동안 복제가 모자란 파티션은 최대 {Most(timeline, p => p.UnderReplicated)}개, 리더가 없는 파티션은 최대 {Most(timeline, p => p.Offline)}개였다. 마지막에는 각각 {last.UnderReplicated}개, {last.Offline}개, 제자리를 떠난 리더 {last.LedElsewhere}개다.",
            $"In {time} s up to {Most(timeline, p => p.UnderReplicated)} partitions were under-replicated and up to {Most(timeline, p => p.Offline)} offline. At the end {last.UnderReplicated} and {last.Offline}, with {last.LedElsewhere} led elsewhere.");
    }

    private static int Most(StatusTimeline timeline, Func<StatusPanel, int?> value) => timeline.Moments.Max(m => value(m.Panel)) ?? 0;

    private static string Shares(IReadOnlyDictionary<int, int> leaders) => string.Join(":", leaders.OrderBy(l => l.Key).Select(l => Ticks.Write(l.Value)));
}

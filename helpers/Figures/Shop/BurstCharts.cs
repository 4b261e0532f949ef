using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Shop;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of a rush of customers.</summary>
internal static class BurstCharts
{
    /// <summary>A rate is the growth over so long a time around its place.</summary>
    private const double WindowSeconds = 0.24;

    public static ChartSpec Rates(BurstRun run)
    {
        double[] x = [.. run.Moments.Select(m => m.At.TotalSeconds)];
        ChartPanel rates = new(
            new(new Text("1초에 몇 건", "Orders a second").ToString(), ChartWords.RecordUnit.ToString()),
            [
                new LineSeries(new Text("들어온 주문", "arriving").ToString(), x, Rate(run, m => m.Taken)) { Colour = ChartColour.Blue, Dash = 0 },
                new LineSeries(new Text("처리한 주문", "done").ToString(), x, Rate(run, m => m.Done)) { Colour = ChartColour.Green, Dash = 1 },
            ])
        { Height = 170 };
        ChartPanel waiting = new(
            new(new Text("밀린 주문 (지연, lag)", "Orders waiting (lag)").ToString(), ChartWords.RecordUnit.ToString()) { WholeNumbers = true },
            [
                new BandSeries(new Text("밀린 주문", "waiting").ToString(), x, new double[x.Length], [.. run.Moments.Select(m => (double)m.Waiting)]) { Colour = ChartColour.Orange },
                new LineSeries(
                    new Text("브로커가 아는 지연", "lag as the brokers know it").ToString(), [.. run.BrokersLag.Select(l => l.At.TotalSeconds)], [.. run.BrokersLag.Select(l => (double)l.Lag)])
                { Stepped = true, Colour = ChartColour.Grey, Dash = 2 },
            ])
        { Height = 150 };
        return new(Title(run).ToString(), AltText(run).ToString(), ChartWords.SecondsAxis(new("첫 주문부터", "Since the first order")), [rates, waiting])
        {
            Subtitle = Conditions(run).ToString(),
            Regions = [Region(run)],
            Marks = Marks(run),
        };
    }

    public static ChartSpec Waits(BurstRun calls, BurstRun events)
    {
        Text title = new(
            $"같은 폭주: 호출로는 {calls.Errors}건이 오류, 이벤트로는 {events.Errors}건이 오류",
            $"The same burst: {calls.Errors} errors with calls, {events.Errors} with events");
        Text alt = new(
            $"호출: 주문 {calls.Orders.Count}건, 오류 {calls.Errors}건, 가장 긴 기다림 {ChartWords.Ms(Math.Round(calls.SlowestMs))}. 이벤트: 주문 {events.Orders.Count}건, 오류 {events.Errors}건, 가장 긴 기다림 {ChartWords.Ms(Math.Round(events.SlowestMs))}.",
            $"Calls: {calls.Orders.Count} orders, {calls.Errors} errors, longest wait {ChartWords.Ms(Math.Round(calls.SlowestMs))}. Events: {events.Orders.Count} orders, {events.Errors} errors, longest wait {ChartWords.Ms(Math.Round(events.SlowestMs))}.");

        // One scale for both: what is small has to look small.
        double most = new[] { calls.SlowestMs, events.SlowestMs }.Where(double.IsFinite).DefaultIfEmpty(1).Max() * 1.08;
        return new(
            title.ToString(), alt.ToString(), ChartWords.SecondsAxis(new("첫 주문부터", "Since the first order")),
            [Panel(calls, new("호출", "Calls"), most), Panel(events, new("이벤트", "Events"), most)])
        {
            Subtitle = Conditions(events).ToString(),
            Regions = [Region(events)],
        };
    }

    private static ChartPanel Panel(BurstRun run, Text name, double most) =>
        new(new($"{name}: {ShopCharts.Waited}", "ms") { Maximum = most }, ShopCharts.Waits(run.Orders)) { Height = 150 };

    private static ChartRegion Region(BurstRun run) => new(
        run.Options.Calm.TotalSeconds, (run.Options.Calm + run.Options.Burst).TotalSeconds, new Text($"평소의 {run.Options.Times}배", $"{run.Options.Times} times as many").ToString());

    private static IReadOnlyList<ChartMark> Marks(BurstRun run)
    {
        double end = (run.Options.Calm + run.Options.Burst).TotalSeconds;
        return run.Drain is not { } drain || drain.Predicted > TimeSpan.FromDays(1) ? [] :
        [
            new(end + drain.Predicted.TotalSeconds, new Text($"예측 {ChartWords.Seconds(drain.Predicted)}초", $"predicted {ChartWords.Seconds(drain.Predicted)} s").ToString(), ChartColour.Grey),
            .. drain.Measured is { } measured
                ? [new ChartMark(end + measured.TotalSeconds, new Text($"측정 {ChartWords.Seconds(measured)}초", $"measured {ChartWords.Seconds(measured)} s").ToString(), ChartColour.Green)]
                : Array.Empty<ChartMark>(),
        ];
    }

    private static Text Title(BurstRun run) => run.Drain?.Measured is { } measured
        ? new(
            $"{Ticks.Write(run.MostWaiting)}건까지 밀렸다가, 폭주가 끝나고 {ChartWords.Seconds(measured)}초 만에 모두 따라잡았다",
            $"Up to {Ticks.Write(run.MostWaiting)} orders waited; {ChartWords.Seconds(measured)} s after the burst none did")
        : new($"{Ticks.Write(run.MostWaiting)}건까지 밀렸다", $"Up to {Ticks.Write(run.MostWaiting)} orders waited");

    private static Text AltText(BurstRun run)
    {
        long done = run.Moments.Count == 0 ? 0 : run.Moments[^1].Done;
        string predicted = BurstRun.Seconds(run.Drain?.Predicted), measured = BurstRun.Seconds(run.Drain?.Measured);
        return new(
            $"주문 {Ticks.Write(run.Orders.Count)}건이 들어와 {Ticks.Write(done)}건을 처리했다. 가장 많이 밀린 주문 {Ticks.Write(run.MostWaiting)}건, 따라잡는 데 예측 {predicted}, 측정 {measured}.",
            $"{Ticks.Write(run.Orders.Count)} orders arrived, {Ticks.Write(done)} were done. At most {Ticks.Write(run.MostWaiting)} waited; time to catch up {predicted} predicted, {measured} measured.");
    }

    private static Text Conditions(BurstRun run) => new(
        $"평소 1초에 {run.Options.NormalPerSecond}건, 폭주 1초에 {run.Options.BurstPerSecond}건, 서비스는 1초에 {Ticks.Write(run.Service.CapacityPerSecond)}건까지(기다리는 것으로 흉내 냄)",
        $"calm {run.Options.NormalPerSecond} a second, burst {run.Options.BurstPerSecond} a second; the service does {Ticks.Write(run.Service.CapacityPerSecond)} a second (imitated by waiting)");

    // What a count grew by in a window around each moment.
    private static double[] Rate(BurstRun run, Func<BurstMoment, long> count)
    {
        IReadOnlyList<BurstMoment> all = run.Moments;
        double[] rates = new double[all.Count];
        int from = 0, to = 0;
        for (int i = 0; i < all.Count; i++)
        {
            double at = all[i].At.TotalSeconds;
            while (all[from].At.TotalSeconds < at - (WindowSeconds / 2))
            {
                from++;
            }

            while (to < all.Count - 1 && all[to].At.TotalSeconds < at + (WindowSeconds / 2))
            {
                to++;
            }

            double time = (all[to].At - all[from].At).TotalSeconds;
            rates[i] = time > 0 ? (count(all[to]) - count(all[from])) / time : 0;
        }

        return rates;
    }
}

using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of latencies.</summary>
internal static class LatencyCharts
{
    private static readonly Text Acknowledged = new("보낸 때부터 확인받은 때까지", "From send to acknowledgement");

    public static ChartSpec Of(LatencyDistribution latency, Text conditions)
    {
        // A step for each range: its count holds from one edge to the next.
        double[] x = latency.Count == 0 ? [] : [.. latency.Buckets.Select(b => b.FromMs), latency.Buckets[^1].ToMs];
        double[] y = latency.Count == 0 ? [] : [.. latency.Buckets.Select(b => (double)b.Records), latency.Buckets[^1].Records];
        Text title = latency.Count == 0
            ? new("지연 시간을 잰 레코드가 없다", "No latency was measured")
            : new(
                $"절반은 {ChartWords.Ms(latency.P50Ms)} 안에, 100건 가운데 99건은 {ChartWords.Ms(latency.P99Ms)} 안에 확인받았다",
                $"Half were acknowledged within {ChartWords.Ms(latency.P50Ms)}, 99 of 100 within {ChartWords.Ms(latency.P99Ms)}");
        Text alt = latency.Count == 0 ? ChartWords.Nothing : new(
            $"{Ticks.Write(latency.Count)}건의 지연 시간: {Percentiles(latency)}, 최대 {ChartWords.Ms(latency.MaxMs)}.",
            $"Latencies of {Ticks.Write(latency.Count)} records: {Percentiles(latency)}, longest {ChartWords.Ms(latency.MaxMs)}.");

        // Room above the highest step for the names of the marks.
        ChartAxis records = new(new Text("레코드 수", "Records").ToString(), new Text("건", "").ToString()) { WholeNumbers = true, Maximum = y.Length == 0 ? null : Math.Max(1, y.Max() * 1.35) };
        return new(title.ToString(), alt.ToString(), new ChartAxis(Acknowledged.ToString(), "ms") { Scale = AxisScale.Logarithmic }, records,
            new BandSeries("", x, new double[x.Length], y) { Stepped = true, Colour = ChartColour.Blue },
            new LineSeries("", x, y) { Stepped = true, Colour = ChartColour.Blue })
        {
            Subtitle = conditions.ToString(),
            Marks = latency.Count == 0 ? [] : Marks(latency),
        };
    }

    public static ChartSpec Of(IReadOnlyList<(string Name, LoadRun Run)> runs)
    {
        Func<LatencyDistribution, double>[] places = [l => l.P50Ms, l => l.P95Ms, l => l.P99Ms];
        (string Name, LoadRun Run) best = runs.MinBy(r => r.Run.Latency.P99Ms);
        Text title = new(
            $"100건 가운데 99건이 가장 빨리 확인받은 것은 {best.Name}: {ChartWords.Ms(best.Run.Latency.P99Ms)}",
            $"99 of 100 were acknowledged soonest with {best.Name}: {ChartWords.Ms(best.Run.Latency.P99Ms)}");
        ChartAxis shares = ChartAxis.OfNames(new Text("이만큼의 레코드가 이 시간 안에", "So many records within this time").ToString(), ["p50 (50 %)", "p95 (95 %)", "p99 (99 %)"]);
        return new(
            title.ToString(), string.Join(' ', runs.Select(r => $"{r.Name}: {Percentiles(r.Run.Latency)}.")), shares, new ChartAxis(Acknowledged.ToString(), "ms"),
            [.. runs.Select(r => new BarSeries(r.Name, [.. places.Select(p => p(r.Run.Latency))]))])
        {
            Subtitle = LoadCharts.Subtitle([.. runs.Select(r => r.Run)]).ToString(),
        };
    }

    private static ChartMark[] Marks(LatencyDistribution latency) =>
    [
        new(latency.P50Ms, $"p50 {ChartWords.Ms(latency.P50Ms)}", ChartColour.Green),
        new(latency.P95Ms, $"p95 {ChartWords.Ms(latency.P95Ms)}", ChartColour.Orange),
        new(latency.P99Ms, $"p99 {ChartWords.Ms(latency.P99Ms)}", ChartColour.Red),
    ];

    private static string Percentiles(LatencyDistribution latency) =>
        $"p50 {ChartWords.Ms(latency.P50Ms)}, p95 {ChartWords.Ms(latency.P95Ms)}, p99 {ChartWords.Ms(latency.P99Ms)}";
}

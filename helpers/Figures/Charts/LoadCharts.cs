using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of the rates of load runs.</summary>
internal static class LoadCharts
{
    public static ChartSpec Throughput(LoadRun run)
    {
        string mean = Rate(run), megabytes = Ticks.Write(Math.Round(run.MegabytesPerSecond, 1));
        Text title = run.Acked == 0
            ? new("확인받은 레코드가 없다", "No record was acknowledged")
            : new($"{N(run.Acked)}건을 보냈다: 평균 초당 {mean}건, {megabytes} MB/s", $"{N(run.Acked)} records sent: {mean} a second on average, {megabytes} MB/s");
        ChartPanel panel = new(RateAxis(), [Line(new Text("확인받은 레코드", "acknowledged records").ToString(), run)])
        {
            Levels = run.Samples.Count > 1 ? [new(run.RecordsPerSecond, new Text($"평균 {mean}", $"mean {mean}").ToString())] : [],
        };
        return new(title.ToString(), Describe([("", run)]).ToString(), Time(), [panel]) { Subtitle = Subtitle([run]).ToString() };
    }

    public static ChartSpec Throughput(IReadOnlyList<(string Name, LoadRun Run)> runs)
    {
        (string Name, LoadRun Run) best = runs.MaxBy(r => r.Run.RecordsPerSecond);
        Text title = new($"가장 빠른 것은 {best.Name}: 평균 초당 {Rate(best.Run)}건", $"Fastest: {best.Name}, {Rate(best.Run)} records a second on average");
        return new(title.ToString(), Describe(runs).ToString(), Time(), RateAxis(), [.. runs.Select(r => Line(r.Name, r.Run))])
        {
            Subtitle = Subtitle([.. runs.Select(r => r.Run)]).ToString(),
        };
    }

    /// <summary>A bar for each setting: the middle of its runs, with each run as a point where there are several.</summary>
    public static ChartSpec Settings(IReadOnlyList<(string Name, LoadRun Run)> runs)
    {
        (string Name, LoadRun[] Runs)[] settings = [.. runs.GroupBy(r => r.Name).Select(g => (g.Key, g.Select(r => r.Run).ToArray()))];
        double[] middles = [.. settings.Select(s => Median(s.Runs.Select(r => r.RecordsPerSecond)))];
        bool several = settings.Any(s => s.Runs.Length > 1);
        List<ChartSeries> series = [new BarSeries(several ? new Text("가운뎃값", "median").ToString() : "", middles)];
        if (several)
        {
            (int Place, double Rate)[] points = [.. settings.SelectMany((s, i) => s.Runs.Select(r => (i, r.RecordsPerSecond)))];
            series.Add(new PointSeries(new Text("실행 한 번", "one run").ToString(), [.. points.Select(p => (double)p.Place)], [.. points.Select(p => p.Rate)]) { Colour = ChartColour.Grey });
        }

        Text alt = new(
            string.Join(' ', settings.Select((s, i) => $"{s.Name}: 초당 {N((long)middles[i])}건 ({s.Runs.Length}번 실행).")),
            string.Join(' ', settings.Select((s, i) => $"{s.Name}: {N((long)middles[i])} records a second ({s.Runs.Length} run{(s.Runs.Length == 1 ? "" : "s")}).")));
        return new(SettingsTitle([.. settings.Select(s => s.Name)], middles).ToString(), alt.ToString(), ChartAxis.OfNames(new Text("설정", "Setting").ToString(), settings.Select(s => s.Name)), RateAxis(), series)
        {
            Subtitle = Subtitle([.. runs.Select(r => r.Run)]).ToString(),
        };
    }

    /// <summary>What all runs have in common, and what has to be known of an embedded cluster.</summary>
    public static Text Subtitle(IReadOnlyList<LoadRun> runs)
    {
        Text embedded = runs.Any(r => r.Topic.Cluster.Kind == ClusterKind.Embedded)
            ? new(" (내장 클러스터: 복제도 디스크도 없는 클라이언트의 속도다)", " (embedded: the client's speed, with no replicas and no disk)")
            : Text.Same("");
        return new(Common(runs.Select(r => r.Conditions.Korean)) + embedded.Korean, Common(runs.Select(r => r.Conditions.English)) + embedded.English);
    }

    private static Text SettingsTitle(string[] names, double[] middles)
    {
        int best = Array.IndexOf(middles, middles.Max()), worst = Array.IndexOf(middles, middles.Min());
        if (best == worst || middles[worst] <= 0)
        {
            return new($"{names[best]}: 초당 {N((long)middles[best])}건", $"{names[best]}: {N((long)middles[best])} records a second");
        }

        string times = Ticks.Write(Math.Round(middles[best] / middles[worst], 1));
        return new($"{Particle.EunNeun(names[best])} {names[worst]}의 {times}배다", $"{names[best]}: {times} times the rate of {names[worst]}");
    }

    private static string Common(IEnumerable<string> conditions)
    {
        string[][] parts = [.. conditions.Select(c => c.Split(", "))];
        return string.Join(", ", parts[0].Where(p => parts.All(other => other.Contains(p))));
    }

    private static Text Describe(IReadOnlyList<(string Name, LoadRun Run)> runs) => new(
        string.Join(' ', runs.Select(r => $"{Lead(r.Name)}{ChartWords.Seconds(r.Run.Elapsed)}초 동안 {N(r.Run.Acked)}건, 평균 초당 {Rate(r.Run)}건{Spread(r.Run, korean: true)}.")),
        string.Join(' ', runs.Select(r => $"{Lead(r.Name)}{N(r.Run.Acked)} records in {ChartWords.Seconds(r.Run.Elapsed)} s, {Rate(r.Run)} a second on average{Spread(r.Run, korean: false)}.")));

    private static string Lead(string name) => name.Length == 0 ? "" : $"{name}: ";

    private static string Spread(LoadRun run, bool korean) => run.Spread is not { } spread ? ""
        : korean ? $" (구간별로 {N((long)Math.Round(spread.Lowest))}건에서 {N((long)Math.Round(spread.Highest))}건까지)"
        : $" ({N((long)Math.Round(spread.Lowest))} to {N((long)Math.Round(spread.Highest))} by stretch)";

    private static LineSeries Line(string name, LoadRun run) => new(name, [.. run.Samples.Select(s => s.At.TotalSeconds)], [.. run.Samples.Select(s => s.RecordsPerSecond)]);

    private static ChartAxis RateAxis() => new(new Text("처리량", "Throughput").ToString(), new Text("레코드/초", "records/s").ToString());

    private static ChartAxis Time() => ChartWords.SecondsAxis(new("시작한 뒤 흐른 시간", "Time since the start"));

    private static double Median(IEnumerable<double> all)
    {
        double[] values = [.. all.Order()];
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }

    private static string Rate(LoadRun run) => N((long)Math.Round(run.RecordsPerSecond));

    private static string N(long value) => Ticks.Write(value);
}

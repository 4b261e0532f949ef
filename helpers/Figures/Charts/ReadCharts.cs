using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of the rates of read runs.</summary>
internal static class ReadCharts
{
    public static ChartSpec Throughput(ReadRun run)
    {
        string mean = Ticks.Write(Math.Round(run.RecordsPerSecond));
        Text title = run.Records == 0
            ? new("읽은 레코드가 없다", "No record was read")
            : new($"{Ticks.Write(run.Records)}건을 읽었다: 평균 초당 {mean}건", $"{Ticks.Write(run.Records)} records read: {mean} a second on average");
        Text alt = new(
            $"{ChartWords.Seconds(run.Elapsed)}초 동안 {Ticks.Write(run.Records)}건, 평균 초당 {mean}건.", $"{Ticks.Write(run.Records)} records in {ChartWords.Seconds(run.Elapsed)} s, {mean} a second on average.");
        Text embedded = run.Topic.Cluster.Kind == ClusterKind.Embedded
            ? new(" (내장 클러스터: 디스크 없는 클라이언트의 속도다)", " (embedded: the client's speed, with no disk)")
            : Text.Same("");
        ChartPanel panel = new(new ChartAxis(new Text("처리량", "Throughput").ToString(), new Text("레코드/초", "records/s").ToString()),
            [new LineSeries(new Text("읽은 레코드", "records read").ToString(), [.. run.Samples.Select(s => s.At.TotalSeconds)], [.. run.Samples.Select(s => s.RecordsPerSecond)])])
        {
            Levels = run.Samples.Count > 1 ? [new(run.RecordsPerSecond, new Text($"평균 {mean}", $"mean {mean}").ToString())] : [],
        };
        return new(title.ToString(), alt.ToString(), ChartWords.SecondsAxis(new("시작한 뒤 흐른 시간", "Time since the start")), [panel])
        {
            Subtitle = new Text(run.Conditions.Korean + embedded.Korean, run.Conditions.English + embedded.English).ToString(),
        };
    }
}

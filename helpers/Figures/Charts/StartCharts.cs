using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>A chart of where groups begin to read.</summary>
internal static class StartCharts
{
    public static ChartSpec Of(StartReads starts)
    {
        string[] names = [.. starts.Reads.Select(r => $"{StartReads.Case(r)}, {r.Reset.ToString().ToLowerInvariant()}")];
        int none = starts.Reads.Count(r => r.Received == 0);
        return new(
            new Text($"메시지는 {Ticks.Write(starts.Records)}건 그대로인데 {none}가지 경우에 아무것도 오지 않았다", $"{Ticks.Write(starts.Records)} records are there, and in {none} cases nothing came").ToString(),
            new Text(
                string.Join(' ', starts.Reads.Select((r, i) => $"{names[i]}: {Ticks.Write(r.Received)}건.")),
                string.Join(' ', starts.Reads.Select((r, i) => $"{names[i]}: {Ticks.Write(r.Received)}."))).ToString(),
            ChartAxis.OfNames(new Text("그룹이 커밋한 것, auto.offset.reset", "Committed by the group, auto.offset.reset").ToString(), names),
            new(new Text("받은 메시지", "Records received").ToString(), new Text("건", "").ToString()) { WholeNumbers = true },
            new BarSeries("", [.. starts.Reads.Select(r => (double)r.Received)]));
    }
}

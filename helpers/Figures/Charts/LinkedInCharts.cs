using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>The chart of LinkedIn's tests beside ours.</summary>
internal static class LinkedInCharts
{
    private const double Million = 1e6;

    public static ChartSpec Of(LinkedIn2014 tests)
    {
        ChartAxis names = ChartAxis.OfNames("", tests.Tests.Select(t => t.ShortName.ToString()));
        ChartAxis rate = new(new Text("처리량", "Throughput").ToString(), new Text("백만 레코드/초", "million records/s").ToString());
        (int Place, double Rate)[] runs = [.. tests.Tests.SelectMany((t, i) => t.Runs.Select(r => (i, r.RecordsPerSecond / Million)))];
        ChartPanel panel = new(rate,
        [
            new BarSeries("LinkedIn 2014", [.. tests.Tests.Select(t => Math.Round(t.Theirs / Million, 2))]) { Colour = ChartColour.Grey },
            new PointSeries(new Text("여기, 실행 한 번", "here, one run").ToString(), [.. runs.Select(r => (double)r.Place)], [.. runs.Select(r => r.Rate)]) { Colour = ChartColour.Red },
        ])
        {
            Height = 280,
        };
        return new(Title(tests).ToString(), Alt(tests).ToString(), names, [panel]) { Subtitle = Subtitle(tests).ToString() };
    }

    private static Text Title(LinkedIn2014 tests)
    {
        LinkedInTest[] ran = [.. tests.Tests.Where(t => t.Ours is not null)];
        if (ran.Length == 0)
        {
            return ChartWords.Nothing;
        }

        LinkedInTest best = ran.MaxBy(t => t.Ours)!;
        return new(
            $"가장 빠른 것은 '{best.Name.Korean}': 초당 {Ticks.Write(Math.Round(best.Ours!.Value))}건, LinkedIn은 {Ticks.Write(best.Theirs)}건",
            $"Fastest: '{best.Name.English}', {Ticks.Write(Math.Round(best.Ours!.Value))} records a second; LinkedIn's {Ticks.Write(best.Theirs)}");
    }

    private static Text Alt(LinkedIn2014 tests) => new(
        string.Join(' ', tests.Tests.Select(t => $"{t.Name.Korean}: LinkedIn 초당 {Ticks.Write(t.Theirs)}건, 여기 {(t.Ours is { } o ? $"초당 {Ticks.Write(Math.Round(o))}건" : "재지 않음")}.")),
        string.Join(' ', tests.Tests.Select(t => $"{t.Name.English}: LinkedIn {Ticks.Write(t.Theirs)} a second, here {(t.Ours is { } o ? $"{Ticks.Write(Math.Round(o))} a second" : "not measured")}.")));

    private static Text Subtitle(LinkedIn2014 tests) => tests.Kind switch
    {
        Clusters.ClusterKind.Embedded => new("내장 클러스터: 복제도 디스크도 없는 클라이언트의 속도다. 복제가 필요한 시험은 비워 두었다", "embedded cluster: the client's speed, with no replicas and no disk; tests that need replicas are left empty"),
        Clusters.ClusterKind.External => new("LinkedIn: 6코어 브로커 3대. 여기: 외부 클러스터", "LinkedIn: 3 brokers with 6 cores. Here: an external cluster"),
        _ => new($"LinkedIn: 6코어 브로커 3대와 클라이언트 3대. 여기: 코어 {Machine.Cores}개를 브로커 셋과 클라이언트가 나눠 쓴다", $"LinkedIn: 3 brokers with 6 cores and 3 client machines. Here: three brokers and the client on {Machine.Cores} cores"),
    };
}

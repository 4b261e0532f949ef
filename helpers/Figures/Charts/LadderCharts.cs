using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of ladders: from 80 records a second to a million, so on a logarithmic axis, where equal factors are equal heights.</summary>
internal static class LadderCharts
{
    // A factor's height on a logarithmic axis: clear of the point below it.
    private const double NoteAbove = 1.5;

    public static ChartSpec Of(Ladder ladder)
    {
        double[] places = [.. Enumerable.Range(0, ladder.Rungs.Count).Select(i => (double)i)];
        double[] middles = [.. ladder.Rungs.Select(r => r.RecordsPerSecond)];
        (double Place, double Rate)[] runs = [.. ladder.Rungs.SelectMany((r, i) => r.Runs.Select(run => ((double)i, run.RecordsPerSecond)))];
        ChartAxis rate = new(new Text("처리량", "Throughput").ToString(), new Text("레코드/초", "records/s").ToString())
        {
            Scale = AxisScale.Logarithmic,
            Minimum = Floor(runs.Select(r => r.Rate)),
            Maximum = Ceiling(runs.Select(r => r.Rate)),
        };
        ChartPanel panel = new(rate,
        [
            new LineSeries(new Text("가운뎃값", "median").ToString(), places, middles) { Dots = true, Emphasis = Emphasis.Main },
            new PointSeries(new Text("실행 한 번", "one run").ToString(), [.. runs.Select(r => r.Place)], [.. runs.Select(r => r.Rate)]) { Colour = ChartColour.Grey },
        ])
        {
            Height = 300,
            Notes = [.. ladder.Rungs.Index().Where(r => r.Item.Factor is not null).Select(r => new ChartNote(r.Index, r.Item.Highest * NoteAbove, FormattableString.Invariant($"×{r.Item.Factor!.Median:0.0}")))],
        };
        return new(Title(ladder).ToString(), Alt(ladder).ToString(), ChartAxis.OfNames("", ladder.Rungs.Select(r => r.Step.Name.ToString())), [panel]) { Subtitle = Subtitle(ladder).ToString() };
    }

    private static Text Title(Ladder ladder)
    {
        if (ladder.Fastest is not { } best || ladder.Rungs[0].RecordsPerSecond <= 0)
        {
            return ChartWords.Nothing;
        }

        LadderRung first = ladder.Rungs[0];
        string times = Ticks.Write(Math.Round(best.RecordsPerSecond / first.RecordsPerSecond, 1));
        return new(
            $"초당 {Ticks.Write(Math.Round(first.RecordsPerSecond))}건에서 {Ticks.Write(Math.Round(best.RecordsPerSecond))}건까지: {times}배",
            $"From {Ticks.Write(Math.Round(first.RecordsPerSecond))} records a second to {Ticks.Write(Math.Round(best.RecordsPerSecond))}: {times} times");
    }

    private static Text Alt(Ladder ladder) => new(
        string.Join(' ', ladder.Rungs.Select(r => $"{r.Step.Name.Korean}: 초당 {Ticks.Write(Math.Round(r.RecordsPerSecond))}건{(r.Factor is { } f ? $", 앞 단계의 {f}" : "")}.")),
        string.Join(' ', ladder.Rungs.Select(r => $"{r.Step.Name.English}: {Ticks.Write(Math.Round(r.RecordsPerSecond))} records a second{(r.Factor is { } f ? $", {f} the step before" : "")}.")));

    private static Text Subtitle(Ladder ladder) => ladder.Kind == Clusters.ClusterKind.Embedded
        ? new($"{ladder.Conditions.Korean} (복제도 디스크도 없는 클라이언트의 속도다)", $"{ladder.Conditions.English} (the client's speed, with no replicas and no disk)")
        : ladder.Conditions;

    private static double? Floor(IEnumerable<double> rates) => rates.Where(r => r > 0).ToArray() is { Length: > 0 } all ? Math.Pow(10, Math.Floor(Math.Log10(all.Min()))) : null;

    // Room above the highest point for its factor.
    private static double? Ceiling(IEnumerable<double> rates) => rates.Where(r => r > 0).ToArray() is { Length: > 0 } all ? all.Max() * 3 : null;
}

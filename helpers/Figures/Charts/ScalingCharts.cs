using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of what more consumers bring.</summary>
internal static class ScalingCharts
{
    public static ChartSpec Of(ConsumerScaling scaling)
    {
        double[] x = [.. scaling.Steps.Select(s => (double)s.Consumers)], rates = [.. scaling.Steps.Select(s => s.RecordsPerSecond)];
        double one = rates.Length == 0 ? 0 : rates[0] / x[0];
        (double X, double Y)[] quarters = [.. scaling.Steps.SelectMany(s => s.Samples.Select(r => ((double)s.Consumers, r)))];
        int partitions = scaling.Topic.Partitions;
        List<ChartSeries> series =
        [
            new LineSeries(new Text("한 개의 처리량 × 컨슈머 수", "one consumer's rate × consumers").ToString(), x, [.. x.Select(n => n * one)]) { Emphasis = Emphasis.Muted, Dash = 1, Colour = ChartColour.Grey },
            new LineSeries(new Text("잰 것", "measured").ToString(), x, rates) { Emphasis = Emphasis.Main, Dots = true, Colour = ChartColour.Blue },
            new PointSeries(new Text("잰 시간의 4분의 1마다", "each quarter of the time").ToString(), [.. quarters.Select(q => q.X)], [.. quarters.Select(q => q.Y)]) { Colour = ChartColour.Orange },
        ];
        return new(
            Title(scaling).ToString(),
            AltText(scaling).ToString(),
            new(new Text("그룹의 컨슈머 수", "Consumers of the group").ToString()) { WholeNumbers = true, Maximum = x.Length == 0 ? null : x.Max() + 0.4 },
            new(new Text("처리량", "Throughput").ToString(), new Text("레코드/초", "records/s").ToString()),
            series)
        {
            Subtitle = scaling.ToString(),
            Marks = x.Length > 0 && x[^1] >= partitions ? [new(partitions, new Text($"파티션 {partitions}개", $"{partitions} partitions").ToString(), ChartColour.Red)] : [],
        };
    }

    private static Text Title(ConsumerScaling scaling)
    {
        ConsumerStep? most = scaling.Steps.LastOrDefault(s => s.Consumers <= scaling.Topic.Partitions), beyond = scaling.Steps.FirstOrDefault(s => s.Consumers > scaling.Topic.Partitions);
        Text rise = most is null ? Text.Same("") : new(
            $"컨슈머 {most.Consumers}개면 {Times(scaling, most)}배", $"{most.Consumers} consumers: {Times(scaling, most)} times the rate");
        Text stop = beyond is null ? Text.Same("") : new(
            $"{beyond.Consumers}개여도 {Times(scaling, beyond)}배, 일하는 것은 {beyond.Working}개뿐", $"{beyond.Consumers}: {Times(scaling, beyond)} times, only {beyond.Working} have work");
        return new(Joined(rise.Korean, stop.Korean), Joined(rise.English, stop.English));
    }

    private static string Joined(string one, string other) => string.Join(", ", new[] { one, other }.Where(t => t.Length > 0));

    private static Text AltText(ConsumerScaling scaling) => new(
        string.Join(' ', scaling.Steps.Select(s => $"컨슈머 {s.Consumers}개: 초당 {N(s)}건, 일하는 것 {s.Working}개.")),
        string.Join(' ', scaling.Steps.Select(s => $"{s.Consumers} consumers: {N(s)} records a second, {s.Working} working.")));

    private static string N(ConsumerStep step) => Ticks.Write((long)Math.Round(step.RecordsPerSecond));

    private static string Times(ConsumerScaling scaling, ConsumerStep step) => Ticks.Write(Math.Round(scaling.Factor(step), 1));
}

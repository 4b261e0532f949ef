using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>The chart of what is accepted with fewer and fewer replicas in sync.</summary>
internal static class MinIsrCharts
{
    public static ChartSpec Of(MinIsrSteps steps)
    {
        MinIsrStep[] refused = [.. steps.Steps.Where(s => s.All.Acked < s.All.Sent)];
        Text title = refused.Length == 0
            ? new("acks=all이 한 번도 거절되지 않았다", "acks=all was never refused")
            : new(
                $"ISR이 {refused.Min(s => s.InSync)}이 되자 acks=all은 거절되고 acks=1은 계속 받아들여졌다",
                $"With {refused.Min(s => s.InSync)} in sync acks=all was refused; acks=1 went on");
        Text alt = new(
            string.Join(' ', steps.Steps.Select(s => $"ISR {s.InSync}: acks=1 {Ticks.Write(s.One.Acked)}건, acks=all {Ticks.Write(s.All.Acked)}건 확인.")),
            string.Join(' ', steps.Steps.Select(s => $"ISR {s.InSync}: {Ticks.Write(s.One.Acked)} acknowledged with acks=1, {Ticks.Write(s.All.Acked)} with acks=all.")));
        return new(
            title.ToString(),
            alt.ToString(),
            ChartAxis.OfNames(new Text("따라오고 있는 복제본(ISR)", "Replicas in sync (ISR)").ToString(), steps.Steps.Select((s, i) => Name(s, last: i > 0 && i == steps.Steps.Count - 1))),
            new ChartAxis(new Text("확인받은 레코드", "Acknowledged records").ToString(), ChartWords.RecordUnit.ToString()) { WholeNumbers = true, Maximum = steps.Records * 1.15 },
            new BarSeries("acks=1", [.. steps.Steps.Select(s => (double)s.One.Acked)]) { Colour = ChartColour.Orange },
            new BarSeries("acks=all", [.. steps.Steps.Select(s => (double)s.All.Acked)]) { Colour = ChartColour.Blue })
        {
            Subtitle = new Text(
                $"각각 {Ticks.Write(steps.Records)}건, 복제본 {steps.ReplicationFactor}, min.insync.replicas {steps.MinInSync}, 다시 시도하지 않음",
                $"{Ticks.Write(steps.Records)} records each, replicas {steps.ReplicationFactor}, min.insync.replicas {steps.MinInSync}, no retries").ToString(),
        };
    }

    private static string Name(MinIsrStep step, bool last) => last
        ? new Text($"다시 {step.InSync}", $"{step.InSync} again").ToString()
        : step.InSync.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of lost disks and of work that takes too long.</summary>
internal static class CoreFeatureCharts
{
    private static readonly Text Written = new("쓴 것", "written");
    private static readonly Text Left = new("남은 것", "left");

    public static ChartSpec Disks(IReadOnlyList<DiskLoss> losses)
    {
        DiskLossCase[] cases = [.. losses.SelectMany(l => l.Cases)];
        Text title = cases.All(c => (c.Copies > c.DisksLost) == (c.Left == c.Written))
            ? new("복제본이 하나라도 남은 토픽은 모두 남았다", "Topics with a replica left have kept everything")
            : new("디스크를 잃은 뒤 남은 레코드", "Records left after losing disks");
        Text altText = new(
            string.Join(' ', cases.Select(c => $"복제본 {c.Copies}개, 디스크 {c.DisksLost}개를 잃음: 쓴 것 {Ticks.Write(c.Written)}건, 남은 것 {Ticks.Write(c.Left)}건.")),
            string.Join(' ', cases.Select(c => $"{c.Copies} replicas, {c.DisksLost} disks lost: {Ticks.Write(c.Written)} written, {Ticks.Write(c.Left)} left.")));
        string[] names = [.. cases.Select(c => new Text($"복제본 {c.Copies}, 디스크 {c.DisksLost}개 잃음", $"{c.Copies} replicas, {c.DisksLost} disks lost").ToString())];
        return new(
            title.ToString(),
            altText.ToString(),
            ChartAxis.OfNames(new Text("토픽", "Topic").ToString(), names),
            new ChartAxis(new Text("레코드 수", "Records").ToString(), ChartWords.RecordUnit.ToString()) { WholeNumbers = true },
            new BarSeries(Written.ToString(), [.. cases.Select(c => (double)c.Written)]) { Colour = ChartColour.Grey },
            new BarSeries(Left.ToString(), [.. cases.Select(c => (double)c.Left)]) { Colour = ChartColour.Green });
    }

    public static ChartSpec Ceiling(PartitionCeiling ceiling)
    {
        CeilingStep first = ceiling.Steps[0], last = ceiling.Steps[^1];
        double factor = first.Step.RecordsPerSecond > 0 ? last.Step.RecordsPerSecond / first.Step.RecordsPerSecond : 0;
        Text title = new(
            $"컨슈머는 늘 {ceiling.Consumers}개: 파티션 {first.Partitions}개에서 {last.Partitions}개로 늘리자 처리량이 {Ticks.Write(Math.Round(factor, 1))}배가 되었다",
            $"Always {ceiling.Consumers} consumers: from {first.Partitions} to {last.Partitions} partitions {Ticks.Write(Math.Round(factor, 1))} times as much gets done");
        Text alt = new(
            string.Join(' ', ceiling.Steps.Select(s => $"파티션 {s.Partitions}개: 일하는 컨슈머 {s.Step.Working}개, 초당 {Ticks.Write((long)Math.Round(s.Step.RecordsPerSecond))}건.")),
            string.Join(' ', ceiling.Steps.Select(s => $"{s.Partitions} partitions: {s.Step.Working} consumers work, {Ticks.Write((long)Math.Round(s.Step.RecordsPerSecond))} records/s.")));
        string[] names = [.. ceiling.Steps.Select(s => new Text($"파티션 {s.Partitions}개, 일하는 컨슈머 {s.Step.Working}개", $"{s.Partitions} partitions, {s.Step.Working} at work").ToString())];
        return new(
            title.ToString(),
            alt.ToString(),
            ChartAxis.OfNames(new Text("토픽", "Topic").ToString(), names),
            new ChartAxis(new Text("처리량", "Throughput").ToString(), new Text("건/초", "records/s").ToString()),
            new BarSeries(new Text("전체 평균", "mean").ToString(), [.. ceiling.Steps.Select(s => s.Step.RecordsPerSecond)]),
            new PointSeries(
                new Text("네 구간", "its quarters").ToString(),
                [.. ceiling.Steps.SelectMany((s, i) => s.Step.Samples.Select(_ => (double)i))],
                [.. ceiling.Steps.SelectMany(s => s.Step.Samples)]));
    }

    public static ChartSpec Overtime(IReadOnlyList<Overtime> runs)
    {
        List<string> rows = [];
        List<ChartSpan> once = [], again = [];
        foreach (Overtime run in runs)
        {
            HashSet<int> twice = [.. run.Work.GroupBy(w => w.Number).Where(g => g.Count() > 1).Select(g => g.Key)];
            foreach (string member in Messaging.Overtime.Members)
            {
                rows.Add(runs.Count == 1 ? member : $"{Ticks.Write(run.Limit.TotalSeconds)} s · {member}");
                foreach (WorkSpan span in run.Work.Where(w => w.Member == member))
                {
                    (twice.Contains(span.Number) ? again : once).Add(
                        new ChartSpan(rows.Count - 1, span.From.TotalSeconds, Math.Max(span.To.TotalSeconds, span.From.TotalSeconds + 0.02), $"{span.Number}"));
                }
            }
        }

        Overtime first = runs[0];
        Text title = new(
            string.Join(", ", runs.Select(r => $"한도 {Ticks.Write(r.Limit.TotalSeconds)}초: 두 번 처리 {r.Twice}건")),
            string.Join(", ", runs.Select(r => $"limit {Ticks.Write(r.Limit.TotalSeconds)} s: {r.Twice} done twice")));
        string evicted = string.Concat(runs.Where(r => r.Evicted is not null).Select(r => new Text(
            $" 점선: {r.Evicted!.Value.Member}가 밀려나고 파티션이 넘어간 때.", $" Dashed: {r.Evicted.Value.Member} was put out, and its partition went over.").ToString()));
        Text altText = new(
            string.Join(' ', runs.SelectMany(r => r.Work).Select(w => $"컨슈머 {w.Member}: {w.Number}번 레코드 {ChartWords.Seconds(w.From)}초–{ChartWords.Seconds(w.To)}초.")),
            string.Join(' ', runs.SelectMany(r => r.Work).Select(w => $"Consumer {w.Member}: record {w.Number}, {ChartWords.Seconds(w.From)}–{ChartWords.Seconds(w.To)} s.")));
        return new(
            title.ToString(),
            altText.ToString(),
            ChartWords.SecondsAxis(new("보낸 때부터", "Since sending")),
            [
                new ChartPanel(
                    ChartAxis.OfNames(new Text("컨슈머", "Consumer").ToString(), rows),
                    [
                        new SpanSeries(new Text("처리", "work").ToString(), once) { Colour = ChartColour.Green },
                        new SpanSeries(new Text("두 번 처리된 레코드", "record done twice").ToString(), again) { Colour = ChartColour.Orange, Emphasis = Emphasis.Main },
                    ])
                { Height = 44 * rows.Count },
            ])
        {
            // Its name stands in the subtitle: above the first row it would cover the bars.
            Marks = [.. runs.Where(r => r.Evicted is not null).Select(r => new ChartMark(r.Evicted!.Value.At.TotalSeconds, "", ChartColour.Red))],
            Subtitle = new Text(
                $"막대 안의 수는 몇 번째 레코드인지다. {first.SlowRecord}번 레코드의 일은 처음에만 오래 걸린다.",
                $"The number in a bar is the record. The work on record {first.SlowRecord} takes long the first time only.").ToString() + evicted,
        };
    }
}

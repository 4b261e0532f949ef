using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of which partition records go to.</summary>
internal static class PartitioningCharts
{
    public static ChartSpec Order(Sent sent)
    {
        List<ChartSpan> spans = [];
        for (int i = 0; i < sent.Records.Count; i++)
        {
            int partition = sent.Records[i].Partition;
            if (spans.Count > 0 && spans[^1].Row == partition && spans[^1].To == i)
            {
                spans[^1] = spans[^1] with { To = i + 1 };
            }
            else
            {
                spans.Add(new ChartSpan(partition, i, i + 1));
            }
        }

        int used = sent.Records.Select(r => r.Partition).Distinct().Count(), changes = Math.Max(0, spans.Count - 1);
        string records = Ticks.Write(sent.Records.Count);
        Text title = used switch
        {
            0 => ChartWords.Nothing,
            1 => new($"{records}건이 모두 파티션 {sent.Records[0].Partition}에 갔다", $"All {records} records went to partition {sent.Records[0].Partition}"),
            _ => new(
                $"{records}건이 파티션 {used}개에 갔다: 보내는 동안 파티션을 {Ticks.Write(changes)}번 바꿨다",
                $"{records} records went to {used} partitions: the producer changed its partition {Ticks.Write(changes)} times"),
        };
        Text alt = new(
            string.Join(", ", sent.Records.CountBy(r => r.Partition).OrderBy(p => p.Key).Select(p => $"파티션 {p.Key}에 {Ticks.Write(p.Value)}건")) + ".",
            string.Join(", ", sent.Records.CountBy(r => r.Partition).OrderBy(p => p.Key).Select(p => $"partition {p.Key} {Ticks.Write(p.Value)} records")) + ".");
        return new(
            title.ToString(),
            alt.ToString(),
            new(new Text("보낸 순서", "In the order of sending").ToString(), new Text("번째", "").ToString()) { WholeNumbers = true, Maximum = Math.Max(1, sent.Records.Count) },
            ChartAxis.OfNames(ChartWords.Partition.ToString(), Enumerable.Range(0, sent.Topic.Partitions).Select(p => $"P{p}")),
            new SpanSeries(new Text("레코드", "records").ToString(), spans) { Emphasis = Emphasis.Main });
    }

    public static ChartSpec Choices(KeySpread spread)
    {
        ChartAxis x = ChartAxis.OfNames(new Text("파티션 수", "Number of partitions").ToString(), spread.Choices.Select(c => Ticks.Write(c.Partitions)));
        SpreadChoice worst = spread.Choices.MaxBy(c => c.Skew)!;
        Text title = new(
            $"키 {Ticks.Write(spread.Keys)}개: 파티션이 {worst.Partitions}개면 가장 찬 곳이 평균의 {Ticks.Write(Math.Round(worst.Skew, 1))}배, 노는 곳이 {Ticks.Write(worst.Idle)}개",
            $"{Ticks.Write(spread.Keys)} keys: with {Ticks.Write(worst.Partitions)} partitions the fullest has {Ticks.Write(Math.Round(worst.Skew, 1))} times the mean, {Ticks.Write(worst.Idle)} get nothing");
        Text alt = new(
            string.Join(' ', spread.Choices.Select(c => $"파티션 {c.Partitions}개: 가장 찬 곳이 평균의 {Ticks.Write(Math.Round(c.Skew, 2))}배, 노는 곳 {c.Idle}개.")),
            string.Join(' ', spread.Choices.Select(c => $"{c.Partitions} partitions: the fullest has {Ticks.Write(Math.Round(c.Skew, 2))} times the mean, {c.Idle} idle.")));
        return new(title.ToString(), alt.ToString(), x,
        [
            new(
                new(new Text("가장 찬 파티션", "Fullest partition").ToString(), new Text("평균의 몇 배", "times the mean").ToString()),
                [new BarSeries("", [.. spread.Choices.Select(c => Math.Round(c.Skew, 2))])]) { Height = 130, Levels = [new(1, new Text("고르면 1배", "even").ToString())] },
            new(
                new(new Text("아무것도 받지 못하는 파티션", "Partitions that get nothing").ToString(), new Text("개", "").ToString()) { WholeNumbers = true },
                [new BarSeries("", [.. spread.Choices.Select(c => (double)c.Idle)]) { Colour = ChartColour.Orange }]) { Height = 100 },
        ])
        {
            Subtitle = spread.ToString(),
        };
    }
}

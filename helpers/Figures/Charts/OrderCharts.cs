using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of the order of numbered records.</summary>
internal static class OrderCharts
{
    private const int MostPoints = 400;
    private const int MostFlaws = 600;

    /// <summary>How many records are drawn before and behind the flaws.</summary>
    private const int Around = 60;

    private static readonly Text Number = new("보낸 번호", "Number in the order of sending");
    private static readonly Text Good = new("제자리", "in order");
    private static readonly Text ReorderedName = new("순서가 바뀐 것", "out of order");
    private static readonly Text DuplicatedName = new("중복", "duplicates");

    /// <summary>Each partition's log: the number against the offset. Where something is wrong, only the stretch around it is drawn.</summary>
    public static ChartSpec Log(OrderCheck order)
    {
        OrderPoint[] flaws = [.. order.Points.Where(p => p.Flaw != OrderFlaw.None)];
        int partition = flaws.Length > 0 ? flaws[0].Partition : -1;
        List<ChartSeries> series = flaws.Length > 0 ? Flawed(order, partition, flaws) : Whole(order);
        string from = flaws.Length > 0 ? new Text($"파티션 {partition}에서 어긋난 곳만 넓혀 그렸다.", $"Only the stretch of partition {partition} that is out of order is drawn.").ToString() : "";
        return new(Title(order).ToString(), AltText(order).ToString(), new(new Text("파티션 안의 오프셋", "Offset in the partition").ToString()) { WholeNumbers = true, FromZero = flaws.Length == 0 }, new ChartAxis(Number.ToString()) { WholeNumbers = true, FromZero = flaws.Length == 0 }, series)
        {
            Subtitle = from,
        };
    }

    /// <summary>All partitions in the order of reading: the number against the place in that order.</summary>
    public static ChartSpec Arrival(OrderCheck order)
    {
        int step = Math.Max(1, order.Points.Count / MostPoints);
        (int Index, OrderPoint Point)[] shown = [.. order.Points.Index().Where(p => p.Index % step == 0).Select(p => (p.Index, p.Item))];
        List<ChartSeries> series = [.. order.Partitions.Select((p, i) => new LineSeries(
            $"P{p.Partition}",
            [.. shown.Select(s => (double)s.Index)],
            [.. shown.Select(s => s.Point.Partition == p.Partition ? s.Point.Number : double.NaN)])
        {
            Dash = i,
        })];
        Text title = new(
            $"파티션을 합쳐 읽으면 번호가 {Ticks.Write(order.StepsBack)}번 뒤로 돌아간다", $"Over all partitions the number goes back {Ticks.Write(order.StepsBack)} times");
        return new(
            title.ToString(),
            AltText(order).ToString(),
            new(new Text("읽은 차례", "Place in the order of reading").ToString()) { WholeNumbers = true },
            new ChartAxis(Number.ToString()) { WholeNumbers = true },
            series);
    }

    /// <summary>How many records of each producer are lost, out of order, or there twice.</summary>
    public static ChartSpec Refused(RefusedWrites writes)
    {
        RetryRun worst = writes.Runs.MaxBy(r => r.Lost + r.Order.Reordered + r.Order.Duplicated)!;
        bool whole = writes.Runs.All(r => r.Whole);
        Text title = whole
            ? new("모두 한 번씩, 보낸 순서대로 저장되었다", "Everything is stored once and in the order of sending")
            : new(
                $"{worst.Name}: 중복 {Ticks.Write(worst.Order.Duplicated)}건, 순서가 바뀐 것 {Ticks.Write(worst.Order.Reordered)}건",
                $"{worst.Name}: {Ticks.Write(worst.Order.Duplicated)} duplicates, {Ticks.Write(worst.Order.Reordered)} out of order");
        Text alt = new(
            string.Join(' ', writes.Runs.Select(r => $"{r.Name}: 사라진 것 {Ticks.Write(r.Lost)}건, 순서가 바뀐 것 {Ticks.Write(r.Order.Reordered)}건, 중복 {Ticks.Write(r.Order.Duplicated)}건.")),
            string.Join(' ', writes.Runs.Select(r => $"{r.Name}: {Ticks.Write(r.Lost)} lost, {Ticks.Write(r.Order.Reordered)} out of order, {Ticks.Write(r.Order.Duplicated)} duplicates.")));
        return new(
            title.ToString(),
            alt.ToString(),
            ChartAxis.OfNames(new Text("프로듀서 설정", "Producer settings").ToString(), writes.Runs.Select(r => r.Name.ToString())),
            new ChartAxis(new Text("레코드 수", "Records").ToString(), ChartWords.RecordUnit.ToString()) { WholeNumbers = true },
            new BarSeries(new Text("사라진 것", "lost").ToString(), [.. writes.Runs.Select(r => (double)r.Lost)]) { Colour = ChartColour.Grey },
            new BarSeries(ReorderedName.ToString(), [.. writes.Runs.Select(r => (double)r.Order.Reordered)]) { Colour = ChartColour.Red },
            new BarSeries(DuplicatedName.ToString(), [.. writes.Runs.Select(r => (double)r.Order.Duplicated)]) { Colour = ChartColour.Orange });
    }

    private static List<ChartSeries> Whole(OrderCheck order) =>
    [
        .. order.Partitions.Select((p, i) =>
        {
            OrderPoint[] points = [.. order.Points.Where(q => q.Partition == p.Partition).OrderBy(q => q.Offset)];
            int step = Math.Max(1, points.Length / MostPoints);
            OrderPoint[] shown = [.. points.Where((_, n) => n % step == 0 || n == points.Length - 1)];
            return new LineSeries($"P{p.Partition}", [.. shown.Select(q => (double)q.Offset)], [.. shown.Select(q => (double)q.Number)]) { Dash = i };
        }),
    ];

    private static List<ChartSeries> Flawed(OrderCheck order, int partition, OrderPoint[] flaws)
    {
        OrderPoint[] here = [.. flaws.Where(f => f.Partition == partition)];
        long from = here.Min(f => f.Offset) - Around, to = here.Max(f => f.Offset) + Around;
        OrderPoint[] stretch = [.. order.Points.Where(p => p.Partition == partition && p.Offset >= from && p.Offset <= to).OrderBy(p => p.Offset)];
        List<ChartSeries> series =
        [
            new LineSeries(
                Good.ToString(),
                [.. stretch.Select(p => (double)p.Offset)],
                [.. stretch.Select(p => p.Flaw == OrderFlaw.None ? p.Number : double.NaN)]) { Colour = ChartColour.Blue, Dash = 0 },
        ];
        Add(OrderFlaw.Reordered, ReorderedName, ChartColour.Red, 1);
        Add(OrderFlaw.Duplicated, DuplicatedName, ChartColour.Orange, 2);
        return series;

        void Add(OrderFlaw flaw, Text name, ChartColour colour, int dash)
        {
            int count = stretch.Count(p => p.Flaw == flaw), step = Math.Max(1, count / MostFlaws);
            if (count > 0)
            {
                OrderPoint[] points = [.. stretch.Where(p => p.Flaw == flaw).Where((_, n) => n % step == 0)];
                series.Add(new LineSeries(
                    name.ToString(),
                    [.. stretch.Select(p => (double)p.Offset)],
                    [.. stretch.Select(p => p.Flaw == flaw ? p.Number : double.NaN)])
                { Colour = colour, Dash = dash, Dots = points.Length <= MostPoints / 4 });
            }
        }
    }

    private static Text Title(OrderCheck order) => order.InOrderInsidePartitions
        ? new(
            $"{Ticks.Write(order.Records)}건이 파티션마다 보낸 순서대로 놓여 있다", $"{Ticks.Write(order.Records)} records lie in the order of sending inside every partition")
        : new(
            $"파티션 안에서 {Ticks.Write(order.Reordered)}건의 순서가 바뀌었고 {Ticks.Write(order.Duplicated)}건이 중복이다",
            $"Inside the partition {Ticks.Write(order.Reordered)} records are out of order and {Ticks.Write(order.Duplicated)} are duplicates");

    private static Text AltText(OrderCheck order) => new(
        string.Join(' ', order.Partitions.Select(p => $"파티션 {p.Partition}: {Ticks.Write(p.Records)}건, 순서가 바뀐 것 {Ticks.Write(p.Reordered)}건, 중복 {Ticks.Write(p.Duplicated)}건.")),
        string.Join(' ', order.Partitions.Select(p => $"Partition {p.Partition}: {Ticks.Write(p.Records)} records, {Ticks.Write(p.Reordered)} out of order, {Ticks.Write(p.Duplicated)} duplicates.")));
}

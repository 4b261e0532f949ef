using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Shop;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of a run of the shop.</summary>
internal static class ShopCharts
{
    private static readonly ChartColour[] Services = [ChartColour.Green, ChartColour.Orange, ChartColour.Red, ChartColour.Violet, ChartColour.Grey];

    public static Text Waited { get; } = new("손님이 기다린 시간", "How long the customer waited");

    public static ChartSpec Of(ShopRun run)
    {
        double end = run.Orders.Select(o => (o.At + o.Took).TotalSeconds).Concat(run.Services.SelectMany(s => s.HandledAt).Select(t => t.TotalSeconds)).DefaultIfEmpty(0).Max();
        List<ChartSeries> done = [Cumulative(new Text("받은 주문", "orders taken").ToString(), run.Orders.Select(o => o.At), end, ChartColour.Blue, Emphasis.Normal, 0)];
        done.AddRange(run.Services.Select((s, i) => Cumulative(
            s.Service, s.HandledAt, end, Services[i % Services.Length], s.Service == run.Outage?.Service ? Emphasis.Main : Emphasis.Normal, i + 1)));
        return new(
            Title(run).ToString(), AltText(run).ToString(), ChartWords.SecondsAxis(new("가게를 연 때부터", "Since the shop opened")),
            [
                new(new(Waited.ToString(), "ms") { Maximum = Longest(run.Orders) * 1.15 }, Waits(run.Orders)) { Height = 130 },
                new(new(new Text("지금까지 처리한 주문", "Orders done so far").ToString(), ChartWords.RecordUnit.ToString()) { WholeNumbers = true }, done) { Height = 190 },
            ])
        {
            Subtitle = new Text(
                $"주문 {run.Orders.Count}건. 서비스의 일은 기다리는 것으로 흉내 냈다.", $"{run.Orders.Count} orders. The services' work is imitated by waiting.").ToString(),
            Regions = run.Outage is { } outage
                ? [new(outage.From.TotalSeconds, outage.To.TotalSeconds, new Text($"{outage.Service} 멈춤", $"{outage.Service} is down").ToString())]
                : [],
        };
    }

    /// <summary>A point for each order; those that went wrong in red.</summary>
    public static IReadOnlyList<ChartSeries> Waits(IReadOnlyList<PlacedOrder> orders)
    {
        PlacedOrder[] good = [.. orders.Where(o => o.Error is null)], bad = [.. orders.Where(o => o.Error is not null)];
        return
        [
            Points(new("잘 끝난 주문", "went well"), good, ChartColour.Blue), Points(new("오류가 난 주문", "went wrong"), bad, ChartColour.Red) with { Crosses = true },
        ];

        static PointSeries Points(Text name, PlacedOrder[] orders, ChartColour colour) =>
            new(name.ToString(), [.. orders.Select(o => o.At.TotalSeconds)], [.. orders.Select(o => o.Took.TotalMilliseconds)]) { Colour = colour };
    }

    // Room above the highest point, or half of it would be cut off.
    private static double Longest(IReadOnlyList<PlacedOrder> orders) => orders.Select(o => o.Took.TotalMilliseconds).DefaultIfEmpty(1).Max();

    private static LineSeries Cumulative(string name, IEnumerable<TimeSpan> times, double end, ChartColour colour, Emphasis emphasis, int dash)
    {
        double[] at = [.. times.Select(t => t.TotalSeconds).Order()];
        return new(name, [0, .. at, end], [0, .. at.Select((_, i) => i + 1.0), at.Length]) { Stepped = true, Colour = colour, Emphasis = emphasis, Dash = dash };
    }

    private static Text Title(ShopRun run)
    {
        string ms = ChartWords.Ms(Math.Round(run.MedianMs, 1));
        return (run.Kind, run.Outage) switch
        {
            (ShopKind.Calls, { } outage) => new(
                $"호출: {outage.Service} 하나가 멈추자 손님 {run.Errors}명이 오류를 보았다", $"Calls: when {outage.Service} was down, {run.Errors} customers saw an error"),
            (ShopKind.Events, { } outage) => new(
                $"이벤트: {outage.Service} 하나가 멈춰도 손님이 본 오류는 {run.Errors}건이다", $"Events: {outage.Service} was down, and customers saw {run.Errors} errors"),
            (ShopKind.Calls, _) => new($"호출: 손님이 기다린 시간의 가운뎃값 {ms}", $"Calls: the median wait was {ms}"),
            _ => new($"이벤트: 손님이 기다린 시간의 가운뎃값 {ms}", $"Events: the median wait was {ms}"),
        };
    }

    private static Text AltText(ShopRun run)
    {
        string korean = string.Join(", ", run.Services.Select(s => $"{s.Service} {Ticks.Write(s.Handled)}건"));
        string english = string.Join(", ", run.Services.Select(s => $"{s.Service} {Ticks.Write(s.Handled)}"));
        return new(
            $"주문 {Ticks.Write(run.Orders.Count)}건, 오류 {Ticks.Write(run.Errors)}건. 처리한 주문: {korean}.",
            $"{Ticks.Write(run.Orders.Count)} orders, {Ticks.Write(run.Errors)} errors. Done: {english}.");
    }
}

using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Shop;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Pictures of one run of the shop: who told whom, and how often.</summary>
internal static class ShopRunPictures
{
    private const string Desk = "order";

    public static CallsPicture Calls(ShopRun run)
    {
        // What a service did not do was not asked of it, or it did not answer: for the customer it is the same.
        CallsArrow[] arrows = [.. run.Services.Select(s => (s, missing: run.Orders.Count - s.Handled)).Select(s => new CallsArrow(
            Desk, s.s.Service,
            (s.missing > 0
                ? new Text($"{Ticks.Write(s.s.Handled)}건 처리, {Ticks.Write(s.missing)}건 못 함", $"{Ticks.Write(s.s.Handled)} done, {Ticks.Write(s.missing)} not")
                : new Text($"{Ticks.Write(s.s.Handled)}건", $"{Ticks.Write(s.s.Handled)}")).ToString(),
            s.missing > 0))];
        Text title = new($"호출로 만든 가게: order가 서비스 {run.Services.Count}개를 모두 안다", $"The shop by calls: order knows all {run.Services.Count} services");
        string services = string.Join(", ", arrows.Select(a => $"order → {a.To} {a.Label}"));
        Text asked = new($"주문 {Ticks.Write(run.Orders.Count)}건, 오류 {Ticks.Write(run.Errors)}건", $"{Ticks.Write(run.Orders.Count)} orders, {Ticks.Write(run.Errors)} errors");
        return new(
            title, Text.Same($"{services}."),
            [new(Desk, asked.ToString(), ChartColour.Blue), .. run.Services.Select(s => new CallsNode(
                s.Service, s.Service == run.Outage?.Service ? new Text("멈춘 적이 있다", "was down").ToString() : "", s.Service == run.Outage?.Service ? ChartColour.Red : ChartColour.Green))],
            arrows,
            new("화살표는 부르고 기다리는 방향이다. 부르는 쪽이 받는 쪽의 주소를 안다.", "An arrow calls and waits. Who calls knows the address of who is called."));
    }

    public static HubPicture Events(ShopRun run)
    {
        string topic = run.Topic ?? "";
        long taken = run.Orders.Count - run.Errors;
        Text title = new(
            $"이벤트로 만든 가게: order는 토픽만 안다. 읽는 서비스는 {run.Services.Count}개다", $"The shop by events: order knows the topic only; {run.Services.Count} services read it");
        string services = string.Join(", ", run.Services.Select(s => $"{topic} → {s.Service} {Ticks.Write(s.Handled)}"));
        return new(
            title, Text.Same($"order → {topic} {Ticks.Write(taken)}, {services}."),
            [new(Desk, new Text($"오류 {Ticks.Write(run.Errors)}건", $"{Ticks.Write(run.Errors)} errors").ToString())],
            [new(topic, new Text($"이번에 {Ticks.Write(taken)}건", $"{Ticks.Write(taken)} now").ToString())],
            [.. run.Services.Select(s => new HubBox(s.Service, new Text(
                $"{Ticks.Write(s.Handled)}건 처리{(s.Service == run.Outage?.Service ? ", 멈췄다가" : "")}", $"{Ticks.Write(s.Handled)} done{(s.Service == run.Outage?.Service ? ", was down" : "")}").ToString()))],
            [new(Desk, topic, taken)],
            [.. run.Services.Select(s => new HubArrow(s.Service, topic, s.Handled))],
            new("order에서 서비스로 바로 가는 화살표가 없다. 서로의 주소를 모른다.", "No arrow goes from order to a service: they do not know each other's addresses."));
    }
}

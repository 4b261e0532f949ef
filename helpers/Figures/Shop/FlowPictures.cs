using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Shop;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Pictures of what flowed through the shop.</summary>
internal static class FlowPictures
{
    public static HubPicture Hub(ShopFlow flow)
    {
        string[] writers = [.. flow.Services.Where(s => flow.Writes.Any(w => w.Service == s))], readers = [.. flow.Services.Where(s => flow.Reads.Any(r => r.Service == s))];
        long written = flow.Writes.Sum(w => w.Records), read = flow.Reads.Sum(r => r.Records);
        Text alt = new(
            string.Join(' ', flow.Topics.Select(t =>
                $"토픽 {t}: {string.Join(", ", flow.Writes.Where(w => w.Topic == t).Select(w => $"{w.Service} {Ticks.Write(w.Records)}건 씀"))}, {string.Join(", ", flow.Reads.Where(r => r.Topic == t).Select(r => $"{r.Service} {Ticks.Write(r.Records)}건 읽음"))}.")),
            string.Join(' ', flow.Topics.Select(t =>
                $"Topic {t}: {string.Join(", ", flow.Writes.Where(w => w.Topic == t).Select(w => $"{w.Service} wrote {Ticks.Write(w.Records)}"))}, {string.Join(", ", flow.Reads.Where(r => r.Topic == t).Select(r => $"{r.Service} read {Ticks.Write(r.Records)}"))}.")));
        return new(
            new(
                $"잰 그대로의 흐름: 서비스 {flow.Services.Count}개가 {Ticks.Write(written)}건을 쓰고 {Ticks.Write(read)}건을 읽었다",
                $"The flow as measured: {flow.Services.Count} services wrote {Ticks.Write(written)} events and read {Ticks.Write(read)}"),
            alt,
            [.. writers.Select(w => new HubBox(w, Count(flow.Writes.Where(x => x.Service == w).Sum(x => x.Records), new("씀", "written"))))],
            [.. flow.Topics.Select(t => new HubBox(t, Count(flow.Writes.Where(x => x.Topic == t).Sum(x => x.Records), new("", ""))))],
            [.. readers.Select(r => new HubBox(r, Count(flow.Reads.Where(x => x.Service == r).Sum(x => x.Records), new("읽음", "read"))))],
            [.. flow.Writes.Select(w => new HubArrow(w.Service, w.Topic, w.Records))],
            [.. flow.Reads.Select(r => new HubArrow(r.Service, r.Topic, r.Records))],
            new("쓴 수는 토픽을 읽어서, 읽은 수는 브로커가 기억하는 그룹의 위치로 셌다.", "Written: counted by reading the topics. Read: the groups' positions as the brokers have them."));
    }

    public static CallsPicture Calls(ShopFlow flow)
    {
        IReadOnlyList<(string From, string To)> calls = flow.DirectCalls;
        return new(
            new(
                $"같은 흐름을 호출로 만든다면: 화살표 {calls.Count}개, 남을 부르는 서비스 {flow.CallersToChange}개 (계산)",
                $"The same flow by calls: {calls.Count} arrows, {flow.CallersToChange} services that call others (computed)"),
            Text.Same(string.Join(", ", calls.Select(c => $"{c.From} → {c.To}")) + "."),
            [.. flow.Services.Select(s => new CallsNode(s, Knows(calls.Count(c => c.From == s)), calls.Any(c => c.From == s) ? ChartColour.Blue : ChartColour.Grey))],
            [.. calls.Select(c => new CallsArrow(c.From, c.To, "", Failed: false))],
            new("잰 것이 아니라 위의 흐름에서 셈한 것이다. 화살표마다 상대의 주소와 그 상대가 멈췄을 때의 대책이 있어야 한다.", "Not measured, but computed from the flow above. Each arrow needs an address, and an answer to its being down."));
    }

    private static string Knows(int others) => others == 0 ? "" : new Text($"{others}곳을 알아야 한다", $"has to know {others}").ToString();

    private static string Count(long records, Text what) => new Text($"{Ticks.Write(records)}건 {what.Korean}".TrimEnd(), $"{Ticks.Write(records)} {what.English}".TrimEnd()).ToString();
}

using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>How many events somebody wrote to a topic, by the name that each event carries: counted by reading the topic.</summary>
/// <param name="Service">The writer.</param>
/// <param name="Topic">The topic's label.</param>
/// <param name="Records">How many.</param>
public sealed record FlowWrite(string Service, string Topic, long Records);

/// <summary>How many events somebody read from a topic: what the group has committed with the brokers.</summary>
/// <param name="Service">The reader.</param>
/// <param name="Topic">The topic's label.</param>
/// <param name="Records">How many.</param>
public sealed record FlowRead(string Service, string Topic, long Records);

/// <summary>What flowed through the shop, as the topics and the brokers have it afterwards; not as anybody planned it.</summary>
/// <param name="Services">The services in the shop's order.</param>
/// <param name="Topics">The topics' labels in the order of the flow.</param>
/// <param name="Writes">Who wrote what.</param>
/// <param name="Reads">Who read what.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ShopFlow(IReadOnlyList<string> Services, IReadOnlyList<string> Topics, IReadOnlyList<FlowWrite> Writes, IReadOnlyList<FlowRead> Reads) : IHtmlView
{
    /// <summary>Who would have to call whom if there were no topics: each writer everybody who read what it wrote. Computed from what was measured.</summary>
    public IReadOnlyList<(string From, string To)> DirectCalls =>
        [.. Writes.SelectMany(w => Reads.Where(r => r.Topic == w.Topic && r.Service != w.Service).Select(r => (w.Service, r.Service))).Distinct()];

    /// <summary>How many services would have to be changed, if they called each other, for one new service that wants to know everything.</summary>
    public int CallersToChange => Writes.Select(w => w.Service).Distinct().Count();

    /// <summary>Whether everything that was written was read by everybody who reads that topic.</summary>
    public bool AllRead => Reads.All(r => r.Records == Writes.Where(w => w.Topic == r.Topic).Sum(w => w.Records));

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        null,
        [Say("토픽", "topic"), Say("누가 썼나(건)", "written by"), Say("누가 읽었나(건)", "read by")],
        Topics.Select(t => (IReadOnlyList<string>)
        [
            t,
            string.Join(", ", Writes.Where(w => w.Topic == t).Select(w => $"{w.Service} {Payloads.Number(w.Records)}")),
            string.Join(", ", Reads.Where(r => r.Topic == t).Select(r => $"{r.Service} {Payloads.Number(r.Records)}")),
        ]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"서비스 {Services.Count}개, 토픽 {Topics.Count}개, 쓴 이벤트 {Payloads.Number(Writes.Sum(w => w.Records))}건, 읽은 이벤트 {Payloads.Number(Reads.Sum(r => r.Records))}건",
        $"{Services.Count} services, {Topics.Count} topics, {Payloads.Number(Writes.Sum(w => w.Records))} events written, {Payloads.Number(Reads.Sum(r => r.Records))} read");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

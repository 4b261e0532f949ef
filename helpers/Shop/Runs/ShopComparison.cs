using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>The same orders through the same services, called and told by events: side by side what came of it.</summary>
/// <param name="Calls">The run with calls.</param>
/// <param name="Events">The run with events.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ShopComparison(ShopRun Calls, ShopRun Events) : IHtmlView
{
    /// <summary>Puts two runs side by side.</summary>
    /// <param name="calls">The run with calls.</param>
    /// <param name="events">The run with events.</param>
    /// <exception cref="ArgumentException">One is not what it is said to be.</exception>
    public static ShopComparison Of(ShopRun calls, ShopRun events)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(events);
        return calls.Kind == ShopKind.Calls && events.Kind == ShopKind.Events ? new(calls, events) : throw new ArgumentException(
            new Text("호출로 돌린 것을 먼저, 이벤트로 돌린 것을 나중에 넘긴다.", "The run with calls comes first, the one with events second.").ToString());
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(null, Heads(), Rows());

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Rows().Prepend(Heads()).Select(r => string.Join(" | ", r)));

    private static string[] Heads() => ["", Say("호출로 만든 가게", "shop by calls"), Say("이벤트로 만든 가게", "shop by events")];

    private IEnumerable<string[]> Rows()
    {
        yield return Row(Say("손님이 낸 주문", "orders"), r => Payloads.Number(r.Orders.Count));
        yield return Row(Say("손님이 본 오류", "errors the customer saw"), r => Payloads.Number(r.Errors));
        yield return Row(Say("손님이 기다린 시간, 가운뎃값", "the customer's wait, median"), r => $"{ShopRun.Ms(r.MedianMs)} ms");
        yield return Row(Say("손님이 기다린 시간, 가장 긴 것", "the customer's wait, longest"), r => $"{ShopRun.Ms(r.SlowestMs)} ms");
        foreach (ServiceTally service in Calls.Services)
        {
            yield return Row(
                Say($"끝내 처리한 주문: {service.Service}", $"orders done in the end: {service.Service}"),
                r => r.Services.FirstOrDefault(s => s.Service == service.Service) is { } tally ? Payloads.Number(tally.Handled) : "–");
        }

        yield return Row(Say("절반만 처리된 주문", "orders half done"), r => Payloads.Number(r.HalfDone));
    }

    private string[] Row(string what, Func<ShopRun, string> value) => [what, value(Calls), value(Events)];

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>A look at the shop during a burst.</summary>
/// <param name="At">When, from the first order.</param>
/// <param name="Taken">Orders that were taken so far.</param>
/// <param name="Done">Orders that the service is through with.</param>
public sealed record BurstMoment(TimeSpan At, long Taken, long Done)
{
    /// <summary>Orders that were taken and are not done.</summary>
    public long Waiting => Math.Max(0, Taken - Done);
}

/// <summary>How what had piled up was worked off: predicted from what had been measured by the end of the burst, and measured afterwards.</summary>
/// <param name="Waiting">Orders that waited when the burst ended.</param>
/// <param name="Usual">The most that waited while it was calm: down to here counts as drained.</param>
/// <param name="ServicePerSecond">
/// What the service can do a second: 1 s divided by what an order took it before the burst, the median. What it did during the burst would say less about it: there the
/// shop's customers, the brokers and the service want the same processors.
/// </param>
/// <param name="ArrivingPerSecond">What arrives a second in calm times, measured before the burst.</param>
/// <param name="Predicted">From the burst's end: what waited, divided by what the service does more than arrives.</param>
/// <param name="Measured">From the burst's end until no more waited than usual; null when that was not seen in time.</param>
public sealed record BurstDrain(long Waiting, long Usual, double ServicePerSecond, double ArrivingPerSecond, TimeSpan Predicted, TimeSpan? Measured)
{
    /// <summary>By how much the measured time was longer than the predicted one; null when one of them is missing.</summary>
    public TimeSpan? Deviation => Measured is { } measured && Predicted < TimeSpan.FromDays(1) ? measured - Predicted : null;

    /// <summary>The deviation as a share of the predicted time; null when there is nothing to divide.</summary>
    public double? DeviationShare => Deviation is { } deviation && Predicted > TimeSpan.Zero ? deviation / Predicted : null;

    /// <summary>Works it out from what was seen; the prediction takes nothing that was seen after the burst.</summary>
    /// <param name="options">The burst.</param>
    /// <param name="moments">What was seen.</param>
    /// <param name="took">How long each order took the service before the burst.</param>
    internal static BurstDrain Of(BurstOptions options, IReadOnlyList<BurstMoment> moments, IReadOnlyList<TimeSpan> took)
    {
        BurstMoment[] calm = [.. moments.Where(m => m.At <= options.Calm)];
        double arriving = calm.Length < 2 ? 0 : (calm[^1].Taken - calm[0].Taken) / (calm[^1].At - calm[0].At).TotalSeconds;
        BurstMoment atEnd = moments.MinBy(m => (m.At - options.BurstEnd).Duration())!;
        long usual = UsualOf(options, moments);
        double rate = took.Count == 0 ? 0 : 1 / Middle.Of(took.Select(t => t.TotalSeconds));
        double spare = rate - arriving;
        long more = Math.Max(0, atEnd.Waiting - usual);
        BurstMoment? drained = moments.FirstOrDefault(m => m.At > options.BurstEnd && m.Waiting <= usual);
        return new(
            atEnd.Waiting, usual, rate, arriving,
            more == 0 ? TimeSpan.Zero : spare <= 0 ? TimeSpan.MaxValue : TimeSpan.FromSeconds(more / spare),
            drained is null ? null : drained.At - options.BurstEnd);
    }

    /// <summary>The most that waited while it was calm; one order is always at hand.</summary>
    internal static long UsualOf(BurstOptions options, IReadOnlyList<BurstMoment> moments) =>
        moments.Where(m => m.At < options.Calm).Select(m => m.Waiting).DefaultIfEmpty(0).Max() + 1;
}

/// <summary>What a burst did to the shop.</summary>
/// <param name="Kind">How orders reached the service.</param>
/// <param name="Options">The burst.</param>
/// <param name="Service">The service.</param>
/// <param name="Orders">What the customers felt, in the order of arrival.</param>
/// <param name="Moments">What was seen, oldest first.</param>
/// <param name="Drain">How what had piled up was worked off; null with calls, where nothing can wait for long.</param>
/// <param name="Confirmed">By how many records the topic grew by the brokers' count; null with calls.</param>
/// <param name="Read">How many records the service's group has committed in this run; null with calls.</param>
/// <param name="BrokersLag">The group's lag as the brokers know it, from the first order: it falls when the group commits, five times a second. Empty with calls.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record BurstRun(
    ShopKind Kind, BurstOptions Options, ShopService Service, IReadOnlyList<PlacedOrder> Orders, IReadOnlyList<BurstMoment> Moments, BurstDrain? Drain, long? Confirmed, long? Read,
    IReadOnlyList<(TimeSpan At, long Lag)> BrokersLag)
    : IHtmlView
{
    /// <summary>Orders that the customer was told had failed.</summary>
    public int Errors => Orders.Count(o => o.Error is not null);

    /// <summary>The longest wait of any customer, in milliseconds, also of those who got an error.</summary>
    public double SlowestMs => Orders.Select(o => o.Took.TotalMilliseconds).DefaultIfEmpty(double.NaN).Max();

    /// <summary>Seconds from the burst's end until no more orders waited than usual; NaN where that was not seen.</summary>
    public double DrainSeconds => Drain?.Measured?.TotalSeconds ?? double.NaN;

    /// <summary>The most orders that waited at any time.</summary>
    public long MostWaiting => Moments.Select(m => m.Waiting).DefaultIfEmpty(0).Max();

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(null, [Say("잰 것", "measured"), Say("값", "value")], Rows());

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Rows().Select(r => $"{r[0]}: {r[1]}"));

    private IEnumerable<IReadOnlyList<string>> Rows()
    {
        Text how = Kind == ShopKind.Calls ? new("호출", "calls") : new("이벤트", "events");
        yield return [Say("방식", "how"), how.ToString()];
        yield return [Say("주문", "orders"), Payloads.Number(Orders.Count)];
        yield return [Say("손님이 본 오류", "errors the customer saw"), Payloads.Number(Errors)];
        yield return [Say("손님이 가장 오래 기다린 시간", "the longest wait of a customer"), $"{ShopRun.Ms(SlowestMs)} ms"];
        yield return [Say("처리한 주문", "orders done"), Payloads.Number(Moments.Count == 0 ? 0 : Moments[^1].Done)];
        if (Drain is { } drain)
        {
            yield return [Say("가장 많이 밀린 주문", "most orders waiting"), Payloads.Number(MostWaiting)];
            yield return [Say("폭주가 끝났을 때 밀려 있던 주문", "orders waiting when the burst ended"), Payloads.Number(drain.Waiting)];
            yield return [Say("폭주 전에 재어 셈한, 1초에 처리할 수 있는 주문", "orders that can be done a second, as measured before the burst"), ShopRun.Ms(drain.ServicePerSecond)];
            yield return [Say("폭주 전에 1초에 들어온 주문", "orders arriving a second before the burst"), ShopRun.Ms(drain.ArrivingPerSecond)];
            yield return [Say("다 따라잡는 데 걸릴 시간(예측)", "time to catch up, predicted"), Seconds(drain.Predicted)];
            yield return [Say("다 따라잡는 데 걸린 시간(측정)", "time to catch up, measured"), Seconds(drain.Measured)];
            yield return [Say("측정 − 예측", "measured − predicted"), Deviation(drain)];
        }
    }

    internal static string Deviation(BurstDrain drain) => drain.Deviation is not { } off ? "–"
        : drain.DeviationShare is { } share ? FormattableString.Invariant($"{off.TotalSeconds:+0.00;-0.00;0.00} s ({100 * share:+0;-0;0} %)")
        : FormattableString.Invariant($"{off.TotalSeconds:+0.00;-0.00;0.00} s");

    internal static string Seconds(TimeSpan? time) => time is { } t && t < TimeSpan.FromDays(1) ? FormattableString.Invariant($"{t.TotalSeconds:0.00} s") : "–";

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

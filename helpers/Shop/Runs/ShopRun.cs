using System.Globalization;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>How orders reach the services.</summary>
public enum ShopKind
{
    /// <summary>The order service calls each of them and waits.</summary>
    Calls,

    /// <summary>The order service writes an event; they read it when they can.</summary>
    Events,
}

/// <summary>One order as its customer felt it.</summary>
/// <param name="Number">Which order of the run, from 1.</param>
/// <param name="At">When it arrived, from the run's start.</param>
/// <param name="Took">How long the customer waited for the answer.</param>
/// <param name="Error">What the customer was told when it went wrong; null when it went well.</param>
public sealed record PlacedOrder(int Number, TimeSpan At, TimeSpan Took, string? Error);

/// <summary>What a service did in one run.</summary>
/// <param name="Service">Its name.</param>
/// <param name="HandledAt">When it was through with each order, from the run's start.</param>
/// <param name="Failures">Why it could not do an order, one text each.</param>
/// <param name="Total">Its results added up.</param>
/// <param name="ReadInAll">How many records of the topic its group has behind it by the brokers' count, in this run and before; null with calls.</param>
public sealed record ServiceTally(string Service, IReadOnlyList<TimeSpan> HandledAt, IReadOnlyList<string> Failures, long Total, long? ReadInAll)
{
    /// <summary>How many orders it did in this run.</summary>
    public int Handled => HandledAt.Count;
}

/// <summary>A time during which a service was down.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="From">When it was gone, from the run's start.</param>
/// <param name="To">When it began to come back.</param>
public sealed record ServiceOutage(string Service, TimeSpan From, TimeSpan To);

/// <summary>A run of the shop: what the customers felt, and what the services did.</summary>
/// <param name="Kind">How orders reached the services.</param>
/// <param name="Caller">The order service's code.</param>
/// <param name="Orders">The orders in the order of their arrival.</param>
/// <param name="Services">The services, in the shop's order.</param>
/// <param name="Outage">Which service was down and when, or null.</param>
/// <param name="Topic">The label of the topic that carried the orders; null with calls.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ShopRun(
    ShopKind Kind, Caller Caller, IReadOnlyList<PlacedOrder> Orders, IReadOnlyList<ServiceTally> Services, ServiceOutage? Outage, string? Topic) : IHtmlView
{
    /// <summary>Orders that the customer was told had failed.</summary>
    public int Errors => Orders.Count(o => o.Error is not null);

    /// <summary>Half of the customers whose order went well waited no longer, in milliseconds; NaN without any.</summary>
    public double MedianMs => Quantile(0.5);

    /// <summary>The longest wait of an order that went well, in milliseconds; NaN without any.</summary>
    public double SlowestMs => Quantile(1);

    /// <summary>Orders that some services did and others did not: paid for, but nobody was told. Only of a run in which every service saw only this run's orders.</summary>
    public int HalfDone => Services.Count == 0 ? 0 : Services.Max(s => s.Handled) - Services.Min(s => s.Handled);

    /// <summary>What a service did.</summary>
    /// <param name="service">The service.</param>
    /// <exception cref="ArgumentException">The shop has no such service.</exception>
    public ServiceTally Of(ShopService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return Services.FirstOrDefault(s => s.Service == service.Name) ?? throw new ArgumentException(
            new Text($"이 가게에는 {service.Name} 서비스가 없다.", $"This shop has no service {service.Name}.").ToString(), nameof(service));
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(null, [Say("서비스", "service"), .. Heads()], Services.Select(s => (IReadOnlyList<string>)
    [
        s.Service, Payloads.Number(s.Handled), Payloads.Number(s.Failures.Count), Payloads.Number(s.Total), .. s.ReadInAll is { } read ? [Payloads.Number(read)] : Array.Empty<string>(),
    ])) + string.Concat(Reasons().Select(Html.Sentence));

    /// <inheritdoc/>
    public override string ToString()
    {
        string count = Payloads.Number(Orders.Count), errors = Payloads.Number(Errors), ms = Ms(MedianMs);
        Text how = Kind == ShopKind.Calls ? new("호출", "calls") : new("이벤트", "events");
        return Orders.Count == 0
            ? Say($"{how}: 새 주문 없이 서비스만 일했다.", $"{how}: no new order; the services worked.")
            : Say(
                $"{how}: 주문 {count}건 가운데 {errors}건이 손님에게 오류로 보였다. 손님이 기다린 시간의 가운뎃값은 {ms} ms다.",
                $"{how}: of {count} orders {errors} looked like an error to the customer. The median wait was {ms} ms.");
    }

    internal static string Ms(double milliseconds) => double.IsFinite(milliseconds) ? milliseconds.ToString(milliseconds < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture) : "–";

    private string[] Heads() =>
    [
        Say("이번에 처리한 주문", "orders done now"), Say("처리하지 못한 주문", "could not do"), Say("더한 값", "sum"),
        .. Kind == ShopKind.Events ? [Say("지금까지 읽은 주문(브로커의 기록)", "read in all (brokers)")] : Array.Empty<string>(),
    ];

    private IEnumerable<string> Reasons() => Orders.Where(o => o.Error is not null).GroupBy(o => o.Error!)
        .Select(g => Say($"손님이 본 오류: {g.Key} ({Payloads.Number(g.Count())}건)", $"what the customer saw: {g.Key} ({Payloads.Number(g.Count())} orders)"))
        .Concat(Services.SelectMany(s => s.Failures.GroupBy(f => f).Select(g => $"{s.Service}: {g.Key} ({Payloads.Number(g.Count())})")))
        .Take(8);

    private double Quantile(double share)
    {
        double[] waits = [.. Orders.Where(o => o.Error is null).Select(o => o.Took.TotalMilliseconds).Order()];
        return waits.Length == 0 ? double.NaN : waits[Math.Min(waits.Length - 1, (int)(share * waits.Length))];
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

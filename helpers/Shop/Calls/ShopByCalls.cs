using System.Diagnostics;
using System.Runtime.CompilerServices;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>
/// A shop whose order service calls the others over HTTP, on the loopback, one after the other, and answers its customer when all have answered. Nothing runs between
/// two runs.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class ShopByCalls : IHtmlView
{
    /// <summary>How long a caller waits for one service.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Func<ServiceCalls, Event, Task> _caller;
    private readonly string _source;

    /// <summary>Describes the shop.</summary>
    /// <param name="services">Its services.</param>
    /// <param name="caller">The order service's code: what it does with an order.</param>
    /// <param name="source">Filled in by the compiler: the code as it stands in the cell.</param>
    /// <exception cref="ArgumentException">There is no service, or one is named twice.</exception>
    public ShopByCalls(
        IReadOnlyList<ShopService> services, Func<ServiceCalls, Event, Task> caller, [CallerArgumentExpression(nameof(caller))] string source = "")
    {
        ArgumentNullException.ThrowIfNull(caller);
        Services = ShopServices.Validate(services);
        _caller = caller;
        _source = source;
    }

    /// <summary>Its services.</summary>
    public IReadOnlyList<ShopService> Services { get; }

    /// <summary>The same shop with one service more and a changed order service. Without the change nobody calls the new one.</summary>
    /// <param name="service">The new service.</param>
    /// <param name="caller">The changed code; null for the same as before.</param>
    /// <param name="source">Filled in by the compiler.</param>
    public ShopByCalls With(
        ShopService service, Func<ServiceCalls, Event, Task>? caller = null, [CallerArgumentExpression(nameof(caller))] string source = "") =>
        new([.. Services, service], caller ?? _caller, caller is null ? _source : source);

    /// <summary>Opens the services' doors, lets the orders arrive, and closes the doors again.</summary>
    /// <param name="orders">The orders, 20,000 at most.</param>
    /// <param name="perSecond">How many arrive a second, 1 to 2,000, whether the shop is quick or slow.</param>
    /// <param name="down">A service that is down while the middle third of the orders arrives; null for none.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the service is not one of this shop.</exception>
    public async Task<ShopRun> TakeAsync(IEnumerable<Event> orders, int perSecond = 50, ShopService? down = null, CancellationToken ct = default)
    {
        Event[] all = OrderFeed.Validate(orders, perSecond);
        ShopServices.ThrowIfMissing(Services, down);
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(OrderFeed.Limit);
        Stopwatch clock = Stopwatch.StartNew();
        List<ServiceWorker> workers = ServiceCalls.Workers(Services, clock);
        await using ServiceCalls calls = new(workers, Patience);
        await calls.ReadyAsync(limited.Token).ConfigureAwait(false);
        clock.Restart();
        ServiceEndpoint? door = down is null ? null : calls.EndpointOf(down);
        OrderFeed feed = new(clock, perSecond, order => _caller(calls, order));
        (IReadOnlyList<PlacedOrder> placed, (TimeSpan From, TimeSpan To)? outage) = await feed.RunAsync(
            all, door is null ? null : door.CloseAsync, door is null ? null : () => { door.Open(); return Task.CompletedTask; }, limited.Token).ConfigureAwait(false);
        return new ShopRun(
            ShopKind.Calls, new Caller(_source, _caller), placed, [.. workers.Select(w => w.Tally(null))], outage is { } o ? new ServiceOutage(down!.Name, o.From, o.To) : null, null);
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString());

    /// <inheritdoc/>
    public override string ToString() => new Text(
        $"호출로 만든 가게: order → {string.Join(", ", Services.Select(s => s.Name))}",
        $"a shop by calls: order → {string.Join(", ", Services.Select(s => s.Name))}").ToString();
}

using System.Diagnostics;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>
/// Customers: orders arrive at a steady pace, whether the shop is quick or slow. With an outage, a third of the orders arrives before it, a third while the service is
/// down, a third after it came back; orders at hand are finished before the service goes and before it comes back, so that the counts do not depend on luck.
/// </summary>
internal sealed class OrderFeed(Stopwatch clock, int perSecond, Func<Event, Task> place)
{
    /// <summary>The highest pace.</summary>
    public const int MostPerSecond = 2_000;

    /// <summary>The most orders of one run.</summary>
    public const int MostOrders = 20_000;

    /// <summary>How long a run may take, whatever happens.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>How long orders may go on arriving; the rest of the limit is for what follows from them.</summary>
    private const double MostSeconds = 30;

    /// <exception cref="ArgumentException">There are too many orders, or the pace is out of its range.</exception>
    public static Event[] Validate(IEnumerable<Event> orders, int perSecond)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (perSecond is < 1 or > MostPerSecond)
        {
            throw new ArgumentOutOfRangeException(
                nameof(perSecond), perSecond, new Text($"1초에 받는 주문은 1에서 {MostPerSecond}건까지다.", $"Orders a second: 1 to {MostPerSecond}.").ToString());
        }

        Event[] all = [.. orders.Take(MostOrders + 1)];
        return all.Length > MostOrders
            ? throw new ArgumentException(
                new Text($"한 번에 주문 {MostOrders}건까지 받을 수 있다.", $"A run takes {MostOrders} orders at most.").ToString(), nameof(orders))
            : all.Length > perSecond * MostSeconds
            ? throw new ArgumentException(
                new Text(
                    $"주문 {all.Length}건을 1초에 {perSecond}건씩 받으면 {MostSeconds:0}초가 넘는다. 주문을 줄이거나 perSecond를 늘린다.",
                    $"{all.Length} orders at {perSecond} a second take over {MostSeconds:0} seconds. Take fewer orders, or a higher pace.").ToString(),
                nameof(orders))
            : all;
    }

    /// <summary>Lets all orders arrive and waits until each was answered.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="fail">Takes a service down; null for no outage.</param>
    /// <param name="mend">Brings it back.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<(IReadOnlyList<PlacedOrder> Placed, (TimeSpan From, TimeSpan To)? Outage)> RunAsync(
        Event[] orders, Func<Task>? fail, Func<Task>? mend, CancellationToken cancellationToken)
    {
        if (fail is null || mend is null)
        {
            return (await PartAsync(orders, 0, cancellationToken).ConfigureAwait(false), null);
        }

        int third = orders.Length / 3;
        List<PlacedOrder> placed = [.. await PartAsync(orders[..third], 0, cancellationToken).ConfigureAwait(false)];
        await fail().ConfigureAwait(false);
        TimeSpan from = clock.Elapsed;
        placed.AddRange(await PartAsync(orders[third..^third], third, cancellationToken).ConfigureAwait(false));
        TimeSpan to = clock.Elapsed;
        await mend().ConfigureAwait(false);
        placed.AddRange(await PartAsync(orders[^third..], orders.Length - third, cancellationToken).ConfigureAwait(false));
        return (placed, (from, to));
    }

    /// <summary>One order, from its arrival to the shop's answer.</summary>
    internal async Task<PlacedOrder> OneAsync(Event order, int number, CancellationToken cancellationToken)
    {
        TimeSpan at = clock.Elapsed;
        try
        {
            await place(order).WaitAsync(cancellationToken).ConfigureAwait(false);
            return new PlacedOrder(number, at, clock.Elapsed - at, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever goes wrong with an order is what the customer feels, and what is being measured.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return new PlacedOrder(number, at, clock.Elapsed - at, failure.Message);
        }
    }

    private async Task<PlacedOrder[]> PartAsync(Event[] orders, int before, CancellationToken cancellationToken)
    {
        TimeSpan start = clock.Elapsed;
        List<Task<PlacedOrder>> open = new(orders.Length);
        for (int i = 0; i < orders.Length; i++)
        {
            TimeSpan wait = start + TimeSpan.FromSeconds(i / (double)perSecond) - clock.Elapsed;
            if (wait >= TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            }

            open.Add(OneAsync(orders[i], before + i + 1, cancellationToken));
        }

        return await Task.WhenAll(open).ConfigureAwait(false);
    }
}

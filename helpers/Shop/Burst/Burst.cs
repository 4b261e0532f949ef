using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>Runs a rush of customers against one service: called, or told by events. The same orders at the same times.</summary>
public static class Burst
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan MostDrain = TimeSpan.FromSeconds(20);

    /// <summary>The service is called over HTTP. Takes as long as calm time and burst, and a little longer.</summary>
    /// <param name="service">The service.</param>
    /// <param name="options">The burst; null for ten times as much for 0.8 s.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static async Task<BurstRun> ByCallsAsync(ShopService service, BurstOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(service);
        options ??= new BurstOptions();
        options.Validate();
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(OrderFeed.Limit);
        Stopwatch clock = Stopwatch.StartNew();
        ServiceWorker worker = new(service, clock);
        await using ServiceCalls calls = new([worker], options.Patience);
        await calls.ReadyAsync(limited.Token).ConfigureAwait(false);
        clock.Restart();
        BurstFeed feed = new(options, clock, order => calls.PostAsync(service, order));
        using CancellationTokenSource stop = new();
        Task<IReadOnlyList<BurstMoment>> watching = feed.WatchAsync(() => worker.Done, null, stop.Token);
        try
        {
            TimeSpan end = options.BurstEnd + options.Patience + After;
            IReadOnlyList<PlacedOrder> placed = await feed.RunAsync(() => clock.Elapsed >= end, limited.Token).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            return new BurstRun(ShopKind.Calls, options, service, placed, await watching.ConfigureAwait(false), null, null, null, []);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The orders are written to a topic and the service reads them. Goes on in calm until no more orders wait than before the burst, for 20 s at most, and ends when every
    /// order is done.
    /// </summary>
    /// <param name="topic">Where orders are written.</param>
    /// <param name="service">The service; its name is its consumer group.</param>
    /// <param name="options">The burst; null for ten times as much for 0.8 s.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="ClusterException">The cluster did not answer.</exception>
    public static async Task<BurstRun> ByEventsAsync(Topic topic, ShopService service, BurstOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(service);
        options ??= new BurstOptions();
        options.Validate();
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(OrderFeed.Limit);
        (long End, long Read) before = await PositionsAsync(topic, service, limited.Token).ConfigureAwait(false);
        IProgressLine progress = topic.Cluster.Progress.Begin(new("주문이 폭주하는 중", "A burst of orders"));
        Stopwatch clock = Stopwatch.StartNew();
        ServiceWorker worker = new(service, clock);
        await using OrderTopic outlet = await OrderTopic.OpenAsync(topic, limited.Token).ConfigureAwait(false);
        GroupMember member = await topic.JoinAsync(service.Name, service.Name, (record, stop) => worker.HandleAsync(record.Value, stop), ShopServices.Consumers(), limited.Token).ConfigureAwait(false);
        IReadOnlyList<PlacedOrder> placed;
        IReadOnlyList<BurstMoment> moments;
        OffsetTimeline lag;
        DateTimeOffset opened;
        await using (member.ConfigureAwait(false))
        {
            bool over = false;
            Task<OffsetTimeline> watching = topic.WatchOffsetsAsync([service.Name], OrderFeed.Limit, Interval, _ => Volatile.Read(ref over), limited.Token);
            clock.Restart();
            opened = DateTimeOffset.Now;
            try
            {
                (placed, moments) = await RushAsync(options, clock, outlet, worker, member, limited.Token).ConfigureAwait(false);
            }
            finally
            {
                Volatile.Write(ref over, true);
                lag = await watching.ConfigureAwait(false);
            }
        }

        (long End, long Read) after = await PositionsAsync(topic, service, limited.Token).ConfigureAwait(false);
        BurstDrain drain = BurstDrain.Of(options, moments, worker.TookUntil(options.Calm));
        progress.Done(new(
            $"주문 {Payloads.Number(placed.Count)}건, 폭주가 끝나고 {BurstRun.Seconds(drain.Measured)} 만에 따라잡았다",
            $"{Payloads.Number(placed.Count)} orders, caught up {BurstRun.Seconds(drain.Measured)} after the burst"));
        return new BurstRun(ShopKind.Events, options, service, placed, moments, drain, after.End - before.End, after.Read - before.Read,
            [.. lag.Moments.Select(m => (At: m.Snapshot.At - opened, Lag: m.Snapshot.TotalLag)).Where(m => m.At >= TimeSpan.Zero && m.At <= moments[^1].At)]);
    }

    private static async Task<(IReadOnlyList<PlacedOrder> Placed, IReadOnlyList<BurstMoment> Moments)> RushAsync(
        BurstOptions options, Stopwatch clock, OrderTopic outlet, ServiceWorker worker, GroupMember member, CancellationToken cancellationToken)
    {
        BurstFeed feed = new(options, clock, outlet.PublishAsync);
        List<BurstMoment> seen = [];
        long drained = (options.BurstEnd + MostDrain).Ticks;
        using CancellationTokenSource stop = new();
        Task<IReadOnlyList<BurstMoment>> watching = feed.WatchAsync(() => worker.Done, moment =>
        {
            seen.Add(moment);
            if (moment.At > options.BurstEnd && moment.At.Ticks < Volatile.Read(ref drained) && moment.Waiting <= BurstDrain.UsualOf(options, seen))
            {
                Volatile.Write(ref drained, moment.At.Ticks);
            }
        }, stop.Token);
        try
        {
            IReadOnlyList<PlacedOrder> placed = await feed.RunAsync(
                () => member.Failure is not null || clock.Elapsed >= TimeSpan.FromTicks(Volatile.Read(ref drained)) + After, cancellationToken).ConfigureAwait(false);
            while (worker.Done < feed.Taken && member.Failure is null)
            {
                await Task.Delay(20, cancellationToken).ConfigureAwait(false);
            }

            await stop.CancelAsync().ConfigureAwait(false);
            return (placed, member.Failure is { } failure ? throw failure : await watching.ConfigureAwait(false));
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    private static async Task<(long End, long Read)> PositionsAsync(Topic topic, ShopService service, CancellationToken cancellationToken)
    {
        OffsetSnapshot offsets = await topic.OffsetsAsync([service.Name], cancellationToken).ConfigureAwait(false);
        return (offsets.TotalEnd, offsets.Groups[0].Partitions.Sum(p => p.Committed ?? offsets.Partitions[p.Partition].LogStart));
    }
}

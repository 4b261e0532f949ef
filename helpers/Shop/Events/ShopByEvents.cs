using System.Diagnostics;
using System.Runtime.CompilerServices;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>
/// A shop whose order service writes each order to a topic and answers its customer when the brokers have it. Each service reads the topic as a consumer group of its own.
/// Nothing runs between two runs; the groups' positions stay with the brokers.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class ShopByEvents : IHtmlView
{
    private static readonly TimeSpan CatchUpLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Func<OrderTopic, Event, Task> _caller;
    private readonly string _source;

    /// <summary>Describes the shop.</summary>
    /// <param name="topic">Where orders are written.</param>
    /// <param name="services">Its services.</param>
    /// <param name="caller">The order service's code: what it does with an order.</param>
    /// <param name="source">Filled in by the compiler: the code as it stands in the cell.</param>
    /// <exception cref="ArgumentException">There is no service, or one is named twice.</exception>
    public ShopByEvents(
        Topic topic, IReadOnlyList<ShopService> services, Func<OrderTopic, Event, Task> caller, [CallerArgumentExpression(nameof(caller))] string source = "")
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(caller);
        Topic = topic;
        Services = ShopServices.Validate(services);
        _caller = caller;
        _source = source;
    }

    /// <summary>Where orders are written.</summary>
    public Topic Topic { get; }

    /// <summary>Its services.</summary>
    public IReadOnlyList<ShopService> Services { get; }

    /// <summary>The order service's code.</summary>
    public Caller Caller => new(_source, _caller);

    /// <summary>The same shop with one service more. The order service stays as it is: the very same code.</summary>
    /// <param name="service">The new service.</param>
    public ShopByEvents With(ShopService service) => new(Topic, [.. Services, service], _caller, _source);

    /// <summary>
    /// Lets the services join, lets the orders arrive, waits until every service has read all that is in the topic, and lets them leave. A service that has never read
    /// the topic begins with its oldest record.
    /// </summary>
    /// <param name="orders">The orders, 20,000 at most; none lets the services only catch up.</param>
    /// <param name="perSecond">How many arrive a second, 1 to 2,000, whether the shop is quick or slow.</param>
    /// <param name="down">A service that is down while the middle third of the orders arrives; null for none.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the service is not one of this shop.</exception>
    /// <exception cref="ClusterException">The cluster did not answer, or the services did not catch up within 20 seconds.</exception>
    public async Task<ShopRun> TakeAsync(IEnumerable<Event> orders, int perSecond = 50, ShopService? down = null, CancellationToken ct = default)
    {
        Event[] all = OrderFeed.Validate(orders, perSecond);
        ShopServices.ThrowIfMissing(Services, down);
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(OrderFeed.Limit);
        DelayedProgress progress = new(Topic.Cluster.Progress);
        Stopwatch clock = Stopwatch.StartNew();
        List<ServiceWorker> workers = ServiceCalls.Workers(Services, clock);
        await using OrderTopic topic = await OrderTopic.OpenAsync(Topic, limited.Token).ConfigureAwait(false);
        await using Staff staff = new(Topic, limited.Token);
        await Task.WhenAll(workers.Select(staff.BeginAsync)).ConfigureAwait(false);
        OrderFeed feed = new(clock, perSecond, order =>
        {
            progress.Report(() => new($"가게가 주문 {all.Length}건을 받는 중", $"The shop takes {all.Length} orders"));
            return _caller(topic, order);
        });
        ServiceWorker? absent = down is null ? null : workers.Single(w => w.Service == down);
        (IReadOnlyList<PlacedOrder> placed, (TimeSpan From, TimeSpan To)? outage) = await feed.RunAsync(
            all, absent is null ? null : () => staff.EndAsync(absent), absent is null ? null : () => staff.BeginAsync(absent), limited.Token).ConfigureAwait(false);
        IReadOnlyList<long> read = await CatchUpAsync(staff, limited.Token).ConfigureAwait(false);
        progress.Done(() => new($"가게가 주문 {all.Length}건을 받았다", $"The shop took {all.Length} orders"));
        return new ShopRun(
            ShopKind.Events, Caller, placed, [.. workers.Select((w, i) => w.Tally(read[i]))], outage is { } o ? new ServiceOutage(down!.Name, o.From, o.To) : null, Topic.Label);
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString());

    /// <inheritdoc/>
    public override string ToString() => new Text(
        $"이벤트로 만든 가게: order → 토픽 {Topic.Label} → {string.Join(", ", Services.Select(s => s.Name))}",
        $"a shop by events: order → topic {Topic.Label} → {string.Join(", ", Services.Select(s => s.Name))}").ToString();

    // By the brokers' count: what each group has committed, once nothing is ahead of any.
    private async Task<IReadOnlyList<long>> CatchUpAsync(Staff staff, CancellationToken cancellationToken)
    {
        string[] groups = [.. Services.Select(s => s.Name)];
        OffsetTimeline watched = await Topic.WatchOffsetsAsync(
            groups, CatchUpLimit, Interval, s => staff.Failure is not null || s.Groups.All(g => g.TotalLag == 0), cancellationToken).ConfigureAwait(false);
        if (staff.Failure is { } failure)
        {
            throw failure;
        }

        OffsetSnapshot last = watched.Moments[^1].Snapshot;
        return last.Groups.FirstOrDefault(g => g.TotalLag > 0) is { } late
            ? throw new ClusterException(
                ClusterProblem.TimedOut,
                new(
                    $"서비스 {Particle.IGa(late.Label)} {CatchUpLimit.TotalSeconds:0}초 안에 따라잡지 못했다. 아직 {late.TotalLag}건이 남았다.",
                    $"The service {late.Label} did not catch up within {CatchUpLimit.TotalSeconds:0} seconds; {late.TotalLag} records are left."),
                new("주문을 줄이거나 서비스의 처리 시간을 줄인다.", "Take fewer orders, or a quicker service."))
            : [.. last.Groups.Select(g => g.Partitions.Sum(p => (p.Committed ?? last.Partitions[p.Partition].LogStart) - last.Partitions[p.Partition].LogStart))];
    }

    /// <summary>The services' consumers of one run.</summary>
    private sealed class Staff(Topic topic, CancellationToken cancellationToken) : IAsyncDisposable
    {
        private readonly Dictionary<ServiceWorker, GroupMember> _members = [];
        private readonly Lock _gate = new();

        public Exception? Failure
        {
            get
            {
                lock (_gate)
                {
                    return _members.Values.Select(m => m.Failure).FirstOrDefault(f => f is not null);
                }
            }
        }

        public async Task BeginAsync(ServiceWorker worker)
        {
            GroupMember member = await topic.JoinAsync(worker.Service.Name, worker.Service.Name, (record, stop) => WorkAsync(worker, record, stop), ShopServices.Consumers(), cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                _members[worker] = member;
            }
        }

        public async Task EndAsync(ServiceWorker worker)
        {
            GroupMember? member;
            lock (_gate)
            {
                _members.Remove(worker, out member);
            }

            if (member is not null)
            {
                await member.DisposeAsync().ConfigureAwait(false);
            }
        }

        public async ValueTask DisposeAsync() => await Task.WhenAll(_members.Values.ToArray().Select(m => m.DisposeAsync().AsTask())).ConfigureAwait(false);

        private static async Task WorkAsync(ServiceWorker worker, ReadRecord record, CancellationToken stop)
        {
            try
            {
                await worker.HandleAsync(record.Value, stop).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The worker keeps the failure; one order that cannot be done does not stop those behind it.
            catch (Exception failed) when (failed is not OperationCanceledException)
#pragma warning restore CA1031
            {
            }
        }
    }
}

using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>
/// A shop whose services only know topics: describe it service by service, then <see cref="RunAsync"/>. <c>new ShopHub("order", "orders").Service("payment", ["orders"], "payments")</c>.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class ShopHub : IHtmlView
{
    private static readonly TimeSpan JoinLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _entry;
    private readonly string _entryTopic;
    private readonly IReadOnlyList<HubService> _services;

    /// <summary>Begins with the service that takes orders.</summary>
    /// <param name="entry">Its name.</param>
    /// <param name="writes">The label of the topic that it writes to.</param>
    public ShopHub(string entry, string writes)
        : this(entry, writes, [])
    {
    }

    private ShopHub(string entry, string writes, IReadOnlyList<HubService> services)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(writes);
        _entry = entry;
        _entryTopic = writes;
        _services = services;
    }

    /// <summary>The same shop with one service more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="reads">The labels of the topics that it reads; each written by a service before it.</param>
    /// <param name="writes">The label of the topic that it writes one event to for each that it read; null for none.</param>
    public ShopHub Service(string name, IReadOnlyList<string> reads, string? writes = null)
    {
        ArgumentNullException.ThrowIfNull(reads);
        return new(_entry, _entryTopic, [.. _services, new HubService(name, [.. reads], writes)]);
    }

    /// <summary>
    /// Creates the topics, lets the services join, writes the orders, waits until everything that follows from them is done, and then reads from the topics and the
    /// brokers what flowed. Nothing runs afterwards.
    /// </summary>
    /// <param name="cluster">Where.</param>
    /// <param name="orders">The orders, 1 to 5,000; each a JSON object with the field order.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="ArgumentException">The description does not hold together.</exception>
    /// <exception cref="ClusterException">The cluster did not answer, or the shop did not get done within 30 seconds.</exception>
    public async Task<ShopFlow> RunAsync(Cluster cluster, IEnumerable<Event> orders, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(orders);
        HubService.Validate(_entry, _entryTopic, _services);
        Event[] all = [.. orders.Take(5_000).WithField(HubMember.WriterField, _entry)];
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(OrderFeed.Limit);
        IProgressLine progress = cluster.Progress.Begin(new("가게 전체가 일하는 중", "The whole shop is at work"));
        string[] labels = [.. _services.Select(s => s.Writes).OfType<string>().Prepend(_entryTopic).Distinct()];
        Dictionary<string, Topic> topics = [];
        foreach (string label in labels)
        {
            topics[label] = await cluster.CreateTopicAsync(label, ct: limited.Token).ConfigureAwait(false);
        }

        await WorkAsync(cluster, topics, all, limited.Token).ConfigureAwait(false);
        ShopFlow flow = await MeasureAsync(labels, topics, limited.Token).ConfigureAwait(false);
        progress.Done(new($"{flow}", $"{flow}"));
        return flow;
    }

    /// <inheritdoc/>
    public string ToHtml() => string.Concat(Lines().Select(Html.Sentence));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Lines());

    private IEnumerable<string> Lines() =>
        _services.Select(s => $"{s.Name}: {string.Join(", ", s.Reads)}{(s.Writes is null ? "" : $" → {s.Writes}")}").Prepend($"{_entry}: → {_entryTopic}");

    private async Task WorkAsync(Cluster cluster, Dictionary<string, Topic> topics, Event[] orders, CancellationToken cancellationToken)
    {
        ProducerConfig config = TopicProducer.Config(topics[_entryTopic], new ProducerConfig { LingerMs = 0 });
        IProducer<string?, string> producer = KafkaClients.Producer(new ProducerBuilder<string?, string>(config));
        List<(HubService Service, HubMember Member)> staff = [];
        try
        {
            staff.AddRange(_services.Select(s => (s, new HubMember(cluster, s, topics, producer))));
            await Task.WhenAll(staff.Select(s => s.Member.JoinedAsync(JoinLimit))).WaitAsync(cancellationToken).ConfigureAwait(false);
            await topics[_entryTopic].ProduceAsync(orders, ct: cancellationToken).ConfigureAwait(false);
            await DoneAsync(staff, orders.Length, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(staff.Select(s => s.Member.DisposeAsync().AsTask())).ConfigureAwait(false);
            await Task.Run(producer.Dispose, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // Each service writes one event for each that it read, so what has to come is known from the orders on.
    private async Task DoneAsync(List<(HubService Service, HubMember Member)> staff, int orders, CancellationToken cancellationToken)
    {
        Dictionary<string, int> expected = new() { [_entryTopic] = orders };
        foreach (HubService service in _services.Where(s => s.Writes is not null))
        {
            expected[service.Writes!] = expected.GetValueOrDefault(service.Writes!) + service.Reads.Sum(t => expected[t]);
        }

        Stopwatch clock = Stopwatch.StartNew();
        while (staff.Any(s => s.Service.Reads.Any(t => s.Member.Read(t) < expected[t])))
        {
            if (staff.Select(s => s.Member.Failure).FirstOrDefault(f => f is not null) is { } failure)
            {
                throw failure;
            }

            if (clock.Elapsed > Limit)
            {
                string late = string.Join(", ", staff.Where(s => s.Service.Reads.Any(t => s.Member.Read(t) < expected[t])).Select(s => s.Service.Name));
                throw new ClusterException(
                    ClusterProblem.TimedOut,
                    new($"{Limit.TotalSeconds:0}초 안에 일을 마치지 못한 서비스: {late}", $"Not done within {Limit.TotalSeconds:0} seconds: {late}"),
                    new("브로커가 모두 떠 있는지 확인한다: `dotnet run -- status`", "See whether all brokers are running: `dotnet run -- status`"));
            }

            await Task.Delay(20, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ShopFlow> MeasureAsync(string[] labels, Dictionary<string, Topic> topics, CancellationToken cancellationToken)
    {
        List<FlowWrite> writes = [];
        List<FlowRead> reads = [];
        foreach (string label in labels)
        {
            ReadResult log = await topics[label].ReadAllAsync(cancellationToken).ConfigureAwait(false);
            writes.AddRange(log.Records.CountBy(r => OrderEvent.Parse(r.Value).Text(HubMember.WriterField)).Select(w => new FlowWrite(w.Key, label, w.Value)));
            string[] groups = [.. _services.Where(s => s.Reads.Contains(label)).Select(s => s.Name)];
            OffsetSnapshot offsets = await topics[label].OffsetsAsync(groups, cancellationToken).ConfigureAwait(false);
            reads.AddRange(offsets.Groups.Select(g => new FlowRead(
                g.Label, label, g.Partitions.Sum(p => (p.Committed ?? offsets.Partitions[p.Partition].LogStart) - offsets.Partitions[p.Partition].LogStart))));
        }

        return new ShopFlow([_entry, .. _services.Select(s => s.Name)], labels, writes, reads);
    }
}

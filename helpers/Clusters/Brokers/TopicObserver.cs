using System.Globalization;
using System.Net.Sockets;
using Confluent.Kafka;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>Watches a topic's leaders and in-sync replicas.</summary>
internal interface ITopicObserver : IAsyncDisposable
{
    /// <summary>How the partitions are, as far as anybody answers; null while nobody does.</summary>
    IReadOnlyList<PartitionView>? Now { get; }
}

/// <summary>
/// Asks every broker by itself, each over a connection of its own, so that one that is dead or frozen keeps nobody waiting. Of brokers that disagree
/// the one that has heard of the later leader is believed.
/// </summary>
internal sealed class WireObserver : ITopicObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMilliseconds(700);
    private readonly CancellationTokenSource _ended = new();
    private readonly TopicView?[] _views;
    private readonly Task _watching;

    /// <param name="bootstrapServers">The brokers, as clients reach them, without security.</param>
    /// <param name="topic">The topic's full name.</param>
    public WireObserver(string bootstrapServers, string topic)
    {
        string[] addresses = bootstrapServers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        _views = new TopicView?[addresses.Length];
        _watching = Task.WhenAll(addresses.Select((a, i) => Task.Run(() => WatchAsync(a, i, topic, _ended.Token))));
    }

    public IReadOnlyList<PartitionView>? Now => Merge([.. Enumerable.Range(0, _views.Length).Select(i => Volatile.Read(ref _views[i])).OfType<TopicView>()]);

    /// <summary>What several brokers say, as one: of each partition the view with the latest leader; among equals the one of most brokers.</summary>
    internal static IReadOnlyList<PartitionView>? Merge(IReadOnlyList<TopicView> views)
    {
        PartitionView[] merged =
        [
            .. views.SelectMany(v => v.Partitions).GroupBy(p => p.Partition).OrderBy(g => g.Key).Select(g =>
            {
                int epoch = g.Max(p => p.Epoch);
                return g.Where(p => p.Epoch == epoch).GroupBy(p => (p.Leader, string.Join(',', p.InSync.Order()))).OrderByDescending(same => same.Count()).First().First();
            }),
        ];
        return merged.Length == 0 ? null : merged;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task WatchAsync(string address, int index, string topic, CancellationToken cancellationToken)
    {
        int colon = address.LastIndexOf(':');
        int port = int.Parse(address.AsSpan(colon + 1), CultureInfo.InvariantCulture);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(address[..colon], port, index, topic, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException)
            {
                // Not there at the moment: what it said before counts no longer.
                Volatile.Write(ref _views[index], null);
            }

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(string host, int port, int index, string topic, CancellationToken cancellationToken)
    {
        using TcpClient client = new() { NoDelay = true };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerLimit);
        await client.ConnectAsync(host, port, limit.Token).ConfigureAwait(false);
        NetworkStream stream = client.GetStream();
        while (true)
        {
            TopicView view = await BrokerWire.TopicAsync(stream, topic, limit.Token).ConfigureAwait(false);
            Volatile.Write(ref _views[index], view);
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
            limit.CancelAfter(AnswerLimit);
        }
    }
}

/// <summary>Asks somebody else's cluster through the client, which knows about security; twice a second is enough, because nobody breaks anything there.</summary>
internal sealed class AdminObserver : ITopicObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _watching;
    private IReadOnlyList<PartitionView>? _now;

    public AdminObserver(BrokerCluster cluster, string topic) => _watching = Task.Run(() => WatchAsync(cluster, topic, _ended.Token));

    public IReadOnlyList<PartitionView>? Now => Volatile.Read(ref _now);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task WatchAsync(BrokerCluster cluster, string topic, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                IReadOnlyList<TopicPartitionInfo> partitions = await cluster.PartitionsAsync(topic, cancellationToken).ConfigureAwait(false) ?? [];
                Volatile.Write(ref _now, partitions.Count == 0 ? null :
                [
                    .. partitions.OrderBy(p => p.Partition).Select(p => new PartitionView(
                        p.Partition, p.Leader is { Id: >= 0 } leader ? leader.Id : null, 0, [.. p.Replicas.Select(r => r.Id)], [.. p.ISR.Select(r => r.Id)])),
                ]);
            }
            catch (Exception failure) when (failure is KafkaException or TimeoutException)
            {
                Volatile.Write(ref _now, null);
            }

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

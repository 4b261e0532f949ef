using System.Globalization;
using System.Text.Json;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Clusters.ZooKeeper;

namespace KafkaWorkbook.Measuring;

/// <summary>What a cluster's metadata say of its controller and its brokers at one moment.</summary>
/// <param name="Controller">The controller's broker id; null while there is none or nobody answers.</param>
/// <param name="Epoch">How many controllers there were; null while nobody answers.</param>
/// <param name="Brokers">The brokers that count as alive, ascending.</param>
internal sealed record ControllerState(int? Controller, int? Epoch, IReadOnlyList<int> Brokers);

/// <summary>Asks for it: ZooKeeper's znodes, or KRaft's quorum.</summary>
internal sealed class ControllerReader : IAsyncDisposable
{
    private static readonly TimeSpan QuorumLimit = TimeSpan.FromSeconds(3);
    private readonly BrokerCluster _cluster;
    private readonly ZooKeeperClient? _zooKeeper;

    /// <exception cref="NotOnThisClusterException">There is neither ZooKeeper nor a quorum to be asked.</exception>
    public ControllerReader(Cluster cluster)
    {
        if (!cluster.Can(Capability.KRaft))
        {
            cluster.Require(Capability.ZooKeeper);
        }

        _cluster = (BrokerCluster)cluster;
        _zooKeeper = cluster.Can(Capability.ZooKeeper) ? cluster.OpenZooKeeper() : null;
    }

    public ZooKeeperClient? ZooKeeper => _zooKeeper;

    public async Task<ControllerState> ReadAsync(CancellationToken cancellationToken)
    {
        if (_zooKeeper is { } zooKeeper)
        {
            Znode? controller = await zooKeeper.GetAsync("/controller", cancellationToken).ConfigureAwait(false);
            Znode? epoch = await zooKeeper.GetAsync("/controller_epoch", cancellationToken).ConfigureAwait(false);
            IReadOnlyList<string> ids = await zooKeeper.GetChildrenAsync("/brokers/ids", cancellationToken).ConfigureAwait(false);
            return new ControllerState(
                controller is null ? null : BrokerOf(controller.Data),
                epoch is null ? null : int.Parse(epoch.Data, CultureInfo.InvariantCulture),
                [.. ids.Select(i => int.Parse(i, CultureInfo.InvariantCulture)).Order()]);
        }

        QuorumView? quorum = await QuorumAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<int, BrokerView> views = await _cluster.ViewsAsync(cancellationToken).ConfigureAwait(false);

        // A broker that was told late still names the dead; one that names fewer knows more.
        IReadOnlyList<int> brokers = views.Count == 0 ? [] : [.. views.Values.MinBy(v => v.Brokers.Count)!.Brokers.Select(b => b.Id).Order()];
        return new ControllerState(quorum?.LeaderId, quorum?.Epoch, brokers);
    }

    public Task<QuorumView?> QuorumAsync(CancellationToken cancellationToken) => _cluster.QuorumAsync(QuorumLimit, cancellationToken);

    public ValueTask DisposeAsync() => _zooKeeper?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal static int? BrokerOf(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("brokerid", out JsonElement id) ? id.GetInt32() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

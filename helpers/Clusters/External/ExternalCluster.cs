using Confluent.Kafka;
using KafkaWorkbook.Clusters.Brokers;

namespace KafkaWorkbook.Clusters.External;

/// <summary>
/// Somebody's cluster. The workbook creates and deletes only topics of its own there, writes little, and never stops, breaks or configures anything.
/// </summary>
internal sealed class ExternalCluster : BrokerCluster
{
    private const long MostRecords = 100_000;

    private static readonly Capability[] OfAnyBroker =
    [
        Capability.Durability, Capability.Transactions, Capability.Idempotence, Capability.OffsetsByTime, Capability.Configs, Capability.GroupAdmin,
    ];

    private readonly ExternalSettings _settings;
    private IReadOnlyList<int> _brokerIds = [];

    private ExternalCluster(ClusterOptions options, ExternalSettings settings)
        : base(options, ClusterKind.External, "external") => _settings = settings;

    /// <inheritdoc/>
    public override string BootstrapServers => _settings.BootstrapServers;

    /// <inheritdoc/>
    public override IReadOnlyList<int> BrokerIds => _brokerIds;

    /// <summary>
    /// What real brokers do for any client. Retention and compaction are not among it: with a broker's usual settings they take minutes, longer than a cell. The new
    /// group protocol is not either: metadata does not say whether the brokers have it.
    /// </summary>
    public override IReadOnlySet<Capability> Capabilities =>
        new HashSet<Capability>(BrokerIds.Count > 1 ? [Capability.Replication, Capability.Acks, .. OfAnyBroker] : OfAnyBroker);

    internal override long? LoadRecordCap => MostRecords;

    /// <summary>Connects, and looks whether the cluster answers. Nothing is created.</summary>
    /// <exception cref="ClusterException">It does not, and why.</exception>
    public static async Task<ExternalCluster> AttachAsync(ClusterOptions options, ExternalSettings settings, CancellationToken cancellationToken)
    {
        ExternalCluster cluster = new(options, settings);
        try
        {
            cluster._brokerIds = [.. (await cluster.ProbeAsync(cancellationToken).ConfigureAwait(false)).Select(n => n.Id)];
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public override ClientConfig ClientConfig()
    {
        ClientConfig config = base.ClientConfig();
        _settings.ApplyTo(config);
        return new DiscreetClientConfig(config);
    }

    /// <inheritdoc/>
    public override ProducerConfig ProducerConfig() => new DiscreetProducerConfig(base.ProducerConfig());

    /// <inheritdoc/>
    public override ConsumerConfig ConsumerConfig(string groupId) => new DiscreetConsumerConfig(base.ConsumerConfig(groupId));

    /// <inheritdoc/>
    public override async Task<ClusterDescription> DescribeAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.DescribeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ClusterException)
        {
            // Finds out why, and throws that; a cluster that answers again by now is asked again.
            await ProbeAsync(cancellationToken).ConfigureAwait(false);
            return await base.DescribeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override Task StopBrokerAsync(int brokerId, CancellationToken cancellationToken = default) => Refused<bool>(Capability.StopBroker);

    /// <inheritdoc/>
    public override Task StartBrokerAsync(int brokerId, CancellationToken cancellationToken = default) => Refused<bool>(Capability.StopBroker);

    /// <inheritdoc/>
    public override Task RestartAllAsync(CancellationToken cancellationToken = default) => Refused<bool>(Capability.StopBroker);

    /// <inheritdoc/>
    public override Task KillBrokerAsync(int brokerId, CancellationToken cancellationToken = default) => Refused<bool>(Capability.KillBroker);

    /// <inheritdoc/>
    public override Task FreezeBrokerAsync(int brokerId, CancellationToken cancellationToken = default) => Refused<bool>(Capability.FreezeBroker);

    /// <inheritdoc/>
    public override Task ThawBrokerAsync(int brokerId, CancellationToken cancellationToken = default) => Refused<bool>(Capability.FreezeBroker);

    /// <inheritdoc/>
    public override Task<ToolOutput> RunToolAsync(
        string tool, IReadOnlyList<string> arguments, string? standardInput = null, CancellationToken cancellationToken = default) =>
        Refused<ToolOutput>(Capability.CommandLineTools);

    /// <summary>Does nothing: the cluster is not ours.</summary>
    /// <param name="keepData">Not used.</param>
    /// <param name="cancellationToken">Not used.</param>
    public override Task StopAsync(bool keepData = false, CancellationToken cancellationToken = default) => Task.CompletedTask;

    private Task<IReadOnlyList<Node>> ProbeAsync(CancellationToken cancellationToken) =>
        ExternalProbe.AskAsync(_settings, ClientConfig(), cancellationToken);

    private Task<T> Refused<T>(Capability capability) => Task.FromException<T>(Refusals.For(capability, this));
}

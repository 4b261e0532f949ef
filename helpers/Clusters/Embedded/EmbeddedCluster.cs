using System.Globalization;
using Confluent.Kafka;
using KafkaWorkbook.Clusters.Embedded;

namespace KafkaWorkbook.Clusters;

/// <summary>
/// Three Kafka brokers inside this process: librdkafka's mock cluster on the loopback. Partitions, keys, batches, groups, offsets and moving leaders are
/// those of a client that talks Kafka's protocol over TCP; what the brokers only pretend (replicas, acks, a disk, transactions, configurations) is refused.
/// Dispose clients before the cluster.
/// </summary>
public sealed partial class EmbeddedCluster : Cluster
{
    private const int BrokerCount = 3;

    private readonly MockBrokers _brokers;
    private readonly MockAdmin _admin;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly Lock _gate = new();
    private readonly List<LeaderMove> _moves = [];

    private EmbeddedCluster(ClusterOptions options, MockBrokers brokers)
        : base(options, ClusterKind.Embedded, "embedded")
    {
        _brokers = brokers;
        _admin = new MockAdmin(ConnectTo(brokers.BootstrapServers));
    }

    /// <inheritdoc/>
    public override string BootstrapServers => _brokers.BootstrapServers;

    /// <inheritdoc/>
    public override IReadOnlyList<int> BrokerIds => _brokers.Ids;

    /// <inheritdoc/>
    public override IReadOnlySet<Capability> Capabilities { get; } =
        new HashSet<Capability> { Capability.StopBroker, Capability.ConsumerGroupProtocol, Capability.ErrorInjection };

    /// <summary>
    /// Every leader that moved because of a call to this cluster, oldest first. A real cluster's controller moves leaders itself; the mock has none, so this class does it.
    /// </summary>
    public IReadOnlyList<LeaderMove> LeaderMoves
    {
        get
        {
            lock (_gate)
            {
                return [.. _moves];
            }
        }
    }

    /// <summary>Starts the brokers and returns when they are ready.</summary>
    internal static async Task<EmbeddedCluster> StartAsync(ClusterOptions options, NativeMock native, CancellationToken cancellationToken)
    {
        EmbeddedCluster cluster = new(options, new MockBrokers(native, BrokerCount));
        try
        {
            await MockReadiness.WaitAsync(cluster, cluster._brokers, cancellationToken).ConfigureAwait(false);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public override ClientConfig ClientConfig()
    {
        _brokers.ThrowIfEnded();
        return ConnectTo(BootstrapServers);
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public override ProducerConfig ProducerConfig() => new(ClientConfig()) { RetryBackoffMs = 50 };

    /// <summary>
    /// A consumer configuration for this cluster: the group protocol of Kafka 4, a group that starts at the beginning and commits only when told to. A cell that
    /// sets <see cref="GroupProtocol.Classic"/> gets a session timeout of 1.5 s with it, because the mock lets every rebalance wait for nearly all of it.
    /// </summary>
    /// <param name="groupId">The consumer group; its coordinator becomes a broker that runs.</param>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public override ConsumerConfig ConsumerConfig(string groupId)
    {
        ArgumentException.ThrowIfNullOrEmpty(groupId);
        _brokers.PinCoordinator(groupId);
        return new MockConsumerConfig(ClientConfig())
        {
            GroupId = groupId,
            GroupProtocol = Confluent.Kafka.GroupProtocol.Consumer,
            AutoOffsetReset = Confluent.Kafka.AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            FetchWaitMaxMs = 10,
            FetchQueueBackoffMs = 5,
        };
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public override async Task<ClusterDescription> DescribeAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfNoBrokerRuns();
        return await _admin.DescribeAsync(BrokerIds, _brokers.Live, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refused: a mock broker cannot be told from one that was stopped cleanly.</summary>
    /// <param name="brokerId">The broker.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <exception cref="NotOnThisClusterException">Always.</exception>
    public override Task KillBrokerAsync(int brokerId, CancellationToken cancellationToken = default) => Refused<bool>(Capability.KillBroker);

    /// <summary>Refused: mock brokers have no process that could be frozen.</summary>
    /// <param name="brokerId">The broker.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <exception cref="NotOnThisClusterException">Always.</exception>
    public override Task FreezeBrokerAsync(int brokerId, CancellationToken cancellationToken = default) => Refused<bool>(Capability.FreezeBroker);

    /// <summary>Refused: mock brokers have no process that could be frozen.</summary>
    /// <param name="brokerId">The broker.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <exception cref="NotOnThisClusterException">Always.</exception>
    public override Task ThawBrokerAsync(int brokerId, CancellationToken cancellationToken = default) => Refused<bool>(Capability.FreezeBroker);

    /// <summary>Refused: mock brokers have no disk, so a restart of all shows nothing.</summary>
    /// <param name="cancellationToken">Not used.</param>
    /// <exception cref="NotOnThisClusterException">Always.</exception>
    public override Task RestartAllAsync(CancellationToken cancellationToken = default) => Refused<bool>(Capability.Durability);

    /// <summary>Refused: there is no Kafka distribution here whose tools could run.</summary>
    /// <param name="tool">The command.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="standardInput">What it reads.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <exception cref="NotOnThisClusterException">Always.</exception>
    public override Task<ToolOutput> RunToolAsync(
        string tool, IReadOnlyList<string> arguments, string? standardInput = null, CancellationToken cancellationToken = default) =>
        Refused<ToolOutput>(Capability.CommandLineTools);

    /// <summary>Ends the brokers. Records, offsets and groups go with them.</summary>
    /// <param name="keepData">Nothing can be kept: true is refused.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <exception cref="NotOnThisClusterException"><paramref name="keepData"/> is true: there is no disk.</exception>
    public override async Task StopAsync(bool keepData = false, CancellationToken cancellationToken = default)
    {
        if (keepData)
        {
            Require(Capability.Durability);
        }

        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the brokers: our own client first, then the brokers. A second call does nothing.</summary>
    public override async ValueTask DisposeAsync()
    {
        // Joining librdkafka's threads takes some milliseconds, which a kernel's own thread should not spend.
        await Task.Run(() =>
        {
            _admin.Dispose();
            _brokers.Dispose();
        }).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private static ClientConfig ConnectTo(string bootstrapServers)
    {
        ClientConfig config = new()
        {
            BootstrapServers = bootstrapServers,
            ClientId = "kafka-workbook",

            // A reader's cell is short: librdkafka's own back-off of up to 10 s after a lost connection would outlast it. Half of the shortest is also what a new client
            // waits between its first two connections.
            ReconnectBackoffMs = 10,
            ReconnectBackoffMaxMs = 500,
            LogConnectionClose = false,
            EnableMetricsPush = false,
        };

        // A client without a log handler writes to standard error, which a notebook shows below the cell: a lesson that stops a broker would drown.
        config.Set("log_level", "0");
        return config;
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Task<T> Refused<T>(Capability capability) => Task.FromException<T>(Refusals.For(capability, this));

    private void ThrowIfNoBrokerRuns()
    {
        _brokers.ThrowIfEnded();
        if (_brokers.Live.Count == 0)
        {
            throw new ClusterException(
                ClusterProblem.ListenerUnreachable,
                new("내장 클러스터의 브로커가 모두 멈춰 있다.", "All brokers of the embedded cluster are stopped."),
                new("await kafka.StartBrokerAsync(1)처럼 브로커를 다시 켠다.", "Start one again, as with await kafka.StartBrokerAsync(1)."));
        }
    }
}

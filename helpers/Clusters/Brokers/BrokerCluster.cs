using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>What all clusters of real brokers have in common: how to connect, how to ask, how to make and remove topics, and the lock for faults.</summary>
internal abstract partial class BrokerCluster : Cluster
{
    private static readonly TimeSpan DescribeLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private readonly FaultLock _faults;

    private protected BrokerCluster(ClusterOptions options, ClusterKind kind, string name)
        : base(options, kind, name)
    {
        Admin = new AdminConnection(ClientConfig);
        _faults = new FaultLock(ClusterLock.PathOf(options.Environment.DataFolder, $"{kind}-{name}-faults"), this);
    }

    /// <summary>For admin calls, each with its own limit.</summary>
    public AdminConnection Admin { get; }

    /// <inheritdoc/>
    public override ClientConfig ClientConfig()
    {
        ClientConfig config = new()
        {
            BootstrapServers = BootstrapServers,
            ClientId = "kafka-workbook",
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 1_000,
            LogConnectionClose = false,
            EnableMetricsPush = false,
        };

        // A client built without a log handler writes to standard error, which a notebook shows below the cell: a lesson that stops a broker would drown.
        config.Set("log_level", "0");
        return config;
    }

    /// <inheritdoc/>
    public override ConsumerConfig ConsumerConfig(string groupId)
    {
        ConsumerConfig config = base.ConsumerConfig(groupId);

        // With the client's 1,000 ms a full local queue makes a slow reader wait for up to a second between two fetches.
        config.FetchQueueBackoffMs = 5;
        return config;
    }

    /// <inheritdoc/>
    public override async Task<ClusterDescription> DescribeAsync(CancellationToken cancellationToken = default)
    {
        BrokerView view = await DescribeAsync(DescribeLimit, cancellationToken).ConfigureAwait(false);
        Dictionary<int, Broker> brokers = (await KnownBrokersAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(b => b.Id);
        foreach ((int id, string host, int port) in view.Brokers)
        {
            // Metadata goes on naming a killed or frozen broker until its session ends, so what is known of the process counts more.
            BrokerState state = brokers.TryGetValue(id, out Broker? known) ? known.State : BrokerState.Running;
            brokers[id] = new Broker(id, host, port, state);
        }

        return new ClusterDescription(view.ClusterId, view.ControllerId, [.. brokers.Values.OrderBy(b => b.Id)]);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        Admin.Dispose();
        _faults.Dispose();
        return base.DisposeAsync();
    }

    /// <summary>
    /// Asks for the metadata with a limit of one's own. Our own brokers are asked one by one, so that one that is down or frozen is not waited for: the first that
    /// answers is believed. Somebody else's are asked by the client, which knows about security.
    /// </summary>
    internal async Task<BrokerView> DescribeAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        Text doing = new("클러스터에 묻기", "Asking the cluster");
        if (Kind == ClusterKind.External)
        {
            try
            {
                DescribeClusterResult result = await Admin.CallAsync(
                    (client, time, _) => client.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = time }), limit, cancellationToken).ConfigureAwait(false);
                return new BrokerView(result.ClusterId, result.Controller is { Id: >= 0 } c ? c.Id : null, [.. result.Nodes.Select(n => (n.Id, n.Host, n.Port))]);
            }
            catch (Exception failure) when (failure is KafkaException or TimeoutException)
            {
                throw KafkaFailures.Named(failure, doing, BootstrapServers);
            }
        }

        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            TimeSpan left = limit - Stopwatch.GetElapsedTime(start);
            if (await FirstViewAsync(left > LookAgain ? left : LookAgain, cancellationToken).ConfigureAwait(false) is { } view)
            {
                return view;
            }

            if (Stopwatch.GetElapsedTime(start) + LookAgain > limit)
            {
                TimeoutException silence = new(new Text("아무 브로커도 대답하지 않는다.", "No broker answers.").ToString());
                throw KafkaFailures.Named(silence, doing, BootstrapServers);
            }

            await Task.Delay(LookAgain, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<Broker>> BrokerStatesAsync(CancellationToken cancellationToken) =>
        await KnownBrokersAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } known
            ? known
            : await base.BrokerStatesAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    internal override ITopicObserver Observe(string topic) => Kind == ClusterKind.External ? new AdminObserver(this, topic) : base.Observe(topic);

    /// <summary>What every broker that answers within a second says, by its address.</summary>
    internal async Task<IReadOnlyDictionary<int, BrokerView>> ViewsAsync(CancellationToken cancellationToken)
    {
        (string Host, int Port)[] addresses = [.. Addresses()];
        BrokerView?[] views = await Task.WhenAll(
            addresses.Select(a => BrokerWire.ViewAsync(a.Host, a.Port, askQuorum: false, TimeSpan.FromSeconds(1), cancellationToken))).ConfigureAwait(false);
        return addresses.Zip(views).Where(p => p.Second is not null).ToDictionary(p => p.First.Port, p => p.Second!);
    }

    /// <summary>KRaft's quorum, by whichever broker answers first; null when none can within the limit.</summary>
    internal async Task<QuorumView?> QuorumAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task<QuorumView?>> asked = [.. Addresses().Select(a => BrokerWire.QuorumAsync(a.Host, a.Port, limit, ended.Token))];
        QuorumView? answer = null;
        while (answer is null && asked.Count > 0)
        {
            Task<QuorumView?> first = await Task.WhenAny(asked).ConfigureAwait(false);
            asked.Remove(first);
            answer = await first.ConfigureAwait(false);
        }

        await ended.CancelAsync().ConfigureAwait(false);
        await ((Task)Task.WhenAll(asked)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return answer;
    }

    /// <summary>What is wrong with the brokers as far as it can be seen without asking Kafka: a process that ended, a full disk in its log. Null when nothing is.</summary>
    internal virtual Task<ClusterException?> FindFaultAsync(CancellationToken cancellationToken) => Task.FromResult<ClusterException?>(null);

    /// <summary>The last lines of a broker's log, or an empty text when there is none to be had.</summary>
    internal virtual Task<string> LogTailAsync(int brokerId, int lines, CancellationToken cancellationToken) => Task.FromResult("");

    /// <summary>The brokers that are ours, with the state of their processes; empty when the processes are not ours to look at.</summary>
    internal virtual Task<IReadOnlyList<Broker>> KnownBrokersAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Broker>>([]);

    /// <summary>Takes the cluster's lock before a fault; nothing happens when this object has it. Also before a start or thaw, so that two notebooks do not cross.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.Busy"/>: another notebook has it.</exception>
    private protected Task TakeFaultLockAsync(CancellationToken cancellationToken) => _faults.TakeAsync(cancellationToken);

    /// <summary>Takes the lock when nobody has it; answers whether this object has it now.</summary>
    private protected Task<bool> TryTakeFaultLockAsync(CancellationToken cancellationToken) => _faults.TryTakeAsync(cancellationToken);

    /// <summary>Gives the lock back when every broker runs.</summary>
    private protected async Task ReleaseFaultLockWhenWholeAsync(CancellationToken cancellationToken)
    {
        if ((await KnownBrokersAsync(cancellationToken).ConfigureAwait(false)).All(b => b.State == BrokerState.Running))
        {
            _faults.Release();
        }
    }

    /// <summary>Refuses a broker id that is not one of ours.</summary>
    private protected void RequireBroker(int brokerId)
    {
        if (!BrokerIds.Contains(brokerId))
        {
            throw new ArgumentOutOfRangeException(
                nameof(brokerId),
                brokerId,
                new Text($"브로커 {Particle.EunNeun(brokerId)} 없다. 있는 것: {string.Join(", ", BrokerIds)}", $"There is no broker {brokerId}, only {string.Join(", ", BrokerIds)}").ToString());
        }
    }

    private IEnumerable<(string Host, int Port)> Addresses() =>
        from address in BootstrapServers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let colon = address.LastIndexOf(':')
        select (address[..colon], int.Parse(address.AsSpan(colon + 1), CultureInfo.InvariantCulture));

    private async Task<BrokerView?> FirstViewAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task<BrokerView?>> asked = [.. Addresses().Select(a => BrokerWire.ViewAsync(a.Host, a.Port, Variant == Variant.KRaft, limit, ended.Token))];
        try
        {
            while (asked.Count > 0)
            {
                Task<BrokerView?> first = await Task.WhenAny(asked).ConfigureAwait(false);
                if (await first.ConfigureAwait(false) is { Brokers.Count: > 0 } view)
                {
                    return view;
                }

                asked.Remove(first);
            }

            return null;
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
        }
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;

namespace KafkaWorkbook.Clusters.Embedded;

/// <summary>
/// Owns one mock cluster of librdkafka from its start to its end. Every native call goes through here, under one lock and only while the cluster is alive: a call
/// after the end would end the whole process, not just fail. There is no finalizer on purpose: the brokers have to live as long as somebody may still
/// have a client for them, also when the last reference to the cluster is gone; when the process ends they end with it.
/// </summary>
internal sealed class MockBrokers : IDisposable
{
    private readonly NativeMock _native;
    private readonly Lock _gate = new();
    private readonly HashSet<int> _down = [];
    private readonly Dictionary<string, int> _coordinators = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Socket> _keptPorts = [];
    private IntPtr _client;
    private IntPtr _cluster;

    /// <summary>Starts brokers 1 to <paramref name="count"/> on free ports of the loopback.</summary>
    public MockBrokers(NativeMock native, int count)
    {
        _native = native;
        Ids = [.. Enumerable.Range(1, count)];
        _client = native.NewClient();
        _cluster = native.NewCluster(_client, count);
        if (_cluster == IntPtr.Zero)
        {
            native.DestroyClient(_client);
            throw new InvalidOperationException("rd_kafka_mock_cluster_new: no loopback sockets");
        }

        BootstrapServers = native.BootstrapServers(_cluster);

        // Without a controller admin calls wait until their time is up.
        Check(native.SetController(_cluster, 1));

        // With a heartbeat of 0.2 s members of a group see a change within that time; librdkafka's own 3 s would be most of a cell's time. A session of 4 s is twenty of them.
        native.SetGroupTimes(_cluster, initialRebalanceDelayMs: 100, heartbeatMs: 200, sessionMs: 4000);
    }

    public IReadOnlyList<int> Ids { get; }

    public string BootstrapServers { get; }

    /// <summary>The brokers that run, ascending.</summary>
    public IReadOnlyList<int> Live
    {
        get
        {
            lock (_gate)
            {
                return [.. Ids.Where(id => !_down.Contains(id))];
            }
        }
    }

    /// <summary>Throws when the cluster has ended.</summary>
    public void ThrowIfEnded()
    {
        lock (_gate)
        {
            _ = Alive();
        }
    }

    public ErrorCode CreateTopic(string topic, int partitions, int replicationFactor) =>
        Call(cluster => _native.CreateTopic(cluster, topic, partitions, replicationFactor));

    public ErrorCode DeleteTopic(string topic) => Call(cluster => _native.DeleteTopic(cluster, topic));

    /// <summary>Makes a broker the leader. Never called with −1: a partition without a leader ends the process at the next request.</summary>
    public void SetLeader(string topic, int partition, int broker)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(broker);
        Check(Call(cluster => _native.SetLeader(cluster, topic, partition, broker)));
    }

    /// <summary>
    /// Gives a group a coordinator that runs, and remembers it so that it moves when that broker stops. Left alone, the mock picks by a hash and does not mind
    /// whether the broker runs.
    /// </summary>
    public void PinCoordinator(string group)
    {
        lock (_gate)
        {
            IntPtr cluster = Alive();
            if (Live is not { Count: > 0 } live || (_coordinators.TryGetValue(group, out int now) && live.Contains(now)))
            {
                return;
            }

            int broker = live[group.Sum(c => c) % live.Count];
            Check(_native.SetGroupCoordinator(cluster, group, broker));
            _coordinators[group] = broker;
        }
    }

    /// <summary>Cuts a broker's connections and closes its port, after what it coordinated went to the others. Its leaders have to be moved before.</summary>
    public void Stop(int broker)
    {
        lock (_gate)
        {
            IntPtr cluster = Alive();
            _down.Add(broker);
            foreach (string group in _coordinators.Where(c => c.Value == broker).Select(c => c.Key).ToList())
            {
                PinCoordinator(group);
            }

            if (Live is [int first, ..])
            {
                Check(_native.SetController(cluster, first));
            }

            Check(_native.SetDown(cluster, broker));
            KeepPort(broker);
        }
    }

    /// <summary>Opens a broker's port again: the same port as before.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.PortTaken"/>: another program listens there by now.</exception>
    public void Start(int broker)
    {
        lock (_gate)
        {
            IntPtr cluster = Alive();
            GiveBackPort(broker);
            Check(_native.SetUp(cluster, broker));
            _down.Remove(broker);
            Check(_native.SetController(cluster, Live[0]));
            foreach (string group in _coordinators.Keys.ToList())
            {
                PinCoordinator(group);
            }
        }
    }

    public void SetRoundTrip(int broker, int milliseconds) => Check(Call(cluster => _native.SetRoundTrip(cluster, broker, milliseconds)));

    public void PushErrors(short api, int[] errors) => Call(cluster => _native.PushErrors(cluster, api, errors));

    public void ClearErrors(short api) => Call(cluster => _native.ClearErrors(cluster, api));

    public void StartTracking() => Call(_native.StartTracking);

    public IReadOnlyList<(int Broker, short Api, long Microseconds)> StopTracking() => Call(_native.StopTracking);

    /// <summary>Ends the brokers, then the instance that carries them: the other way round the process would end.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_cluster != IntPtr.Zero)
            {
                _native.DestroyCluster(_cluster);
                _cluster = IntPtr.Zero;
                _native.DestroyClient(_client);
                _client = IntPtr.Zero;
            }

            foreach (Socket kept in _keptPorts.Values)
            {
                kept.Dispose();
            }

            _keptPorts.Clear();
        }
    }

    // The system chose the port, so it may give it to the next connection that needs one, and librdkafka ends the whole process when the broker is to open it again and cannot. A socket
    // that is bound and does not listen keeps it: who connects is refused, as by a broker that is down.
    private void KeepPort(int broker)
    {
        try
        {
            _keptPorts[broker] = Bound(PortOf(broker));
        }
        catch (SocketException)
        {
            // Somebody was faster; the start is going to see it.
        }
    }

    private void GiveBackPort(int broker)
    {
        if (_keptPorts.Remove(broker, out Socket? kept))
        {
            kept.Dispose();
        }

        int port = PortOf(broker);
        try
        {
            Bound(port).Dispose();
        }
        catch (SocketException taken)
        {
            throw new ClusterException(
                ClusterProblem.PortTaken,
                new($"브로커 {broker}의 포트 {port}를 다른 프로그램이 쓰고 있다. {taken.Message}", $"Another program uses port {port} of broker {broker}. {taken.Message}"),
                new("그 프로그램을 끝내고 다시 실행하거나, 커널을 다시 시작해 새 클러스터를 띄운다.", "End that program and try again, or restart the kernel for a new cluster."),
                taken);
        }
    }

    private int PortOf(int broker) => int.Parse(BootstrapServers.Split(',')[broker - 1].Split(':')[^1], CultureInfo.InvariantCulture);

    private static Socket Bound(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Check(ErrorCode code)
    {
        if (code != ErrorCode.NoError)
        {
            throw new KafkaException(code);
        }
    }

    private IntPtr Alive()
    {
        ObjectDisposedException.ThrowIf(_cluster == IntPtr.Zero, typeof(EmbeddedCluster));
        return _cluster;
    }

    private T Call<T>(Func<IntPtr, T> function)
    {
        lock (_gate)
        {
            return function(Alive());
        }
    }

    private void Call(Action<IntPtr> function)
    {
        lock (_gate)
        {
            function(Alive());
        }
    }
}

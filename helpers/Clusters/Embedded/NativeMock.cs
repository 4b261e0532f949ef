using System.Runtime.InteropServices;
using System.Text;
using ErrorCode = Confluent.Kafka.ErrorCode;

namespace KafkaWorkbook.Clusters.Embedded;

/// <summary>
/// The functions of librdkafka's mock cluster, by name and C type. Nothing here knows whether a pointer is still alive: that is <see cref="MockBrokers"/>' job, and
/// only it may call.
/// </summary>
internal sealed unsafe class NativeMock
{
    private const int ErrorBytes = 512;

    private static readonly Lazy<NativeMock> Bound = new(() => new NativeMock(LibrdkafkaModule.Find("rd_kafka_mock_cluster_new")));

    private readonly delegate* unmanaged[Cdecl]<IntPtr> _confNew;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, byte*, byte*, nuint, int> _confSet;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, void> _confDestroy;
    private readonly delegate* unmanaged[Cdecl]<int, IntPtr, byte*, nuint, IntPtr> _new;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, void> _destroy;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, int, IntPtr> _clusterNew;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, void> _clusterDestroy;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, IntPtr> _bootstraps;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, int, int> _setController;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, int, void> _initialRebalanceDelay;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, int, void> _consumerHeartbeat;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, int, void> _consumerSession;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, int, int, int> _topicCreate;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, int> _topicDelete;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, int, int, int> _setLeader;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, byte*, int, int> _setCoordinator;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, int, int> _brokerDown;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, int, int> _brokerUp;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, int, int, int> _brokerRoundTrip;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, short, nuint, int*, void> _pushErrors;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, short, void> _clearErrors;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, void> _startTracking;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, void> _stopTracking;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, void> _clearRequests;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, nuint*, IntPtr*> _getRequests;
    private readonly delegate* unmanaged[Cdecl]<IntPtr*, nuint, void> _destroyRequests;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, int> _requestBroker;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, short> _requestApi;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, long> _requestMicroseconds;

    private NativeMock(IntPtr module)
    {
        void* Function(string name) => (void*)NativeLibrary.GetExport(module, name);

        _confNew = (delegate* unmanaged[Cdecl]<IntPtr>)Function("rd_kafka_conf_new");
        _confSet = (delegate* unmanaged[Cdecl]<IntPtr, byte*, byte*, byte*, nuint, int>)Function("rd_kafka_conf_set");
        _confDestroy = (delegate* unmanaged[Cdecl]<IntPtr, void>)Function("rd_kafka_conf_destroy");
        _new = (delegate* unmanaged[Cdecl]<int, IntPtr, byte*, nuint, IntPtr>)Function("rd_kafka_new");
        _destroy = (delegate* unmanaged[Cdecl]<IntPtr, void>)Function("rd_kafka_destroy");
        _clusterNew = (delegate* unmanaged[Cdecl]<IntPtr, int, IntPtr>)Function("rd_kafka_mock_cluster_new");
        _clusterDestroy = (delegate* unmanaged[Cdecl]<IntPtr, void>)Function("rd_kafka_mock_cluster_destroy");
        _bootstraps = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)Function("rd_kafka_mock_cluster_bootstraps");
        _setController = (delegate* unmanaged[Cdecl]<IntPtr, int, int>)Function("rd_kafka_mock_set_controller_id");
        _initialRebalanceDelay = (delegate* unmanaged[Cdecl]<IntPtr, int, void>)Function("rd_kafka_mock_group_initial_rebalance_delay_ms");
        _consumerHeartbeat = (delegate* unmanaged[Cdecl]<IntPtr, int, void>)Function("rd_kafka_mock_set_group_consumer_heartbeat_interval_ms");
        _consumerSession = (delegate* unmanaged[Cdecl]<IntPtr, int, void>)Function("rd_kafka_mock_set_group_consumer_session_timeout_ms");
        _topicCreate = (delegate* unmanaged[Cdecl]<IntPtr, byte*, int, int, int>)Function("rd_kafka_mock_topic_create");
        _topicDelete = (delegate* unmanaged[Cdecl]<IntPtr, byte*, int>)Function("rd_kafka_mock_topic_delete");
        _setLeader = (delegate* unmanaged[Cdecl]<IntPtr, byte*, int, int, int>)Function("rd_kafka_mock_partition_set_leader");
        _setCoordinator = (delegate* unmanaged[Cdecl]<IntPtr, byte*, byte*, int, int>)Function("rd_kafka_mock_coordinator_set");
        _brokerDown = (delegate* unmanaged[Cdecl]<IntPtr, int, int>)Function("rd_kafka_mock_broker_set_down");
        _brokerUp = (delegate* unmanaged[Cdecl]<IntPtr, int, int>)Function("rd_kafka_mock_broker_set_up");
        _brokerRoundTrip = (delegate* unmanaged[Cdecl]<IntPtr, int, int, int>)Function("rd_kafka_mock_broker_set_rtt");
        _pushErrors = (delegate* unmanaged[Cdecl]<IntPtr, short, nuint, int*, void>)Function("rd_kafka_mock_push_request_errors_array");
        _clearErrors = (delegate* unmanaged[Cdecl]<IntPtr, short, void>)Function("rd_kafka_mock_clear_request_errors");
        _startTracking = (delegate* unmanaged[Cdecl]<IntPtr, void>)Function("rd_kafka_mock_start_request_tracking");
        _stopTracking = (delegate* unmanaged[Cdecl]<IntPtr, void>)Function("rd_kafka_mock_stop_request_tracking");
        _clearRequests = (delegate* unmanaged[Cdecl]<IntPtr, void>)Function("rd_kafka_mock_clear_requests");
        _getRequests = (delegate* unmanaged[Cdecl]<IntPtr, nuint*, IntPtr*>)Function("rd_kafka_mock_get_requests");
        _destroyRequests = (delegate* unmanaged[Cdecl]<IntPtr*, nuint, void>)Function("rd_kafka_mock_request_destroy_array");
        _requestBroker = (delegate* unmanaged[Cdecl]<IntPtr, int>)Function("rd_kafka_mock_request_id");
        _requestApi = (delegate* unmanaged[Cdecl]<IntPtr, short>)Function("rd_kafka_mock_request_api_key");
        _requestMicroseconds = (delegate* unmanaged[Cdecl]<IntPtr, long>)Function("rd_kafka_mock_request_timestamp");
    }

    /// <summary>The functions of the librdkafka in this process, looked up once.</summary>
    /// <exception cref="DllNotFoundException">There is no librdkafka for this machine.</exception>
    /// <exception cref="EntryPointNotFoundException">The librdkafka that a host loaded is too old.</exception>
    public static NativeMock Functions => Bound.Value;

    /// <summary>A client instance that only carries a mock cluster.</summary>
    public IntPtr NewClient()
    {
        byte* error = stackalloc byte[ErrorBytes];
        IntPtr configuration = _confNew();

        // Its own log would go to the console, where it is taken for an error of the reader's.
        fixed (byte* key = Native("log_level"), value = Native("0"))
        {
            _ = _confSet(configuration, key, value, error, ErrorBytes);
        }

        IntPtr client = _new(0, configuration, error, ErrorBytes);
        if (client == IntPtr.Zero)
        {
            // Only a client that came to be owns its configuration.
            _confDestroy(configuration);
            throw new InvalidOperationException($"rd_kafka_new: {Marshal.PtrToStringUTF8((IntPtr)error)}");
        }

        return client;
    }

    public IntPtr NewCluster(IntPtr client, int brokers) => _clusterNew(client, brokers);

    public void DestroyCluster(IntPtr cluster) => _clusterDestroy(cluster);

    public void DestroyClient(IntPtr client) => _destroy(client);

    public string BootstrapServers(IntPtr cluster) => Marshal.PtrToStringUTF8(_bootstraps(cluster)) ?? "";

    public ErrorCode SetController(IntPtr cluster, int broker) => (ErrorCode)_setController(cluster, broker);

    public void SetGroupTimes(IntPtr cluster, int initialRebalanceDelayMs, int heartbeatMs, int sessionMs)
    {
        _initialRebalanceDelay(cluster, initialRebalanceDelayMs);
        _consumerHeartbeat(cluster, heartbeatMs);
        _consumerSession(cluster, sessionMs);
    }

    public ErrorCode CreateTopic(IntPtr cluster, string topic, int partitions, int replicationFactor)
    {
        fixed (byte* name = Native(topic))
        {
            return (ErrorCode)_topicCreate(cluster, name, partitions, replicationFactor);
        }
    }

    public ErrorCode DeleteTopic(IntPtr cluster, string topic)
    {
        fixed (byte* name = Native(topic))
        {
            return (ErrorCode)_topicDelete(cluster, name);
        }
    }

    public ErrorCode SetLeader(IntPtr cluster, string topic, int partition, int broker)
    {
        fixed (byte* name = Native(topic))
        {
            return (ErrorCode)_setLeader(cluster, name, partition, broker);
        }
    }

    public ErrorCode SetGroupCoordinator(IntPtr cluster, string group, int broker)
    {
        fixed (byte* type = Native("group"), key = Native(group))
        {
            return (ErrorCode)_setCoordinator(cluster, type, key, broker);
        }
    }

    public ErrorCode SetDown(IntPtr cluster, int broker) => (ErrorCode)_brokerDown(cluster, broker);

    public ErrorCode SetUp(IntPtr cluster, int broker) => (ErrorCode)_brokerUp(cluster, broker);

    public ErrorCode SetRoundTrip(IntPtr cluster, int broker, int milliseconds) => (ErrorCode)_brokerRoundTrip(cluster, broker, milliseconds);

    public void PushErrors(IntPtr cluster, short api, ReadOnlySpan<int> errors)
    {
        fixed (int* first = errors)
        {
            _pushErrors(cluster, api, (nuint)errors.Length, first);
        }
    }

    public void ClearErrors(IntPtr cluster, short api) => _clearErrors(cluster, api);

    public void StartTracking(IntPtr cluster)
    {
        _clearRequests(cluster);
        _startTracking(cluster);
    }

    public IReadOnlyList<(int Broker, short Api, long Microseconds)> StopTracking(IntPtr cluster)
    {
        // Read before the end: the end throws away what was noted.
        nuint count;
        IntPtr* requests = _getRequests(cluster, &count);
        List<(int, short, long)> read = new((int)count);
        for (nuint i = 0; i < count; i++)
        {
            read.Add((_requestBroker(requests[i]), _requestApi(requests[i]), _requestMicroseconds(requests[i])));
        }

        _destroyRequests(requests, count);
        _stopTracking(cluster);
        return read;
    }

    private static byte[] Native(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
}

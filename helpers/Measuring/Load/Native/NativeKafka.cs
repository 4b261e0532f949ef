using System.Runtime.InteropServices;
using System.Text;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Embedded;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// The functions of librdkafka that take many records a call, by name and C type; Confluent.Kafka has no method for them. Nothing here knows whether a handle is
/// still alive: that is the job of <see cref="NativeProducer"/> and <see cref="NativeConsumer"/>, and only they may call.
/// </summary>
internal sealed unsafe class NativeKafka
{
    private const int ErrorBytes = 512;
    private const int Accepted = 0;

    private static readonly Lazy<NativeKafka> Bound = new(() => new NativeKafka(LibrdkafkaModule.Find("rd_kafka_produce_batch")));

    private readonly delegate* unmanaged[Cdecl]<IntPtr> _confNew;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, byte*, byte*, nuint, int> _confSet;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, int, void> _confEvents;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, IntPtr, void> _confLog;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, void> _confDestroy;
    private readonly delegate* unmanaged[Cdecl]<int, IntPtr, byte*, nuint, IntPtr> _new;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, int, void> _destroy;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, IntPtr, IntPtr> _topicNew;
    private readonly delegate* unmanaged[Cdecl]<IntPtr, void> _topicDestroy;

    private NativeKafka(IntPtr module)
    {
        void* Function(string name) => (void*)NativeLibrary.GetExport(module, name);

        _confNew = (delegate* unmanaged[Cdecl]<IntPtr>)Function("rd_kafka_conf_new");
        _confSet = (delegate* unmanaged[Cdecl]<IntPtr, byte*, byte*, byte*, nuint, int>)Function("rd_kafka_conf_set");
        _confEvents = (delegate* unmanaged[Cdecl]<IntPtr, int, void>)Function("rd_kafka_conf_set_events");
        _confLog = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr, void>)Function("rd_kafka_conf_set_log_cb");
        _confDestroy = (delegate* unmanaged[Cdecl]<IntPtr, void>)Function("rd_kafka_conf_destroy");
        _new = (delegate* unmanaged[Cdecl]<int, IntPtr, byte*, nuint, IntPtr>)Function("rd_kafka_new");
        _destroy = (delegate* unmanaged[Cdecl]<IntPtr, int, void>)Function("rd_kafka_destroy_flags");
        _topicNew = (delegate* unmanaged[Cdecl]<IntPtr, byte*, IntPtr, IntPtr>)Function("rd_kafka_topic_new");
        _topicDestroy = (delegate* unmanaged[Cdecl]<IntPtr, void>)Function("rd_kafka_topic_destroy");
        ProduceBatch = (delegate* unmanaged[Cdecl]<IntPtr, int, int, NativeMessage*, int, int>)Function("rd_kafka_produce_batch");
        MainQueue = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)Function("rd_kafka_queue_get_main");
        ConsumerQueue = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)Function("rd_kafka_queue_get_consumer");
        DestroyQueue = (delegate* unmanaged[Cdecl]<IntPtr, void>)Function("rd_kafka_queue_destroy");
        NextEvent = (delegate* unmanaged[Cdecl]<IntPtr, int, IntPtr>)Function("rd_kafka_queue_poll");
        EventMessages = (delegate* unmanaged[Cdecl]<IntPtr, NativeMessage**, nuint, nuint>)Function("rd_kafka_event_message_array");
        DestroyEvent = (delegate* unmanaged[Cdecl]<IntPtr, void>)Function("rd_kafka_event_destroy");
        Purge = (delegate* unmanaged[Cdecl]<IntPtr, int, int>)Function("rd_kafka_purge");
        PollByConsumer = (delegate* unmanaged[Cdecl]<IntPtr, int>)Function("rd_kafka_poll_set_consumer");
        NewList = (delegate* unmanaged[Cdecl]<int, IntPtr>)Function("rd_kafka_topic_partition_list_new");
        AddToList = (delegate* unmanaged[Cdecl]<IntPtr, byte*, int, IntPtr>)Function("rd_kafka_topic_partition_list_add");
        SetOffset = (delegate* unmanaged[Cdecl]<IntPtr, byte*, int, long, int>)Function("rd_kafka_topic_partition_list_set_offset");
        DestroyList = (delegate* unmanaged[Cdecl]<IntPtr, void>)Function("rd_kafka_topic_partition_list_destroy");
        Assign = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr, int>)Function("rd_kafka_assign");
        ConsumeBatch = (delegate* unmanaged[Cdecl]<IntPtr, int, NativeMessage**, nuint, nint>)Function("rd_kafka_consume_batch_queue");
        DestroyMessage = (delegate* unmanaged[Cdecl]<NativeMessage*, void>)Function("rd_kafka_message_destroy");
    }

    /// <summary>The functions of the librdkafka in this process, looked up once.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.PlatformUnsupported"/>: there is no librdkafka here that has them.</exception>
    public static NativeKafka Functions
    {
        get
        {
            try
            {
                return Bound.Value;
            }
            catch (Exception failure) when (failure is DllNotFoundException or EntryPointNotFoundException)
            {
                throw new ClusterException(
                    ClusterProblem.PlatformUnsupported,
                    new($"이 컴퓨터의 librdkafka에서는 배치 호출을 찾지 못했다: {failure.Message}", $"The batch calls of librdkafka were not found on this computer: {failure.Message}"),
                    new("LoadPath.Client를 쓴다. 나머지는 모두 그대로 된다.", "Use LoadPath.Client; everything else works as before."),
                    failure);
            }
        }
    }

    public delegate* unmanaged[Cdecl]<IntPtr, int, int, NativeMessage*, int, int> ProduceBatch { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, IntPtr> MainQueue { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, IntPtr> ConsumerQueue { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, void> DestroyQueue { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, int, IntPtr> NextEvent { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, NativeMessage**, nuint, nuint> EventMessages { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, void> DestroyEvent { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, int, int> Purge { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, int> PollByConsumer { get; }

    public delegate* unmanaged[Cdecl]<int, IntPtr> NewList { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, byte*, int, IntPtr> AddToList { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, byte*, int, long, int> SetOffset { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, void> DestroyList { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, IntPtr, int> Assign { get; }

    public delegate* unmanaged[Cdecl]<IntPtr, int, NativeMessage**, nuint, nint> ConsumeBatch { get; }

    public delegate* unmanaged[Cdecl]<NativeMessage*, void> DestroyMessage { get; }

    /// <summary>A text as C wants it.</summary>
    public static byte[] Native(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    /// <summary>Makes a client from settings by librdkafka's own names, as Confluent.Kafka's configurations hold them.</summary>
    /// <param name="consumer">A consumer, or a producer.</param>
    /// <param name="settings">Names and values. Those of Confluent.Kafka itself (<c>dotnet.…</c>) are left out.</param>
    /// <param name="events">Which events the client hands out by its queue.</param>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.BadConfiguration"/>.</exception>
    public IntPtr NewClient(bool consumer, IEnumerable<KeyValuePair<string, string>> settings, int events)
    {
        byte* error = stackalloc byte[ErrorBytes];
        IntPtr configuration = _confNew();
        foreach ((string name, string value) in settings.Where(s => !s.Key.StartsWith("dotnet.", StringComparison.Ordinal)))
        {
            fixed (byte* key = Native(name), text = Native(value))
            {
                if (_confSet(configuration, key, text, error, ErrorBytes) != Accepted)
                {
                    _confDestroy(configuration);
                    throw Refused($"{name}: {Message(error)}");
                }
            }
        }

        // Without this its log lines go to standard error, between a notebook's outputs.
        _confLog(configuration, IntPtr.Zero);
        _confEvents(configuration, events);
        IntPtr client = _new(consumer ? 1 : 0, configuration, error, ErrorBytes);
        if (client == IntPtr.Zero)
        {
            // Only a client that came to be owns its configuration.
            _confDestroy(configuration);
            throw Refused(Message(error));
        }

        return client;
    }

    /// <summary>Ends a client. Its queues, topics and messages have to be let go before.</summary>
    public void DestroyClient(IntPtr client)
    {
        // A consumer without a group has nothing to say goodbye to; without this flag it would wait for what it fetched to be taken.
        const int WithoutClosing = 8;
        _destroy(client, WithoutClosing);
    }

    public IntPtr NewTopic(IntPtr client, string name)
    {
        fixed (byte* topic = Native(name))
        {
            return _topicNew(client, topic, IntPtr.Zero);
        }
    }

    public void DestroyTopic(IntPtr topic) => _topicDestroy(topic);

    private static string Message(byte* error) => Marshal.PtrToStringUTF8((IntPtr)error) ?? "";

    private static ClusterException Refused(string reason) => new(
        ClusterProblem.BadConfiguration,
        new($"클라이언트 설정이 틀렸다: {reason}", $"The client's configuration is not valid: {reason}"),
        new("설정의 이름과 값을 고친다.", "Correct the setting's name or value."));
}

using Confluent.Kafka;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>A consumer of librdkafka's that reads given partitions without a group, used by one thread at a time.</summary>
internal sealed unsafe class NativeConsumer : IDisposable
{
    private readonly NativeKafka _native = NativeKafka.Functions;
    private readonly string _topic;
    private readonly IntPtr _queue;
    private IntPtr _client;

    /// <summary>Makes the client; it reads nothing before <see cref="Start"/>.</summary>
    /// <param name="settings">Settings by librdkafka's names, with a group id.</param>
    /// <param name="topic">The topic's full name.</param>
    /// <exception cref="Clusters.ClusterException">A setting is not valid.</exception>
    public NativeConsumer(IEnumerable<KeyValuePair<string, string>> settings, string topic)
    {
        _topic = topic;
        _client = _native.NewClient(consumer: true, settings, events: 0);
        _ = _native.PollByConsumer(_client);
        _queue = _native.ConsumerQueue(_client);
    }

    /// <summary>Begins to fetch.</summary>
    /// <param name="parts">Which partitions, and from which offset.</param>
    /// <exception cref="Clusters.ClusterException">librdkafka refused.</exception>
    public void Start(IReadOnlyList<ReadPart> parts)
    {
        ObjectDisposedException.ThrowIf(_client == IntPtr.Zero, this);
        IntPtr list = _native.NewList(parts.Count);
        try
        {
            fixed (byte* topic = NativeKafka.Native(_topic))
            {
                foreach (ReadPart part in parts)
                {
                    _ = _native.AddToList(list, topic, part.Partition);
                    _ = _native.SetOffset(list, topic, part.Partition, part.From);
                }
            }

            int code = _native.Assign(_client, list);
            if (code != 0)
            {
                throw KafkaFailures.From(new($"토픽 {_topic}을(를) 읽지 못했다", $"The topic {_topic} could not be read"), new Error((ErrorCode)code));
            }
        }
        finally
        {
            _native.DestroyList(list);
        }
    }

    /// <summary>The next messages: records, ends of partitions, errors. Each has to be let go by <see cref="Done"/>.</summary>
    /// <param name="messages">Where to put them.</param>
    /// <param name="room">How many at most.</param>
    /// <param name="waitMs">How long to wait for so many.</param>
    /// <returns>How many came.</returns>
    public int Next(NativeMessage** messages, int room, int waitMs)
    {
        ObjectDisposedException.ThrowIf(_client == IntPtr.Zero, this);
        return (int)Math.Max(0, _native.ConsumeBatch(_queue, waitMs, messages, (nuint)room));
    }

    /// <summary>Lets go of a message.</summary>
    public void Done(NativeMessage* message) => _native.DestroyMessage(message);

    public void Dispose()
    {
        IntPtr client = Interlocked.Exchange(ref _client, IntPtr.Zero);
        if (client == IntPtr.Zero)
        {
            return;
        }

        _native.DestroyQueue(_queue);
        _native.DestroyClient(client);
    }
}

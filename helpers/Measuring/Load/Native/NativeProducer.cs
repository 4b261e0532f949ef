namespace KafkaWorkbook.Measuring;

/// <summary>
/// A producer of librdkafka's for one topic, used by one thread at a time. It owns the client, the topic's handle and the queue of reports, and lets go of them
/// in the order that librdkafka wants.
/// </summary>
internal sealed unsafe class NativeProducer : IDisposable
{
    private const int Reports = 1;
    private const int CopyPayload = 2;
    private const int AnyPartition = -1;
    private const int QueuedAndInFlight = 3;

    private readonly NativeKafka _native = NativeKafka.Functions;
    private readonly IntPtr _topic;
    private readonly IntPtr _queue;
    private IntPtr _client;

    /// <summary>Makes the client; it connects on its own threads.</summary>
    /// <param name="settings">Settings by librdkafka's names.</param>
    /// <param name="topic">The topic's full name.</param>
    /// <exception cref="Clusters.ClusterException">A setting is not valid.</exception>
    public NativeProducer(IEnumerable<KeyValuePair<string, string>> settings, string topic)
    {
        _client = _native.NewClient(consumer: false, settings, Reports);
        _queue = _native.MainQueue(_client);
        _topic = _native.NewTopic(_client, topic);
    }

    /// <summary>
    /// Hands records to the client, which copies keys and values before this returns: the buffers may be used again at once. Each message's error says whether it
    /// was taken.
    /// </summary>
    /// <param name="messages">The records.</param>
    /// <param name="count">How many.</param>
    /// <param name="partition">Where to, or null to let the client's partitioner choose by the keys.</param>
    /// <returns>How many were taken.</returns>
    public int Send(NativeMessage* messages, int count, int? partition)
    {
        ObjectDisposedException.ThrowIf(_client == IntPtr.Zero, this);
        return _native.ProduceBatch(_topic, partition ?? AnyPartition, CopyPayload, messages, count);
    }

    /// <summary>The next event with reports, or zero when none came in time. To be destroyed by <see cref="Done"/>.</summary>
    /// <param name="waitMs">How long to wait for it.</param>
    public IntPtr Next(int waitMs)
    {
        ObjectDisposedException.ThrowIf(_client == IntPtr.Zero, this);
        return _native.NextEvent(_queue, waitMs);
    }

    /// <summary>The next reports of an event: at most so many, 0 when there are no more. They live as long as their event.</summary>
    public int Messages(IntPtr happened, NativeMessage** messages, int room) => (int)_native.EventMessages(happened, messages, (nuint)room);

    /// <summary>Lets go of an event and its messages.</summary>
    public void Done(IntPtr happened) => _native.DestroyEvent(happened);

    public void Dispose()
    {
        IntPtr client = Interlocked.Exchange(ref _client, IntPtr.Zero);
        if (client == IntPtr.Zero)
        {
            return;
        }

        // What a stopped run left behind is not sent any more: the end would wait for it.
        _ = _native.Purge(client, QueuedAndInFlight);
        _native.DestroyTopic(_topic);
        _native.DestroyQueue(_queue);
        _native.DestroyClient(client);
    }
}

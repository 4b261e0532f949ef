using System.Diagnostics;
using Confluent.Kafka;
using HdrHistogram;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// Sends with Confluent.Kafka's <c>Produce</c> and one shared delivery handler. The moment of sending travels as the message's value type through the client
/// and comes back with the report, so a record costs no object of ours: no closure, no payload, no entry in a table.
/// </summary>
internal sealed class ClientSender : ILoadSender
{
    private const long SlowestMicros = 600_000_000;
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(100);

    private readonly string _topic;
    private readonly int _inFlight;
    private readonly LoadPayloads _payloads;
    private readonly LoadKeys _keys;
    private readonly IProducer<byte[]?, Stamped> _producer;
    private readonly Action<DeliveryReport<byte[]?, Stamped>> _delivered;
    private readonly LongHistogram _latencies = new(1, SlowestMicros, 3);
    private readonly ManualResetEventSlim _room = new(false, 0);
    private long _sent;
    private long _acked;
    private long _failed;
    private long _lastAck;
    private int _waiting;
    private string? _firstError;

    public ClientSender(Topic topic, LoadOptions options, int number)
    {
        _topic = topic.Name;
        _inFlight = options.MostInFlight;
        _payloads = new LoadPayloads(options.Payload, options.RecordBytes, number);
        _keys = new LoadKeys(options.Keys, number);
        _delivered = Delivered;
        _producer = KafkaClients.Producer(new ProducerBuilder<byte[]?, Stamped>(LoadSettings.Of(topic.Cluster.ProducerConfig(), options))
            .SetKeySerializer(Serializers.ByteArray)
            .SetValueSerializer(new StampedSerializer()));
    }

    public long Sent => Interlocked.Read(ref _sent);

    public long Acked => Interlocked.Read(ref _acked);

    public long Failed => Interlocked.Read(ref _failed);

    public string? FirstError => Volatile.Read(ref _firstError);

    public long LastAck => Interlocked.Read(ref _lastAck);

    public HistogramBase Latencies => _latencies;

    private long OnTheirWay => Sent - Acked - Failed;

    public void Send(LoadQuota quota, CancellationToken stop)
    {
        // One message for all records: the client copies key and value before Produce returns.
        Message<byte[]?, Stamped> message = new();
        for (long i = 0; i < quota.Records && !stop.IsCancellationRequested; i++)
        {
            if (OnTheirWay >= _inFlight)
            {
                WaitForRoom(quota.Deadline, stop);
            }

            if (quota.RecordsPerSecond is { } rate)
            {
                WaitForTurn(quota, (long)(i * (Stopwatch.Frequency / rate)), stop);
            }

            message.Key = _keys.Next();
            byte[] payload = _payloads.Next();
            long now = Stopwatch.GetTimestamp();
            if (now >= quota.Deadline || !TryProduce(message, payload, quota.Deadline, stop))
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        _producer.Dispose();
        _room.Dispose();
    }

    private bool TryProduce(Message<byte[]?, Stamped> message, byte[] payload, long deadline, CancellationToken stop)
    {
        while (true)
        {
            long now = Stopwatch.GetTimestamp();
            message.Value = new Stamped(payload, now);
            try
            {
                // Counted first: the report may come before Produce returns.
                Interlocked.Increment(ref _sent);
                _producer.Produce(_topic, message, _delivered);
                return true;
            }
            catch (ProduceException<byte[]?, Stamped> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                Interlocked.Decrement(ref _sent);
                if (now >= deadline || stop.WaitHandle.WaitOne(1))
                {
                    return false;
                }
            }
            catch (ProduceException<byte[]?, Stamped> refused)
            {
                Fail(refused.Error);
                return true;
            }
        }
    }

    private void WaitForRoom(long deadline, CancellationToken stop)
    {
        while (OnTheirWay >= _inFlight && Stopwatch.GetTimestamp() < deadline && !stop.IsCancellationRequested)
        {
            _room.Reset();
            Interlocked.Exchange(ref _waiting, 1);

            // Between the reset and here the last report may have come; then nobody would set the event.
            if (OnTheirWay >= _inFlight)
            {
                _room.Wait(Nap, CancellationToken.None);
            }

            Interlocked.Exchange(ref _waiting, 0);
        }
    }

    private static void WaitForTurn(LoadQuota quota, long after, CancellationToken stop)
    {
        long due = quota.Started + after;
        for (long now = Stopwatch.GetTimestamp(); now < due && now < quota.Deadline; now = Stopwatch.GetTimestamp())
        {
            int ms = (int)Math.Clamp((due - now) * 1_000 / Stopwatch.Frequency, 1, 100);
            if (stop.WaitHandle.WaitOne(ms))
            {
                return;
            }
        }
    }

    // On the client's poll thread, one at a time.
    private void Delivered(DeliveryReport<byte[]?, Stamped> report)
    {
        if (report.Error.IsError)
        {
            Fail(report.Error);
            return;
        }

        long now = Stopwatch.GetTimestamp();
        long micros = (now - report.Message.Value.At) * 1_000_000 / Stopwatch.Frequency;
        _latencies.RecordValue(Math.Clamp(micros, 1, SlowestMicros));
        Interlocked.Exchange(ref _lastAck, now);
        Interlocked.Increment(ref _acked);
        Wake();
    }

    private void Fail(Error error)
    {
        Interlocked.CompareExchange(ref _firstError, $"{error.Reason} ({error.Code})", null);
        Interlocked.Increment(ref _failed);
        Wake();
    }

    // Woken with a tenth free, not at the first: else sender and client would change places at every record.
    private void Wake()
    {
        if (Volatile.Read(ref _waiting) == 1 && OnTheirWay <= _inFlight - Math.Max(1, _inFlight / 10))
        {
            _room.Set();
        }
    }

    /// <summary>A payload and when it was sent.</summary>
    private readonly record struct Stamped(byte[] Payload, long At);

    private sealed class StampedSerializer : ISerializer<Stamped>
    {
        public byte[] Serialize(Stamped data, SerializationContext context) => data.Payload;
    }
}

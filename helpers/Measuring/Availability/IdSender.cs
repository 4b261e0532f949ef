using System.Diagnostics;
using System.Security.Cryptography;
using Confluent.Kafka;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// One producer that sends records with ids, one partition after the other, and notes of each what became of it. The partition is named, not left to the client: so
/// every partition has its share all the time, and a gap in one is seen.
/// </summary>
internal sealed class IdSender : IDisposable
{
    /// <summary>How long one record may take. Longer than a killed leader is missing, shorter than a cell may take.</summary>
    private const int MessageLimitMs = 30_000;

    // So often is looked whether records are due: few wake-ups, and still a smooth line.
    private const int StepMs = 5;
    private static readonly TimeSpan WarmUpLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(10);

    private readonly string _topic;
    private readonly IProducer<Null, RecordId> _producer;
    private AckMeter? _meter;

    public IdSender(Topic topic, ProducerConfig? own)
    {
        _topic = topic.Name;
        Ids = new SentIds(NewRun(), topic.Partitions);
        _producer = KafkaClients.Producer(
            new ProducerBuilder<Null, RecordId>(Config(topic, own)).SetValueSerializer(new RecordId.Format()),
            error =>
            {
                if (error.IsFatal)
                {
                    Ids.FailFor(error);
                }
            });
    }

    /// <summary>What was sent, and what became of it.</summary>
    public SentIds Ids { get; private set; }

    /// <summary>Sends on the calling thread until so many are sent or it is told to stop.</summary>
    /// <param name="records">How many.</param>
    /// <param name="perSecond">How fast; null as fast as the client takes them.</param>
    /// <param name="stop">Ends it.</param>
    public void Send(long records, double? perSecond, CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        double ticks = perSecond is { } rate ? Stopwatch.Frequency / rate : 0;
        for (long i = 0; i < records && !stop.IsCancellationRequested; i++)
        {
            long due = started + (long)(i * ticks), now = Stopwatch.GetTimestamp();
            if (now - due > Stopwatch.Frequency)
            {
                // After a long stall (the machine slept, the client's queue was full) the pace goes on from here, without a burst to make up for it.
                started += now - due;
            }

            if (due > now && stop.WaitHandle.WaitOne(Math.Max(StepMs, (int)((due - now) * 1_000 / Stopwatch.Frequency))))
            {
                return;
            }

            SendOne(stop);
        }
    }

    /// <summary>
    /// Sends one record to each partition and waits for the answers, 5 seconds at most, so that connecting is over. Then <see cref="Ids"/> begins anew.
    /// </summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await Task.Run(() => Send(Ids.Partitions, null, cancellationToken), cancellationToken).ConfigureAwait(false);
        await WaitForOutcomesAsync(WarmUpLimit, cancellationToken).ConfigureAwait(false);
        Ids = new SentIds(NewRun(), Ids.Partitions, Ids);
    }

    /// <summary>From now on everything is noted there as well. To be called while nothing is on its way.</summary>
    public void MeasureWith(AckMeter meter) => _meter = meter;

    /// <summary>Waits until every record is acknowledged or given up; answers whether that was so within the limit.</summary>
    public async Task<bool> WaitForOutcomesAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        while (Ids.Waiting > 0)
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                return false;
            }

            await Task.Delay(Nap, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    public void Dispose() => _producer.Dispose();

    internal static ProducerConfig Config(Topic topic, ProducerConfig? own)
    {
        ProducerConfig config = TopicProducer.Config(topic, own);
        if (own?.MessageTimeoutMs is null)
        {
            config.MessageTimeoutMs = MessageLimitMs;
        }

        // What waits while a partition has no leader must fit, or the others would have to wait as well.
        config.QueueBufferingMaxMessages ??= 2_000_000;
        config.QueueBufferingMaxKbytes ??= 512 * 1024;
        config.DeliveryReportFields = "value";
        return config;
    }

    private void SendOne(CancellationToken stop)
    {
        long id = Ids.Add();
        int partition = Ids.PartitionOf(id);
        _meter?.Sent(partition, Stopwatch.GetTimestamp());
        while (true)
        {
            try
            {
                _producer.Produce(new TopicPartition(_topic, partition), new Message<Null, RecordId> { Value = new RecordId(Ids.Run, id) }, Delivered);
                return;
            }
            catch (ProduceException<Null, RecordId> full) when (full.Error.Code == ErrorCode.Local_QueueFull && !stop.WaitHandle.WaitOne(Nap))
            {
                // The queue empties as brokers acknowledge.
            }
            catch (ProduceException<Null, RecordId> refused)
            {
                Fail(id, refused.Error);
                return;
            }
        }
    }

    // On the client's poll thread, one at a time.
    private void Delivered(DeliveryReport<Null, RecordId> report)
    {
        (int run, long id) = report.Message.Value;
        if (run != Ids.Run)
        {
            // Of the warm-up, and late.
            return;
        }

        if (report.Error.IsError)
        {
            Fail(id, report.Error);
            return;
        }

        _meter?.Acked(report.Partition.Value, Stopwatch.GetTimestamp());
        Ids.Ack(id);
    }

    private void Fail(long id, Error error)
    {
        _meter?.Failed(Ids.PartitionOf(id), Stopwatch.GetTimestamp());
        Ids.Fail(id, error);
    }

    private static int NewRun() => RandomNumberGenerator.GetInt32(1 << 24);
}

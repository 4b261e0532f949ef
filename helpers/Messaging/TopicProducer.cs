using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Sends a list of events and waits for every acknowledgement.</summary>
internal static class TopicProducer
{
    /// <summary>How long one message may take, queue and retries included. The client's own default is 5 minutes, which a reader would take for a hang.</summary>
    private const int MessageLimitMs = 60_000;

    private static readonly string[] OrderingSettings =
    [
        "acks", "request.required.acks", "enable.idempotence", "retries", "message.send.max.retries", "max.in.flight", "max.in.flight.requests.per.connection", "transactional.id",
    ];

    public static async Task<Sent> RunAsync(
        Topic topic, IEnumerable<Event> events, ProducerConfig? own, CancellationToken cancellationToken, TimeSpan pause = default)
    {
        Event[] all = [.. events];
        if (Array.IndexOf(all, null) is >= 0 and var empty)
        {
            throw new ArgumentException(new Text($"{empty + 1}번째 이벤트가 null이다.", $"Event number {empty + 1} is null.").ToString(), nameof(events));
        }

        Stopwatch clock = Stopwatch.StartNew();
        Delivery delivery = new(topic, all);
        IProducer<string?, string> producer = KafkaClients.Producer(new ProducerBuilder<string?, string>(Config(topic, own)));
        try
        {
            await delivery.SendAllAsync(producer, pause, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Closing waits for the client's threads: not on the caller's.
            await Task.Run(producer.Dispose, CancellationToken.None).ConfigureAwait(false);
        }

        return delivery.Result(clock.Elapsed);
    }

    internal static ProducerConfig Config(Topic topic, ProducerConfig? own)
    {
        ProducerConfig config = KafkaClients.Merge(topic.Cluster.ProducerConfig(), own);
        HashSet<string> set = [.. config.Select(s => s.Key)];
        if (!set.Overlaps(OrderingSettings))
        {
            KeepOrder(config, topic.Cluster);
        }

        config.MessageTimeoutMs ??= MessageLimitMs;
        if (!set.Contains("dotnet.cancellation.delay.max.ms"))
        {
            config.CancellationDelayMaxMs = KafkaClients.CloseWithinMs;
        }

        // The topic was ready when it was created: one that is unknown now is not going to appear.
        config.TopicMetadataPropagationMaxMs ??= 5_000;
        return config;
    }

    // Mock brokers know nothing of idempotence: asking them for a producer's id can take half a second and more, and brings nothing. One request at a time keeps the order, too.
    private static void KeepOrder(ProducerConfig config, Cluster cluster)
    {
        if (cluster.Kind == ClusterKind.Embedded)
        {
            config.MaxInFlight = 1;
        }
        else
        {
            config.EnableIdempotence = true;
        }
    }

    private sealed class Delivery(Topic topic, Event[] events)
    {
        private readonly SentRecord?[] _acked = new SentRecord?[events.Length];
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _introduced = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly DelayedProgress _progress = new(topic.Cluster.Progress);
        private Error? _first;
        private int _failed;
        private int _done;

        public async Task SendAllAsync(IProducer<string?, string> producer, TimeSpan pause, CancellationToken cancellationToken)
        {
            if (events.Length == 0)
            {
                return;
            }

            for (int i = 0; i < events.Length; i++)
            {
                if (pause > TimeSpan.Zero && i > 0)
                {
                    await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
                }

                await SendAsync(producer, i, cancellationToken).ConfigureAwait(false);
                if (i == 0 && events[0].Key is null)
                {
                    // A client that has no connection to a leader yet scatters what has no key, and does not stay with a partition for a while as it does later on.
                    await _introduced.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            // Every message ends within its own time limit, acknowledged or not, so this ends, too.
            while (await Task.WhenAny(_all.Task, Task.Delay(500, cancellationToken)).ConfigureAwait(false) != _all.Task)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Report();
            }

            _progress.Done(() => new Text($"{Payloads.Number(_done)}건을 보냈다", $"Sent {Payloads.Number(_done)} records"));
        }

        public Sent Result(TimeSpan took)
        {
            Sent sent = new(topic, [.. _acked.OfType<SentRecord>()], took);
            return _first is null ? sent : throw new DeliveryException(sent, _failed, _first);
        }

        private async Task SendAsync(IProducer<string?, string> producer, int index, CancellationToken cancellationToken)
        {
            Event sending = events[index];
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    producer.Produce(topic.Name, new Message<string?, string> { Key = sending.Key, Value = sending.Value }, report => Record(index, report));
                    return;
                }
                catch (ProduceException<string?, string> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
                {
                    // The client's queue empties as brokers acknowledge.
                    Report();
                    await Task.Delay(5, cancellationToken).ConfigureAwait(false);
                }
                catch (ProduceException<string?, string> refused)
                {
                    Fail(refused.Error);
                    return;
                }
            }
        }

        // Called on the client's own thread, one report at a time; Produce above may fail one on the caller's thread meanwhile.
        private void Record(int index, DeliveryReport<string?, string> report)
        {
            if (report.Error.IsError)
            {
                Fail(report.Error);
                return;
            }

            // With acks=0 the broker tells no offset, and the client counts up from a negative number.
            long offset = Math.Max(-1, report.Offset.Value);
            _acked[index] = new SentRecord(report.Partition.Value, offset, events[index].Key, events[index].Value);
            Finish();
        }

        private void Fail(Error error)
        {
            Interlocked.CompareExchange(ref _first, error, null);
            Interlocked.Increment(ref _failed);
            Finish();
        }

        private void Finish()
        {
            _introduced.TrySetResult();
            if (Interlocked.Increment(ref _done) == events.Length)
            {
                _all.SetResult();
            }
        }

        private void Report() => _progress.Report(() => new Text(
            $"{Payloads.Number(events.Length)}건 가운데 {Payloads.Number(Volatile.Read(ref _done))}건을 보냈다",
            $"Sent {Payloads.Number(Volatile.Read(ref _done))} of {Payloads.Number(events.Length)} records"));
    }
}

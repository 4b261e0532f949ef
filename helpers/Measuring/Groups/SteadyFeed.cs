using Confluent.Kafka;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>Writes a record to every partition again and again, so that a partition that nobody reads can be seen. Dispose it to end it.</summary>
internal sealed class SteadyFeed : IAsyncDisposable
{
    /// <summary>From one record of a partition to the next.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly IProducer<string?, string> _producer;
    private readonly Task _running;

    public SteadyFeed(Topic topic)
    {
        ProducerConfig config = topic.Cluster.ProducerConfig();
        config.LingerMs = 0;
        _producer = KafkaClients.Producer(new ProducerBuilder<string?, string>(config));
        _running = Task.Run(() => RunAsync(topic, _stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Run(_producer.Dispose).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync(Topic topic, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Pace);
        for (long round = 0; await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false); round++)
        {
            for (int partition = 0; partition < topic.Partitions; partition++)
            {
                try
                {
                    _producer.Produce(new TopicPartition(topic.Name, partition), new Message<string?, string> { Value = FormattableString.Invariant($"tick {round}") });
                }
                catch (ProduceException<string?, string>)
                {
                    // A full queue: brokers are away for a while, and the next tick comes soon.
                }
            }
        }
    }
}

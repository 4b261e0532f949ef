using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>Sends 0, 1, 2, … into partition 0 at a steady pace, many in flight, and counts what is acknowledged.</summary>
internal sealed class NumberedSender(Topic topic, ProducerConfig config)
{
    private const int MessageLimitMs = 30_000;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private bool[] _acked = [];
    private long _done;

    /// <param name="records">How many.</param>
    /// <param name="during">How long sending takes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>For each number whether it was acknowledged.</returns>
    public async Task<IReadOnlyList<bool>> RunAsync(int records, TimeSpan during, CancellationToken cancellationToken)
    {
        _acked = new bool[records];
        ProducerConfig own = KafkaClients.Merge(topic.Cluster.ProducerConfig(), config);
        own.MessageTimeoutMs ??= MessageLimitMs;
        IProducer<Null, string> producer = KafkaClients.Producer(new ProducerBuilder<Null, string>(own));
        try
        {
            Stopwatch clock = Stopwatch.StartNew();
            for (int sent = 0; sent < records;)
            {
                int due = during > TimeSpan.Zero ? (int)Math.Min(records, records * (clock.Elapsed / during)) : records;
                for (; sent < due; sent++)
                {
                    await SendAsync(producer, sent, cancellationToken).ConfigureAwait(false);
                }

                await Task.Delay(Step, cancellationToken).ConfigureAwait(false);
            }

            // Every record ends within its own limit, acknowledged or not.
            while (Interlocked.Read(ref _done) < records)
            {
                await Task.Delay(Step, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await Task.Run(producer.Dispose, CancellationToken.None).ConfigureAwait(false);
        }

        return _acked;
    }

    private async Task SendAsync(IProducer<Null, string> producer, int number, CancellationToken cancellationToken)
    {
        Message<Null, string> message = new() { Value = number.ToString(CultureInfo.InvariantCulture) };
        while (true)
        {
            try
            {
                producer.Produce(new TopicPartition(topic.Name, 0), message, report => Note(number, report));
                return;
            }
            catch (ProduceException<Null, string> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                await Task.Delay(Step, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Called on the client's own thread; the counter publishes what was written before it.
    private void Note(int number, DeliveryReport<Null, string> report)
    {
        _acked[number] = !report.Error.IsError;
        Interlocked.Increment(ref _done);
    }
}

using System.Diagnostics;
using Confluent.Kafka;
using HdrHistogram;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>The time from a producer's call to the consumer's having the record, one record at a time.</summary>
internal static class EndToEnd
{
    private const int RecordBytes = 100;

    // Connections, the topic's metadata and .NET's own compiling are over by then.
    private const int Unmeasured = 50;
    private static readonly TimeSpan OneRecord = TimeSpan.FromSeconds(10);

    /// <summary>Measures for so long.</summary>
    /// <exception cref="ClusterException">A record did not arrive within 10 seconds.</exception>
    public static Task<LatencyDistribution> MeasureAsync(Topic topic, TimeSpan duration, CancellationToken cancellationToken) =>
        Task.Run(() => Measure(topic, duration, cancellationToken), cancellationToken);

    private static LatencyDistribution Measure(Topic topic, TimeSpan duration, CancellationToken cancellationToken)
    {
        LongHistogram micros = new(1, 600_000_000, 3);
        ProducerConfig producing = topic.Cluster.ProducerConfig();
        producing.LingerMs = 0;
        producing.Acks = Acks.Leader;
        using IProducer<Null, byte[]> producer = KafkaClients.Producer(new ProducerBuilder<Null, byte[]>(producing));
        using IConsumer<string?, string?> consumer = KafkaClients.Consumer(new ConsumerBuilder<string?, string?>(LogReader.Config(topic.Cluster, $"{Labels.Prefix}reader.{topic.Cluster.Owned.Id}")));
        consumer.Assign(new TopicPartitionOffset(topic.Name, 0, Offset.Beginning));
        Message<Null, byte[]> message = new() { Value = new byte[RecordBytes] };
        Stopwatch clock = new();
        for (long i = 0; i < Unmeasured || clock.Elapsed < duration; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (i == Unmeasured)
            {
                clock.Start();
            }

            long sent = Stopwatch.GetTimestamp();
            producer.Produce(topic.Name, message);
            WaitFor(consumer, topic, i, sent, cancellationToken);
            if (i >= Unmeasured)
            {
                micros.RecordValue(Math.Max(1, (long)Stopwatch.GetElapsedTime(sent).TotalMicroseconds));
            }
        }

        return new LatencyDistribution(micros);
    }

    private static void WaitFor(IConsumer<string?, string?> consumer, Topic topic, long offset, long sent, CancellationToken cancellationToken)
    {
        while (LogReader.Next(consumer, topic) is not { IsPartitionEOF: false } result || result.Offset.Value < offset)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(sent) > OneRecord)
            {
                throw new ClusterException(
                    ClusterProblem.TimedOut,
                    new($"토픽 {topic.Name}에 보낸 레코드가 {OneRecord.TotalSeconds:0}초 안에 도착하지 않았다.", $"A record sent to the topic {topic.Name} did not arrive within {OneRecord.TotalSeconds:0} seconds."),
                    new("브로커가 모두 떠 있는지 확인한다: `dotnet run -- status`", "See whether all brokers are running: `dotnet run -- status`"));
            }
        }
    }
}

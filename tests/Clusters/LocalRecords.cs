using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>Writes and reads numbered records, so that a test sees which are there.</summary>
internal static class LocalRecords
{
    public static Task CreateAsync(Cluster cluster, string topic) =>
        cluster.CreateTopicAsync(new TopicSpec(topic, 3, 3, new Dictionary<string, string>()), TestContext.Current.CancellationToken);

    public static async Task WriteAsync(Cluster cluster, string topic, int count, int from = 0)
    {
        ProducerConfig config = cluster.ProducerConfig();
        config.Acks = Acks.All;
        using IProducer<Null, string> producer = new ProducerBuilder<Null, string>(config).Build();
        await Task.WhenAll(Enumerable.Range(from, count).Select(i =>
            producer.ProduceAsync(topic, new Message<Null, string> { Value = $"{i}" }, TestContext.Current.CancellationToken)));
    }

    /// <summary>Reads from the beginning until <paramref name="count"/> records came, or 30 seconds are over.</summary>
    public static IReadOnlyList<string> Read(Cluster cluster, string topic, int count)
    {
        using IConsumer<Ignore, string> consumer = new ConsumerBuilder<Ignore, string>(cluster.ConsumerConfig($"read-{Guid.NewGuid():N}")).Build();
        consumer.Assign(Enumerable.Range(0, 3).Select(p => new TopicPartitionOffset(topic, p, Offset.Beginning)));
        List<string> values = [];
        DateTime end = DateTime.UtcNow.AddSeconds(30);
        while (values.Count < count && DateTime.UtcNow < end)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(200)) is { } result)
            {
                values.Add(result.Message.Value);
            }
        }

        return values;
    }
}

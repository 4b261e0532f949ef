using System.Globalization;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>What the tests of the embedded cluster have in common.</summary>
internal static class EmbeddedKit
{
    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static ClusterOptions Options { get; } = new() { Kind = ClusterKind.Embedded, Progress = ProgressDisplays.Silent };

    public static async Task<EmbeddedCluster> StartAsync(ClusterOptions? options = null) =>
        Assert.IsType<EmbeddedCluster>(await Cluster.StartAsync(options ?? Options, Ct));

    public static TopicSpec Topic(string name, int partitions = 3, int replicationFactor = 3, params (string Key, string Value)[] configs) =>
        new(name, partitions, (short)replicationFactor, configs.ToDictionary(c => c.Key, c => c.Value));

    /// <summary>Creates a topic and writes numbered records: the n-th value is n, in partition n % partitions.</summary>
    public static async Task WriteAsync(Cluster cluster, string topic, int partitions, int count, int first = 0)
    {
        using IProducer<Null, string> producer = new ProducerBuilder<Null, string>(cluster.ProducerConfig()).SetLogHandler((_, _) => { }).Build();
        await Task.WhenAll(Enumerable.Range(first, count).Select(n => producer.ProduceAsync(
            new TopicPartition(topic, n % partitions), new Message<Null, string> { Value = n.ToString(CultureInfo.InvariantCulture) }, Ct)));
    }

    /// <summary>Reads as a member of a group until <paramref name="count"/> records are there, commits and leaves. Values in the order in which they came.</summary>
    public static Task<List<int>> ReadAsync(ConsumerConfig config, string topic, int count) => Task.Run(
        () =>
        {
            using IConsumer<Ignore, string> consumer = new ConsumerBuilder<Ignore, string>(config).SetLogHandler((_, _) => { }).Build();
            consumer.Subscribe(topic);
            List<int> values = [];
            Dictionary<TopicPartition, Offset> next = [];
            using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            limited.CancelAfter(TimeSpan.FromSeconds(60));
            while (values.Count < count)
            {
                ConsumeResult<Ignore, string> read = consumer.Consume(limited.Token);
                values.Add(int.Parse(read.Message.Value, CultureInfo.InvariantCulture));
                next[read.TopicPartition] = read.Offset + 1;
            }

            // Commit() alone fails on a partition whose leader moved after its last record was written: it would send the old leader's epoch.
            consumer.Commit(next.Select(n => new TopicPartitionOffset(n.Key, n.Value)));
            consumer.Close();
            return values;
        },
        Ct);

    public static async Task<Metadata> MetadataAsync(Cluster cluster)
    {
        ClientConfig config = cluster.ClientConfig();
        return await Task.Run(
            () =>
            {
                using IAdminClient admin = new AdminClientBuilder(config).SetLogHandler((_, _) => { }).Build();
                return admin.GetMetadata(TimeSpan.FromSeconds(30));
            },
            Ct);
    }

    public static async Task<IReadOnlyList<int>> LeadersAsync(Cluster cluster, string topic) =>
        [.. (await MetadataAsync(cluster)).Topics.Single(t => t.Topic == topic).Partitions.OrderBy(p => p.PartitionId).Select(p => p.Leader)];
}

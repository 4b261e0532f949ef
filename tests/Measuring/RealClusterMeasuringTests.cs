using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>What mock brokers cannot prove: one run over real ones, because starting them takes longer than all of it.</summary>
[Collection(OneZooKeeperCluster.Name)]
public sealed class RealClusterMeasuringTests(LocalZooKeeperCase shared, ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Real_brokers_keep_counts_order_offsets_transactions_and_groups()
    {
        await shared.MakeWholeAsync();
        Cluster kafka = shared.Cluster;
        await RoundTripAsync(kafka);
        await TransactionGapsAsync(kafka);
        await LoadAsync(kafka);
        await NativeAsync(kafka);
        await CleanUpAsync(kafka);
    }

    private static async Task RoundTripAsync(Cluster kafka)
    {
        Topic orders = await kafka.CreateTopicAsync("orders", partitions: 3, configs: new Dictionary<string, string> { ["retention.ms"] = "3600000" }, ct: Token);
        Sent sent = await orders.ProduceAsync(Sample.Orders(1_000), ct: Token);
        Comparison comparison = (await orders.ReadAllAsync(Token)).ComparedWith(sent);
        Assert.True(comparison.Whole, comparison.ToString());
        Assert.Equal(sent.Records.OrderBy(r => (r.Partition, r.Offset)).Select(r => r.Value), (await orders.ReadAllAsync(Token)).Records.OrderBy(r => (r.Partition, r.Offset)).Select(r => r.Value));

        Task<OffsetTimeline> watching = orders.WatchOffsetsAsync(["billing"], TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(100), s => s.IsDrained, Token);
        Assert.Equal(400, (await orders.ReadAsync("billing", 400, Token)).Records.Count);
        Assert.Equal(600, (await orders.ReadAsync("billing", ct: Token)).Records.Count);
        OffsetTimeline timeline = await watching;
        Assert.Equal((1_000L, 0L), (timeline.HighestLag("billing"), timeline.Lag("billing")[^1].Lag));
        Assert.All((await orders.OffsetsAsync("nobody")).Groups[0].Partitions, p => Assert.Null(p.Committed));

        Topic again = await kafka.CreateTopicAsync("orders", ct: Token);
        Assert.Empty((await again.ReadAllAsync(Token)).Records);
    }

    // Markers and aborted records take offsets: reading has to end at them, and what was aborted is not read.
    private static async Task TransactionGapsAsync(Cluster kafka)
    {
        Topic ledger = await kafka.CreateTopicAsync("ledger", partitions: 1, ct: Token);
        ProducerConfig config = kafka.ProducerConfig();
        config.TransactionalId = "workbook-test";
        using (IProducer<Null, string> producer = new ProducerBuilder<Null, string>(config).SetLogHandler((_, _) => { }).Build())
        {
            producer.InitTransactions(TimeSpan.FromSeconds(30));
            foreach (bool commit in new[] { true, false })
            {
                producer.BeginTransaction();
                for (int i = 0; i < 5; i++)
                {
                    producer.Produce(ledger.Name, new Message<Null, string> { Value = $"{commit} {i}" });
                }

                if (commit)
                {
                    producer.CommitTransaction(TimeSpan.FromSeconds(30));
                }
                else
                {
                    producer.Flush(TimeSpan.FromSeconds(10));
                    producer.AbortTransaction(TimeSpan.FromSeconds(30));
                }
            }
        }

        ReadResult read = await ledger.ReadAllAsync(Token);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"True {i}"), read.Records.Select(r => r.Value));
        Assert.Equal(12, (await ledger.OffsetsAsync()).TotalEnd);
        Assert.Equal(5, (await ledger.ReadAsync("audit", ct: Token)).Records.Count);
        Assert.True((await ledger.OffsetsAsync("audit")).IsDrained);
        Assert.Empty((await ledger.ReadAsync("audit", ct: Token)).Records);
    }

    private async Task LoadAsync(Cluster kafka)
    {
        Topic load = await kafka.CreateTopicAsync("load", partitions: 6, ct: Token);
        LoadRun run = await load.RunLoadAsync(new LoadOptions { Records = 200_000, Producers = 2, Compression = CompressionType.Lz4 }, Token);
        output.WriteLine(run.ToString());
        output.WriteLine(run.Latency.ToString());
        Assert.Equal((200_000L, 200_000L, 0L), (run.Acked, run.Confirmed, run.Failed));
        LoadRun unacked = await load.RunLoadAsync(new LoadOptions { Records = 20_000, Acks = Acks.None }, Token);
        Assert.Equal(20_000, unacked.Confirmed);
        Assert.Equal(220_000, (await load.DistributionAsync(Token)).Total);
    }

    private async Task NativeAsync(Cluster kafka)
    {
        Topic native = await kafka.CreateTopicAsync("native", partitions: 6, ct: Token);
        LoadRun run = await native.RunLoadAsync(
            new LoadOptions { Records = 300_000, Producers = 2, Path = LoadPath.NativeBatch, Payload = PayloadKind.Json, Compression = CompressionType.Lz4, Idempotent = true }, Token);
        output.WriteLine(run.ToString());
        NativeProof.Holds(run, await native.ReadAllAsync(Token));
        foreach (LoadPath path in Enum.GetValues<LoadPath>())
        {
            ReadRun read = await native.RunReadAsync(new ReadOptions { Path = path, Consumers = 2 }, Token);
            output.WriteLine(read.ToString());
            Assert.Equal((300_000L, 300_000L, 30_000_000L), (read.Records, read.Confirmed, read.Bytes));
        }
    }

    private static async Task CleanUpAsync(Cluster kafka)
    {
        CleanUpReport report = await kafka.CleanUpAsync(Token);
        Assert.Equal(4, report.Topics.Count);
        Assert.Equal([], report.Left.Select(l => $"{l.Name}: {l.Why.English}"));

        // The group "billing" went with the offsets of the first topic "orders".
        Assert.Equal([$"workbook.audit.{kafka.Owned.Id}"], report.Groups);
    }
}

using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>Killing every broker, losing disks, refused writes, added partitions; in containers chapter 4 itself shows them.</summary>
[Collection(OneZooKeeperCluster.Name)]
public sealed class CoreFeaturesOnRealBrokersTests(LocalZooKeeperCase shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_survives_that_has_a_copy_and_nothing_that_has_none()
    {
        await shared.MakeWholeAsync();
        LocalCluster cluster = shared.Cluster;
        Topic kept = await cluster.CreateTopicAsync("kept", ct: Ct);
        Sent sent = await kept.ProduceAsync(Sample.Orders(500), ct: Ct);
        Blackout blackout = await cluster.BlackoutAsync(Ct);
        Assert.Equal([1, 2, 3], blackout.Brokers);
        Assert.True((await kept.ReadAllAsync(Ct)).ComparedWith(sent).Whole);
        await LosesAsync(cluster, kept, sent);

        // Only what is down and ours may be deleted.
        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.EraseAsync(1, kept.Name, kept.Partitions, Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.EraseAsync(1, "__consumer_offsets", 3, Ct));

        Sent before = await kept.ProduceAsync(Sample.Orders(200, customers: 40), ct: Ct);
        Topic grown = await kept.GrowAsync(6, Ct);
        Assert.Equal(6, (await kept.GrowAsync(6, Ct)).Partitions);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => grown.GrowAsync(3, Ct));
        KeyMoves moves = KeyMoves.Of(before, await grown.ProduceAsync(Sample.Orders(200, customers: 40), ct: Ct));
        Assert.InRange(moves.Moved, 1, moves.Keys.Count - 1);
        Assert.All(moves.Keys, k => Assert.Equal(k.Before, k.After % 3));
        Assert.Equal(900, (await grown.ReadAllAsync(Ct)).Records.Count);

        RefusedWrites writes = await cluster.ProduceThroughRefusalsAsync(
            [new ProducerConfig { Acks = Acks.All, EnableIdempotence = false }, new ProducerConfig { Acks = Acks.All, EnableIdempotence = true }], 40_000, Ct);
        Assert.All(writes.Runs, r => Assert.Equal((40_000, 40_000, 0), (r.Sent, r.Acked, r.Lost)));
        Assert.True(writes.Runs[1].Whole);
        Assert.All((await cluster.DescribeAsync(Ct)).Brokers, b => Assert.Equal(BrokerState.Running, b.State));
    }

    private static async Task LosesAsync(LocalCluster cluster, Topic kept, Sent sent)
    {
        DiskLoss one = await cluster.LoseOneDiskAsync(Ct);
        Assert.Equal((1_000, 1_000), (one.With(3).Written, one.With(3).Left));
        Assert.Equal((1_000, 0), (one.With(1).Written, one.With(1).Left));
        DiskLoss every = await cluster.LoseEveryDiskAsync(Ct);
        Assert.Equal((1_000, 0), (every.With(3).Written, every.With(3).Left));
        Assert.Throws<ArgumentException>(() => every.With(2));

        // Nobody else's data was touched.
        Assert.True((await kept.ReadAllAsync(Ct)).ComparedWith(sent).Whole);
    }
}

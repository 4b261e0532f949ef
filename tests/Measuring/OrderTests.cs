using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Messaging;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>The order of numbered records, and keys that move.</summary>
public sealed class OrderTests
{
    [Fact]
    public void Rising_numbers_in_every_partition_are_in_order_however_the_partitions_alternate()
    {
        OrderCheck order = OrderCheck.Of(Unbound.Read(null, "0:0:0", "0:1:3", "1:0:1", "1:1:4", "0:2:6", "1:2:7"));
        Assert.True(order.InOrderInsidePartitions);
        Assert.Equal((6, 0, 0, 1), (order.Records, order.Reordered, order.Duplicated, order.StepsBack));
        Assert.Equal([3, 3], order.Partitions.Select(p => p.Records));
    }

    [Fact]
    public void A_late_record_is_reordered_and_a_copy_is_a_duplicate_and_neither_counts_as_the_other()
    {
        // 2 and 3 overtook 1; 4 came again behind 5.
        OrderCheck order = OrderCheck.Of(Unbound.Read(null, "0:0:0", "0:1:2", "0:2:3", "0:3:1", "0:4:4", "0:5:5", "0:6:4"));
        Assert.False(order.InOrderInsidePartitions);
        Assert.Equal((1, 1), (order.Reordered, order.Duplicated));
        Assert.Equal([OrderFlaw.Reordered], order.Points.Where(p => p.Number == 1).Select(p => p.Flaw));
        Assert.Equal([OrderFlaw.None, OrderFlaw.Duplicated], order.Points.Where(p => p.Number == 4).Select(p => p.Flaw));
        Assert.Contains(Say("순서가 바뀐 것 1건, 중복 1건", "1 are out of order, 1 are duplicates"), order.ToString(), StringComparison.Ordinal);
        Assert.Equal(7, order.ToDataFrame().Rows.Count);
    }

    [Fact]
    public void A_replayed_batch_is_all_duplicates_and_no_reordering()
    {
        OrderCheck order = OrderCheck.Of("t", Enumerable.Range(0, 10).Concat(Enumerable.Range(4, 6)).Concat(Enumerable.Range(10, 5)).Select((n, i) => (0, (long)i, (long)n)));
        Assert.Equal((0, 6), (order.Reordered, order.Duplicated));
    }

    [Fact]
    public void A_value_that_is_no_number_is_named() =>
        Assert.Contains("'x'", Assert.Throws<ArgumentException>(() => OrderCheck.Of(Unbound.Read(null, "0:0:0", "0:1:x"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_run_tells_what_is_lost_from_what_is_out_of_order()
    {
        OrderCheck order = OrderCheck.Of("t", new[] { 0, 2, 1, 1 }.Select((n, i) => (0, (long)i, (long)n)));
        RetryRun run = RetryRun.Of(new("a", "a"), new("b", "b"), injected: true, [true, true, true, true, false], order);
        Assert.Equal((5, 4, 1, 1, 1), (run.Sent, run.Acked, run.Lost, run.Order.Reordered, run.Order.Duplicated));
        Assert.False(run.Whole);
        Assert.True(RetryRun.Of(new("a", "a"), new("b", "b"), false, [true, true], OrderCheck.Of("t", [(0, 0, 0), (0, 1, 1)])).Whole);
    }

    [Fact]
    public async Task An_injected_error_and_a_retry_break_the_order_without_a_copy()
    {
        RetryRun run = await RetryRuns.InjectedAsync(new ProducerConfig { Acks = Acks.All, EnableIdempotence = false }, ct: EmbeddedKit.Ct);
        Assert.True(run.Injected);
        Assert.Equal((2_000, 2_000, 0, 0), (run.Sent, run.Acked, run.Lost, run.Order.Duplicated));
        Assert.True(run.Order.Reordered > 0);
        Assert.False(run.Whole);
        Assert.Contains(Say("주입", "Injected"), run.ToString(), StringComparison.Ordinal);
        Assert.Contains("acks=all", run.Name.Korean, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mock_brokers_prove_nothing_about_idempotence_so_it_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => RetryRuns.InjectedAsync(new ProducerConfig { EnableIdempotence = true }, ct: EmbeddedKit.Ct));

    [Fact]
    public async Task Refused_writes_need_real_brokers()
    {
        await using EmbeddedCluster cluster = await EmbeddedKit.StartAsync();
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => cluster.ProduceThroughRefusalsAsync([new ProducerConfig()], ct: EmbeddedKit.Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.ProduceThroughRefusalsAsync([], ct: EmbeddedKit.Ct));
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => cluster.BlackoutAsync(EmbeddedKit.Ct));
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => cluster.LoseOneDiskAsync(EmbeddedKit.Ct));
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => cluster.LoseEveryDiskAsync(EmbeddedKit.Ct));
        Assert.Empty(cluster.Owned.Topics);
    }

    [Fact]
    public void Keys_that_go_to_another_partition_have_moved()
    {
        Sent before = new(Unbound.Topic(2), [new(0, 0, "a", "1"), new(1, 0, "b", "1"), new(1, 1, "c", "1"), new(0, 1, null, "1")], TimeSpan.Zero);
        Sent after = new(Unbound.Topic(4), [new(2, 0, "a", "2"), new(1, 0, "b", "2"), new(3, 0, "d", "2")], TimeSpan.Zero);
        KeyMoves moves = KeyMoves.Of(before, after);
        Assert.Equal([("a", true), ("b", false)], moves.Keys.Select(k => (k.Key, k.Moved)));
        Assert.Equal((1, 2), (moves.Moved, moves.PartitionsBefore));
        Assert.Contains(Say("키 2개 가운데 1개", "1 of 2 keys"), moves.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => KeyMoves.Of(before, after with { Records = [] }));
        Assert.Throws<ArgumentException>(() => KeyMoves.Of(before with { Records = [new(0, 0, "a", "1"), new(1, 0, "a", "1")] }, after));
    }

    [Fact]
    public void A_key_in_two_partitions_is_split()
    {
        ReadResult read = new(
            Unbound.Topic(), null, [new(0, 0, "a", "1", default), new(0, 1, "b", "1", default), new(2, 0, "a", "2", default), new(2, 1, "a", "3", default), new(1, 0, null, "1", default)], default);
        KeyHomes places = KeyHomes.Of(read);
        Assert.Equal((2, 1), (places.Keys.Count, places.Split));
        Assert.Contains("a: P0 × 1 + P2 × 2", places.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, places.ToDataFrame().Rows.Count);
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Shop;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Figures;
using KafkaWorkbook.Tests.Infrastructure;
using KafkaWorkbook.Tests.Messaging;
using Xunit;

namespace KafkaWorkbook.Tests.Shop;

public sealed class PipeTests
{
    [Fact]
    public async Task A_program_that_is_killed_between_writing_and_committing_writes_twice()
    {
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        PipeRun run = await Pipe.RunAsync(cluster, new PipeOptions { Transactional = false, Trouble = PipeTrouble.Kill, Records = 12, Batch = 5, TroubleAfter = 8 }, EmbeddedKit.Ct);
        Assert.Equal((12, 15, 3, 0), (run.Orders.Count, run.Committed.Count, run.Twice, run.Lost));
        Assert.Equal(new PipeMoment(8, 8), run.Meanwhile);
        Assert.Equal(["O000006", "O000007", "O000008"], run.Committed.GroupBy(PipeRun.OrderOf).Where(g => g.Count() == 2).Select(g => g.Key).Order());
    }

    [Fact]
    public async Task Without_trouble_each_order_has_its_receipt()
    {
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        PipeRun run = await Pipe.RunAsync(cluster, new PipeOptions { Transactional = false, Records = 12, Batch = 5 }, EmbeddedKit.Ct);
        Assert.Equal((12, 0, 0, null), (run.Committed.Count, run.Twice, run.Lost, run.Meanwhile));
    }

    [Fact]
    public async Task Mock_brokers_refuse_transactions()
    {
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        NotOnThisClusterException refusal = await Assert.ThrowsAsync<NotOnThisClusterException>(() => Pipe.RunAsync(cluster, ct: EmbeddedKit.Ct));
        Assert.Equal(Capability.Transactions, refusal.Capability);
    }

    [Theory]
    [InlineData(false, PipeTrouble.Abort, 27)]
    [InlineData(false, PipeTrouble.Zombie, 27)]
    [InlineData(true, PipeTrouble.Kill, 30)]
    [InlineData(true, PipeTrouble.Kill, 40)]
    public async Task Trouble_that_would_show_nothing_is_refused(bool transactional, PipeTrouble trouble, int after)
    {
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => Pipe.RunAsync(cluster, new PipeOptions { Transactional = transactional, Trouble = trouble, TroubleAfter = after }, EmbeddedKit.Ct));
    }

    [Fact]
    public void Results_are_counted_by_their_orders_and_drawn_where_they_are()
    {
        // Offsets 0 and 1 valid, 2 taken back, 3 a mark, 4 valid, 5 the same order again.
        ReadRecord[] all = [Receipt(0, "O000001"), Receipt(1, "O000002"), Receipt(2, "O000003"), Receipt(4, "O000003"), Receipt(5, "O000003")];
        PipeRun run = new(new PipeOptions(), Unbound.Topic(1), ["O000001", "O000002", "O000003", "O000004"], all, [.. all.Where(r => r.Offset != 2)], 6, null, "Local_Fenced");
        Assert.Equal((1, 1, 1, 1L), (run.Twice, run.Lost, run.Invalid, run.Marks));

        Figure strip = run.Diagram();
        SvgChecks.IsSound(strip);
        Assert.Equal(["01", "02", "03", "03", "03"], SvgChecks.Texts(strip).Where(t => t.Length == 2 && t[0] == '0'));
        Assert.Contains(new Text("유효한 결과 4건, 취소된 결과 1건, 표시 1개", "4 valid, 1 taken back, 1 marks").ToString(), SvgChecks.Texts(strip));
        Assert.Contains("Local_Fenced", run.ToHtml(), StringComparison.Ordinal);
    }

    private static ReadRecord Receipt(long offset, string order) => new(0, offset, null, $"{{\"order\":\"{order}\",\"points\":1}}", DateTimeOffset.UnixEpoch);
}

/// <summary>What only real brokers do: transactions that hold, and compaction.</summary>
public abstract class ShopOnRealBrokersTests(LocalCase shared)
{
    [Fact]
    public async Task Transactions_keep_what_they_promise_and_topics_are_compacted()
    {
        await shared.MakeWholeAsync();
        Cluster cluster = shared.Cluster;
        foreach (PipeTrouble trouble in Enum.GetValues<PipeTrouble>())
        {
            PipeRun run = await Pipe.RunAsync(cluster, new PipeOptions { Trouble = trouble }, EmbeddedKit.Ct);
            bool none = trouble == PipeTrouble.None;
            Assert.Equal((40, 0, 0, none ? 0 : 7), (run.Committed.Count, run.Twice, run.Lost, run.Invalid));
            Assert.Equal(none ? null : new PipeMoment(27, 20), run.Meanwhile);
            Assert.Equal(trouble == PipeTrouble.Zombie, run.ZombieWasTold is not null);
            Assert.True(run.Marks >= 4);
        }

        Topic table = await cluster.CreateTopicAsync("balances", partitions: 1, configs: TopicCompaction.Settings, ct: EmbeddedKit.Ct);
        WalletBook book = WalletBook.Keep(60);
        CompactionRun compacted = await table.CompactAsync(book.BalanceEvents, EmbeddedKit.Ct);
        Assert.Equal((60, 5, true), (compacted.Before.Count, compacted.After.Count, compacted.SameTable));
        Assert.Equal(book.BalanceEvents.GroupBy(e => e.Key!).ToDictionary(g => g.Key, g => g.Last().Value), compacted.TableAfter);
    }
}

[Collection(OneZooKeeperCluster.Name)]
public sealed class ShopWithZooKeeperTests(LocalZooKeeperCase shared) : ShopOnRealBrokersTests(shared);

[Collection(OneKRaftCluster.Name)]
public sealed class ShopOnKRaftTests(LocalKRaftCase shared) : ShopOnRealBrokersTests(shared);

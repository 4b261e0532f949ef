using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Figures;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

public sealed class DeliveryLedgerTests
{
    private static readonly LedgerCase One = new(Acks.Leader, LedgerFault.FreezeFollowersThenKillLeader);
    private static readonly LedgerCase All = new(Acks.All, LedgerFault.FreezeFollowersThenKillLeader);
    private static readonly LedgerCase Safe = new(Acks.All, LedgerFault.KillLeader, Idempotent: true);

    [Fact]
    public void Runs_of_one_case_are_added_up_and_rows_go_from_weak_to_strong()
    {
        DeliveryLedger ledger = Ledger((All, 0, 5), (One, 1_000, 0)).With(Ledger((One, 0, 0)), Ledger((Safe, 0, 0)));

        Assert.Equal([Safe, One, All], ledger.Rows.Select(r => r.Case));
        LedgerRow row = ledger.Of(One);
        Assert.Equal((2_000L, 1_000L, 1, 2, false), (row.Acked, row.Lost, row.RunsThatLost, row.Runs.Count, row.Whole));
        Assert.Equal((5L, 0L, false), (ledger.Of(All).Duplicated, ledger.Of(All).Lost, ledger.Of(All).Whole));
        Assert.True(ledger.Of(Safe).Whole);
        Assert.Equal(4, ledger.ToDataFrame().Rows.Count);
        Assert.Contains("1/2", ledger.ToHtml(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ledger.Of(new LedgerCase(Acks.None, LedgerFault.CleanStop)));
    }

    [Fact]
    public void The_grid_says_of_each_field_what_was_lost_and_which_were_not_run()
    {
        Figure chart = Ledger((One, 1_000, 0), (All, 0, 5), (Safe, 0, 0)).Chart();

        SvgChecks.IsSound(chart);
        string[] texts = SvgChecks.Texts(chart);
        Assert.Contains(new Text("✗ 1,000건 사라짐", "✗ 1,000 lost").ToString(), texts);
        Assert.Contains(new Text("! 0건 사라짐", "! 0 lost").ToString(), texts);
        Assert.Contains(new Text("✓ 0건 사라짐", "✓ 0 lost").ToString(), texts);
        Assert.Equal(3, texts.Count(t => t == new Text("재지 않음", "not run").ToString()));
        Assert.EndsWith(": acks=1", chart.Title, StringComparison.Ordinal);
        SvgChecks.IsSound(Ledger((All, 0, 0)).Chart());
        Assert.DoesNotContain("acks=1", Ledger((All, 0, 0)).Chart().Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_there_under_a_fault()
    {
        IReadOnlyList<LedgerCase> cases = LedgerCase.Under(LedgerFault.CleanStop);

        Assert.Equal(["acks=0", "acks=1", "acks=all", "acks=all + idempotence"], cases.Select(c => c.Setting.English));
        Assert.All(cases, c => c.Validate());
        Assert.Throws<ArgumentException>(() => new LedgerCase(Acks.Leader, LedgerFault.CleanStop, Idempotent: true).Validate());
    }

    [Fact]
    public async Task Clusters_that_cannot_show_it_refuse_and_wrong_wishes_are_answered()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        await using Cluster cluster = await TestClusters.EmbeddedAsync();

        await Assert.ThrowsAsync<NotOnThisClusterException>(() => cluster.RunLedgerAsync(LedgerCase.Under(LedgerFault.KillLeader), ct: token));
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => cluster.RunMinIsrAsync(ct: token));
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.RunLedgerAsync([], ct: token));
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.RunLedgerAsync([One, One], ct: token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cluster.RunLedgerAsync([One], repeats: 0, ct: token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cluster.RunLedgerAsync([One], recordsPerSecond: 1_000_000, ct: token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cluster.RunMinIsrAsync(0, token));
    }

    [Fact]
    public void The_steps_down_to_one_replica_are_drawn_as_they_were_answered()
    {
        MinIsrAnswer yes = new(100, 100, null), no = new(100, 0, "NotEnoughReplicas");
        MinIsrSteps steps = new(100, 3, 2, [new(3, [], yes, yes), new(2, [2], yes, yes), new(1, [2, 3], yes, no), new(3, [], yes, yes)], [Delivered(100, 0, 0)], [Delivered(300, 0, 0)]);

        Figure chart = steps.Chart();
        SvgChecks.IsSound(chart);
        Assert.Contains(new Text("ISR이 1이 되자", "With 1 in sync").ToString(), chart.Title, StringComparison.Ordinal);
        Assert.Contains("NotEnoughReplicas", steps.ToHtml(), StringComparison.Ordinal);
        Assert.Equal((4L, 0L), (steps.ToDataFrame().Rows.Count, steps.Lost));
        Assert.DoesNotContain("1", (steps with { Steps = [.. steps.Steps.Take(2)] }).Chart().Title, StringComparison.Ordinal);
    }

    private static DeliveryLedger Ledger(params (LedgerCase Case, long Lost, long Duplicated)[] rows) =>
        new(ClusterKind.Local, [.. rows.Select(r => new LedgerEntry(r.Case, Delivered(1_000, r.Lost, r.Duplicated), 0))]);

    private static Delivery Delivered(long acked, long lost, long duplicated) => new()
    {
        Sent = acked,
        Acked = acked,
        Failed = 0,
        Read = acked - lost + duplicated,
        Lost = lost,
        Duplicated = duplicated,
        Reordered = 0,
        Unacknowledged = 0,
        Others = 0,
    };
}

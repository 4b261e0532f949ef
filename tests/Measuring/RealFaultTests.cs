using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Figures;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>Faults on real brokers; each leaves them whole.</summary>
[Collection(OneZooKeeperCluster.Name)]
public sealed class RealFaultTests(LocalZooKeeperCase shared, ITestOutputHelper output) : IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Cluster Kafka => shared.Cluster;

    public ValueTask InitializeAsync() => shared.MakeWholeAsync();

    public async ValueTask DisposeAsync()
    {
        if (Kafka is not null)
        {
            Assert.All((await Kafka.DescribeAsync(CancellationToken.None)).Brokers, b => Assert.Equal(BrokerState.Running, b.State));
        }
    }

    [Fact]
    public async Task A_killed_leader_is_a_gap_and_a_new_leader_and_no_loss()
    {
        Topic orders = await Kafka.CreateTopicAsync("orders", ct: Token);

        AckTimeline timeline = await orders.ProduceSteadilyAsync(
            600, TimeSpan.FromSeconds(5), meanwhile: ct => orders.KillLeaderForAsync(1, TimeSpan.FromSeconds(1), ct), ct: Token);

        output.WriteLine(timeline.ToString());
        int dead = timeline.Fault!.BrokerId!.Value;
        Assert.Equal(TimelineEventKind.Killed, timeline.Fault.Kind);
        Assert.Superset(
            new HashSet<TimelineEventKind> { TimelineEventKind.Killed, TimelineEventKind.NewLeader, TimelineEventKind.Started, TimelineEventKind.InSync }, timeline.Events.Select(e => e.Kind).ToHashSet());

        // The session is 6 seconds: nothing before it is over, and not much later.
        Assert.True(timeline.NewLeaderAfter > TimeSpan.FromSeconds(3), $"{timeline.NewLeaderAfter}");
        Assert.True(timeline.Partitions[1].LongestGap!.Length > TimeSpan.FromSeconds(3), timeline.ToString());
        Assert.Equal(2, timeline.SmallestIsr);
        Assert.NotEqual(dead, timeline.Moments[^1].Partitions[1].Leader);
        Assert.Equal((timeline.Sent, 0L), (timeline.Acked, timeline.Failed));
        Delivery delivery = await timeline.ReadBackAsync(Token);
        Assert.True(delivery.Whole, delivery.ToString());
        Assert.Equal(timeline.Acked, delivery.Read);
        SvgChecks.IsSound(timeline.Chart());
        Assert.Contains($"{dead}", timeline.Chart().Title, StringComparison.Ordinal);
        Assert.Contains(AckTimeline.Seconds(timeline.LongestGap.Length), timeline.Chart().Title, StringComparison.Ordinal);

        // The same once more, at once: this time cancelled in the middle.
        using CancellationTokenSource cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orders.ProduceSteadilyAsync(
            300,
            TimeSpan.FromSeconds(30),
            meanwhile: async ct =>
            {
                await orders.KillLeaderAsync(0, ct);
                await cancelled.CancelAsync();
                await Task.Delay(TimeSpan.FromMinutes(1), ct);
            },
            ct: cancelled.Token));
    }

    [Fact]
    public async Task Two_measurements_side_by_side_bring_one_broker_back_together()
    {
        Topic orders = await Kafka.CreateTopicAsync("orders", ct: Token);
        int broker = (await orders.PartitionLeadersAsync(Token))[0].Leader!.Value;

        AckTimeline[] both = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => orders.ProduceSteadilyAsync(
            300, TimeSpan.FromSeconds(2), new ProducerConfig { Acks = i == 0 ? Acks.All : Acks.Leader }, ct => Kafka.StopBrokerAsync(broker, ct), Token)));

        Assert.All(both, t => Assert.Equal((t.Sent, broker), (t.Acked, t.Fault!.BrokerId!.Value)));
        Assert.Equal(["all", "1"], both.Select(t => t.Acks));
        Assert.Equal(0, (await both[0].ReadBackAsync(Token)).Lost);
    }

    [Fact]
    public async Task With_frozen_followers_acks_1_loses_every_record_and_acks_all_none()
    {
        DeliveryLedger ledger = await Kafka.RunLedgerAsync(LedgerCase.Under(LedgerFault.FreezeFollowersThenKillLeader), ct: Token);

        output.WriteLine(ledger.ToString());
        Assert.Equal([1_000L, 1_000, 1_000, 1_000], ledger.Rows.Select(r => r.Acked));
        Assert.Equal([1_000L, 1_000, 0, 0], ledger.Rows.Select(r => r.Lost));
        Assert.Equal([1_000L, 1_000, 0, 0], ledger.Entries.Select(e => e.AckedAtFault));
        Assert.True(ledger.Rows[3].Whole, ledger.ToString());
        Assert.DoesNotContain(Kafka.Owned.Topics.Keys, t => t.StartsWith("ledger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Under_a_steady_load_acks_all_loses_nothing_when_the_leader_is_killed_or_stopped()
    {
        DeliveryLedger ledger = await Kafka.RunLedgerAsync(
            [
                new(Acks.None, LedgerFault.KillLeader), new(Acks.All, LedgerFault.KillLeader), new(Acks.All, LedgerFault.KillLeader, Idempotent: true),
                new(Acks.Leader, LedgerFault.CleanStop), new(Acks.All, LedgerFault.CleanStop, Idempotent: true),
            ],
            recordsPerSecond: 1_000,
            ct: Token);

        output.WriteLine(ledger.ToString());
        Assert.All(ledger.Rows.Where(r => r.Case.Acks == Acks.All), r => Assert.Equal((0L, 0L), (r.Lost, r.Failed)));
        Assert.All(ledger.Rows.Where(r => r.Case.Idempotent), r => Assert.True(r.Whole, ledger.ToString()));
        Assert.All(ledger.Rows, r => Assert.True(r.Acked > 1_000));
    }

    [Fact]
    public async Task Below_the_least_replicas_acks_all_is_refused_and_acks_1_goes_on()
    {
        MinIsrSteps steps = await Kafka.RunMinIsrAsync(50, Token);

        output.WriteLine(string.Join("; ", steps.Steps));
        Assert.Equal([3, 2, 1, 3], steps.Steps.Select(s => s.InSync));
        Assert.Equal([50L, 50, 50, 50], steps.Steps.Select(s => s.One.Acked));
        Assert.Equal([50L, 50, 0, 50], steps.Steps.Select(s => s.All.Acked));
        Assert.Equal("NotEnoughReplicas", steps.Steps[2].All.Error);
        Assert.Equal(0, steps.Lost);
    }
}

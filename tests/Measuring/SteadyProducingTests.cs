using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Figures;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>Steady producing where every machine can do it: mock brokers acknowledge, and can be stopped.</summary>
public sealed class SteadyProducingTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await TestClusters.EmbeddedAsync();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Records_go_to_all_partitions_in_turn_are_counted_and_found_again()
    {
        Topic orders = await _cluster.CreateTopicAsync("orders", ct: Token);

        AckTimeline timeline = await orders.ProduceSteadilyAsync(300, TimeSpan.FromSeconds(1), ct: Token);

        Assert.InRange(timeline.Sent, 3, 400);
        Assert.Equal((timeline.Sent, 0L), (timeline.Acked, timeline.Failed));
        Assert.All(timeline.Partitions, p => Assert.InRange(p.Acked, timeline.Sent / 3, (timeline.Sent / 3) + 1));
        Assert.Equal(timeline.Sent, timeline.Partitions.Sum(p => p.Sent));
        Assert.Empty(timeline.Events);
        Assert.NotEmpty(timeline.Moments);
        Delivery delivery = await timeline.ReadBackAsync(Token);
        Assert.True(delivery.Whole, delivery.ToString());
        Assert.Equal(timeline.Acked, delivery.Read);
        Assert.Equal(timeline.Sent, timeline.ToDataFrame()["sent"].Cast<int>().Sum());
        SvgChecks.IsSound(timeline.Chart());
        Assert.Contains($"{timeline.Acked}", timeline.ToHtml(), StringComparison.Ordinal);

        // A second run on the same topic finds its own records among the first one's.
        AckTimeline again = await orders.ProduceSteadilyAsync(300, TimeSpan.FromSeconds(0.5), new ProducerConfig { Acks = Acks.Leader }, ct: Token);
        Delivery second = await again.ReadBackAsync(Token);
        Assert.Equal("1", again.Acks);
        Assert.Equal((again.Acked, timeline.Acked + orders.Partitions), (second.Read, second.Others));
    }

    [Fact]
    public async Task A_leader_that_was_stopped_meanwhile_is_seen_and_brought_back()
    {
        Topic orders = await _cluster.CreateTopicAsync("orders", ct: Token);
        LeaderFault? fault = null;

        AckTimeline timeline = await orders.ProduceSteadilyAsync(
            300,
            TimeSpan.FromSeconds(2),
            meanwhile: async ct =>
            {
                // Time to look before and after, also on a busy machine.
                await Task.Delay(500, ct);
                fault = await orders.StopLeaderAsync(1, ct);
                await Task.Delay(1_000, ct);
            },
            ct: Token);

        Assert.Contains(1, fault!.Partitions);
        Assert.Equal((TimelineEventKind.Stopped, fault.BrokerId), (timeline.Fault!.Kind, timeline.Fault.BrokerId));
        Assert.Contains(timeline.Events, e => e.Kind == TimelineEventKind.NewLeader);
        Assert.Equal(2, timeline.LeadersOf(1).Split('→').Length);
        Assert.All((await _cluster.DescribeAsync(Token)).Brokers, b => Assert.Equal(BrokerState.Running, b.State));
        Assert.Equal(timeline.Sent, timeline.Acked);
        Figure chart = timeline.Chart();
        SvgChecks.IsSound(chart);
        Assert.Contains(SvgChecks.Texts(chart), t => t.Contains($" {fault.BrokerId} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Brokers_are_brought_back_when_it_fails_or_is_cancelled()
    {
        Topic orders = await _cluster.CreateTopicAsync("orders", ct: Token);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => orders.ProduceSteadilyAsync(100, TimeSpan.FromSeconds(30), meanwhile: async ct =>
        {
            await orders.StopLeaderAsync(0, ct);
            throw new InvalidTimeZoneException();
        }, ct: Token));
        await AssertAllRunAsync();

        using CancellationTokenSource cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orders.ProduceSteadilyAsync(100, TimeSpan.FromSeconds(30), meanwhile: async ct =>
        {
            await orders.StopLeaderAsync(0, ct);
            await cancelled.CancelAsync();
            await Task.Delay(TimeSpan.FromMinutes(1), ct);
        }, ct: cancelled.Token));
        await AssertAllRunAsync();
    }

    [Fact]
    public async Task A_broker_that_was_down_before_stays_down()
    {
        Topic orders = await _cluster.CreateTopicAsync("orders", ct: Token);
        await _cluster.StopBrokerAsync(2, Token);

        await orders.ProduceSteadilyAsync(100, TimeSpan.FromSeconds(0.5), ct: Token);

        Assert.Equal(BrokerState.Stopped, (await _cluster.DescribeAsync(Token)).Brokers.Single(b => b.Id == 2).State);
        Assert.Equal([2], await _cluster.StartAllBrokersAsync(Token));
        Assert.Empty(await _cluster.StartAllBrokersAsync(Token));
    }

    [Fact]
    public async Task What_mock_brokers_cannot_do_is_refused()
    {
        Topic orders = await _cluster.CreateTopicAsync("orders", ct: Token);

        NotOnThisClusterException kill = await Assert.ThrowsAsync<NotOnThisClusterException>(() => orders.KillLeaderAsync(ct: Token));
        Assert.Equal(Capability.KillBroker, kill.Capability);
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => orders.KillLeaderForAsync(0, TimeSpan.Zero, Token));
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => orders.ProduceSteadilyAsync(
            100, TimeSpan.FromSeconds(20), meanwhile: ct => orders.KillLeaderForAsync(0, TimeSpan.Zero, ct), ct: Token));
    }

    [Fact]
    public async Task Wrong_numbers_are_answered_with_the_range()
    {
        Topic orders = await _cluster.CreateTopicAsync("orders", ct: Token);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => orders.ProduceSteadilyAsync(0, TimeSpan.FromSeconds(1), ct: Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => orders.ProduceSteadilyAsync(10, TimeSpan.FromHours(1), ct: Token));
        Assert.Contains("0 ", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => orders.StopLeaderAsync(3, Token))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => orders.StopLeaderForAsync(0, TimeSpan.FromMinutes(2), Token));
    }

    private async Task AssertAllRunAsync() => Assert.All((await _cluster.DescribeAsync(Token)).Brokers, b => Assert.Equal(BrokerState.Running, b.State));
}

using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring.Operating;

public sealed class StatusTests
{
    private static readonly PartitionStatus Whole = new("safe", 0, 1, [1, 2, 3], [1, 2, 3], 2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_partition_in_trouble_is_counted_as_what_it_is()
    {
        Assert.False(Whole.IsOffline || Whole.IsUnderReplicated || Whole.RefusesWrites || Whole.IsLedElsewhere);
        PartitionStatus without = Whole with { Leader = null, InSync = [] };
        Assert.True(without.IsOffline && without.IsUnderReplicated);
        Assert.False(without.IsLedElsewhere || without.RefusesWrites);
        PartitionStatus shorter = Whole with { InSync = [1, 3] };
        Assert.True(shorter.IsUnderReplicated);
        Assert.False(shorter.RefusesWrites);
        Assert.True((Whole with { InSync = [1] }).RefusesWrites);
        Assert.True((Whole with { Leader = 2 }).IsLedElsewhere);

        // A single replica can never be two, so it is not refused for that.
        Assert.False(new PartitionStatus("single", 0, 2, [2], [2], 2).RefusesWrites);
    }

    [Fact]
    public void A_panel_is_calm_only_when_nothing_asks_for_attention()
    {
        StatusPanel calm = Panel(Whole, Whole with { Partition = 1, Leader = 2, Replicas = [2, 3, 1] });
        Assert.True(calm.IsCalm);
        Assert.Equal([1, 1, 0], calm.Leaders.Values);
        Assert.DoesNotContain("✗", calm.ToString(), StringComparison.Ordinal);

        StatusPanel bad = Panel(Whole with { InSync = [1, 3] }, new PartitionStatus("single", 0, null, [2], [], 2)) with { Running = [1, 3] };
        Assert.False(bad.IsCalm);
        Assert.Equal((1, 2, 0, 0), (bad.Offline!.Value, bad.UnderReplicated!.Value, bad.RefusingWrites!.Value, bad.LedElsewhere!.Value));
        Assert.Equal([2], bad.Missing);
        Assert.Contains("✗", bad.ToHtml(), StringComparison.Ordinal);
        Assert.False((calm with { ControllerId = null }).IsCalm);
        Assert.False(Panel(Whole with { Leader = 3 }).IsCalm);
        Assert.False((calm with { Groups = [new("safe", "billing", 300)], LagAlarm = 300 }).IsCalm);
        Assert.True((calm with { Groups = [new("safe", "billing", 299)], LagAlarm = 300 }).IsCalm);
    }

    [Fact]
    public void Of_a_watch_the_worst_moment_and_the_absent_broker_are_known()
    {
        StatusPanel calm = Panel(Whole), worse = Panel(Whole with { InSync = [1, 3] }) with { Running = [1, 3] };
        StatusTimeline timeline = new([At(0, calm), At(1, worse), At(3, worse), At(4, calm)], 0);
        Assert.Same(worse, timeline.Worst);
        Assert.Equal((2, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)), Assert.Single(timeline.Absences));
        Assert.Equal(4, timeline.ToDataFrame().Rows.Count);

        static StatusMoment At(int second, StatusPanel panel) => new(TimeSpan.FromSeconds(second), panel);
    }

    [Fact]
    public async Task The_lag_alarm_rings_and_stops()
    {
        await using Cluster cluster = await TestClusters.EmbeddedAsync();
        Topic topic = await cluster.CreateTopicAsync("safe", ct: Ct);
        await topic.ProduceAsync(Sample.Orders(50), ct: Ct);
        await topic.ReadAsync("billing", atMost: 10, ct: Ct);

        StatusPanel late = await cluster.StatusAsync([topic], ["billing"], lagAlarm: 40, Ct);
        await topic.ReadAsync("billing", ct: Ct);
        StatusPanel done = await cluster.StatusAsync([topic], ["billing"], lagAlarm: 40, Ct);

        Assert.Equal(40, Assert.Single(late.Alarms).Lag);
        Assert.Empty(done.Alarms);

        // Mock replicas are no replicas: nothing is said of them.
        Assert.Null(late.UnderReplicated);
        Assert.Null(late.Offline);
        Assert.Equal(3, late.Leaders.Values.Sum());
        Assert.Contains("–", late.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.StatusAsync([], ct: Ct));
    }

    [Fact]
    public async Task What_mock_brokers_cannot_show_is_refused()
    {
        await using Cluster cluster = await TestClusters.EmbeddedAsync();
        Topic topic = await cluster.CreateTopicAsync("safe", ct: Ct);
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => cluster.ElectPreferredLeadersAsync([topic], Ct));
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => cluster.SettingsAsync("log.retention.hours"));
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => topic.DiskUsageAsync(Ct));
    }

    private static StatusPanel Panel(params PartitionStatus[] partitions) => new(DateTimeOffset.Now, [1, 2, 3], [1, 2, 3], 1, partitions, [], 1_000, true);
}

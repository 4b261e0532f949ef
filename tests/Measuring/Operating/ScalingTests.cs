using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring.Operating;

public sealed class ScalingTests
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(2), Short = TimeSpan.FromSeconds(0.4);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_partition_has_one_consumer_and_those_beyond_the_partitions_have_none()
    {
        await using Cluster cluster = await TestClusters.EmbeddedAsync();
        Topic topic = await cluster.CreateTopicAsync("jobs", partitions: 3, ct: Ct);

        ConsumerScaling scaling = await topic.ScaleConsumersAsync([1, 3, 4], Work, Short, Ct);

        Assert.Equal([1, 3, 4], scaling.Steps.Select(s => s.Consumers));
        Assert.Equal([1, 3, 3], scaling.Steps.Select(s => s.Working));
        Assert.All(scaling.Steps, s => Assert.True(s.EachPartitionOnce(3)));
        Assert.All(scaling.Steps, s => Assert.False(s.Waited));
        Assert.All(scaling.Steps, s => Assert.Equal(s.Records, s.Shares.Sum(x => x.Records)));
        Assert.Equal(0, Assert.Single(scaling.With(4).Shares, s => s.Partitions.Count == 0).Records);
        Assert.All(scaling.Steps, s => Assert.Equal(4, s.Samples.Count));
        Assert.Equal(1, scaling.Factor(scaling.Steps[0]));

        // A record takes at least its work, so this holds however busy the machine is.
        Assert.True(scaling.Took >= Work, $"{scaling.Took}");
        Assert.True(scaling.With(1).RecordsPerSecond <= 500, $"{scaling.With(1).RecordsPerSecond}");
        Assert.Equal(3, scaling.ToDataFrame().Rows.Count);
        Assert.Throws<ArgumentException>(() => scaling.With(2));
    }

    [Fact]
    public void A_step_with_a_partition_twice_or_none_is_seen()
    {
        Assert.True(Step([0], [1, 2]).EachPartitionOnce(3));
        Assert.False(Step([0], [1]).EachPartitionOnce(3));
        Assert.False(Step([0, 1], [1, 2]).EachPartitionOnce(3));

        static ConsumerStep Step(params int[][] partitions) => new(2, TimeSpan.FromSeconds(1), [], [.. partitions.Select((p, i) => new ConsumerShare($"c{i}", p, 1))], false);
    }

    [Fact]
    public async Task Numbers_out_of_their_range_are_refused()
    {
        await using Cluster cluster = await TestClusters.EmbeddedAsync();
        Topic topic = await cluster.CreateTopicAsync("jobs", partitions: 1, ct: Ct);
        await Assert.ThrowsAsync<ArgumentException>(() => topic.ScaleConsumersAsync([], Work, ct: Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => topic.ScaleConsumersAsync([0], Work, ct: Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => topic.ScaleConsumersAsync([1], TimeSpan.Zero, ct: Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => topic.ScaleConsumersAsync([1], Work, TimeSpan.FromMinutes(1), Ct));
    }

    [Fact]
    public async Task A_stream_follows_its_leaders_to_other_brokers_and_nothing_is_lost()
    {
        await using Cluster cluster = await TestClusters.EmbeddedAsync();
        Topic topic = await cluster.CreateTopicAsync("growing", partitions: 6, ct: Ct);
        Reassignment alone = await topic.MoveToAsync([1], Ct);
        Assert.All(alone.After, p => Assert.Equal(1, p.Leader));
        Assert.Null(alone.CommandLine);

        AckTimeline acks = await topic.ProduceSteadilyAsync(
            600,
            TimeSpan.FromSeconds(3),
            meanwhile: async stop =>
            {
                await Task.Delay(1_000, stop);
                await topic.MoveToAsync([1, 2, 3], stop);
                await Task.Delay(1_000, stop);
            },
            ct: Ct);
        BrokerShares shares = acks.BrokerShares();

        Assert.Equal([1, 0, 0], shares.Brokers.Select(shares.ShareBefore));
        Assert.True(shares.Before[1] > 0);
        Assert.All(shares.Brokers, b => Assert.InRange(shares.ShareAfter(b), 0.25, 0.42));
        Assert.True(shares.ChangedTo >= shares.ChangedFrom);
        Assert.InRange(shares.Before.Values.Sum() + shares.After.Values.Sum(), 1, acks.Acked);
        Assert.True((await acks.ReadBackAsync(Ct)).Whole);
        Assert.Equal(3, shares.ToDataFrame().Rows.Count);
    }

    [Fact]
    public async Task Partitions_go_to_brokers_that_there_are_each_named_once()
    {
        await using Cluster cluster = await TestClusters.EmbeddedAsync();
        Topic topic = await cluster.CreateTopicAsync("growing", ct: Ct);
        await Assert.ThrowsAsync<ArgumentException>(() => topic.MoveToAsync([], Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => topic.MoveToAsync([4], Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => topic.MoveToAsync([1, 1], Ct));
    }
}

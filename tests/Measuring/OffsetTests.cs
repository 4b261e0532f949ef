using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Infrastructure;
using Microsoft.Data.Analysis;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

public sealed class OffsetTests : IAsyncLifetime
{
    private Cluster _kafka = null!;
    private Topic _orders = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _kafka = await TestClusters.EmbeddedAsync();
        _orders = await _kafka.CreateTopicAsync("orders", partitions: 3, ct: Token);
    }

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    [Fact]
    public async Task Nothing_committed_is_not_the_same_as_committed_0()
    {
        await _orders.ProduceAsync(Sample.Orders(90), ct: Token);

        OffsetSnapshot snapshot = await _orders.OffsetsAsync("billing");

        Assert.All(snapshot.Groups.Single().Partitions, p => Assert.Null(p.Committed));
        Assert.Equal((90L, 90L, 90L), (snapshot.TotalEnd, snapshot.TotalLag, snapshot.Groups[0].TotalLag));
        Assert.Contains(new KafkaWorkbook.Reporting.Text("없음", "none").ToString(), snapshot.ToHtml(), StringComparison.Ordinal);
        DataFrame frame = snapshot.ToDataFrame();
        Assert.Equal(["group", "partition", "log_start", "log_end", "committed", "lag"], frame.Columns.Select(c => c.Name));
        Assert.Equal(3, frame.Rows.Count);
        Assert.Null(frame["committed"][0]);
        Assert.Equal(typeof(long), frame["log_end"].DataType);
    }

    [Fact]
    public async Task Groups_stand_where_they_committed()
    {
        await _orders.ProduceAsync(Sample.Orders(90), ct: Token);
        await _orders.ReadAsync("billing", atMost: 40, Token);
        await _orders.ReadAsync("shipping", ct: Token);

        OffsetSnapshot snapshot = await _orders.OffsetsAsync("billing", "shipping");

        Assert.Equal(["billing", "shipping"], snapshot.Groups.Select(g => g.Label));
        Assert.Equal([_orders.GroupName("billing"), _orders.GroupName("shipping")], snapshot.Groups.Select(g => g.Group));
        Assert.Equal([50L, 0L], snapshot.Groups.Select(g => g.TotalLag));
        Assert.Equal(40, snapshot.Groups[0].Partitions.Sum(p => p.Committed ?? 0));
        Assert.False(snapshot.IsDrained);
        Assert.True((await _orders.OffsetsAsync("shipping")).IsDrained);
    }

    [Fact]
    public async Task Without_groups_there_are_the_logs_alone()
    {
        await _orders.ProduceAsync(Sample.Orders(9), ct: Token);

        OffsetSnapshot snapshot = await _orders.OffsetsAsync();

        Assert.Empty(snapshot.Groups);
        Assert.Equal(9, snapshot.Partitions.Sum(p => p.LogEnd - p.LogStart));
        Assert.Equal(3, snapshot.ToDataFrame().Rows.Count);
        Assert.Equal((await _orders.DistributionAsync(Token)).Partitions.Select(p => p.Records), snapshot.Partitions.Select(p => p.LogEnd));
    }

    [Fact]
    public async Task A_watch_sees_the_lag_rise_and_drain_and_ends_then()
    {
        TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously), half = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<OffsetTimeline> watching = _orders.WatchOffsetsAsync(["billing"], TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(50), Seen, Token);
        await _orders.ProduceAsync(Sample.Orders(300), ct: Token);
        await Task.WhenAny(full.Task, watching);
        await _orders.ReadAsync("billing", atMost: 150, Token);
        await Task.WhenAny(half.Task, watching);
        await _orders.ReadAsync("billing", ct: Token);

        OffsetTimeline timeline = await watching;

        IReadOnlyList<LagPoint> lag = timeline.Lag("billing");
        Assert.Equal(300, timeline.HighestLag("billing"));
        Assert.Contains(lag, p => p.Lag == 150 && p.Read == 150);
        Assert.Equal((0L, 300L, 300L), (lag[^1].Lag, lag[^1].LogEnd, lag[^1].Read));
        Assert.Equal(lag.Select(p => p.At), lag.Select(p => p.At).Order());
        Assert.Equal(lag.Select(p => p.LogEnd), lag.Select(p => p.LogEnd).Order());
        Assert.True(timeline.Moments[^1].At < TimeSpan.FromSeconds(60));
        Assert.Equal(timeline.Moments.Count * 3, timeline.ToDataFrame().Rows.Count);
        Assert.Equal("seconds", timeline.ToDataFrame().Columns[0].Name);
        Assert.Equal(0, timeline.Missed);
        Assert.Contains("billing", timeline.ToHtml(), StringComparison.Ordinal);

        // What is to be seen is waited for, however seldom a busy machine looks.
        bool Seen(OffsetSnapshot snapshot)
        {
            _ = snapshot.TotalLag switch
            {
                300 => full.TrySetResult(),
                150 => half.TrySetResult(),
                _ => false,
            };
            return snapshot.IsDrained;
        }
    }

    [Fact]
    public async Task A_watch_lasts_as_long_as_it_was_asked_to()
    {
        OffsetTimeline timeline = await _orders.WatchOffsetsAsync([], TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(100), ct: Token);

        Assert.InRange(timeline.Moments.Count, 1, 5);
        Assert.All(timeline.Moments, m => Assert.Equal(0, m.Snapshot.TotalEnd));
    }

    [Fact]
    public async Task Impossible_watches_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _orders.WatchOffsetsAsync([], TimeSpan.FromHours(1), ct: Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _orders.WatchOffsetsAsync([], TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(1), ct: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _orders.OffsetsAsync("그룹"));
        OffsetTimeline timeline = await _orders.WatchOffsetsAsync(["billing"], TimeSpan.Zero, ct: Token);
        Assert.Contains("billing", Assert.Throws<ArgumentException>(() => timeline.Lag("other")).Message, StringComparison.Ordinal);
    }
}

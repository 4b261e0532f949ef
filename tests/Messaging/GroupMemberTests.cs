using System.Collections.Concurrent;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Messaging;

public sealed class GroupMemberTests : IAsyncLifetime
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
    public async Task A_member_reads_in_the_background_and_commits_what_is_done()
    {
        ConcurrentBag<string> seen = [];
        await using (GroupMember a = await _orders.JoinAsync("billing", "a", (record, _) => { seen.Add(record.Value); return Task.CompletedTask; }, ct: Token))
        {
            Assert.Equal([0, 1, 2], a.Partitions);
            Sent sent = await _orders.ProduceAsync(Sample.Orders(200), ct: Token);
            await UntilAsync(() => a.Records == 200);

            Assert.Equal(sent.Records.Select(r => r.Value).Order(), seen.Order());
            Assert.Equal(sent.Distribution().Partitions.Where(p => p.Records > 0).Select(p => p.Records), a.RecordsByPartition.Values);
            Assert.Null(a.Failure);
        }

        Assert.True((await _orders.OffsetsAsync("billing")).IsDrained);
        Assert.Empty((await _orders.ReadAsync("billing", ct: Token)).Records);
    }

    [Fact]
    public async Task A_second_member_takes_over_partitions_and_gives_them_back_when_it_leaves()
    {
        await using GroupMember a = await _orders.JoinAsync("billing", "a", ct: Token);
        GroupMember b = await _orders.JoinAsync("billing", "b", ct: Token);
        await UntilAsync(() => a.Partitions.Count + b.Partitions.Count == 3 && b.Partitions.Count > 0);

        Assert.Empty(a.Partitions.Intersect(b.Partitions));
        Assert.Contains(a.Events, e => e.Change == AssignmentChange.Revoked && e.Partitions.Count > 0);
        await b.DisposeAsync();
        await UntilAsync(() => a.Partitions.Count == 3);

        Assert.Equal([0, 1, 2], a.Events[^1].Holds);
        Assert.All(a.Events, e => Assert.Equal("a", e.Member));
    }

    [Fact]
    public async Task An_exception_of_the_work_ends_the_member_and_is_kept()
    {
        await using GroupMember a = await _orders.JoinAsync("billing", "a", (_, _) => throw new InvalidOperationException("stock is empty"), ct: Token);
        await _orders.ProduceAsync(Sample.Orders(1), ct: Token);
        await UntilAsync(() => a.Failure is not null);

        Assert.Equal("stock is empty", a.Failure!.Message);
        Assert.Equal(0, a.Records);
        Assert.Equal(1, (await _orders.OffsetsAsync("billing")).TotalLag);
    }

    [Fact]
    public async Task Members_without_a_name_and_groups_with_a_wrong_one_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _orders.JoinAsync("billing", " ", ct: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _orders.JoinAsync("정산", "a", ct: Token));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (int i = 0; i < 600 && !holds(); i++)
        {
            await Task.Delay(50, Token);
        }

        Assert.True(holds(), "did not come within 30 seconds");
    }
}

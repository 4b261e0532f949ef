using KafkaWorkbook.Clusters;
using KafkaWorkbook.Exercises;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Exercises;

/// <summary>Each check of chapter 1 with a right answer, with the wrong ones that readers give, and with none.</summary>
public sealed class CheckWhatIsKafkaTests : IAsyncLifetime
{
    private Cluster _cluster = null!;
    private Topic _orders = null!;
    private Sent _sent = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EmbeddedKit.StartAsync();
        _orders = await _cluster.CreateTopicAsync("orders", ct: EmbeddedKit.Ct);
        _sent = await _orders.ProduceAsync(Sample.Orders(10), ct: EmbeddedKit.Ct);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_new_group_reads_everything()
    {
        Assert.Equal(VerdictKind.Unanswered, (await Check.NewGroupReadsAsync(_orders, null, EmbeddedKit.Ct)).Kind);
        Assert.True((await Check.NewGroupReadsAsync(_orders, 10, EmbeddedKit.Ct)).IsRight);
        Assert.True((await Check.NewGroupReadsAsync(_orders, 10, EmbeddedKit.Ct)).IsRight);
        Wrong(await Check.NewGroupReadsAsync(_orders, 0, EmbeddedKit.Ct), "로그");
        Wrong(await Check.NewGroupReadsAsync(_orders, 7, EmbeddedKit.Ct), "7건이 아니다");
    }

    [Fact]
    public async Task The_next_offset_is_the_partitions_end()
    {
        long next = _sent.Records.Count(r => r.Partition == 2);
        Assert.Equal(VerdictKind.Unanswered, (await Check.NextOffsetAsync(_orders, 2, null)).Kind);
        Assert.True((await Check.NextOffsetAsync(_orders, 2, next)).IsRight);
        Wrong(await Check.NextOffsetAsync(_orders, 2, next - 1), "마지막 메시지");
        Wrong(await Check.NextOffsetAsync(_orders, 2, 10), "모두 셌다");
        Wrong(await Check.NextOffsetAsync(_orders, 2, 99), "99");
    }

    [Fact]
    public async Task A_group_that_stopped_goes_on_where_it_was()
    {
        ReadResult first = await _orders.ReadAsync("half", atMost: 4, ct: EmbeddedKit.Ct);
        ReadResult second = await _orders.ReadAsync("half", ct: EmbeddedKit.Ct);
        ReadResult other = await _orders.ReadAsync("other", ct: EmbeddedKit.Ct);
        Assert.Equal(VerdictKind.Unanswered, Check.StoppedAndWentOn(10, 4, []).Kind);
        Assert.Equal(VerdictKind.Unanswered, Check.StoppedAndWentOn(10, 4, null).Kind);
        Assert.True(Check.StoppedAndWentOn(10, 4, [first, second]).IsRight);
        Wrong(Check.StoppedAndWentOn(10, 4, [first]), "1개");
        Wrong(Check.StoppedAndWentOn(10, 4, [first, other]), "같은 그룹");
        Wrong(Check.StoppedAndWentOn(10, 4, [second, first]), "첫 번째");
        Wrong(Check.StoppedAndWentOn(10, 4, [first, first]), "4건이다");
    }

    [Fact]
    public async Task Everything_is_read_again_by_a_group_and_nothing_is_sent_again()
    {
        ReadResult whole = await _orders.ReadAsync("again", ct: EmbeddedKit.Ct);
        Assert.Equal(VerdictKind.Unanswered, (await Check.ReadAgainAsync(_orders, _sent, null)).Kind);
        Assert.True((await Check.ReadAgainAsync(_orders, _sent, whole)).IsRight);
        Wrong(await Check.ReadAgainAsync(_orders, _sent, await _orders.ReadAsync("again", ct: EmbeddedKit.Ct)), "0건");
        Wrong(await Check.ReadAgainAsync(_orders, _sent, await _orders.ReadAllAsync(EmbeddedKit.Ct)), "그룹 없이");
        Wrong(await Check.ReadAgainAsync(_orders, _sent, await _orders.ReadAsync("part", atMost: 3, ct: EmbeddedKit.Ct)), "3건");
        await _orders.ProduceAsync(Sample.Orders(1), ct: EmbeddedKit.Ct);
        Wrong(await Check.ReadAgainAsync(_orders, _sent, whole), "다시 보내면");
    }

    [Fact]
    public async Task One_customers_records_stand_in_one_partition()
    {
        Topic single = await _cluster.CreateTopicAsync("single", partitions: 1, ct: EmbeddedKit.Ct);
        Assert.Equal(VerdictKind.Unanswered, Check.OnePartitionInOrder(6, null).Kind);
        Assert.True(Check.OnePartitionInOrder(6, await Send(_orders, 6, _ => "one")).IsRight);
        Wrong(Check.OnePartitionInOrder(6, await Send(_orders, 5, _ => "one")), "5건");
        Wrong(Check.OnePartitionInOrder(6, await Send(single, 6, _ => "one")), "파티션이 하나");
        Wrong(Check.OnePartitionInOrder(6, await Send(_orders, 6, i => $"customer-{i}")), "흩어졌다");
        Sent sent = await Send(_orders, 6, _ => "one");
        Wrong(Check.OnePartitionInOrder(6, sent with { Records = [.. sent.Records.Select(r => r with { Key = null })] }), "우연히");
    }

    private static Task<Sent> Send(Topic topic, int count, Func<int, string?> key) =>
        topic.ProduceAsync(Enumerable.Range(1, count).Select(i => new Event(key(i), $"order {i}")), ct: EmbeddedKit.Ct);

    private static void Wrong(Verdict verdict, string why)
    {
        Assert.Equal(VerdictKind.Wrong, verdict.Kind);
        Assert.Contains(why, verdict.Why.Korean, StringComparison.Ordinal);
        Assert.NotEqual(verdict.Why.Korean, verdict.Why.English);
    }
}

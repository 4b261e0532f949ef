using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Exercises;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Exercises;

/// <summary>Each check of chapter 3 with a right answer, with the wrong ones that readers give, and with none.</summary>
public sealed class CheckComponentsTests : IAsyncLifetime
{
    private Cluster _cluster = null!;
    private Topic _keyed = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EmbeddedKit.StartAsync();
        _keyed = await _cluster.CreateTopicAsync("keyed", partitions: 6, ct: EmbeddedKit.Ct);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_keys_partition_is_where_it_goes()
    {
        int right = KeyHash.LibrdkafkaPartition("customer-7", 6), java = KeyHash.JavaPartition("customer-7", 6);
        Assert.NotEqual(right, java);
        Assert.Equal(VerdictKind.Unanswered, (await Check.PartitionOfKeyAsync(_keyed, "customer-7", null, EmbeddedKit.Ct)).Kind);
        Assert.True((await Check.PartitionOfKeyAsync(_keyed, "customer-7", right, EmbeddedKit.Ct)).IsRight);
        Wrong(await Check.PartitionOfKeyAsync(_keyed, "customer-7", java, EmbeddedKit.Ct), "Java");
        Wrong(await Check.PartitionOfKeyAsync(_keyed, "customer-7", 6, EmbeddedKit.Ct), "나머지");
        Wrong(await Check.PartitionOfKeyAsync(_keyed, "customer-7", Enumerable.Range(0, 6).First(p => p != right && p != java), EmbeddedKit.Ct), "아니다");
    }

    [Fact]
    public void An_offsets_file_is_the_last_one_that_does_not_begin_behind_it()
    {
        Assert.Equal(VerdictKind.Unanswered, File(" ").Kind);
        Assert.True(File("00000000000000004018.log").IsRight);
        Wrong(File("00000000000000004018.index"), "확장자");
        Wrong(File("4018.log"), "스무 자리");
        Wrong(File("00000000000000008127.log"), "8127부터");
        Wrong(File("00000000000000008126.log"), "그런 파일은 없다");

        static Verdict File(string answer) => Check.SegmentFile([0, 4_018, 8_127, 12_240], 8_126, answer);
    }

    [Fact]
    public async Task Members_beyond_the_partitions_get_nothing()
    {
        Assert.Equal(VerdictKind.Unanswered, (await Check.IdleMembersAsync(_cluster, 2, 3, null, EmbeddedKit.Ct)).Kind);
        Assert.True((await Check.IdleMembersAsync(_cluster, 2, 3, 1, EmbeddedKit.Ct)).IsRight);
        Wrong(await Check.IdleMembersAsync(_cluster, 2, 3, 0, EmbeddedKit.Ct), "나눠 맡을 수는 없다");
        Wrong(await Check.IdleMembersAsync(_cluster, 2, 3, 2, EmbeddedKit.Ct), "2개가 아니다");
    }

    [Fact]
    public async Task Another_key_shares_the_partition()
    {
        string[] others = [.. Enumerable.Range(8, 50).Select(i => $"customer-{i}")];
        int target = KeyHash.LibrdkafkaPartition("customer-7", 6);
        Assert.Equal(VerdictKind.Unanswered, (await Check.SharesPartitionAsync(_keyed, "customer-7", "", EmbeddedKit.Ct)).Kind);
        Assert.True((await Check.SharesPartitionAsync(_keyed, "customer-7", others.First(k => KeyHash.LibrdkafkaPartition(k, 6) == target), EmbeddedKit.Ct)).IsRight);
        Wrong(await Check.SharesPartitionAsync(_keyed, "customer-7", "customer-7", EmbeddedKit.Ct), "같은 키");
        Wrong(await Check.SharesPartitionAsync(_keyed, "customer-7", others.First(k => KeyHash.LibrdkafkaPartition(k, 6) != target), EmbeddedKit.Ct), "KeyHash");
    }

    [Fact]
    public async Task A_producer_like_Javas_takes_murmur2()
    {
        Assert.Equal(VerdictKind.Unanswered, (await Check.LikeJavaAsync(_cluster, null, EmbeddedKit.Ct)).Kind);
        Assert.True((await Check.LikeJavaAsync(_cluster, new ProducerConfig { Partitioner = Partitioner.Murmur2Random }, EmbeddedKit.Ct)).IsRight);
        Assert.True((await Check.LikeJavaAsync(_cluster, new ProducerConfig { Partitioner = Partitioner.Murmur2 }, EmbeddedKit.Ct)).IsRight);
        Wrong(await Check.LikeJavaAsync(_cluster, new ProducerConfig(), EmbeddedKit.Ct), "CRC-32");
        Wrong(await Check.LikeJavaAsync(_cluster, new ProducerConfig { Partitioner = Partitioner.Random }, EmbeddedKit.Ct), "다른 방법");
    }

    [Fact]
    public async Task A_busy_customers_key_is_divided()
    {
        IReadOnlyList<Event> load = Sample.Orders(6_000, customers: 400, skew: 0.5);
        Assert.Equal(VerdictKind.Unanswered, (await Check.SpreadAsync(_cluster, load, null, EmbeddedKit.Ct)).Kind);
        Assert.True((await Check.SpreadAsync(_cluster, load, (order, n) => $"{order.Key}#{n % 24}", EmbeddedKit.Ct)).IsRight);
        Wrong(await Check.SpreadAsync(_cluster, load, (order, _) => order.Key!, EmbeddedKit.Ct), "아직 평균의");
        Wrong(await Check.SpreadAsync(_cluster, load, (order, n) => $"{order.Key}#{n}", EmbeddedKit.Ct), "조각이 났다");
        Wrong(await Check.SpreadAsync(_cluster, load, (_, n) => $"{n % 24}", EmbeddedKit.Ct), "손님의 이름");
        Wrong(await Check.SpreadAsync(_cluster, load, (_, _) => "", EmbeddedKit.Ct), "비어 있다");
    }

    private static void Wrong(Verdict verdict, string why)
    {
        Assert.Equal(VerdictKind.Wrong, verdict.Kind);
        Assert.Contains(why, verdict.Why.Korean, StringComparison.Ordinal);
        Assert.NotEqual(verdict.Why.Korean, verdict.Why.English);
    }
}

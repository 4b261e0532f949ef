using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Exercises;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Exercises;

/// <summary>Each check of chapter 6 with a right answer, with the wrong ones that readers give, and with none.</summary>
public sealed class CheckLocalClusterTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await EmbeddedKit.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData("kafka-3:19092", null)]
    [InlineData("kafka-1:19092", "브로커 1")]
    [InlineData("127.0.0.1:9094", "그 컨테이너 자신")]
    [InlineData("localhost:9094", "그 컨테이너 자신")]
    [InlineData("kafka-3:9092", "포트가 다르다")]
    [InlineData("broker", "없는 주소")]
    public void Containers_find_each_other_by_name(string answer, string? wrong)
    {
        ComposeFile compose = ComposeFile.Read();
        Judge(Check.AddressInside(compose, 3, answer), wrong);
        Assert.Equal(VerdictKind.Unanswered, Check.AddressInside(compose, 3, "").Kind);
    }

    [Fact]
    public async Task A_topic_is_as_asked_for()
    {
        Topic right = await _cluster.CreateTopicAsync("right", partitions: 6, replicationFactor: 2, ct: EmbeddedKit.Ct);
        Topic few = await _cluster.CreateTopicAsync("few", partitions: 3, replicationFactor: 2, ct: EmbeddedKit.Ct);
        Topic many = await _cluster.CreateTopicAsync("many", partitions: 6, replicationFactor: 3, ct: EmbeddedKit.Ct);
        Assert.Equal(VerdictKind.Unanswered, (await Check.TopicIsAsync(_cluster, 6, 2, "")).Kind);
        Judge(await Check.TopicIsAsync(_cluster, 6, 2, right.Name), null);
        Judge(await Check.TopicIsAsync(_cluster, 6, 2, right.Label), "전체 이름");
        Judge(await Check.TopicIsAsync(_cluster, 6, 2, few.Name), "3개다");
        Judge(await Check.TopicIsAsync(_cluster, 6, 2, many.Name), "복제본이 2개");
    }

    [Fact]
    public async Task A_delivered_message_is_read_back()
    {
        Topic letters = await _cluster.CreateTopicAsync("letters", ct: EmbeddedKit.Ct);
        Topic other = await _cluster.CreateTopicAsync("other", ct: EmbeddedKit.Ct);
        using IProducer<string, string> producer = new ProducerBuilder<string, string>(_cluster.ProducerConfig()).Build();
        Assert.Equal(VerdictKind.Unanswered, (await Check.DeliveredAsync(letters, "me", "6-3", null, EmbeddedKit.Ct)).Kind);
        Judge(await Check.DeliveredAsync(letters, "me", "6-3", await Send(letters, "me", "6-3"), EmbeddedKit.Ct), null);
        Judge(await Check.DeliveredAsync(letters, "me", "6-3", await Send(other, "me", "6-3"), EmbeddedKit.Ct), "다른 토픽");
        Judge(await Check.DeliveredAsync(letters, "me", "6-3", await Send(letters, "you", "6-3"), EmbeddedKit.Ct), "키가");
        Judge(await Check.DeliveredAsync(letters, "me", "6-3", await Send(letters, "me", "7"), EmbeddedKit.Ct), "값이");
        DeliveryResult<string, string> nowhere = await Send(letters, "me", "6-3");
        nowhere.Offset = 999;
        Judge(await Check.DeliveredAsync(letters, "me", "6-3", nowhere, EmbeddedKit.Ct), "메시지가 없다");

        Task<DeliveryResult<string, string>> Send(Topic topic, string key, string value) =>
            producer.ProduceAsync(topic.Name, new Message<string, string> { Key = key, Value = value }, EmbeddedKit.Ct);
    }

    [Fact]
    public async Task A_lag_is_just_as_large_as_asked_for()
    {
        Topic behind = await _cluster.CreateTopicAsync("behind", ct: EmbeddedKit.Ct);
        await behind.ProduceAsync(Sample.Orders(10), ct: EmbeddedKit.Ct);
        await behind.ReadAsync("three", atMost: 7, ct: EmbeddedKit.Ct);
        Assert.Equal(VerdictKind.Unanswered, Check.LagIs(3, null).Kind);
        Judge(Check.LagIs(3, await behind.OffsetsAsync("three")), null);
        Judge(Check.LagIs(3, await behind.OffsetsAsync("never")), "10이다");
        Judge(Check.LagIs(3, await behind.OffsetsAsync()), "그룹이 없다");
    }

    [Fact]
    public async Task A_configuration_is_tried_and_its_mistake_named()
    {
        Topic hello = await _cluster.CreateTopicAsync("hello", ct: EmbeddedKit.Ct);
        await hello.ProduceAsync(Sample.Orders(10), ct: EmbeddedKit.Ct);
        Assert.Equal(VerdictKind.Unanswered, (await Check.ReceivesEverythingAsync(hello, null, EmbeddedKit.Ct)).Kind);
        Judge(await Check.ReceivesEverythingAsync(hello, _cluster.ConsumerConfig(hello.GroupName("right")), EmbeddedKit.Ct), null);
        Judge(await Check.ReceivesEverythingAsync(hello, new ConsumerConfig { BootstrapServers = "127.0.0.1:1", GroupId = "x" }, EmbeddedKit.Ct), "127.0.0.1:1");
        Judge(await Check.ReceivesEverythingAsync(hello, new ConsumerConfig { BootstrapServers = _cluster.BootstrapServers }, EmbeddedKit.Ct), "group.id");
    }

    [Fact]
    public async Task A_configuration_without_a_start_or_of_a_group_that_has_read_is_named()
    {
        Topic hello = await _cluster.CreateTopicAsync("hello", ct: EmbeddedKit.Ct);
        await hello.ProduceAsync(Sample.Orders(10), ct: EmbeddedKit.Ct);
        ConsumerConfig latest = _cluster.ConsumerConfig(hello.GroupName("latest"));
        latest.AutoOffsetReset = AutoOffsetReset.Latest;
        Task<Verdict> late = Check.ReceivesEverythingAsync(hello, latest, EmbeddedKit.Ct);
        await hello.ReadAsync("part", atMost: 4, ct: EmbeddedKit.Ct);
        Judge(await Check.ReceivesEverythingAsync(hello, _cluster.ConsumerConfig(hello.GroupName("part")), EmbeddedKit.Ct), "6건이 왔다");
        Judge(await late, "어디서부터");
    }

    private static void Judge(Verdict verdict, string? wrong)
    {
        Assert.Equal(wrong is null ? VerdictKind.Right : VerdictKind.Wrong, verdict.Kind);
        Assert.Contains(wrong ?? "", verdict.Why.Korean, StringComparison.Ordinal);
        Assert.NotEqual(verdict.Why.Korean, verdict.Why.English);
    }
}

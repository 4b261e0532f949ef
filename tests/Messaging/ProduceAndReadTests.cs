using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Messaging;

/// <summary>Producing and reading on the embedded cluster, which is on every machine.</summary>
public sealed class ProduceAndReadTests : IAsyncLifetime
{
    private Cluster _kafka = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _kafka = await TestClusters.EmbeddedAsync();

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    [Fact]
    public async Task All_that_was_sent_is_read_back_record_by_record()
    {
        Topic orders = await _kafka.CreateTopicAsync("orders", partitions: 3, ct: Token);

        Sent sent = await orders.ProduceAsync(Sample.Orders(1_000), ct: Token);
        ReadResult read = await orders.ReadAllAsync(Token);

        Assert.Equal(1_000, sent.Records.Count);
        Comparison comparison = read.ComparedWith(sent, 1_000);
        Assert.True(comparison.Whole, comparison.ToString());
        Assert.Equal((1_000L, 1_000L, 1_000L), (comparison.Sent, comparison.Read, comparison.Found));
        Assert.True(read.InOrderInsidePartitions);
        Assert.Null(read.Group);
    }

    [Fact]
    public async Task Acknowledgements_come_in_the_order_sent_and_offsets_rise_inside_each_partition()
    {
        Topic orders = await _kafka.CreateTopicAsync("orders", ct: Token);
        IReadOnlyList<Event> events = Sample.Orders(300);

        Sent sent = await orders.ProduceAsync(events, ct: Token);

        Assert.Equal(events.Select(e => e.Value), sent.Records.Select(r => r.Value));
        Assert.All(sent.Records.GroupBy(r => r.Partition), p => Assert.Equal(Enumerable.Range(0, p.Count()).Select(o => (long)o), p.Select(r => r.Offset)));
        Assert.All(sent.Records.GroupBy(r => r.Key), k => Assert.Single(k.Select(r => r.Partition).Distinct()));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(5, 3)]
    [InlineData(12, 6)]
    public async Task The_first_customers_leave_no_partition_empty(int customers, int partitions)
    {
        Topic orders = await _kafka.CreateTopicAsync("orders", partitions, ct: Token);

        Sent sent = await orders.ProduceAsync(Sample.Orders(200, customers), ct: Token);

        Assert.Equal(partitions, sent.Records.Select(r => r.Partition).Distinct().Count());
    }

    [Fact]
    public async Task A_group_goes_on_where_it_ended()
    {
        Topic orders = await _kafka.CreateTopicAsync("orders", ct: Token);
        Sent sent = await orders.ProduceAsync(Sample.Orders(100), ct: Token);

        ReadResult first = await orders.ReadAsync("billing", atMost: 30, Token);
        ReadResult second = await orders.ReadAsync("billing", ct: Token);
        ReadResult third = await orders.ReadAsync("billing", ct: Token);

        Assert.Equal((30, 70, 0), (first.Records.Count, second.Records.Count, third.Records.Count));
        Assert.Equal(100, first.Records.Concat(second.Records).Select(r => (r.Partition, r.Offset)).Distinct().Count());
        Assert.Equal(orders.GroupName("billing"), first.Group);
        Assert.Equal(70, second.ComparedWith(sent).Found);
    }

    [Fact]
    public async Task Two_groups_read_everything_independently()
    {
        Topic orders = await _kafka.CreateTopicAsync("orders", ct: Token);
        await orders.ProduceAsync(Sample.Orders(50), ct: Token);

        Assert.Equal(50, (await orders.ReadAsync("billing", ct: Token)).Records.Count);
        Assert.Equal(50, (await orders.ReadAsync("shipping", ct: Token)).Records.Count);
    }

    [Fact]
    public async Task A_group_reads_what_came_after_its_last_commit()
    {
        Topic orders = await _kafka.CreateTopicAsync("orders", partitions: 1, ct: Token);
        await orders.ProduceAsync(Sample.Orders(10), ct: Token);
        await orders.ReadAsync("billing", ct: Token);

        await orders.ProduceAsync(Sample.Payments(7), ct: Token);

        ReadResult next = await orders.ReadAsync("billing", ct: Token);
        Assert.Equal(Enumerable.Range(10, 7).Select(o => (long)o), next.Records.Select(r => r.Offset));
    }

    [Fact]
    public async Task An_empty_topic_reads_as_empty()
    {
        Topic orders = await _kafka.CreateTopicAsync("orders", ct: Token);

        Assert.Empty((await orders.ReadAllAsync(Token)).Records);
        Assert.Empty((await orders.ReadAsync("billing", ct: Token)).Records);
        Assert.Empty((await orders.ProduceAsync([], ct: Token)).Records);
    }

    [Fact]
    public async Task With_acks_0_the_offsets_are_unknown_and_the_records_are_found_all_the_same()
    {
        Topic orders = await _kafka.CreateTopicAsync("orders", ct: Token);

        Sent sent = await orders.ProduceAsync(Sample.Orders(40), new ProducerConfig { Acks = Acks.None }, Token);
        ReadResult read = await orders.ReadAllAsync(Token);

        // Nobody says when they have arrived.
        for (Stopwatch clock = Stopwatch.StartNew(); read.Records.Count < 40 && clock.Elapsed < TimeSpan.FromSeconds(30);)
        {
            await Task.Delay(100, Token);
            read = await orders.ReadAllAsync(Token);
        }

        Assert.All(sent.Records, r => Assert.Equal(-1, r.Offset));
        Assert.True(read.ComparedWith(sent).Whole);
    }

    [Fact]
    public async Task A_second_topic_of_the_same_label_is_fresh_and_the_first_is_gone()
    {
        Topic first = await _kafka.CreateTopicAsync("orders", ct: Token);
        await first.ProduceAsync(Sample.Orders(5), ct: Token);

        Topic second = await _kafka.CreateTopicAsync("orders", ct: Token);

        Assert.NotEqual(first.Name, second.Name);
        Assert.Matches(@"^workbook\.orders\.[0-9a-f]{6}\d+$", second.Name);
        Assert.Empty((await second.ReadAllAsync(Token)).Records);
        ClusterException gone = await Assert.ThrowsAsync<ClusterException>(() => first.ReadAllAsync(Token));
        Assert.Equal(ClusterProblem.TopicMissing, gone.Problem);
    }

    [Fact]
    public async Task Cleaning_up_deletes_what_this_session_made_and_nothing_else()
    {
        await _kafka.CreateTopicAsync("orders", ct: Token);
        Topic payments = await _kafka.CreateTopicAsync("payments", ct: Token);
        await payments.ProduceAsync(Sample.Payments(5), ct: Token);
        await _kafka.CreateTopicAsync(new TopicSpec("somebody-elses", 1, 1, new Dictionary<string, string>()), Token);

        CleanUpReport report = await _kafka.CleanUpAsync(Token);

        Assert.Equal(2, report.Topics.Count);
        Assert.Contains(payments.Name, report.Topics);
        Assert.Empty(report.Left);
        Assert.Empty(_kafka.Owned.Topics);
        using IAdminClient admin = new AdminClientBuilder(_kafka.ClientConfig()).Build();
        Assert.Contains("somebody-elses", admin.GetMetadata(TimeSpan.FromSeconds(30)).Topics.Select(t => t.Topic));
        Assert.Empty((await _kafka.CleanUpAsync(Token)).Topics);
    }

    [Fact]
    public async Task More_events_than_the_clients_queue_holds_are_all_sent()
    {
        Topic orders = await _kafka.CreateTopicAsync("orders", ct: Token);

        Sent sent = await orders.ProduceAsync(Sample.PageViews(5_000, 50), new ProducerConfig { QueueBufferingMaxMessages = 100 }, Token);

        Assert.Equal(5_000, sent.Records.Count);
        Assert.True((await orders.ReadAllAsync(Token)).ComparedWith(sent).Whole);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_named_and_the_others_are_sent()
    {
        Topic orders = await _kafka.CreateTopicAsync("orders", ct: Token);

        DeliveryException failure = await Assert.ThrowsAsync<DeliveryException>(() =>
            orders.ProduceAsync([new("a", "1"), new("b", new string('x', 2_000_000)), new("c", "3")], ct: Token));

        Assert.Equal(ClusterProblem.NotDelivered, failure.Problem);
        Assert.Equal((1, ErrorCode.MsgSizeTooLarge), (failure.Failed, failure.FirstError.Code));
        Assert.Equal(["1", "3"], failure.Sent.Records.Select(r => r.Value));
        Assert.Contains(orders.Name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_does_not_exist_is_an_error_with_its_name()
    {
        Topic orders = await _kafka.CreateTopicAsync("orders", ct: Token);
        ProducerConfig config = new();
        config.Set("linger.mss", "5");

        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => orders.ProduceAsync(Sample.Orders(1), config, Token));

        Assert.Equal(ClusterProblem.BadConfiguration, failure.Problem);
        Assert.Contains("linger.mss", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_to_a_deleted_topic_says_so_and_does_not_hang()
    {
        Topic first = await _kafka.CreateTopicAsync("orders", ct: Token);
        await _kafka.CleanUpAsync(Token);

        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => first.ProduceAsync(Sample.Orders(3), ct: Token));

        Assert.Equal(ClusterProblem.TopicMissing, failure.Problem);
        Assert.Contains(first.Name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_calls_at_once()
    {
        Topic orders = await _kafka.CreateTopicAsync("orders", ct: Token);
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orders.ProduceAsync(Sample.Orders(10), ct: cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orders.ReadAllAsync(cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orders.ReadAsync("billing", ct: cancelled.Token));
    }

    [Fact]
    public async Task Settings_of_topics_are_refused_where_they_would_do_nothing()
    {
        NotOnThisClusterException refusal = await Assert.ThrowsAsync<NotOnThisClusterException>(() =>
            _kafka.CreateTopicAsync("orders", configs: new Dictionary<string, string> { ["retention.ms"] = "1000" }, ct: Token));

        Assert.Equal(Capability.Configs, refusal.Capability);
        Assert.Empty(_kafka.Owned.Topics);
    }
}

using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using Xunit;
using static KafkaWorkbook.Tests.Clusters.EmbeddedKit;

namespace KafkaWorkbook.Tests.Clusters;

public class EmbeddedLifetimeTests
{
    [Fact]
    public async Task Every_call_after_the_end_says_that_it_came_too_late()
    {
        EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        await cluster.DisposeAsync();
        Func<Task>[] calls =
        [
            () => cluster.DescribeAsync(Ct),
            () => cluster.CreateTopicAsync(Topic("more"), Ct),
            () => cluster.DeleteTopicAsync("orders", Ct),
            () => cluster.StopBrokerAsync(1, Ct),
            () => cluster.StartBrokerAsync(1, Ct),
            () => cluster.MoveLeaderAsync("orders", 0, 1, Ct),
            () => Task.FromResult(cluster.ClientConfig()),
            () => Task.FromResult(cluster.ProducerConfig()),
            () => Task.FromResult(cluster.ConsumerConfig("g")),
            () => Task.FromResult(cluster.SetRoundTripTime(1, TimeSpan.Zero)),
            () => Task.FromResult(cluster.InjectErrors(KafkaApi.Produce, ErrorCode.Unknown)),
            () => Task.FromResult(cluster.ClearErrors(KafkaApi.Produce)),
            () => Task.FromResult(cluster.StopRecording()),
        ];
        foreach (Func<Task> call in calls)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(call);
        }

        Assert.Throws<ObjectDisposedException>(cluster.StartRecording);
    }

    [Fact]
    public async Task What_is_only_shown_can_be_shown_after_the_end()
    {
        EmbeddedCluster cluster = await StartAsync();
        await cluster.StopAsync(cancellationToken: Ct);
        await cluster.DisposeAsync();
        await cluster.DisposeAsync();
        Assert.Contains(cluster.BootstrapServers, cluster.ToString(), StringComparison.Ordinal);
        Assert.Contains(cluster.BootstrapServers, cluster.ToHtml(), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], cluster.BrokerIds);
        Assert.Empty(cluster.LeaderMoves);
    }

    [Fact]
    public async Task Clusters_end_at_once_also_from_several_threads()
    {
        EmbeddedCluster[] clusters = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => StartAsync()));
        await Task.WhenAll(clusters.Concat(clusters).Select(c => c.DisposeAsync().AsTask()));
        Assert.All(clusters, c => Assert.Throws<ObjectDisposedException>(() => c.ClientConfig()));
    }

    [Fact]
    public async Task Two_clusters_at_once_do_not_know_of_each_other()
    {
        await using EmbeddedCluster one = await StartAsync();
        await using EmbeddedCluster two = await StartAsync();
        await one.CreateTopicAsync(Topic("orders"), Ct);
        await two.CreateTopicAsync(Topic("orders", partitions: 1), Ct);
        await WriteAsync(one, "orders", 3, 9);
        await WriteAsync(two, "orders", 1, 1, first: 100);
        await two.StopBrokerAsync(1, Ct);
        Assert.Equal([1, 2, 3], await LeadersAsync(one, "orders"));
        Assert.Equal(Enumerable.Range(0, 9), (await ReadAsync(one.ConsumerConfig("g"), "orders", 9)).Order());
        Assert.Equal([100], await ReadAsync(two.ConsumerConfig("g"), "orders", 1));
    }

    [Fact]
    public async Task The_brokers_live_on_when_only_a_configuration_is_left()
    {
        ProducerConfig config = await ForgetAsync();
        for (int n = 0; n < 3; n++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using IProducer<Null, string> producer = new ProducerBuilder<Null, string>(config).Build();
        Assert.Equal(PersistenceStatus.Persisted, (await producer.ProduceAsync("orders", new Message<Null, string> { Value = "x" }, Ct)).Status);

        static async Task<ProducerConfig> ForgetAsync()
        {
            EmbeddedCluster cluster = await StartAsync();
            await cluster.CreateTopicAsync(Topic("orders"), Ct);
            return cluster.ProducerConfig();
        }
    }

    [Fact]
    public async Task A_cluster_that_ends_before_its_clients_takes_nobody_along()
    {
        EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        using IProducer<Null, string> producer = new ProducerBuilder<Null, string>(cluster.ProducerConfig()).Build();
        using IConsumer<Ignore, string> consumer = new ConsumerBuilder<Ignore, string>(cluster.ConsumerConfig("g")).Build();
        consumer.Subscribe("orders");
        await producer.ProduceAsync("orders", new Message<Null, string> { Value = "x" }, Ct);
        Assert.NotNull(await Task.Run(() => consumer.Consume(TimeSpan.FromSeconds(60)), Ct));
        await cluster.DisposeAsync();
        Assert.Null(await Task.Run(() => consumer.Consume(TimeSpan.FromMilliseconds(100)), Ct));
    }

    [Fact]
    public async Task A_start_that_is_not_wanted_any_more_ends()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Cluster.StartAsync(Options, cancelled.Token));
    }
}

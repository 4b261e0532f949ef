using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;
using Xunit;
using static KafkaWorkbook.Tests.Clusters.EmbeddedKit;

namespace KafkaWorkbook.Tests.Clusters;

public class EmbeddedFaultTests
{
    [Fact]
    public async Task The_leaders_of_a_stopped_broker_move_and_what_was_written_before_is_still_there()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders", partitions: 6), Ct);
        await WriteAsync(cluster, "orders", 6, 60);
        await cluster.StopBrokerAsync(2, Ct);

        IReadOnlyList<int> leaders = await LeadersAsync(cluster, "orders");
        Assert.Equal([1, 1, 3, 1, 3, 3], leaders);
        Assert.Equal([(1, 2, 1), (4, 2, 3)], cluster.LeaderMoves.Select(m => (m.Partition, m.From, m.To)));
        Assert.Equal([BrokerState.Running, BrokerState.Stopped, BrokerState.Running], (await cluster.DescribeAsync(Ct)).Brokers.Select(b => b.State));

        await WriteAsync(cluster, "orders", 6, 30, first: 60);
        Assert.Equal(Enumerable.Range(0, 90), (await ReadAsync(cluster.ConsumerConfig("g"), "orders", 90)).Order());
    }

    [Fact]
    public async Task A_producer_goes_on_while_its_broker_stops()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        using IProducer<Null, string> producer = new ProducerBuilder<Null, string>(cluster.ProducerConfig()).Build();
        List<Task<DeliveryResult<Null, string>>> sent = [];
        for (int n = 0; n < 300; n++)
        {
            if (n == 100)
            {
                await cluster.StopBrokerAsync(1, Ct);
            }

            sent.Add(producer.ProduceAsync(new TopicPartition("orders", n % 3), new Message<Null, string> { Value = $"{n}" }, Ct));
        }

        Assert.All(await Task.WhenAll(sent), r => Assert.Equal(PersistenceStatus.Persisted, r.Status));
        Assert.Equal(Enumerable.Range(0, 300), (await ReadAsync(cluster.ConsumerConfig("g"), "orders", 300)).Distinct().Order());
    }

    [Fact]
    public async Task A_group_outlives_its_coordinator()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        await WriteAsync(cluster, "orders", 3, 30);
        ConsumerConfig config = cluster.ConsumerConfig("g");
        Assert.Equal(30, (await ReadAsync(config, "orders", 30)).Count);

        // Whichever broker looks after the group, it is among these two.
        foreach (int broker in new[] { 1, 2 })
        {
            await cluster.StopBrokerAsync(broker, Ct);
        }

        await WriteAsync(cluster, "orders", 3, 9, first: 30);
        Assert.Equal(Enumerable.Range(30, 9), (await ReadAsync(config, "orders", 9)).Order());
    }

    [Fact]
    public async Task A_started_broker_has_its_old_address_and_can_lead_again()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        Broker before = (await cluster.DescribeAsync(Ct)).Brokers[1];
        await cluster.StopBrokerAsync(2, Ct);
        await cluster.StartBrokerAsync(2, Ct);
        Assert.Equal(before, (await cluster.DescribeAsync(Ct)).Brokers[1]);
        Assert.DoesNotContain(2, await LeadersAsync(cluster, "orders"));

        LeaderMove move = await cluster.MoveLeaderAsync("orders", 1, 2, Ct);
        Assert.Equal((1, 2), (move.Partition, move.To));
        Assert.Equal(2, (await LeadersAsync(cluster, "orders"))[1]);
        await WriteAsync(cluster, "orders", 3, 6);
        Assert.Equal(6, (await ReadAsync(cluster.ConsumerConfig("g"), "orders", 6)).Count);
    }

    [Fact]
    public async Task A_port_that_another_program_took_meanwhile_is_named_and_the_process_lives_on()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        int port = (await cluster.DescribeAsync(Ct)).Brokers[1].Port;
        await cluster.StopBrokerAsync(2, Ct);
        using (TcpClient client = new())
        {
            await Assert.ThrowsAsync<SocketException>(async () => await client.ConnectAsync(IPAddress.Loopback, port, Ct));
        }

        using (TcpListener other = new(IPAddress.Loopback, port))
        {
            other.Start();
            ClusterException taken = await Assert.ThrowsAsync<ClusterException>(() => cluster.StartBrokerAsync(2, Ct));
            Assert.Equal(ClusterProblem.PortTaken, taken.Problem);
            Assert.Contains($"port {port} of broker 2", taken.What.English, StringComparison.Ordinal);
        }

        await cluster.StartBrokerAsync(2, Ct);
        Assert.Equal(BrokerState.Running, (await cluster.DescribeAsync(Ct)).Brokers[1].State);
    }

    [Fact]
    public async Task Stopping_a_stopped_broker_and_starting_a_running_one_change_nothing()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.StartBrokerAsync(3, Ct);
        await cluster.StopBrokerAsync(3, Ct);
        await cluster.StopBrokerAsync(3, Ct);
        Assert.Equal(BrokerState.Stopped, (await cluster.DescribeAsync(Ct)).Brokers[2].State);
        await cluster.StartBrokerAsync(3, Ct);
        Assert.Equal(BrokerState.Running, (await cluster.DescribeAsync(Ct)).Brokers[2].State);
    }

    [Fact]
    public async Task The_controller_is_always_a_broker_that_runs()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.StopBrokerAsync(1, Ct);
        Assert.Equal(2, (await cluster.DescribeAsync(Ct)).ControllerId);
        await cluster.StopBrokerAsync(2, Ct);
        Assert.Equal(3, (await cluster.DescribeAsync(Ct)).ControllerId);
    }

    [Fact]
    public async Task With_all_brokers_stopped_the_message_says_so_and_nothing_is_lost_after_a_start()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        await WriteAsync(cluster, "orders", 3, 30);
        foreach (int broker in cluster.BrokerIds)
        {
            await cluster.StopBrokerAsync(broker, Ct);
        }

        ClusterException none = await Assert.ThrowsAsync<ClusterException>(() => cluster.DescribeAsync(Ct));
        Assert.Equal(ClusterProblem.ListenerUnreachable, none.Problem);
        Assert.Contains("StartBrokerAsync(1)", none.Message, StringComparison.Ordinal);
        Assert.Equal(ClusterProblem.ListenerUnreachable, (await Assert.ThrowsAsync<ClusterException>(() => cluster.CreateTopicAsync(Topic("more"), Ct))).Problem);

        // Broker 3 stopped last, so it leads everything.
        await cluster.StartBrokerAsync(3, Ct);
        Assert.Equal([3, 3, 3], await LeadersAsync(cluster, "orders"));
        Assert.Equal(30, (await ReadAsync(cluster.ConsumerConfig("g"), "orders", 30)).Count);
    }

    [Fact]
    public async Task A_partition_without_another_replica_has_no_heir_and_comes_back_with_its_broker()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("single", partitions: 3, replicationFactor: 1), Ct);
        await WriteAsync(cluster, "single", 3, 30);
        int lost = (await LeadersAsync(cluster, "single"))[1];
        await cluster.StopBrokerAsync(lost, Ct);
        Assert.Empty(cluster.LeaderMoves);
        await cluster.StartBrokerAsync(lost, Ct);
        Assert.Equal(30, (await ReadAsync(cluster.ConsumerConfig("g"), "single", 30)).Count);
    }

    [Fact]
    public async Task A_topic_that_a_client_made_by_naming_it_loses_no_leader_either()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        using (IProducer<Null, string> producer = new ProducerBuilder<Null, string>(cluster.ProducerConfig()).Build())
        {
            await producer.ProduceAsync("misspelt", new Message<Null, string> { Value = "1" }, Ct);
        }

        await cluster.StopBrokerAsync(1, Ct);
        Assert.DoesNotContain(1, await LeadersAsync(cluster, "misspelt"));
    }

    [Fact]
    public async Task Replicas_need_brokers_that_run()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.StopBrokerAsync(2, Ct);
        ClusterException missing = await Assert.ThrowsAsync<ClusterException>(() => cluster.CreateTopicAsync(Topic("orders"), Ct));
        Assert.Equal(ClusterProblem.BrokerMissing, missing.Problem);
        Assert.Contains("StartBrokerAsync(2)", missing.Message, StringComparison.Ordinal);
        await cluster.CreateTopicAsync(Topic("orders", replicationFactor: 2), Ct);
        Assert.DoesNotContain(2, await LeadersAsync(cluster, "orders"));
    }

    [Fact]
    public async Task Stopping_a_broker_tells_the_reader_who_moved_the_leaders()
    {
        Lines lines = new();
        await using EmbeddedCluster cluster = await StartAsync(Options with { Progress = lines });
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        await cluster.StopBrokerAsync(1, Ct);
        Assert.Contains("the workbook itself moved 1 leader.", lines.Last.English, StringComparison.Ordinal);
        Assert.Contains("워크북이 직접 옮겼다", lines.Last.Korean, StringComparison.Ordinal);
        Assert.Contains("orders[0]", Assert.Single(cluster.LeaderMoves).ToHtml(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(-1)]
    public async Task A_broker_that_does_not_exist_is_named_with_those_that_do(int broker)
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        Func<Task>[] calls =
        [
            () => cluster.StopBrokerAsync(broker, Ct),
            () => cluster.StartBrokerAsync(broker, Ct),
            () => cluster.MoveLeaderAsync("orders", 0, broker, Ct),
            () => Task.FromResult(cluster.SetRoundTripTime(broker, TimeSpan.Zero)),
        ];
        foreach (Func<Task> call in calls)
        {
            ArgumentOutOfRangeException refused = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(call);
            Assert.Contains("1, 2, 3", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_leader_goes_only_to_a_running_broker_with_a_replica_of_a_partition_that_exists()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        await cluster.CreateTopicAsync(Topic("single", partitions: 1, replicationFactor: 1), Ct);
        int owner = Assert.Single(await LeadersAsync(cluster, "single"));
        await cluster.StopBrokerAsync(3, Ct);
        Assert.Contains("no topic 'other'", (await Assert.ThrowsAsync<ArgumentException>(() => cluster.MoveLeaderAsync("other", 0, 1, Ct))).Message, StringComparison.Ordinal);
        Assert.Contains("0 to 2", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cluster.MoveLeaderAsync("orders", 3, 1, Ct))).Message, StringComparison.Ordinal);
        Assert.Contains("stopped", (await Assert.ThrowsAsync<ArgumentException>(() => cluster.MoveLeaderAsync("orders", 0, 3, Ct))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "no replica", (await Assert.ThrowsAsync<ArgumentException>(() => cluster.MoveLeaderAsync("single", 0, owner == 1 ? 2 : 1, Ct))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain((await MetadataAsync(cluster)).Topics, t => t.Topic == "other");
    }

    private sealed class Lines : IProgressDisplay, IProgressLine
    {
        public Text Last { get; private set; }

        public IProgressLine Begin(Text text)
        {
            Last = text;
            return this;
        }

        public void Update(Text text) => Last = text;

        public void Done(Text text) => Last = text;
    }
}

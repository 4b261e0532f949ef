using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using Xunit;
using static KafkaWorkbook.Tests.Clusters.EmbeddedKit;

namespace KafkaWorkbook.Tests.Clusters;

public class EmbeddedGroupTests
{
    [Fact]
    public async Task The_settings_are_those_that_were_measured()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        ConsumerConfig config = cluster.ConsumerConfig("g");
        Assert.Equal(GroupProtocol.Consumer, config.GroupProtocol);
        Assert.Equal((10, 5), (config.FetchWaitMaxMs, config.FetchQueueBackoffMs));
        Assert.Equal((10, 500), (config.ReconnectBackoffMs, config.ReconnectBackoffMaxMs));
        Assert.Equal(("g", AutoOffsetReset.Earliest, false), (config.GroupId, config.AutoOffsetReset, config.EnableAutoCommit));
        Assert.Equal(cluster.BootstrapServers, config.BootstrapServers);
        Assert.Equal("0", cluster.ClientConfig().Get("log_level"));
        Assert.Throws<ArgumentException>(() => cluster.ConsumerConfig(""));
        Assert.Throws<ArgumentNullException>(() => cluster.ConsumerConfig(null!));
    }

    [Fact]
    public async Task A_group_of_the_classic_protocol_gets_a_short_session_with_it()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        await WriteAsync(cluster, "orders", 3, 30);
        ConsumerConfig config = cluster.ConsumerConfig("classic");
        config.GroupProtocol = GroupProtocol.Classic;
        Assert.Equal("1500", ((IEnumerable<KeyValuePair<string, string>>)config).Single(s => s.Key == "session.timeout.ms").Value);

        // At the client's default of 45 s the second join would wait for 44 s.
        Stopwatch clock = Stopwatch.StartNew();
        Assert.Equal(30, (await ReadAsync(config, "orders", 30)).Count);
        await WriteAsync(cluster, "orders", 3, 6, first: 30);
        Assert.Equal(Enumerable.Range(30, 6), (await ReadAsync(config, "orders", 6)).Order());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(40), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task A_session_that_a_cell_sets_itself_is_kept()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        ConsumerConfig config = cluster.ConsumerConfig("classic");
        config.GroupProtocol = GroupProtocol.Classic;
        config.SessionTimeoutMs = 6_000;
        Assert.Equal("6000", ((IEnumerable<KeyValuePair<string, string>>)config).Single(s => s.Key == "session.timeout.ms").Value);
        Assert.DoesNotContain((IEnumerable<KeyValuePair<string, string>>)cluster.ConsumerConfig("new"), s => s.Key == "session.timeout.ms");
    }

    [Fact]
    public async Task Members_share_the_partitions_and_nothing_is_delivered_twice()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders", partitions: 6), Ct);
        using Member one = new(cluster.ConsumerConfig("g"), "orders");
        using Member two = new(cluster.ConsumerConfig("g"), "orders");
        await Task.WhenAll(one.UntilAsync(m => m.Partitions.Count == 3), two.UntilAsync(m => m.Partitions.Count == 3));
        Assert.Empty(one.Partitions.Intersect(two.Partitions));
        await WriteAsync(cluster, "orders", 6, 60);
        await Task.WhenAll(one.UntilAsync(m => m.Read.Count == 30), two.UntilAsync(m => m.Read.Count == 30));
        Assert.Equal(60, one.Read.Concat(two.Read).Distinct().Count());
    }

    private sealed class Member : IDisposable
    {
        private readonly IConsumer<Ignore, string> _consumer;

        public Member(ConsumerConfig config, string topic)
        {
            _consumer = new ConsumerBuilder<Ignore, string>(config).Build();
            _consumer.Subscribe(topic);
        }

        public List<string> Read { get; } = [];

        public IReadOnlyList<int> Partitions => [.. _consumer.Assignment.Select(p => p.Partition.Value)];

        public Task UntilAsync(Func<Member, bool> reached) => Task.Run(
            () =>
            {
                Stopwatch clock = Stopwatch.StartNew();
                while (!reached(this))
                {
                    Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "not within 60 s");
                    if (_consumer.Consume(TimeSpan.FromMilliseconds(50)) is { } read)
                    {
                        Read.Add(read.Message.Value);
                    }
                }
            },
            Ct);

        public void Dispose()
        {
            _consumer.Close();
            _consumer.Dispose();
        }
    }
}

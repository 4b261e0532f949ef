using KafkaWorkbook.Clusters;

using Xunit;
using static KafkaWorkbook.Tests.Clusters.EmbeddedKit;

namespace KafkaWorkbook.Tests.Clusters;

public class EmbeddedClusterTests
{
    [Fact]
    public async Task It_starts_with_three_brokers_that_the_metadata_names()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        ClusterDescription description = await cluster.DescribeAsync(Ct);
        Assert.Equal([1, 2, 3], description.Brokers.Select(b => b.Id));
        Assert.All(description.Brokers, b => Assert.Equal(BrokerState.Running, b.State));
        Assert.Equal(1, description.ControllerId);
        Assert.NotEmpty(description.ClusterId);
        Assert.Equal(cluster.BootstrapServers.Split(','), description.Brokers.Select(b => $"{b.Host}:{b.Port}"));
        Assert.False(cluster.Report.Attached);
        Assert.Empty((await MetadataAsync(cluster)).Topics);
    }

    [Fact]
    public async Task Leaders_are_dealt_out_in_turn()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders", partitions: 6), Ct);
        Assert.Equal([1, 2, 3, 1, 2, 3], await LeadersAsync(cluster, "orders"));
    }

    [Fact]
    public async Task A_leader_always_holds_a_replica()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        foreach (int copies in new[] { 1, 2 })
        {
            string name = $"copies-{copies}";
            await cluster.CreateTopicAsync(Topic(name, partitions: 7, replicationFactor: copies), Ct);
            Confluent.Kafka.TopicMetadata topic = (await MetadataAsync(cluster)).Topics.Single(t => t.Topic == name);
            Assert.Equal(7, topic.Partitions.Count);
            Assert.All(topic.Partitions, p => Assert.Contains(p.Leader, p.Replicas));
            Assert.All(topic.Partitions, p => Assert.Equal(copies, p.Replicas.Length));
            Assert.Equal(3, topic.Partitions.Select(p => p.Leader).Distinct().Count());
        }
    }

    [Fact]
    public async Task A_group_reads_every_record_and_goes_on_where_it_committed()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        await WriteAsync(cluster, "orders", 3, 90);
        Assert.Equal(Enumerable.Range(0, 90), (await ReadAsync(cluster.ConsumerConfig("g"), "orders", 90)).Order());
        await WriteAsync(cluster, "orders", 3, 30, first: 90);
        Assert.Equal(Enumerable.Range(90, 30), (await ReadAsync(cluster.ConsumerConfig("g"), "orders", 30)).Order());
        Assert.Equal(Enumerable.Range(0, 120), (await ReadAsync(cluster.ConsumerConfig("other"), "orders", 120)).Order());
    }
}

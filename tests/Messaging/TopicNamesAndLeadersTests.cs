using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Messaging;

public sealed class TopicNamesAndLeadersTests
{
    [Fact]
    public async Task A_name_for_a_readers_own_topic_is_new_each_time_and_is_cleaned_up()
    {
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        string first = cluster.NewTopicName("by-cli");
        string second = cluster.NewTopicName("by-cli");
        Assert.NotEqual(first, second);
        Assert.StartsWith("workbook.by-cli.", first, StringComparison.Ordinal);
        await cluster.CreateTopicAsync(EmbeddedKit.Topic(first), EmbeddedKit.Ct);
        CleanUpReport report = await cluster.CleanUpAsync(EmbeddedKit.Ct);
        Assert.Contains(first, report.Topics);
        Assert.Contains(second, report.Topics);
        Assert.Throws<ArgumentException>(() => cluster.NewTopicName("주문"));
    }

    [Fact]
    public async Task Leaders_are_spread_and_follow_a_stopped_broker()
    {
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        Topic topic = await cluster.CreateTopicAsync("orders", partitions: 3, ct: EmbeddedKit.Ct);
        IReadOnlyDictionary<int, int> leaders = await topic.LeadersAsync(EmbeddedKit.Ct);
        Assert.Equal([0, 1, 2], leaders.Keys.Order());
        Assert.Equal([1, 2, 3], leaders.Values.Order());
        await cluster.StopBrokerAsync(2, EmbeddedKit.Ct);
        Assert.DoesNotContain(2, (await topic.LeadersAsync(EmbeddedKit.Ct)).Values);
    }
}

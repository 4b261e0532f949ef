using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring.Operating;

public sealed class ReadingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Groups_of_different_speed_each_work_on_every_record_once()
    {
        await using Cluster cluster = await TestClusters.EmbeddedAsync();
        Topic topic = await cluster.CreateTopicAsync("feed", ct: Ct);

        GroupRun run = await topic.RunGroupsAsync([("fast", 0), ("slow", 15)], records: 200, recordsPerSecond: 400, Ct);

        Assert.True(run.AllGotAll, run.ToDataFrame().ToString());
        Assert.All(run.Parts, p => Assert.Equal((200, 0), (p.Different, p.Twice)));
        Assert.True(run.Of("slow").DoneAt > run.Of("fast").DoneAt);
        Assert.True(run.Of("slow").DoneAt >= TimeSpan.FromSeconds(3));
        Assert.Equal(0, run.Timeline.Lag("slow")[^1].Lag);
        Assert.True(run.Timeline.HighestLag("slow") > 0);

        // Once more on the same topic: only what is sent now counts.
        GroupRun again = await topic.RunGroupsAsync([("fast", 0)], records: 50, ct: Ct);
        Assert.Equal(50, again.Of("fast").Different);
        Assert.Throws<ArgumentException>(() => again.Of("slow"));
        await Assert.ThrowsAsync<ArgumentException>(() => topic.RunGroupsAsync([("a", 0), ("a", 1)], ct: Ct));
    }

    [Fact]
    public void A_group_that_missed_or_repeated_a_record_did_not_get_all()
    {
        Assert.True(Run(new GroupPart("a", default, 10, 0, default, default)).AllGotAll);
        Assert.False(Run(new GroupPart("a", default, 9, 0, default, default)).AllGotAll);
        Assert.False(Run(new GroupPart("a", default, 10, 1, default, default)).AllGotAll);

        static GroupRun Run(GroupPart part) => new(null!, 10, 100, [part], null!);
    }

    [Fact]
    public async Task Where_a_group_begins_depends_on_its_commits_first()
    {
        await using Cluster cluster = await TestClusters.EmbeddedAsync();
        Topic topic = await cluster.CreateTopicAsync("quiet", partitions: 1, ct: Ct);
        await topic.ProduceAsync(Sample.Orders(10), ct: Ct);

        StartReads starts = await topic.TryStartsAsync(committed: 6, TimeSpan.FromSeconds(1), Ct);

        Assert.Equal(0, starts.Of(AutoOffsetReset.Latest, committed: false).Received);
        Assert.Equal(10, starts.Of(AutoOffsetReset.Earliest, committed: false).Received);
        Assert.Equal(4, starts.Of(AutoOffsetReset.Latest, committed: true).Received);
        Assert.Equal(4, starts.Of(AutoOffsetReset.Earliest, committed: true).Received);
        Assert.Equal(10, starts.Records);
    }

    [Fact]
    public async Task The_bytes_of_each_replica_are_read_from_what_the_tool_prints()
    {
        await using Cluster cluster = await TestClusters.EmbeddedAsync();
        Topic topic = await cluster.CreateTopicAsync("kept", partitions: 2, ct: Ct);
        string printed = $$"""
            Querying brokers for log directories information
            Received log directory information from brokers 2,1
            {"brokers":[{"broker":2,"logDirs":[{"partitions":[{"partition":"{{topic.Name}}-0","size":70,"offsetLag":0,"isFuture":false}],"error":null,"logDir":"/a/b/c/data"}]},{"broker":1,"logDirs":[{"partitions":[{"partition":"{{topic.Name}}-1","size":7,"offsetLag":0,"isFuture":false},{"partition":"{{topic.Name}}-0","size":70,"offsetLag":0,"isFuture":false}],"error":null,"logDir":"/a/b/c/data"}]}],"version":1}
            """;

        DiskUsage usage = DiskUsage.Parse(topic, printed);

        Assert.Equal([(1, 0, 70L), (1, 1, 7L), (2, 0, 70L)], usage.Replicas.Select(r => (r.Broker, r.Partition, r.Bytes)));
        Assert.Equal(147, usage.TotalBytes);
        Assert.Throws<ClusterException>(() => DiskUsage.Parse(topic, "no answer"));
    }

    [Theory]
    [InlineData("retention.ms", "604800000", "7일")]
    [InlineData("log.retention.hours", "168", "7일")]
    [InlineData("retention.ms", "-1", "제한 없음")]
    [InlineData("log.segment.bytes", "1073741824", "1 GiB")]
    [InlineData("segment.bytes", "1048576", "1 MiB")]
    [InlineData("log.retention.check.interval.ms", "300000", "5분")]
    [InlineData("min.insync.replicas", "2", "")]
    [InlineData("retention.ms", null, "")]
    public void A_settings_value_is_told_in_words(string name, string? value, string words) =>
        Assert.Equal(words, new Setting(name, value, SettingSource.Default).Meaning.Korean);
}

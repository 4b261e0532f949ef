using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Embedded;
using Xunit;
using static KafkaWorkbook.Tests.Clusters.EmbeddedKit;

namespace KafkaWorkbook.Tests.Clusters;

public class EmbeddedLimitsTests
{
    [Fact]
    public async Task It_claims_only_what_it_shows_truthfully()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        Assert.Equal(
            [Capability.StopBroker, Capability.ConsumerGroupProtocol, Capability.ErrorInjection],
            Enum.GetValues<Capability>().Where(cluster.Can));
        Assert.Null(cluster.LoadRecordCap);
        foreach (Capability missing in Enum.GetValues<Capability>().Except(cluster.Capabilities))
        {
            NotOnThisClusterException refused = Assert.Throws<NotOnThisClusterException>(() => cluster.Require(missing));
            Assert.Equal((missing, ClusterKind.Embedded), (refused.Capability, refused.Kind));
            Assert.NotEqual(refused.Why.Korean, refused.Why.English);
        }
    }

    [Fact]
    public async Task It_refuses_what_mock_brokers_cannot_show()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await RefusedAsync(Capability.KillBroker, () => cluster.KillBrokerAsync(1, Ct));
        await RefusedAsync(Capability.FreezeBroker, () => cluster.FreezeBrokerAsync(1, Ct));
        await RefusedAsync(Capability.FreezeBroker, () => cluster.ThawBrokerAsync(1, Ct));
        await RefusedAsync(Capability.Durability, () => cluster.RestartAllAsync(Ct));
        await RefusedAsync(Capability.Durability, () => cluster.StopAsync(keepData: true, Ct));
        await RefusedAsync(Capability.CommandLineTools, () => cluster.RunToolAsync("kafka-topics", ["--list"], null, Ct));
        Assert.Equal(3, (await cluster.DescribeAsync(Ct)).Brokers.Count);
    }

    [Theory]
    [InlineData("retention.ms", Capability.Retention)]
    [InlineData("cleanup.policy", Capability.Retention)]
    [InlineData("segment.bytes", Capability.Retention)]
    [InlineData("min.insync.replicas", Capability.Acks)]
    [InlineData("max.message.bytes", Capability.Configs)]
    public async Task A_topic_with_settings_is_refused_and_not_made_without_them(string key, Capability missing)
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await RefusedAsync(missing, () => cluster.CreateTopicAsync(Topic("orders", configs: (key, "1")), Ct));
        Assert.Empty((await MetadataAsync(cluster)).Topics);
    }

    [Fact]
    public async Task A_refusal_is_a_note_in_a_notebook()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        Outcome<bool> outcome = await Outcome.TryAsync(async () =>
        {
            await cluster.KillBrokerAsync(1, Ct);
            return true;
        });
        Assert.False(outcome.Ran);
        Assert.Contains("role=\"note\"", outcome.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("KAFKA_HOME", outcome.ToHtml(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 3, "1 to 1000")]
    [InlineData(-1, 3, "1 to 1000")]
    [InlineData(1_001, 3, "1 to 1000")]
    [InlineData(3, 0, "1 to 3")]
    [InlineData(3, 9, "1 to 3")]
    [InlineData(3, -1, "1 to 3")]
    public async Task Numbers_that_make_no_topic_are_named_with_their_range(int partitions, int copies, string range)
    {
        await using EmbeddedCluster cluster = await StartAsync();
        ArgumentOutOfRangeException refused = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cluster.CreateTopicAsync(Topic("orders", partitions, copies), Ct));
        Assert.Contains(range, refused.Message, StringComparison.Ordinal);
        Assert.Contains("'orders'", refused.Message, StringComparison.Ordinal);
        Assert.Empty((await MetadataAsync(cluster)).Topics);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("주문")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    public async Task A_name_that_Kafka_does_not_take_is_refused(string name)
    {
        await using EmbeddedCluster cluster = await StartAsync();
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => cluster.CreateTopicAsync(Topic(name), Ct));
        Assert.Contains("no topic name", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_name_has_249_characters()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic(new string('a', 249)), Ct);
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.CreateTopicAsync(Topic(new string('b', 250)), Ct));
        Assert.Equal(249, Assert.Single((await MetadataAsync(cluster)).Topics).Topic.Length);
    }

    [Fact]
    public async Task A_topic_cannot_be_made_twice_but_again_after_it_was_deleted()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        await WriteAsync(cluster, "orders", 3, 3);
        ClusterException twice = await Assert.ThrowsAsync<ClusterException>(() => cluster.CreateTopicAsync(Topic("orders"), Ct));
        Assert.Equal(ClusterProblem.BadConfiguration, twice.Problem);
        Assert.Contains("'orders'", twice.Message, StringComparison.Ordinal);

        await cluster.DeleteTopicAsync("orders", Ct);
        await cluster.DeleteTopicAsync("orders", Ct);
        Assert.Empty((await MetadataAsync(cluster)).Topics);
        await cluster.CreateTopicAsync(Topic("orders", partitions: 1), Ct);
        await WriteAsync(cluster, "orders", 1, 1, first: 7);
        Assert.Equal([7], await ReadAsync(cluster.ConsumerConfig("g"), "orders", 1));
    }

    [Fact]
    public async Task Only_the_embedded_cluster_gives_out_what_only_it_has()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        Assert.Same(cluster, ((Cluster)cluster).Embedded());
    }

    [Fact]
    public async Task Windows_on_arm_is_told_what_to_install()
    {
        EmbeddedLauncher launcher = new(() => NativeMock.Functions, windowsOnArm: true);
        string why = (await launcher.WhyNotAsync(Options, Ct))!.Value.English;
        Assert.Contains("Windows on arm64", why, StringComparison.Ordinal);
        Assert.Contains(".NET SDK for x64", why, StringComparison.Ordinal);
        Assert.Equal(ClusterProblem.PlatformUnsupported, (await Assert.ThrowsAsync<ClusterException>(() => launcher.StartAsync(Options, Ct))).Problem);
    }

    [Fact]
    public async Task A_machine_without_librdkafka_is_named_with_the_reason()
    {
        EmbeddedLauncher launcher = new(() => throw new DllNotFoundException("no libcrypto"), windowsOnArm: false);
        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => launcher.StartAsync(Options, Ct));
        Assert.Equal(ClusterProblem.PlatformUnsupported, failure.Problem);
        Assert.Contains("no libcrypto", failure.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build", (await launcher.WhyNotAsync(Options, Ct))!.Value.English, StringComparison.Ordinal);
        Assert.Null(await new EmbeddedLauncher().WhyNotAsync(Options, Ct));
    }

    [Fact]
    public void The_module_of_librdkafka_is_found_by_what_it_exports()
    {
        Assert.NotEqual(IntPtr.Zero, LibrdkafkaModule.Find("rd_kafka_mock_cluster_new"));
        Assert.Contains("no_such_function", Assert.Throws<DllNotFoundException>(() => LibrdkafkaModule.Find("no_such_function")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attaching_alone_starts_no_embedded_cluster()
    {
        ClusterException none = await Assert.ThrowsAsync<ClusterException>(() => Cluster.StartAsync(Options with { AttachOnly = true }, Ct));
        Assert.Contains("Embedded", none.Message, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(Capability capability, Func<Task> call)
    {
        NotOnThisClusterException refused = await Assert.ThrowsAsync<NotOnThisClusterException>(call);
        Assert.Equal((capability, ClusterKind.Embedded), (refused.Capability, refused.Kind));
    }
}

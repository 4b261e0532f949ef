using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Docker;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Compose;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>The other ways to have it: KRaft beside ZooKeeper, and Compose 1.</summary>
[Collection(DockerBrokers.Name)]
public sealed class DockerVariantsTests(ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ZooKeeper_and_KRaft_run_side_by_side_and_down_removes_both()
    {
        Need.Docker();
        await using DockerKit kit = new();
        await using Cluster old = await kit.StartAsync();
        await using Cluster kraft = await kit.StartAsync(Variant.KRaft);
        output.WriteLine($"ZooKeeper: {old.Report.Took.TotalSeconds:0.0} s, KRaft beside it: {kraft.Report.Took.TotalSeconds:0.0} s");

        ClusterDescription description = await kraft.DescribeAsync(Token);
        Assert.Equal("kafka-workbook-kraft-A", description.ClusterId);
        Assert.Equal([1, 2, 3], description.Brokers.Select(b => b.Id));
        Assert.NotEqual(description.ClusterId, (await old.DescribeAsync(Token)).ClusterId);
        Assert.True(kraft.Can(Capability.ConsumerGroupProtocol));
        Assert.False(kraft.Can(Capability.ZooKeeper));
        Assert.True(old.Can(Capability.ZooKeeper));

        ToolOutput quorum = await kraft.RunToolAsync("kafka-metadata-quorum", ["describe", "--status"], cancellationToken: Token);
        Assert.StartsWith($"docker exec {kit.Prefix}kraft-1 /opt/kafka/bin/kafka-metadata-quorum.sh --bootstrap-server kraft-1:19092", quorum.CommandLine, StringComparison.Ordinal);
        Assert.Contains("LeaderId:", quorum.StandardOutput, StringComparison.Ordinal);

        await kraft.KillBrokerAsync(3, Token);
        Assert.Equal(BrokerState.Killed, (await kraft.DescribeAsync(Token)).Brokers.Single(b => b.Id == 3).State);
        long begin = Stopwatch.GetTimestamp();
        await kraft.StartBrokerAsync(3, Token);
        output.WriteLine($"KRaft, start after kill: {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");

        await using Cluster again = await kit.StartAsync(Variant.KRaft);
        Assert.True(again.Report.Attached);
        output.WriteLine($"KRaft, attach: {again.Report.Took.TotalSeconds:0.00} s");

        DockerLauncher launcher = new();
        IReadOnlyList<FoundCluster> found = await launcher.FindAllAsync(kit.Options, Token);
        Assert.Equal([(Variant.ZooKeeper, old.BootstrapServers), (Variant.KRaft, kraft.BootstrapServers)], found.Select(f => (f.Variant, f.BootstrapServers)));
        Assert.All(found, f => Assert.True(f.Running && f.Since > DateTimeOffset.Now.AddHours(-1) && f.Brokers.Count == 3));

        IReadOnlyList<Text> gone = await launcher.RemoveAllAsync(kit.Options, keepData: false, Token);
        Assert.Equal(7, gone.Count(g => g.English.StartsWith("container ", StringComparison.Ordinal)));
        Assert.Equal(8, gone.Count(g => g.English.StartsWith("volume ", StringComparison.Ordinal)));
        Assert.Empty(await launcher.FindAllAsync(kit.Options, Token));
    }

    [Fact]
    public async Task What_Compose_1_started_is_attached_to_as_it_is()
    {
        Need.Docker();
        await ComposeProgramsTests.NeedComposeOneAsync();
        await using DockerKit kit = new();
        DockerAnswer up = await kit.Cli.RunAsync(
            "docker-compose",
            ["-p", kit.Prefix + "one", "-f", Path.Combine(kit.Environment.Root!, "docker-compose.kafka.yaml"), "up", "-d"],
            TimeSpan.FromSeconds(120),
            null,
            null,
            Token);
        Assert.True(up.Succeeded, up.All);
        string[] before = [.. (await kit.ContainersAsync()).Select(c => c.Id)];

        await using Cluster kafka = await kit.StartAsync();

        Assert.True(kafka.Report.Attached);
        Assert.Equal(before, (await kit.ContainersAsync()).Select(c => c.Id));
        Assert.Equal(3, (await kafka.DescribeAsync(Token)).Brokers.Count);
        await kafka.StopAsync(cancellationToken: Token);
        Assert.Empty(await kit.Engine.NetworksAsync(kit.Name, Token));
    }
}

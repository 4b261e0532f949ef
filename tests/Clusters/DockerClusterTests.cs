using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Docker;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>The document's cluster, in containers: found, started, broken, mended and removed.</summary>
[Collection(DockerBrokers.Name)]
public sealed class DockerClusterTests(ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_documents_own_command_typed_by_hand_is_attached_to_and_nothing_is_made_anew()
    {
        Need.Docker();
        await using DockerKit kit = new();
        string project = kit.Prefix + "byhand";
        await kit.Cli.RequireAsync(
            ["compose", "-p", project, "-f", Path.Combine(kit.Environment.Root!, "docker-compose.kafka.yaml"), "up", "-d"], TimeSpan.FromSeconds(90), Token);
        IReadOnlyList<DockerContainer> before = await kit.ContainersAsync();

        await using Cluster kafka = await kit.StartAsync();

        Assert.True(kafka.Report.Attached);
        output.WriteLine($"attached while the brokers were still starting: {kafka.Report.Took.TotalSeconds:0.0} s");
        await using Cluster again = await kit.StartAsync();
        output.WriteLine($"attached to a ready cluster: {again.Report.Took.TotalSeconds:0.00} s");
        Assert.True(again.Report.Attached);
        Assert.Equal(before.Select(c => (c.Id, c.StartedAt)), (await kit.ContainersAsync()).Select(c => (c.Id, c.StartedAt)));
        Assert.Equal([1, 2, 3], (await again.DescribeAsync(Token)).Brokers.Select(b => b.Id));

        await again.StopAsync(cancellationToken: Token);
        Assert.Empty(await kit.ContainersAsync());
        Assert.Empty(await kit.Engine.VolumesAsync(kit.Name, Token));
        Assert.Empty(await kit.Engine.NetworksAsync(kit.Name, Token));
    }

    [Fact]
    public async Task One_cluster_is_started_broken_mended_and_stopped_and_keeps_its_records()
    {
        Need.Docker();
        await using DockerKit kit = new();
        await using Cluster kafka = await kit.StartAsync();
        Assert.False(kafka.Report.Attached);
        output.WriteLine($"start: {kafka.Report.Took.TotalSeconds:0.0} s");
        await kafka.CreateTopicAsync(new TopicSpec("docker.test", 3, 3, new Dictionary<string, string>()), Token);
        await ProduceAsync(kafka, 300);

        await A_killed_broker_comes_back(kafka);
        await A_stopped_broker_comes_back(kafka, kit);
        await A_frozen_broker_is_thawed(kafka);
        await Tools_run_in_a_container(kafka, kit);

        long begin = System.Diagnostics.Stopwatch.GetTimestamp();
        await kafka.RestartAllAsync(Token);
        output.WriteLine($"restart all: {System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");
        Assert.Equal(300, Count(kafka));

        await Kept_data_is_found_by_the_next_start(kafka, kit);
    }

    private static async Task ProduceAsync(Cluster kafka, int count)
    {
        ProducerConfig config = kafka.ProducerConfig();
        config.Acks = Acks.All;
        using IProducer<string, string> producer = new ProducerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build();
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => producer.ProduceAsync("docker.test", new Message<string, string> { Key = $"k{i}", Value = $"v{i}" }, Token)));
    }

    private static int Count(Cluster kafka)
    {
        using IConsumer<string, string> consumer = new ConsumerBuilder<string, string>(kafka.ConsumerConfig("count")).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, 3).Select(p => new TopicPartitionOffset("docker.test", p, Offset.Beginning)));
        HashSet<string> keys = [];
        while (consumer.Consume(TimeSpan.FromSeconds(30)) is { } read)
        {
            keys.Add(read.Message.Key);
            if (keys.Count == 300)
            {
                break;
            }
        }

        return keys.Count;
    }

    private static async Task<BrokerState> StateAsync(Cluster kafka, int id) => (await kafka.DescribeAsync(Token)).Brokers.Single(b => b.Id == id).State;

    private async Task A_killed_broker_comes_back(Cluster kafka)
    {
        await kafka.KillBrokerAsync(2, Token);
        Assert.Equal(BrokerState.Killed, await StateAsync(kafka, 2));

        long begin = System.Diagnostics.Stopwatch.GetTimestamp();
        await kafka.StartBrokerAsync(2, Token);
        output.WriteLine($"start after kill, znode waited for: {System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");
        Assert.Equal(BrokerState.Running, await StateAsync(kafka, 2));
    }

    private async Task A_stopped_broker_comes_back(Cluster kafka, DockerKit kit)
    {
        await kafka.StopBrokerAsync(3, Token);
        Assert.Equal(BrokerState.Stopped, await StateAsync(kafka, 3));
        await kafka.StopBrokerAsync(3, Token);
        ClusterException cannot = await Assert.ThrowsAsync<ClusterException>(() => kafka.FreezeBrokerAsync(3, Token));
        Assert.Equal(ClusterProblem.BrokerMissing, cannot.Problem);

        long begin = System.Diagnostics.Stopwatch.GetTimestamp();
        await kafka.StartBrokerAsync(3, Token);
        output.WriteLine($"start after a clean stop: {System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");
        Assert.Equal(BrokerState.Running, await StateAsync(kafka, 3));

        // The reader's own hand: one broker stopped, another removed. The next notebook brings both back.
        DockerContainer third = await kit.ContainerAsync("kafka-3");
        await kit.Cli.RequireAsync(["stop", kit.Prefix + "kafka-1"], TimeSpan.FromSeconds(40), Token);
        await kit.Cli.RequireAsync(["rm", "-f", "-v", kit.Prefix + "kafka-2"], TimeSpan.FromSeconds(40), Token);
        await using Cluster next = await kit.StartAsync();
        Assert.True(next.Report.Attached);
        output.WriteLine($"attach, with one broker stopped and one removed: {next.Report.Took.TotalSeconds:0.0} s");
        Assert.All((await next.DescribeAsync(Token)).Brokers, b => Assert.Equal(BrokerState.Running, b.State));
        Assert.Equal(third.StartedAt, (await kit.ContainerAsync("kafka-3")).StartedAt);
    }

    private static async Task A_frozen_broker_is_thawed(Cluster kafka)
    {
        await kafka.FreezeBrokerAsync(1, Token);
        Assert.Equal(BrokerState.Frozen, await StateAsync(kafka, 1));
        await kafka.ThawBrokerAsync(1, Token);
        Assert.Equal(BrokerState.Running, await StateAsync(kafka, 1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => kafka.KillBrokerAsync(4, Token));
    }

    private static async Task Tools_run_in_a_container(Cluster kafka, DockerKit kit)
    {
        ToolOutput topics = await kafka.RunToolAsync("kafka-topics", ["--describe", "--topic", "docker.test"], cancellationToken: Token);
        Assert.Equal($"docker exec {kit.Prefix}kafka-1 kafka-topics --bootstrap-server kafka-1:19092 --describe --topic docker.test", topics.CommandLine);
        Assert.Equal(0, topics.ExitCode);
        Assert.Contains("PartitionCount: 3", topics.StandardOutput, StringComparison.Ordinal);

        ToolOutput wrote = await kafka.RunToolAsync("kafka-console-producer", ["--topic", "docker.test"], "한글 메시지\n", Token);
        Assert.StartsWith($"docker exec -i {kit.Prefix}kafka-1 kafka-console-producer", wrote.CommandLine, StringComparison.Ordinal);
        Assert.Equal(0, wrote.ExitCode);

        ToolOutput znodes = await kafka.RunToolAsync("zookeeper-shell", ["ls", "/brokers/ids"], cancellationToken: Token);
        Assert.Contains("[1, 2, 3]", znodes.StandardOutput, StringComparison.Ordinal);

        ToolOutput ps = await kafka.ListContainersAsync(Token);
        Assert.StartsWith("docker ps --filter label=dev.kafka-workbook.cluster=", ps.CommandLine, StringComparison.Ordinal);
        Assert.All(["zookeeper", "kafka-1", "kafka-2", "kafka-3", "127.0.0.1:", "confluentinc/cp-kafka:7.9.9"], part => Assert.Contains(part, ps.StandardOutput, StringComparison.Ordinal));

        using CancellationTokenSource soon = CancellationTokenSource.CreateLinkedTokenSource(Token);
        soon.CancelAfter(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => kafka.RunToolAsync("kafka-console-consumer", ["--topic", "docker.test"], cancellationToken: soon.Token));

        // It leaves its group before it ends.
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await kit.Cli.RequireAsync(["top", kit.Prefix + "kafka-1"], DockerCli.Brief, limit.Token)).Contains("ConsoleConsumer", StringComparison.Ordinal))
        {
            await Task.Delay(200, limit.Token);
        }

        await Assert.ThrowsAsync<ArgumentException>(() => kafka.RunToolAsync("rm -rf", [], cancellationToken: Token));
    }

    private async Task Kept_data_is_found_by_the_next_start(Cluster kafka, DockerKit kit)
    {
        long begin = System.Diagnostics.Stopwatch.GetTimestamp();
        await kafka.StopAsync(keepData: true, Token);
        output.WriteLine($"stop, data kept: {System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");
        Assert.Empty(await kit.ContainersAsync());
        Assert.Equal(5, (await kit.Engine.VolumesAsync(kit.Name, Token)).Count);

        await using Cluster next = await kit.StartAsync();
        output.WriteLine($"start on kept data: {next.Report.Took.TotalSeconds:0.0} s");
        Assert.False(next.Report.Attached);
        Assert.Equal(300, Count(next));

        // ZooKeeper's volumes lost, the brokers' kept: they refuse each other, and the reader is told why.
        await next.StopAsync(keepData: true, Token);
        string[] zooKeeper = [.. (await kit.Engine.VolumesAsync(kit.Name, Token)).Where(v => v.Contains("zookeeper", StringComparison.Ordinal))];
        await kit.Cli.RequireAsync(["volume", "rm", .. zooKeeper], DockerCli.Brief, Token);
        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => kit.StartAsync());
        output.WriteLine(failure.Message);
        Assert.Equal(ClusterProblem.BadConfiguration, failure.Problem);
        Assert.Contains("Invalid cluster.id", failure.What.Korean.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("dotnet run -- down", failure.WhatToDo.Korean, StringComparison.Ordinal);
        Assert.Equal(3, (await kit.Engine.VolumesAsync(kit.Name, Token)).Count);
    }
}

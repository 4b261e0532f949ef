using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Clusters.ZooKeeper;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>One running cluster for many tests of a variant. A test may leave it broken or stopped; the next one gets a whole one.</summary>
public class LocalCase(Variant variant) : IAsyncDisposable
{
    internal Variant Variant => variant;

    internal LocalPlace? Place { get; private set; }

    internal LocalCluster Cluster { get; set; } = null!;

    public async ValueTask MakeWholeAsync()
    {
        if (variant == Variant.KRaft)
        {
            Need.LocalKRaft();
        }
        else
        {
            Need.Local();
        }

        Place ??= new LocalPlace(variant);
        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }

        Cluster = await Place.AttachAsync() ?? await Place.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Place is not null)
        {
            await Cluster.DisposeAsync();
            await Place.DisposeAsync();
        }
    }
}

public sealed class LocalZooKeeperCase() : LocalCase(Variant.ZooKeeper);

public sealed class LocalKRaftCase() : LocalCase(Variant.KRaft);

public abstract class LocalFaultTests(LocalCase shared, ITestOutputHelper output) : IAsyncLifetime
{
    private LocalCluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LocalPlace Place => shared.Place!;

    public async ValueTask InitializeAsync()
    {
        await shared.MakeWholeAsync();
        _cluster = shared.Cluster;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        shared.Cluster = _cluster;
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Brokers_are_stopped_killed_frozen_and_brought_back_and_no_record_is_lost()
    {
        await LocalRecords.CreateAsync(_cluster, "orders");
        await LocalRecords.WriteAsync(_cluster, "orders", 30);
        await using LocalCluster other = (await Place.AttachAsync())!;

        await TimedAsync("kill", () => _cluster.KillBrokerAsync(2, Token));
        Assert.Equal([BrokerState.Running, BrokerState.Killed, BrokerState.Running], await StatesAsync(other));
        await AssertBusyAsync();
        await LocalRecords.WriteAsync(_cluster, "orders", 30, from: 30);
        await TimedAsync("start again", () => _cluster.StartBrokerAsync(2, Token));
        Assert.Equal([BrokerState.Running, BrokerState.Running, BrokerState.Running], await StatesAsync(other));
        (await TakeFaultLockAsync()).Dispose();

        await TimedAsync("stop", () => _cluster.StopBrokerAsync(3, Token));
        Assert.Equal([BrokerState.Running, BrokerState.Running, BrokerState.Stopped], await StatesAsync(other));
        await TimedAsync("start again", () => _cluster.StartBrokerAsync(3, Token));

        await TimedAsync("freeze", () => _cluster.FreezeBrokerAsync(1, Token));
        Assert.Equal([BrokerState.Frozen, BrokerState.Running, BrokerState.Running], await StatesAsync(other));
        await TimedAsync("thaw", () => _cluster.ThawBrokerAsync(1, Token));
        Assert.Equal([BrokerState.Running, BrokerState.Running, BrokerState.Running], await StatesAsync(other));
        await _cluster.StartBrokerAsync(1, Token);

        await TimedAsync("restart all", () => _cluster.RestartAllAsync(Token));
        Assert.Equal([BrokerState.Running, BrokerState.Running, BrokerState.Running], await StatesAsync(other));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"{i}").Order(), LocalRecords.Read(other, "orders", 60).Order());
    }

    [Fact]
    public async Task What_a_notebook_left_broken_is_mended_by_the_next_one()
    {
        await _cluster.KillBrokerAsync(1, Token);
        await _cluster.FreezeBrokerAsync(3, Token);
        await _cluster.DisposeAsync();

        // While another notebook is at it, the cluster is taken as it is.
        using (ClusterLock other = await TakeFaultLockAsync())
        await using (LocalCluster guest = (await Place.AttachAsync())!)
        {
            Assert.Equal([BrokerState.Killed, BrokerState.Running, BrokerState.Frozen], await StatesAsync(guest));
        }

        // Who only attaches, in order to stop it, takes it as it is as well.
        await using (Cluster asItIs = (await new LocalLauncher().TryAttachAsync(Place.Options with { AttachOnly = true }, Token))!)
        {
            Assert.Equal([BrokerState.Killed, BrokerState.Running, BrokerState.Frozen], await StatesAsync(asItIs));
        }

        await TimedAsync("mend", async () => _cluster = (await Place.AttachAsync())!);
        Assert.Equal([BrokerState.Running, BrokerState.Running, BrokerState.Running], await StatesAsync(_cluster));
        await LocalRecords.CreateAsync(_cluster, "afterwards");
        await LocalRecords.WriteAsync(_cluster, "afterwards", 3);
        Assert.Equal(3, LocalRecords.Read(_cluster, "afterwards", 3).Count);
    }

    [Fact]
    public async Task Leaders_are_told_while_the_controller_is_dead()
    {
        Topic topic = await _cluster.CreateTopicAsync("orders", partitions: 3, ct: Token);
        int controller = (await _cluster.DescribeAsync(Token)).ControllerId ?? _cluster.BrokerIds[0];
        await _cluster.KillBrokerAsync(controller, Token);

        IReadOnlyDictionary<int, int> leaders = await topic.LeadersAsync(Token);

        Assert.Contains(leaders, l => l.Value != controller);
        await _cluster.StartBrokerAsync(controller, Token);
        await _cluster.CleanUpAsync(Token);
    }

    [Fact]
    public async Task Stopping_with_the_data_kept_and_starting_again_keeps_the_records()
    {
        await LocalRecords.CreateAsync(_cluster, "kept");
        await LocalRecords.WriteAsync(_cluster, "kept", 10);

        // As after a power cut: nobody said goodbye, and ZooKeeper still knows the brokers.
        ProcessMark[] marks = [.. Place.State.Nodes.Select(n => n.Process!)];
        Array.ForEach(marks, ProcessControl.Kill);
        Assert.True(await ProcessControl.WaitForEndAsync(marks, TimeSpan.FromSeconds(60), Token));
        Assert.Null(await Place.AttachAsync());
        await TimedAsync("start with kept data", async () => _cluster = await Place.StartAsync());
        Assert.Equal(10, LocalRecords.Read(_cluster, "kept", 10).Count);

        await _cluster.StopAsync(keepData: true, Token);
        Assert.True(Directory.Exists(Place.Site.Folder));
        FoundCluster remains = Assert.Single(await new LocalLauncher().FindAllAsync(Place.Options, Token));
        Assert.False(remains.Running);
        _cluster = await Place.StartAsync();
        Assert.Equal(10, LocalRecords.Read(_cluster, "kept", 10).Count);

        FoundCluster found = Assert.Single(await new LocalLauncher().FindAllAsync(Place.Options, Token));
        Assert.True(found.Running);
        Assert.Equal(_cluster.BootstrapServers, found.BootstrapServers);
        IReadOnlyList<Text> removed = await new LocalLauncher().RemoveAllAsync(Place.Options, keepData: false, Token);
        Assert.Contains(removed, t => t.English.Contains(Place.Site.Folder, StringComparison.Ordinal));
        Place.AssertNothingLeft(marks);
        Assert.Empty(await new LocalLauncher().RemoveAllAsync(Place.Options, keepData: false, Token));
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Kafkas_own_tools_and_the_clusters_own_knowledge_agree()
    {
        await LocalRecords.CreateAsync(_cluster, "menu");
        ToolOutput described = await _cluster.RunToolAsync("kafka-topics", ["--describe", "--topic", "menu"], cancellationToken: Token);
        Assert.Equal(0, described.ExitCode);
        Assert.Contains("ReplicationFactor: 3", described.StandardOutput, StringComparison.Ordinal);
        Assert.Equal("", described.StandardError);
        Assert.Contains($"kafka-topics.{(OperatingSystem.IsWindows() ? "bat" : "sh")} --bootstrap-server {_cluster.BootstrapServers} --describe --topic menu", described.CommandLine, StringComparison.Ordinal);

        ToolOutput written = await _cluster.RunToolAsync("kafka-console-producer", ["--topic", "menu"], "김치찌개\n비빔밥\n", Token);
        Assert.Equal(0, written.ExitCode);
        ToolOutput read = await _cluster.RunToolAsync("kafka-console-consumer", ["--topic", "menu", "--from-beginning", "--max-messages", "2"], cancellationToken: Token);
        Assert.Equal(["김치찌개", "비빔밥"], read.StandardOutput.TrimEnd().Split('\n').Order());

        ClusterException unknown = await Assert.ThrowsAsync<ClusterException>(() => _cluster.RunToolAsync("kafka-topix", [], cancellationToken: Token));
        Assert.Equal(ClusterProblem.BadConfiguration, unknown.Problem);

        ClusterDescription description = await _cluster.DescribeAsync(Token);
        if (shared.Variant == Variant.KRaft)
        {
            ToolOutput quorum = await _cluster.RunToolAsync("kafka-metadata-quorum", ["describe", "--status"], cancellationToken: Token);
            Assert.Contains($"LeaderId:               {description.ControllerId}\n", quorum.StandardOutput, StringComparison.Ordinal);
            Assert.Contains(description.ClusterId, quorum.StandardOutput, StringComparison.Ordinal);
            Assert.Throws<NotOnThisClusterException>(() => _cluster.OpenZooKeeper());
            return;
        }

        await using ZooKeeperClient zooKeeper = _cluster.OpenZooKeeper();
        Assert.Equal(["1", "2", "3"], await zooKeeper.GetChildrenAsync("/brokers/ids", Token));
        Znode controller = (await zooKeeper.GetAsync("/controller", Token))!;
        Assert.Contains($"\"brokerid\":{description.ControllerId}", controller.Data, StringComparison.Ordinal);
        Assert.True(controller.IsEphemeral);
        Assert.Contains("menu", (await zooKeeper.GetAsync("/brokers/topics", Token))!.Children);
        Assert.Contains(description.ClusterId, (await zooKeeper.GetAsync("/cluster/id", Token))!.Data, StringComparison.Ordinal);
        Assert.Null(await zooKeeper.GetAsync("/no/such/node", Token));
        Assert.False(await zooKeeper.ExistsAsync("/no", Token));
        Assert.True(await zooKeeper.ExistsAsync("/brokers", Token));
        ToolOutput shell = await _cluster.RunToolAsync("zookeeper-shell", ["ls", "/brokers/ids"], cancellationToken: Token);
        Assert.Contains("[1, 2, 3]", shell.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_topics_and_brokers_are_refused_by_name()
    {
        ClusterException config = await Assert.ThrowsAsync<ClusterException>(() => _cluster.CreateTopicAsync(
            new TopicSpec("bad", 1, 3, new Dictionary<string, string> { ["retention.mss"] = "1" }), Token));
        Assert.Equal(ClusterProblem.BadConfiguration, config.Problem);
        Assert.Contains("retention.mss", config.What.English, StringComparison.Ordinal);

        ClusterException replicas = await Assert.ThrowsAsync<ClusterException>(() => _cluster.CreateTopicAsync(
            new TopicSpec("bad", 1, 4, new Dictionary<string, string>()), Token));
        Assert.Equal(ClusterProblem.BadConfiguration, replicas.Problem);

        await _cluster.DeleteTopicAsync("no-such-topic", Token);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _cluster.KillBrokerAsync(4, Token));

        await _cluster.StopBrokerAsync(3, Token);
        ClusterException missing = await Assert.ThrowsAsync<ClusterException>(() => _cluster.CreateTopicAsync(
            new TopicSpec("bad", 1, 3, new Dictionary<string, string>()), Token));
        Assert.Equal(ClusterProblem.BrokerMissing, missing.Problem);
        Assert.Contains("Missing: 3", missing.What.English, StringComparison.Ordinal);
    }

    private static async Task<BrokerState[]> StatesAsync(Cluster cluster) => [.. (await cluster.DescribeAsync(Token)).Brokers.Select(b => b.State)];

    private async Task AssertBusyAsync()
    {
        ClusterException busy = await Assert.ThrowsAsync<ClusterException>(TakeFaultLockAsync);
        Assert.Equal(ClusterProblem.Busy, busy.Problem);
    }

    private Task<ClusterLock> TakeFaultLockAsync() => ClusterLock.TakeAsync(
        ClusterLock.PathOf(Place.DataFolder, $"{ClusterKind.Local}-{_cluster.Name}-faults"), Text.Same("test"), TimeSpan.FromMilliseconds(100), ProgressDisplays.Silent, Token);

    private async Task TimedAsync(string what, Func<Task> work)
    {
        Stopwatch clock = Stopwatch.StartNew();
        await work();
        output.WriteLine($"{what}: {clock.Elapsed.TotalSeconds:0.0} s");
    }
}

[Collection(OneZooKeeperCluster.Name)]
public sealed class LocalZooKeeperFaultTests(LocalZooKeeperCase shared, ITestOutputHelper output) : LocalFaultTests(shared, output);

[Collection(OneKRaftCluster.Name)]
public sealed class LocalKRaftFaultTests(LocalKRaftCase shared, ITestOutputHelper output) : LocalFaultTests(shared, output);

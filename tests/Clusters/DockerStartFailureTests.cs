using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Docker;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>Starts that fail: each by its name, soon, and with nothing left behind.</summary>
[Collection(DockerBrokers.Name)]
public sealed class DockerStartFailureTests(ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_that_a_program_has_is_named_with_the_program()
    {
        Need.Docker();
        await using DockerKit kit = new();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        kit.Environment = kit.Environment.With(("KAFKA_2_PORT", port));

        ClusterException failure = await FailAsync(kit, ClusterProblem.PortTaken);

        Assert.Contains(port, failure.What.Korean, StringComparison.Ordinal);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), failure.What.English, StringComparison.Ordinal);
        Assert.Contains("KAFKA_2_PORT", failure.WhatToDo.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_and_a_name_that_a_strangers_container_has_are_named_and_the_container_is_left_alone()
    {
        Need.Docker();
        await using DockerKit kit = new();
        string stranger = kit.Prefix + "kafka-3";
        string port = kit.Environment["KAFKA_1_PORT"]!;
        await kit.Cli.RequireAsync(
            ["run", "-d", "--name", stranger, "-p", $"127.0.0.1:{port}:7777", "--entrypoint", "sleep", "confluentinc/cp-kafka:7.9.9", "300"], TimeSpan.FromSeconds(30), Token);
        try
        {
            ClusterException failure = await FailAsync(kit, ClusterProblem.PortTaken);
            Assert.Contains($"(container {stranger})", failure.What.English, StringComparison.Ordinal);

            kit.Environment = kit.Environment.With(("KAFKA_1_PORT", FreePorts.Take(1)[0].ToString(CultureInfo.InvariantCulture)));
            failure = await FailAsync(kit, ClusterProblem.NameTaken);
            Assert.Contains("KAFKA_WORKBOOK_PREFIX", failure.WhatToDo.English, StringComparison.Ordinal);

            await new DockerLauncher().RemoveAllAsync(kit.Options, keepData: false, Token);
            Assert.Equal("true", (await kit.Cli.RequireAsync(["inspect", "--format", "{{.State.Running}}", stranger], DockerCli.Brief, Token)).Trim());
        }
        finally
        {
            await kit.Cli.AskAsync(["rm", "-f", "-v", stranger], DockerCli.Brief, CancellationToken.None);
        }
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_is_named()
    {
        Need.Docker();
        await using DockerKit kit = new();
        kit.ChangeComposeFile(t => t.Replace("confluentinc/cp-kafka:7.9.9", "localhost:1/nobody/cp-kafka:0.0.1", StringComparison.Ordinal));

        ClusterException failure = await FailAsync(kit, ClusterProblem.ImageUnavailable);

        Assert.Contains("localhost:1/nobody/cp-kafka:0.0.1", failure.What.Korean, StringComparison.Ordinal);
        Assert.Contains("dotnet run -- up", failure.WhatToDo.Korean, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mem_limit: 1000m", "mem_limitt: 1000m", "mem_limitt")]
    [InlineData("services:\n", "services: [\n", "docker-compose.kafka.yaml")]
    public async Task A_compose_file_with_a_mistake_is_named(string right, string wrong, string named)
    {
        Need.Docker();
        await using DockerKit kit = new();
        kit.ChangeComposeFile(t => t.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(named, (await FailAsync(kit, ClusterProblem.BadConfiguration)).What.Korean, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_ends_is_told_with_its_last_words()
    {
        Need.Docker();
        await using DockerKit kit = new();
        kit.ChangeComposeFile(t => t.Replace("KAFKA_MIN_INSYNC_REPLICAS: 2 ", "KAFKA_MIN_INSYNC_REPLICAS: two ", StringComparison.Ordinal));

        ClusterException failure = await FailAsync(kit, ClusterProblem.BadConfiguration);

        Assert.Contains("min.insync.replicas", failure.What.English, StringComparison.Ordinal);
        Assert.Contains(kit.Prefix + "kafka-", failure.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_with_too_little_memory_is_told_as_that()
    {
        Need.Docker();
        await using DockerKit kit = new();
        kit.ChangeComposeFile(t => t.Replace("mem_limit: 1000m", "mem_limit: 90m", StringComparison.Ordinal));
        Assert.Contains("4 GB", (await FailAsync(kit, ClusterProblem.OutOfMemory)).WhatToDo.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_start_leaves_nothing_behind()
    {
        Need.Docker();
        await using DockerKit kit = new();
        using CancellationTokenSource soon = CancellationTokenSource.CreateLinkedTokenSource(Token);
        soon.CancelAfter(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Cluster.StartAsync(kit.Options, soon.Token));

        await AssertNothingLeftAsync(kit);
    }

    [Fact]
    public async Task An_engine_that_does_not_run_is_told_when_Docker_was_asked_for_and_passed_over_when_not()
    {
        Need.Docker();
        await using DockerKit kit = new();
        ClusterOptions options = kit.Options with { Environment = kit.Environment.With(("DOCKER_HOST", "unix:///nonexistent")) };

        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => Cluster.StartAsync(options, Token));
        Assert.Equal(ClusterProblem.DockerNotRunning, failure.Problem);
        Assert.Contains("unix:///nonexistent", failure.What.Korean, StringComparison.Ordinal);

        Text? why = await new DockerLauncher().WhyNotAsync(options with { Environment = options.Environment.With((ClusterOptions.KindVariable, null)) }, Token);
        Assert.Contains("unix:///nonexistent", why!.Value.English, StringComparison.Ordinal);
        Assert.Empty(await new DockerLauncher().FindAllAsync(options, Token));
    }

    [Fact]
    public async Task An_engine_of_another_machine_is_passed_over_at_once()
    {
        Need.Docker();
        await using DockerKit kit = new();
        ClusterOptions options = kit.Options with { Environment = kit.Environment.With(("DOCKER_HOST", "tcp://192.0.2.1:2375"), (ClusterOptions.KindVariable, null)) };
        Text? why = await new DockerLauncher().WhyNotAsync(options, Token);
        Assert.Contains("tcp://192.0.2.1:2375", why!.Value.Korean, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_Docker_is_told_so()
    {
        await using EmptyPath empty = new();
        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => Cluster.StartAsync(empty.Options with { Kind = ClusterKind.Docker }, Token));
        Assert.Equal(ClusterProblem.DockerNotRunning, failure.Problem);
        Assert.Contains("PATH", failure.What.Korean, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Docker_without_Compose_is_told_as_that()
    {
        await using EmptyPath empty = new();
        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => ComposeCommand.FindAsync(new DockerCli(empty.Options.Environment), Token));
        Assert.Equal(ClusterProblem.ComposeMissing, failure.Problem);
        Assert.Contains("docker-compose-plugin", failure.WhatToDo.English, StringComparison.Ordinal);
    }

    private static async Task AssertNothingLeftAsync(DockerKit kit)
    {
        Assert.Empty(await kit.ContainersAsync());
        Assert.Empty(await kit.Engine.VolumesAsync(kit.Name, Token));
        Assert.Empty(await kit.Engine.NetworksAsync(kit.Name, Token));
    }

    private async Task<ClusterException> FailAsync(DockerKit kit, ClusterProblem problem)
    {
        long begin = Stopwatch.GetTimestamp();
        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => kit.StartAsync());
        output.WriteLine($"{Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s: {failure.Message}");
        Assert.Equal(problem, failure.Problem);
        await AssertNothingLeftAsync(kit);
        return failure;
    }

    private sealed class EmptyPath : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("kafka-workbook-path-").FullName;

        public ClusterOptions Options => new() { Environment = ClusterEnvironment.FromProcess().With(("PATH", _folder)), Progress = ProgressDisplays.Silent };

        public ValueTask DisposeAsync()
        {
            Directory.Delete(_folder);
            return ValueTask.CompletedTask;
        }
    }
}

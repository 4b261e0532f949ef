using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Docker;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>Docker's and Compose's own words, as they were seen, and the name that each of them gets.</summary>
public sealed class DockerFailuresTests
{
    public static TheoryData<ClusterProblem, string> Sayings => new()
    {
        { ClusterProblem.DockerNotRunning, "Cannot connect to the Docker daemon at unix:///nonexistent. Is the docker daemon running?" },
        { ClusterProblem.DockerNotRunning, "error during connect: in the default daemon configuration on Windows, the docker client must be run with elevated privileges to connect: Get \"http://%2F%2F.%2Fpipe%2Fdocker_engine/v1.24/version\": open //./pipe/docker_engine: The system cannot find the file specified." },
        { ClusterProblem.DockerNotRunning, "docker.errors.DockerException: Error while fetching server API version: ('Connection aborted.', FileNotFoundError(2, 'No such file or directory'))" },
        { ClusterProblem.DockerPermission, "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get \"http://%2Fvar%2Frun%2Fdocker.sock/v1.50/version\": dial unix /var/run/docker.sock: connect: permission denied" },
        { ClusterProblem.DockerPermission, "docker.errors.DockerException: Error while fetching server API version: ('Connection aborted.', PermissionError(13, 'Permission denied'))" },
        { ClusterProblem.ComposeMissing, "docker: 'compose' is not a docker command.\nSee 'docker --help'" },
        { ClusterProblem.ComposeMissing, "docker: unknown command: docker compose\n\nRun 'docker --help' for more information" },
        { ClusterProblem.ComposeMissing, "unknown shorthand flag: 'p' in -p\nSee 'docker --help'." },
        { ClusterProblem.ImageUnavailable, "Error response from daemon: Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io on 10.255.255.53:53: no such host" },
        { ClusterProblem.ImageUnavailable, "Error response from daemon: manifest for confluentinc/cp-kafka:0.0.0 not found: manifest unknown: manifest unknown" },
        { ClusterProblem.ImageUnavailable, "Error response from daemon: pull access denied for nobody/nothing, repository does not exist or may require 'docker login'" },
        { ClusterProblem.ImageUnavailable, "Error response from daemon: No such image: confluentinc/cp-kafka:7.9.9" },
        { ClusterProblem.ImageUnavailable, "toomanyrequests: You have reached your pull rate limit." },
        { ClusterProblem.PortTaken, "Error response from daemon: driver failed programming external connectivity on endpoint kafka-1: Bind for 127.0.0.1:9092 failed: port is already allocated" },
        { ClusterProblem.PortTaken, "Error response from daemon: driver failed programming external connectivity on endpoint kafka-1: Error starting userland proxy: listen tcp4 127.0.0.1:9092: bind: address already in use" },
        { ClusterProblem.PortTaken, "Error response from daemon: Ports are not available: exposing port TCP 127.0.0.1:9092 -> 0.0.0.0:0: listen tcp 127.0.0.1:9092: bind: An attempt was made to access a socket in a way forbidden by its access permissions." },
        { ClusterProblem.NameTaken, "Error response from daemon: Conflict. The container name \"/kafka-1\" is already in use by container \"4cc\". You have to remove (or rename) that container to be able to reuse that name." },
        { ClusterProblem.DiskFull, "failed to register layer: write /usr/lib/libx.so: no space left on device" },
        { ClusterProblem.DiskFull, "Error response from daemon: failed to create task for container: mkdir C:\\x: There is not enough space on the disk." },
        { ClusterProblem.BadConfiguration, "validating /a/docker-compose.kafka.yaml: services.kafka-1 additional properties 'imag' not allowed" },
        { ClusterProblem.BadConfiguration, "The Compose file './docker-compose.kafka.yaml' is invalid because:\nUnsupported config option for services.kafka-1: 'imag'" },
        { ClusterProblem.BadConfiguration, "yaml: line 2: did not find expected node content" },
        { ClusterProblem.BadConfiguration, "open /tmp/none.yaml: no such file or directory" },
        { ClusterProblem.DockerFailed, "Error response from daemon: something that nobody has seen before" },
    };

    [Theory]
    [MemberData(nameof(Sayings))]
    public void Each_saying_has_its_name(ClusterProblem problem, string said)
    {
        ClusterException named = DockerFailures.Named(said, "docker up");

        Assert.Equal(problem, named.Problem);
        Assert.Contains(said.Split('\n')[^1], named.What.Korean, StringComparison.Ordinal);
        Assert.Contains("`docker up`", named.What.English, StringComparison.Ordinal);
        Assert.Contains("KAFKA_WORKBOOK_CLUSTER", named.WhatToDo.Korean, StringComparison.Ordinal);
        Assert.Contains("KAFKA_WORKBOOK_CLUSTER", named.WhatToDo.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_taken_port_is_named_with_its_number()
    {
        ClusterException named = DockerFailures.Named("Bind for 127.0.0.1:9093 failed: port is already allocated", "docker compose up");
        Assert.Contains("9093", named.What.Korean.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("KAFKA_1_PORT", named.WhatToDo.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_long_story_only_the_end_is_told()
    {
        string story = string.Join('\n', Enumerable.Range(0, 100).Select(i => $" Container kafka-{i}  Creating")) + "\nError response from daemon: no space left on device";
        Assert.Equal("Error response from daemon: no space left on device", DockerFailures.Named(story, "docker compose up").What.English.Split('\n', 2)[1]);
    }

    [Theory]
    [InlineData("unix:///var/run/docker.sock", true)]
    [InlineData("npipe:////./pipe/dockerDesktopLinuxEngine", true)]
    [InlineData("tcp://127.0.0.1:2375", true)]
    [InlineData("tcp://localhost:2375", true)]
    [InlineData("tcp://[::1]:2375", true)]
    [InlineData("tcp://10.1.2.3:2376", false)]
    [InlineData("ssh://me@build.example.com", false)]
    [InlineData("ssh://me@localhost", false)]
    [InlineData("nonsense", false)]
    public void Only_an_engine_of_this_machine_will_do(string address, bool here) => Assert.Equal(here, DockerAvailability.IsOnThisMachine(address));

    [Fact]
    public void Layers_of_an_image_are_counted_as_they_arrive()
    {
        PullProgress progress = new();
        foreach (string line in new[]
        {
            "7.9.9: Pulling from confluentinc/cp-kafka", "0123456789ab: Pulling fs layer", "ba9876543210: Pulling fs layer", "aaaaaaaaaaaa: Already exists",
            "0123456789ab: Download complete", "0123456789ab: Pull complete", "Digest: sha256:0123", "Status: Downloaded newer image",
        })
        {
            progress.Read(line);
        }

        Assert.Equal((3, 2), (progress.Known, progress.Complete));
    }

    [Theory]
    [InlineData(137, true, "", ClusterProblem.OutOfMemory)]
    [InlineData(3, false, "java.lang.OutOfMemoryError: Java heap space", ClusterProblem.OutOfMemory)]
    [InlineData(1, false, "java.io.IOException: No space left on device", ClusterProblem.DiskFull)]
    [InlineData(1, false, "kafka.common.InconsistentClusterIdException: The Cluster ID x doesn't match stored clusterId", ClusterProblem.BadConfiguration)]
    [InlineData(1, false, "java.lang.RuntimeException: Invalid cluster.id in: /var/lib/kafka/data/meta.properties. Expected x, but read y", ClusterProblem.BadConfiguration)]
    [InlineData(1, false, "org.apache.kafka.common.config.ConfigException: Invalid value abc for configuration min.insync.replicas", ClusterProblem.BadConfiguration)]
    [InlineData(1, false, "Segmentation fault", ClusterProblem.ProcessEnded)]
    public void The_end_of_a_container_has_a_name(int exitCode, bool outOfMemory, string log, ClusterProblem problem) =>
        Assert.Equal(problem, DockerFaults.ProblemOf(Container("exited", exitCode) with { OutOfMemory = outOfMemory }, log));

    [Fact]
    public void Of_a_log_the_errors_are_told_and_its_end_when_there_are_none()
    {
        string calm = string.Join('\n', Enumerable.Range(0, 40).Select(i => $"[2026] INFO line {i} (kafka)"));
        Assert.Equal(15, DockerFaults.LastWords(calm).Split('\n').Length);
        Assert.Equal("[2026] ERROR Exiting Kafka\nException: x", DockerFaults.LastWords(calm + "\n[2026] ERROR Exiting Kafka\nException: x\n[2026] INFO shutting down"));
    }

    [Theory]
    [InlineData("running", 0, BrokerState.Running)]
    [InlineData("paused", 0, BrokerState.Frozen)]
    [InlineData("exited", 137, BrokerState.Killed)]
    [InlineData("exited", 143, BrokerState.Stopped)]
    [InlineData("exited", 0, BrokerState.Stopped)]
    [InlineData("created", 0, BrokerState.Stopped)]
    public void A_containers_status_tells_the_brokers_state(string status, int exitCode, BrokerState state) => Assert.Equal(state, Container(status, exitCode).State);

    [Theory]
    [InlineData("--list", "--list")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("", "\"\"")]
    [InlineData("retention.ms=3000,x=1", "retention.ms=3000,x=1")]
    [InlineData("say \"hi\"", "'say \"hi\"'")]
    [InlineData("$HOME", "'$HOME'")]
    public void Arguments_are_quoted_as_one_types_them(string argument, string typed) => Assert.Equal(typed, DockerCluster.Quoted(argument));

    private static DockerContainer Container(string status, int exitCode) =>
        new("id", "kafka-1", "kafka-1", "p", "kafka-workbook", 1, status, exitCode, false, "", "2026-01-01T00:00:00Z", new Dictionary<int, int>());
}

using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>What a local cluster needs, and what it says when that is missing. No Kafka and no Java are started.</summary>
public sealed class LocalRequirementsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workbook-needs").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("openjdk version \"17.0.15\" 2025-04-15", 17)]
    [InlineData("openjdk version \"21\" 2023-09-19", 21)]
    [InlineData("java version \"1.8.0_292\"", 8)]
    [InlineData("openjdk version \"25-ea\" 2025-09-16", 25)]
    [InlineData("Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version \"11.0.2\" 2019-01-15", 11)]
    [InlineData("The operation couldn’t be completed. Unable to locate a Java Runtime.", null)]
    [InlineData("", null)]
    public void A_Java_version_is_read_from_what_Java_prints(string output, int? expected) => Assert.Equal(expected, JavaInstallation.ParseVersion(output));

    [Fact]
    public async Task Without_Java_the_refusal_says_where_it_was_looked_for()
    {
        ClusterException refusal = await RefusedAsync(("JAVA_HOME", _folder), ("PATH", _folder));
        Assert.Equal(ClusterProblem.JavaMissing, refusal.Problem);
        Assert.Contains(_folder, refusal.What.English, StringComparison.Ordinal);
        Assert.Contains("PATH", refusal.What.Korean, StringComparison.Ordinal);
        Assert.Contains("JAVA_HOME", refusal.WhatToDo.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo 'openjdk version \"11.0.2\" 2019-01-15' >&2", ClusterProblem.JavaTooOld, "Java 11")]
    [InlineData("echo 'java version \"1.8.0_292\"' >&2", ClusterProblem.JavaTooOld, "Java 8")]
    [InlineData("echo 'No Java runtime present' >&2; exit 1", ClusterProblem.JavaMissing, "No Java runtime present")]
    public async Task A_Java_that_does_not_fit_is_named_with_what_it_says(string script, ClusterProblem problem, string said)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in for Java is a script");
        string java = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName, "java");
        await StandIn.WriteAsync(java, script);

        ClusterException refusal = await RefusedAsync(("JAVA_HOME", _folder));

        Assert.Equal(problem, refusal.Problem);
        Assert.Contains(said, refusal.What.English, StringComparison.Ordinal);
        Assert.Contains("17", refusal.WhatToDo.Korean, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Variant.ZooKeeper, "KAFKA_HOME", "3.9")]
    [InlineData(Variant.KRaft, "KAFKA_KRAFT_HOME", "4")]
    public async Task Without_a_distribution_the_variable_is_named(Variant variant, string variable, string line)
    {
        ClusterException refusal = await RefusedAsync(variant, (variable, null));
        Assert.Equal(ClusterProblem.KafkaHomeMissing, refusal.Problem);
        Assert.Contains(variable, refusal.What.English, StringComparison.Ordinal);
        Assert.Contains($"Kafka {line}", refusal.WhatToDo.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Variant.ZooKeeper, "kafka-clients-4.3.1.jar", "Kafka 4.3.1 without ZooKeeper")]
    [InlineData(Variant.ZooKeeper, "kafka-clients-3.9.2.jar", "Kafka 3.9.2 without ZooKeeper")]
    [InlineData(Variant.KRaft, "kafka-clients-3.9.2.jar zookeeper-3.8.4.jar", "Kafka 3.9.2 with ZooKeeper")]
    [InlineData(Variant.KRaft, "log4j.jar", "no kafka-clients")]
    [InlineData(Variant.ZooKeeper, "", "no kafka-clients")]
    public async Task A_distribution_of_another_line_is_named_with_what_was_found(Variant variant, string jars, string found)
    {
        string home = Home(jars);
        ClusterException refusal = await RefusedAsync(variant, (KafkaHome.VariableOf(variant), home));
        Assert.Equal(ClusterProblem.KafkaHomeWrong, refusal.Problem);
        Assert.Contains(found, refusal.What.English, StringComparison.Ordinal);
        Assert.Contains(home, refusal.What.Korean, StringComparison.Ordinal);
        Assert.Equal(found.StartsWith("Kafka", StringComparison.Ordinal), refusal.WhatToDo.English.Contains("swapped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        ClusterException refusal = await RefusedAsync(("KAFKA_HOME", Path.Combine(_folder, "없음")));
        Assert.Equal(ClusterProblem.KafkaHomeWrong, refusal.Problem);
        Assert.Contains("없음", refusal.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_distribution_of_the_right_line_is_taken()
    {
        ClusterEnvironment environment = Variables(("KAFKA_HOME", Home("kafka-clients-3.9.2.jar zookeeper-3.8.4.jar zookeeper-jute-3.8.4.jar")));
        Assert.Equal(new Version(3, 9, 2), KafkaHome.Find(Variant.ZooKeeper, environment).Version);
        environment = Variables(("KAFKA_KRAFT_HOME", Home("kafka-clients-4.1.0-rc1.jar")));
        Assert.Equal(new Version(4, 1, 0), KafkaHome.Find(Variant.KRaft, environment).Version);
    }

    [Fact]
    public async Task The_reason_against_it_is_told_when_another_kind_is_taken()
    {
        Text? why = await new LocalLauncher().WhyNotAsync(Options(Variant.ZooKeeper, ("KAFKA_HOME", null)), Token);
        Assert.Contains("KAFKA_HOME", why?.Korean, StringComparison.Ordinal);
        Assert.Contains("https://kafka.apache.org/downloads", why?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_for_by_name_the_problem_keeps_its_name()
    {
        ClusterOptions options = Options(Variant.ZooKeeper, ("KAFKA_HOME", null)) with { Kind = ClusterKind.Local };
        ClusterException refusal = await Assert.ThrowsAsync<ClusterException>(() => Cluster.StartAsync(options, Token));
        Assert.Equal(ClusterProblem.KafkaHomeMissing, refusal.Problem);

        options = Options(Variant.ZooKeeper, ("KAFKA_HOME", Home(""))) with { Kind = ClusterKind.Local };
        refusal = await Assert.ThrowsAsync<ClusterException>(() => Cluster.StartAsync(options, Token));
        Assert.Equal(ClusterProblem.KafkaHomeWrong, refusal.Problem);
    }

    [Fact]
    public void A_disk_with_too_little_room_is_refused_before_anything_starts()
    {
        LocalSite site = new("test", Variant.ZooKeeper, _folder, _folder);
        LocalLauncher.RequireSpace(site, least: 1);
        ClusterException refusal = Assert.Throws<ClusterException>(() => LocalLauncher.RequireSpace(site, least: long.MaxValue));
        Assert.Equal(ClusterProblem.DiskFull, refusal.Problem);
        Assert.Contains(site.Folder, refusal.What.English, StringComparison.Ordinal);
        Assert.Contains(ClusterOptions.DataVariable, refusal.WhatToDo.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("java.io.IOException: No space left on device", ClusterProblem.DiskFull, "No space")]
    [InlineData("org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:9: Address already in use.", ClusterProblem.PortTaken, "9 (")]
    [InlineData("org.apache.kafka.common.config.ConfigException: Invalid value x for configuration y", ClusterProblem.BadConfiguration, "Invalid value x")]
    [InlineData("Error: Could not reserve enough space for 524288KB object heap", ClusterProblem.ProcessEnded, "object heap")]
    [InlineData("[2026] ERROR something else", ClusterProblem.ProcessEnded, "something else")]
    public async Task A_broker_that_ended_is_named_by_what_its_log_says(string log, ClusterProblem problem, string said)
    {
        LocalSite site = new("test", Variant.ZooKeeper, _folder, _folder);
        Directory.CreateDirectory(site.NodeFolder("kafka-2"));
        await File.WriteAllTextAsync(site.Log("kafka-2"), $"first line\n{log}\n\tat org.apache.Stack.trace(Stack.java:1)\nlast line\n", Token);

        LocalNode node = new("kafka-2", 2, 9, null, BrokerState.Running);
        ClusterException failure = await new NodeLogs(site).ExplainAsync(node, new ClusterLayout(Variant.ZooKeeper, [8, 9, 10], 11, []), Token);

        Assert.Equal(problem, failure.Problem);
        Assert.Contains(said, failure.What.English, StringComparison.Ordinal);
        Assert.Contains("last line", failure.What.Korean, StringComparison.Ordinal);
        Assert.DoesNotContain("Stack.java", failure.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commands_class_is_the_one_of_the_distributions_script()
    {
        string home = Path.Combine(_folder, "kafka");
        string bin = Directory.CreateDirectory(Path.Combine(home, "bin")).FullName;
        File.WriteAllText(Path.Combine(bin, "kafka-topics.sh"), "#!/bin/bash\nexec $(dirname $0)/kafka-run-class.sh org.apache.kafka.tools.TopicCommand \"$@\"\n");
        File.WriteAllText(Path.Combine(bin, "zookeeper-shell.sh"), "exec \"$h/kafka-run-class.sh\" org.apache.zookeeper.ZooKeeperMainWithTlsSupportForKafka -server \"$@\"\n");
        File.WriteAllText(Path.Combine(bin, "kafka-x.sh"), "exec $(dirname $0)/kafka-run-class.sh -name kafkaServer -loggc kafka.X \"$@\"\n");

        Assert.Equal(["org.apache.kafka.tools.TopicCommand"], LocalTools.ClassOf(home, "kafka-topics"));
        Assert.Equal(["org.apache.zookeeper.ZooKeeperMainWithTlsSupportForKafka", "-server"], LocalTools.ClassOf(home, "zookeeper-shell"));
        ClusterException refusal = Assert.Throws<ClusterException>(() => LocalTools.ClassOf(home, "kafka-topic"));
        Assert.Equal(ClusterProblem.BadConfiguration, refusal.Problem);
        Assert.Contains("kafka-topic", refusal.What.English, StringComparison.Ordinal);
        Assert.Throws<ClusterException>(() => LocalTools.ClassOf(home, "../bin/kafka-topics"));
    }

    [Fact]
    public void A_command_line_is_what_a_reader_types()
    {
        string line = LocalTools.CommandLine("kafka-topics", ["--bootstrap-server", "127.0.0.1:9092", "--topic", "my topic"]);
        Assert.Equal(
            OperatingSystem.IsWindows() ? @"bin\windows\kafka-topics.bat --bootstrap-server 127.0.0.1:9092 --topic 'my topic'" : "bin/kafka-topics.sh --bootstrap-server 127.0.0.1:9092 --topic 'my topic'",
            line);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<ClusterException> RefusedAsync(params (string Name, string? Value)[] changes) => RefusedAsync(Variant.ZooKeeper, changes);

    private Task<ClusterException> RefusedAsync(Variant variant, params (string Name, string? Value)[] changes) =>
        Assert.ThrowsAsync<ClusterException>(() => new LocalLauncher().StartAsync(Options(variant, changes), Token));

    private ClusterOptions Options(Variant variant, params (string Name, string? Value)[] changes) =>
        new() { Variant = variant, Progress = ProgressDisplays.Silent, Environment = Variables(changes) };

    private ClusterEnvironment Variables(params (string Name, string? Value)[] changes) => ClusterEnvironment.FromProcess().With(
    [
        (ClusterOptions.DataVariable, Path.Combine(_folder, "data")),
        (ClusterOptions.KindVariable, null),
        ("KAFKA_HOME", Home("kafka-clients-3.9.2.jar zookeeper-3.8.4.jar")),
        .. changes,
    ]);

    private string Home(string jars)
    {
        string home = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (string jar in jars.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Directory.CreateDirectory(Path.Combine(home, "libs"));
            File.WriteAllText(Path.Combine(home, "libs", jar), "");
        }

        return home;
    }
}

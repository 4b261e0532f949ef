using System.Text.RegularExpressions;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Docker;

// Kafka's own commands inside a broker's container, and docker ps.
internal sealed partial class DockerCluster
{
    // A command that runs for two seconds is compiled for two seconds' use; one that measures throughput is left as it is.
    private const string BriefJvm = "KAFKA_JVM_PERFORMANCE_OPTS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1";
    private const string BriefHeap = "KAFKA_HEAP_OPTS=-Xmx256m";
    private const string Marker = "KAFKA_WORKBOOK_COMMAND";

    // In the width of a page: the columns that the lesson is about.
    private const string Columns = """table {{.Names}}\t{{.Image}}\t{{.Status}}\t{{.Ports}}""";

    /// <inheritdoc/>
    public override async Task<ToolOutput> RunToolAsync(
        string tool, IReadOnlyList<string> arguments, string? standardInput = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        string name = KafkaTools.NameOf(tool);
        if (!ToolName().IsMatch(name))
        {
            throw new ArgumentException(new Text($"'{tool}'은(는) Kafka 명령의 이름이 아니다. 예: kafka-topics", $"'{tool}' is no name of a Kafka command, such as kafka-topics").ToString(), nameof(tool));
        }

        DockerContainer container = await RunningBrokerAsync(cancellationToken).ConfigureAwait(false);
        string program = ProgramOf(name);
        string[] run = KafkaTools.ClassOf(name) is { } known ? [ProgramOf("kafka-run-class"), known] : [program];
        IReadOnlyList<string> all = KafkaTools.WithAddress(name, arguments, $"{container.Service}:19092", _zooKeeperPort is null ? null : "zookeeper:2181");
        string marker = $"{Marker}={Guid.NewGuid():N}";
        string[] jvm = name.Contains("perf-test", StringComparison.Ordinal) ? [] : ["-e", BriefJvm, "-e", BriefHeap];
        string[] input = standardInput is null ? [] : ["-i"];
        string typed = string.Join(' ', ["docker", "exec", .. input, container.Name, program, .. all.Select(Quoted)]);
        try
        {
            DockerAnswer answer = await _engine.Cli.RunAsync(
                "docker", ["exec", "-e", marker, .. jvm, .. input, container.Id, .. run, .. all], KafkaTools.Limit, standardInput, null, cancellationToken).ConfigureAwait(false);
            return new ToolOutput(typed, answer.ExitCode, answer.Output, answer.Error);
        }
        catch (Exception ended) when (ended is OperationCanceledException or ClusterException { Problem: ClusterProblem.TimedOut })
        {
            await EndCommandAsync(container, marker).ConfigureAwait(false);
            if (ended is OperationCanceledException)
            {
                throw;
            }

            throw new ClusterException(
                ClusterProblem.TimedOut,
                new($"`{typed}` 명령이 {KafkaTools.Limit.TotalSeconds:0}초 안에 끝나지 않아 끊었다.", $"`{typed}` ran for over {KafkaTools.Limit.TotalSeconds:0} seconds and was ended."),
                new("끝나는 조건을 준다. 예: kafka-console-consumer에 --max-messages 10 또는 --timeout-ms 5000", "Give it an end, such as --max-messages 10 or --timeout-ms 5000 for kafka-console-consumer."),
                ended);
        }
    }

    /// <inheritdoc/>
    public override async Task<ToolOutput> ListContainersAsync(CancellationToken cancellationToken = default)
    {
        string[] arguments = ["ps", "--filter", $"label={DockerEngine.ClusterLabel}={Name}", "--format", Columns];
        DockerAnswer answer = await _engine.Cli.AskAsync(arguments, DockerCli.Brief, cancellationToken).ConfigureAwait(false);
        return new ToolOutput(string.Join(' ', ["docker", .. arguments.Select(Quoted)]), answer.ExitCode, answer.Output, answer.Error);
    }

    // Right for bash and for PowerShell: what has neither $ nor ` nor " in it means the same in double quotes in both.
    internal static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsLetterOrDigit(c) || "-_./:=,@+%".Contains(c, StringComparison.Ordinal)) ? argument
        : argument.AsSpan().IndexOfAny("\"$`\\") < 0 || argument == Columns ? $"\"{argument}\""
        : $"'{argument}'";

    private string ProgramOf(string tool) => Variant == Variant.KRaft ? $"/opt/kafka/bin/{tool}.sh" : tool;

    [GeneratedRegex("^[a-z][a-z0-9-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex ToolName();

    private async Task<DockerContainer> RunningBrokerAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DockerContainer> containers = await ContainersAsync(cancellationToken).ConfigureAwait(false);
        return containers.Where(c => c.BrokerId is not null && c.Running).MinBy(c => c.BrokerId) ?? throw new ClusterException(
            ClusterProblem.BrokerMissing,
            new("켜져 있는 브로커가 없어 명령을 실행할 곳이 없다.", "No broker runs, so there is no place to run a command in."),
            new("await kafka.StartBrokerAsync(1)로 브로커를 켠다.", "Start one: await kafka.StartBrokerAsync(1)"));
    }

    // Ending `docker exec` leaves its process running in the container; it is found by the variable that only it has.
    private async Task EndCommandAsync(DockerContainer container, string marker)
    {
        const string Script = "for p in /proc/[0-9]*; do if tr '\\0' '\\n' 2>/dev/null < $p/environ | grep -qx \"$0\"; then kill ${p#/proc/}; fi; done";
        using CancellationTokenSource brief = new(DockerCli.Brief);
        try
        {
            await _engine.Cli.AskAsync(["exec", container.Id, "bash", "-c", Script, marker], DockerCli.Brief, brief.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ClusterException or OperationCanceledException)
        {
            // The command was ended for its reader; what is left of it in the container ends with the container.
        }
    }
}

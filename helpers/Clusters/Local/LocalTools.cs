using System.Diagnostics;
using System.Text.RegularExpressions;
using KafkaWorkbook.Clusters.Brokers;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>Runs a distribution's commands without a shell: their scripts only name a class for Java.</summary>
internal static partial class LocalTools
{
    /// <summary>The class behind a command, as the distribution's own script names it.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.BadConfiguration"/>: there is no such command.</exception>
    public static IReadOnlyList<string> ClassOf(string kafkaHome, string tool)
    {
        if (KafkaTools.ClassOf(tool) is { } known)
        {
            return [known];
        }

        string bin = Path.Combine(kafkaHome, "bin");
        string script = Path.Combine(bin, $"{tool}.sh");
        string windows = Path.Combine(bin, "windows", $"{tool}.bat");
        bool simple = tool.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        string? file = simple ? new[] { script, windows }.FirstOrDefault(File.Exists) : null;
        Match? match = file is null ? null : RunClass().Matches(File.ReadAllText(file)).LastOrDefault();
        return match is { Success: true }
            ? [match.Groups["class"].Value, .. match.Groups["arguments"].Captures.Select(c => c.Value)]
            : throw new ClusterException(
                ClusterProblem.BadConfiguration,
                new($"'{tool}'이라는 Kafka 명령이 {bin}에 없다.", $"There is no Kafka command '{tool}' in {bin}."),
                new("이름을 확인한다. 예: kafka-topics, kafka-consumer-groups", "Check the name, for example kafka-topics or kafka-consumer-groups."));
    }

    /// <summary>The command as a reader types it in the distribution's folder.</summary>
    public static string CommandLine(string tool, IEnumerable<string> arguments)
    {
        string program = OperatingSystem.IsWindows() ? $@"bin\windows\{tool}.bat" : $"bin/{tool}.sh";
        return string.Join(' ', arguments.Select(Quote).Prepend(program));
    }

    /// <summary>Runs a command and waits for it.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.TimedOut"/> after <see cref="KafkaTools.Limit"/>; what it printed until then is in the message.</exception>
    public static async Task<ToolOutput> RunAsync(
        LocalSite site, LocalState state, string tool, IReadOnlyList<string> arguments, string? standardInput, CancellationToken cancellationToken)
    {
        string commandLine = CommandLine(tool, arguments);
        IReadOnlyList<string> command = ClassOf(state.KafkaHome, tool);
        ProcessStartInfo start = PipedProcess.Info(state.Java, Jvm.Tool(site, state, command[0], command.Skip(1).Concat(arguments)));
        start.WorkingDirectory = state.KafkaHome;
        foreach ((string name, string value) in Jvm.Variables)
        {
            start.Environment[name] = value;
        }

        PipedAnswer answer = await PipedProcess.RunAsync(start, KafkaTools.Limit, standardInput, null, cancellationToken).ConfigureAwait(false);
        return answer.ExitCode is { } code
            ? new ToolOutput(commandLine, code, answer.Output, answer.Error)
            : throw new ClusterException(
                ClusterProblem.TimedOut,
                new($"`{commandLine}`이 {KafkaTools.Limit.TotalSeconds:0}초 안에 끝나지 않아 끝냈다.\n{answer.Output}{answer.Error}", $"`{commandLine}` did not end within {KafkaTools.Limit.TotalSeconds:0} seconds and was ended.\n{answer.Output}{answer.Error}"),
                new(
                    "끝이 있는 명령으로 바꾼다. 예: kafka-console-consumer에는 --max-messages나 --timeout-ms를 준다.",
                    "Give it an end: kafka-console-consumer, for example, takes --max-messages or --timeout-ms."));
    }

    // Quotes that both a Unix shell and PowerShell take.
    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsLetterOrDigit(c) || "-_./:,=@+*%".Contains(c, StringComparison.Ordinal)) ? argument : $"'{argument}'";

    // …/kafka-run-class.sh org.apache.kafka.tools.TopicCommand "$@"; a release has options in front now and then, ZooKeeper's shell has one behind.
    [GeneratedRegex(@"kafka-run-class\.(sh|bat)""?(\s+-\S+)*\s+(?<class>[A-Za-z][\w.]+\.\w+)(\s+(?<arguments>-[\w-]+))*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex RunClass();
}

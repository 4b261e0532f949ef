using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Measuring;

namespace KafkaWorkbook.Commands.Bench;

/// <summary>
/// Kafka's own performance tools, started as its scripts start them (heap, collector), but without a shell, so that the process that is measured is the tool's own.
/// </summary>
internal sealed class JavaTools
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    // As kafka-run-class and the two scripts of a release have it.
    private static readonly string[] AsReleased =
        ["-Xmx512M", "-server", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent", "-Djava.awt.headless=true"];

    private readonly KafkaHome _home;
    private readonly JavaInstallation _java;

    private JavaTools(KafkaHome home, JavaInstallation java)
    {
        _home = home;
        _java = java;
    }

    /// <summary>The versions, for the report.</summary>
    public (string Kafka, string Java) Versions => (_home.Version.ToString(), _java.Version.ToString(CultureInfo.InvariantCulture));

    /// <summary>Finds the tools of a variant's distribution.</summary>
    /// <exception cref="ClusterException">There is no distribution, or no Java.</exception>
    public static async Task<JavaTools> FindAsync(Variant variant, ClusterEnvironment environment, CancellationToken cancellationToken) =>
        new(KafkaHome.Find(variant, environment), await JavaInstallation.FindAsync(environment, cancellationToken).ConfigureAwait(false));

    /// <summary>Sends with <c>kafka-producer-perf-test</c>.</summary>
    /// <param name="bootstrapServers">The brokers.</param>
    /// <param name="topic">The topic's full name.</param>
    /// <param name="load">How.</param>
    /// <param name="records">How many.</param>
    /// <param name="payloadFile">Prepared records, one a line; null to let the tool make them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Records, their rate, and the CPU time.</returns>
    public async Task<(long Records, double Rate, double Cpu)> SendAsync(
        string bootstrapServers, string topic, LoadOptions load, long records, string? payloadFile, CancellationToken cancellationToken)
    {
        string[] payload = payloadFile is null ? ["--record-size", Number(load.RecordBytes)] : ["--payload-file", payloadFile];
        string[] arguments =
        [
            "--topic", topic, "--num-records", Number(records), "--throughput", "-1", .. payload,
            "--producer-props", $"bootstrap.servers={bootstrapServers}", .. BenchPlan.JavaSettings(load).Select(s => $"{s.Key}={s.Value}"),
        ];
        MeasuredAnswer answer = await RunAsync("kafka-producer-perf-test", arguments, cancellationToken).ConfigureAwait(false);
        return ReadProducer(answer.Output) is { } read ? (read.Records, read.Rate, answer.Cpu.TotalSeconds) : throw Unreadable("kafka-producer-perf-test", answer);
    }

    /// <summary>Reads with <c>kafka-consumer-perf-test</c>, from the beginning.</summary>
    /// <returns>Records, their rate without the time of joining the group (in Java's favour), and the CPU time.</returns>
    public async Task<(long Records, double Rate, double Cpu)> ReadAsync(string bootstrapServers, string topic, string group, long records, int fetchBytes, CancellationToken cancellationToken)
    {
        // Renamed in Kafka 4.2; the older name goes on working for a while, but not for ever.
        string count = _home.Version >= new Version(4, 2) ? "--num-records" : "--messages";
        string[] arguments = ["--bootstrap-server", bootstrapServers, "--topic", topic, "--group", group, count, Number(records), "--fetch-size", Number(fetchBytes), "--timeout", "30000"];
        MeasuredAnswer answer = await RunAsync("kafka-consumer-perf-test", arguments, cancellationToken).ConfigureAwait(false);
        return ReadConsumer(answer.Output) is { } read ? (read.Records, read.Rate, answer.Cpu.TotalSeconds) : throw Unreadable("kafka-consumer-perf-test", answer);
    }

    /// <summary>The last line of <c>kafka-producer-perf-test</c>: <c>3000000 records sent, 541125.5 records/sec (51.61 MB/sec), …</c></summary>
    internal static (long Records, double Rate)? ReadProducer(string output)
    {
        string? last = Lines(output).LastOrDefault(l => l.Contains(" records sent, ", StringComparison.Ordinal));
        string[] words = last?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Length > 4 && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long records)
            && double.TryParse(words[3], NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) ? (records, rate) : null;
    }

    /// <summary>The last line of <c>kafka-consumer-perf-test</c>: start, end, MB, MB/s, records, records/s, ms of joining, ms of fetching, MB/s and records/s of fetching.</summary>
    internal static (long Records, double Rate)? ReadConsumer(string output)
    {
        string[] fields = Lines(output).LastOrDefault()?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        return fields.Length >= 10 && long.TryParse(fields[4], NumberStyles.None, CultureInfo.InvariantCulture, out long records)
            && double.TryParse(fields[9], NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) ? (records, rate) : null;
    }

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task<MeasuredAnswer> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> command = LocalTools.ClassOf(_home.Path, tool);
        ProcessStartInfo start = PipedProcess.Info(_java.Executable, [.. AsReleased, "-Duser.language=en", .. Logging(), "-cp", _home.ClassPath, .. command, .. arguments]);
        start.WorkingDirectory = _home.Path;
        try
        {
            MeasuredAnswer answer = await MeasuredProgram.RunAsync(start, Limit, "", cancellationToken).ConfigureAwait(false);
            return answer.ExitCode == 0 ? answer : throw Unreadable(tool, answer);
        }
        catch (Win32Exception failure)
        {
            throw new ClusterException(
                ClusterProblem.JavaMissing,
                new($"Java를 실행하지 못했다: {_java.Executable}: {failure.Message}", $"Java could not be run: {_java.Executable}: {failure.Message}"),
                new("Java 17 이상을 설치하고 JAVA_HOME을 준다.", "Install Java 17 or later and set JAVA_HOME."),
                failure);
        }
    }

    private IEnumerable<string> Logging()
    {
        string[] files = ["tools-log4j2.yaml", "tools-log4j.properties"];
        string? file = files.Select(f => Path.Combine(_home.Path, "config", f)).FirstOrDefault(File.Exists);
        return file is null ? [] : [$"-D{(file.EndsWith(".yaml", StringComparison.Ordinal) ? "log4j2.configurationFile" : "log4j.configuration")}={new Uri(file).AbsoluteUri}"];
    }

    private static ClusterException Unreadable(string tool, MeasuredAnswer answer)
    {
        string said = string.Join('\n', Lines(answer.Output + '\n' + answer.Error).TakeLast(12));
        string code = answer.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "–";
        return new ClusterException(
            answer.ExitCode is null ? ClusterProblem.TimedOut : ClusterProblem.ProcessEnded,
            new($"{tool}이(가) 결과를 내지 않았다(종료 코드 {code}).\n{said}", $"{tool} gave no result (exit code {code}).\n{said}"),
            new("위에 있는 도구의 말을 보고 고친다. 클러스터가 떠 있는지는 `dotnet run -- status`로 본다.", "See what the tool says above, and whether the cluster runs: `dotnet run -- status`"));
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Collections.Concurrent;
using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Handouts.Browsers;
using Xunit;

namespace KafkaWorkbook.Tests.Infrastructure;

/// <summary>
/// What a test needs of its machine. Where it is missing the test is skipped with the reason; where <c>KAFKA_WORKBOOK_TESTS_REQUIRE</c> names it
/// (docker, local, kraft, browser; separated by commas) a missing thing is a failure instead, so that CI cannot skip it silently.
/// </summary>
internal static class Need
{
    public const string RequireVariable = "KAFKA_WORKBOOK_TESTS_REQUIRE";

    public const string LongRunVariable = "KAFKA_WORKBOOK_TESTS_LONG";

    private static readonly ConcurrentDictionary<string, string?> Answers = new();

    /// <summary>A Docker engine with Compose and the workbook's images.</summary>
    public static void Docker() => Check("docker", () =>
        Run("docker", "info", "--format", "{{.ServerVersion}}") is not 0 ? "no Docker engine answers"
        : Run("docker", "compose", "version") is not 0 ? "docker compose is missing"
        : new[] { "confluentinc/cp-zookeeper:7.9.9", "confluentinc/cp-kafka:7.9.9", "apache/kafka:4.3.1" }
            .FirstOrDefault(i => Run("docker", "image", "inspect", i) is not 0) is { } image ? $"the image {image} is not there (dotnet run -- up pulls it)"
        : null);

    /// <summary>Java and a Kafka 3.9 distribution in <c>KAFKA_HOME</c>.</summary>
    public static void Local() => Check("local", () => Java() ?? Home("KAFKA_HOME"));

    /// <summary>Java and a Kafka 4 distribution in <c>KAFKA_KRAFT_HOME</c>.</summary>
    public static void LocalKRaft() => Check("kraft", () => Java() ?? Home("KAFKA_KRAFT_HOME"));

    /// <summary>
    /// Time: what repeats on local JVMs what was seen on containers is left to a run that asks for it with <c>KAFKA_WORKBOOK_TESTS_LONG=1</c>.
    /// </summary>
    public static void LongRun() => Assert.SkipUnless(
        Environment.GetEnvironmentVariable(LongRunVariable) == "1", $"part of the long run: {LongRunVariable}=1 dotnet test tests");

    /// <summary>Chromium, Chrome or Edge; answers its path.</summary>
    public static string Browser()
    {
        string? path = BrowserFinder.Find(ClusterEnvironment.FromProcess());
        Check("browser", () => path is null ? "neither Chromium nor Chrome nor Edge was found" : null);
        return path!;
    }

    private static string? Java() => Run("java", "-version") is 0 ? null : "no Java was found";

    private static string? Home(string variable) =>
        ClusterEnvironment.FromProcess()[variable] is not { } home ? $"{variable} is not set"
        : Directory.Exists(Path.Combine(home, "libs")) ? null : $"{variable} has no libs folder";

    private static void Check(string name, Func<string?> find)
    {
        string? missing = Answers.GetOrAdd(name, _ => find());
        if (missing is null)
        {
            return;
        }

        string required = Environment.GetEnvironmentVariable(RequireVariable) ?? "";
        if (required.Split(',', StringSplitOptions.TrimEntries).Contains(name))
        {
            Assert.Fail($"{name} is required here ({RequireVariable}), but {missing}.");
        }

        Assert.Skip($"needs {name}: {missing}");
    }

    private static int? Run(string command, params string[] arguments)
    {
        try
        {
            ProcessStartInfo start = new(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (process.WaitForExit(TimeSpan.FromSeconds(60)))
            {
                return process.ExitCode;
            }

            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>The Java that runs the brokers.</summary>
/// <param name="Executable">The program itself, not a launcher or script in front of it: its process is the one to be stopped later.</param>
/// <param name="Version">The feature release: 17, 21 …</param>
internal sealed partial record JavaInstallation(string Executable, int Version)
{
    /// <summary>The oldest release that both Kafka lines run on.</summary>
    public const int Oldest = 17;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static string ProgramName => OperatingSystem.IsWindows() ? "java.exe" : "java";

    /// <summary>Finds Java by <c>JAVA_HOME</c>, then by <c>PATH</c>, and asks it for its version.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.JavaMissing"/> or <see cref="ClusterProblem.JavaTooOld"/>.</exception>
    public static async Task<JavaInstallation> FindAsync(ClusterEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        string program = Candidates(environment).FirstOrDefault(File.Exists) ?? throw Missing(environment, null);
        (int exitCode, string output) = await AskAsync(program, environment, cancellationToken).ConfigureAwait(false);
        if (exitCode != 0 || ParseVersion(output) is not { } version)
        {
            throw Missing(environment, $"{program}: {output.Trim().ReplaceLineEndings(" ")}");
        }

        return version < Oldest ? throw TooOld(program, version) : new JavaInstallation(RealProgram(output) ?? program, version);
    }

    /// <summary><c>JAVA_HOME</c> where it names a folder that has no Java, so that the one on the <c>PATH</c> is taken; else null.</summary>
    public static string? HomeWithoutJava(ClusterEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment["JAVA_HOME"] is { } home && !File.Exists(ProgramBelow(home)) ? home : null;
    }

    /// <summary>The feature release in what <c>java -version</c> prints: 8 of <c>"1.8.0_292"</c>, 17 of <c>"17.0.15"</c>, 25 of <c>"25-ea"</c>.</summary>
    internal static int? ParseVersion(string output)
    {
        Match match = VersionLine().Match(output);
        if (!match.Success)
        {
            return null;
        }

        int first = int.Parse(match.Groups["first"].Value, CultureInfo.InvariantCulture);
        return first == 1 && match.Groups["second"].Success ? int.Parse(match.Groups["second"].Value, CultureInfo.InvariantCulture) : first;
    }

    private static IEnumerable<string> Candidates(ClusterEnvironment environment)
    {
        if (environment["JAVA_HOME"] is { } home)
        {
            yield return ProgramBelow(home);
        }

        foreach (string folder in (environment["PATH"] ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Path.Combine(folder.Trim('"'), ProgramName);
        }
    }

    private static string ProgramBelow(string home) => Path.Combine(home, "bin", ProgramName);

    private static async Task<(int ExitCode, string Output)> AskAsync(string program, ClusterEnvironment environment, CancellationToken cancellationToken)
    {
        // The properties name java.home, so that a launcher (Oracle's on Windows, jenv, sdkman) can be left out afterwards.
        ProcessStartInfo start = new(program, ["-XshowSettings:properties", "-version"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            CreateNoWindow = true,
        };
        start.Environment["PATH"] = environment["PATH"];
        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Limit);
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
                Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
                return (process.ExitCode, await errors.ConfigureAwait(false) + await output.ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellationToken.ThrowIfCancellationRequested();
                return (-1, $"no answer within {Limit.TotalSeconds:0} s");
            }
        }
        catch (Win32Exception failure)
        {
            return (-1, failure.Message);
        }
    }

    private static string? RealProgram(string output)
    {
        Match match = HomeLine().Match(output);
        string? program = match.Success ? ProgramBelow(match.Groups["home"].Value.Trim()) : null;
        return File.Exists(program) ? program : null;
    }

    private static ClusterException Missing(ClusterEnvironment environment, string? answer) => new(
        ClusterProblem.JavaMissing,
        answer is not null
            ? new($"Java가 제대로 대답하지 않는다. {answer}", $"Java does not answer as it should. {answer}")
            : environment["JAVA_HOME"] is { } home
                ? new($"Java를 찾지 못했다. JAVA_HOME({home})에도 PATH에도 없다.", $"No Java was found, neither in JAVA_HOME ({home}) nor on the PATH.")
                : new("Java를 찾지 못했다. JAVA_HOME이 비어 있고 PATH에도 없다.", "No Java was found: JAVA_HOME is not set, and there is none on the PATH."),
        new(
            $"Java {Oldest} 이상(예: https://adoptium.net)을 설치하고 JAVA_HOME에 그 폴더를 준다.",
            $"Install Java {Oldest} or later (for example from https://adoptium.net) and set JAVA_HOME to its folder."));

    private static ClusterException TooOld(string program, int version) => new(
        ClusterProblem.JavaTooOld,
        new($"{program}은(는) Java {version}이다. Kafka에는 Java {Oldest} 이상이 필요하다.", $"{program} is Java {version}; Kafka needs Java {Oldest} or later."),
        new(
            $"Java {Oldest} 이상(예: https://adoptium.net)을 설치하고 JAVA_HOME에 그 폴더를 준다.",
            $"Install Java {Oldest} or later (for example from https://adoptium.net) and set JAVA_HOME to its folder."));

    [GeneratedRegex("""version "(?<first>\d+)(\.(?<second>\d+))?""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"^\s*java\.home = (?<home>.+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex HomeLine();
}

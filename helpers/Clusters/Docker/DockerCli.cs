using System.ComponentModel;
using System.Diagnostics;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>What a command of Docker's answered.</summary>
/// <param name="ExitCode">0 is success.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record DockerAnswer(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Everything that was printed; Compose reports failures on both streams.</summary>
    public string All => string.Join('\n', new[] { Error.Trim(), Output.Trim() }.Where(t => t.Length > 0));
}

/// <summary>
/// Runs Docker's command-line programs, which are on every machine that has Docker and know its contexts, proxies and logins. Each call has a time limit;
/// a cancelled one ends with its whole process tree.
/// </summary>
/// <param name="environment">The variables that the programs see: <c>DOCKER_HOST</c>, the ports of the compose files.</param>
internal sealed class DockerCli(ClusterEnvironment environment)
{
    // A Mac's programs that were not started from a terminal do not have these on their PATH.
    private static readonly string[] UsualOnMac = ["/usr/local/bin", "/opt/homebrew/bin", "/Applications/Docker.app/Contents/Resources/bin"];

    /// <summary>For questions that the engine answers from memory.</summary>
    public static TimeSpan Brief { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The full path of a program, or null when it is not there.</summary>
    public string? Find(string program)
    {
        string file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        IEnumerable<string> folders = (environment["PATH"] ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return folders.Concat(OperatingSystem.IsMacOS() ? UsualOnMac : []).Select(f => Path.Combine(f, file)).FirstOrDefault(File.Exists);
    }

    /// <summary>Runs <c>docker</c> and hands over its answer, whatever it is.</summary>
    /// <param name="arguments">Each argument on its own; no shell comes between.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.TimedOut"/>, or <see cref="ClusterProblem.DockerNotRunning"/> when there is no <c>docker</c>.</exception>
    public Task<DockerAnswer> AskAsync(IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken cancellationToken) =>
        RunAsync("docker", arguments, limit, null, null, cancellationToken);

    /// <summary>Runs <c>docker</c>, which has to succeed.</summary>
    /// <param name="arguments">Each argument on its own.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its standard output.</returns>
    /// <exception cref="ClusterException">What went wrong, by name.</exception>
    public async Task<string> RequireAsync(IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken cancellationToken)
    {
        DockerAnswer answer = await AskAsync(arguments, limit, cancellationToken).ConfigureAwait(false);
        return answer.Succeeded ? answer.Output : throw DockerFailures.Named(answer.All, $"docker {string.Join(' ', arguments)}");
    }

    /// <summary>Runs a program.</summary>
    /// <param name="program">Its name, such as <c>docker</c>.</param>
    /// <param name="arguments">Each argument on its own.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="input">What it reads, or null for nothing.</param>
    /// <param name="line">Is told each line as it is printed, from a thread of its own; or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.TimedOut"/>, or <see cref="ClusterProblem.DockerNotRunning"/> when there is no such program.</exception>
    public async Task<DockerAnswer> RunAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan limit, string? input, Action<string>? line, CancellationToken cancellationToken)
    {
        try
        {
            PipedAnswer answer = await PipedProcess.RunAsync(StartOf(program, arguments), limit, input, line, cancellationToken).ConfigureAwait(false);
            return answer.ExitCode is { } code
                ? new DockerAnswer(code, answer.Output, answer.Error)
                : throw TimedOut($"{program} {string.Join(' ', arguments)}", limit, answer.Error.Length > 0 ? answer.Error : answer.Output);
        }
        catch (Win32Exception failure)
        {
            throw DockerFailures.NoProgram(program, failure);
        }
    }

    /// <summary>Runs <c>docker</c>, which has to succeed, and hands over the bytes that it printed.</summary>
    /// <param name="arguments">Each argument on its own.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ClusterException">What went wrong, by name.</exception>
    public async Task<ReadOnlyMemory<byte>> BytesAsync(IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken cancellationToken)
    {
        string command = $"docker {string.Join(' ', arguments)}";
        using MemoryStream output = new();
        (int? code, string error) = await PipedProcess.CopyAsync(StartOf("docker", arguments), limit, output, cancellationToken).ConfigureAwait(false);
        return code switch
        {
            0 => output.ToArray(),
            null => throw TimedOut(command, limit, error),
            _ => throw DockerFailures.Named(error, command),
        };
    }

    private static ClusterException TimedOut(string command, TimeSpan limit, string said)
    {
        string last = string.Join('\n', said.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(5));
        string tail = last.Length == 0 ? "" : $"\n{last}";
        return new ClusterException(
            ClusterProblem.TimedOut,
            new($"`{command}` 명령이 {limit.TotalSeconds:0}초 안에 끝나지 않아 끊었다.{tail}", $"`{command}` did not end within {limit.TotalSeconds:0} seconds and was ended.{tail}"),
            new(
                $"Docker가 바쁘거나 멈춰 있을 수 있다. Docker를 다시 시작하고 다시 실행한다. {DockerFailures.Override.Korean}",
                $"Docker may be busy or stuck. Restart Docker and try again. {DockerFailures.Override.English}"));
    }

    private ProcessStartInfo StartOf(string program, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = PipedProcess.Info(Find(program) ?? throw DockerFailures.NoProgram(program), arguments);
        start.Environment.Clear();
        foreach ((string name, string value) in environment.Variables)
        {
            start.Environment[name] = value;
        }

        // Advertisements among the answers, and warnings about a user interface that was started beside the brokers.
        start.Environment["DOCKER_CLI_HINTS"] = "false";
        start.Environment["COMPOSE_IGNORE_ORPHANS"] = "true";
        return start;
    }
}

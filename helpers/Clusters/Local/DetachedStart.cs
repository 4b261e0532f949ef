using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>A process that is to outlive the one that starts it.</summary>
/// <param name="Executable">The program's full path.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Folder">Its working folder (Windows only: elsewhere arguments are full paths).</param>
/// <param name="OutputFile">Where its standard output and error go (not on Windows, where it has none).</param>
/// <param name="Variables">Environment variables to set.</param>
/// <param name="Token">The word by which it is known again; it stands in <paramref name="Arguments"/>.</param>
internal sealed record DetachedProcess(
    string Executable, IReadOnlyList<string> Arguments, string Folder, string OutputFile, IReadOnlyDictionary<string, string> Variables, string Token);

/// <summary>
/// Starts processes that belong to nobody. .NET has no detached start, so a short-lived copy of this program starts them: in a session of their own (Ctrl-C
/// and a closed terminal do not reach them), with none of our handles, and orphaned at once (who kills a kernel with all its children does not find them).
/// </summary>
internal static class DetachedStart
{
    /// <summary>The first argument by which <c>Program</c> knows that it is to be that copy.</summary>
    public const string Command = "__start-detached";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Starts processes.</summary>
    /// <param name="processes">What to start.</param>
    /// <param name="recordFile">Where the marks of the started processes are written before anybody hears of them, so that a caller who dies just then leaves a trace.</param>
    /// <returns>The marks, in the order of <paramref name="processes"/>.</returns>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.ProcessEnded"/>: a program could not be started; none runs then.</exception>
    public static async Task<IReadOnlyList<ProcessMark>> RunAsync(IReadOnlyList<DetachedProcess> processes, string recordFile)
    {
        ProcessStartInfo start = PipedProcess.Info(DotNet(), ["exec", ThisProgram(), Command]);
        string errors;
        try
        {
            using Process copy = Process.Start(start)!;
            (IReadOnlyList<ProcessMark>? marks, errors) = await OrderAsync(copy, new Order(processes, recordFile)).ConfigureAwait(false);
            if (marks is not null)
            {
                return marks;
            }
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or JsonException)
        {
            errors = failure.Message;
        }

        foreach (ProcessMark mark in ReadRecord(recordFile))
        {
            ProcessControl.Kill(mark);
        }

        throw new ClusterException(
            ClusterProblem.ProcessEnded,
            new($"브로커의 프로세스를 시작하지 못했다. {errors.Trim()}", $"The brokers' processes could not be started. {errors.Trim()}"),
            new("`dotnet build`를 다시 하고 커널을 다시 시작한다.", "Run `dotnet build` again and restart the kernel."));
    }

    /// <summary>The work of the short-lived copy: reads an order from standard input, starts the processes, and writes their marks.</summary>
    /// <returns>The exit code.</returns>
    public static int Serve()
    {
        using Stream input = Console.OpenStandardInput();
        Order order = JsonSerializer.Deserialize<Order>(input)!;
        List<ProcessMark> marks = [];
        try
        {
            foreach (DetachedProcess process in order.Processes)
            {
                int id = OperatingSystem.IsWindows() ? WindowsSpawn.Start(process) : PosixSpawn.Start(process);
                marks.Add(ProcessMark.Of(id, process.Token));
                File.WriteAllText(order.RecordFile, JsonSerializer.Serialize(marks));
            }
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or UnauthorizedAccessException)
        {
            marks.ForEach(ProcessControl.Kill);
            Console.Error.WriteLine(failure.Message);
            return 1;
        }

        using Stream output = Console.OpenStandardOutput();
        JsonSerializer.Serialize(output, marks);
        return 0;
    }

    /// <summary>The marks that a start wrote down, when nobody took them over.</summary>
    public static IReadOnlyList<ProcessMark> ReadRecord(string recordFile)
    {
        try
        {
            return JsonSerializer.Deserialize<ProcessMark[]>(File.ReadAllText(recordFile)) ?? [];
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            return [];
        }
    }

    private static async Task<(IReadOnlyList<ProcessMark>? Marks, string Errors)> OrderAsync(Process copy, Order order)
    {
        using CancellationTokenSource limit = new(Limit);
        try
        {
            Task<string> output = copy.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> errors = copy.StandardError.ReadToEndAsync(limit.Token);
            await copy.StandardInput.WriteAsync(JsonSerializer.Serialize(order).AsMemory(), limit.Token).ConfigureAwait(false);
            copy.StandardInput.Close();
            await copy.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return copy.ExitCode == 0
                ? (JsonSerializer.Deserialize<ProcessMark[]>(await output.ConfigureAwait(false)), "")
                : (null, await errors.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            copy.Kill();
            return (null, $"{copy.StartInfo.FileName}: > {Limit.TotalSeconds:0} s");
        }
    }

    /// <summary>The file of this program: a kernel may have loaded a copy of it from somewhere else, and only the built folder has what <c>dotnet exec</c> reads beside it.</summary>
    internal static string ThisProgram()
    {
        string loaded = typeof(DetachedStart).Assembly.Location;
        string built = Path.Combine(ClusterEnvironment.FromProcess().Root ?? AppContext.BaseDirectory, "bin", "KafkaWorkbook.dll");
        return File.Exists(Path.ChangeExtension(loaded, ".runtimeconfig.json")) || !File.Exists(built) ? loaded : built;
    }

    /// <summary>The <c>dotnet</c> that runs this process: the runtime's own folder is DOTNET/shared/Microsoft.NETCore.App/VERSION/, whatever host carries it.</summary>
    internal static string DotNet()
    {
        string program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", program));
        return File.Exists(beside) ? beside : program;
    }

    private sealed record Order(IReadOnlyList<DetachedProcess> Processes, string RecordFile);
}

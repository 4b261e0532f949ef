using System.Diagnostics;
using System.Text;
using KafkaWorkbook.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Commands;

/// <summary>What a command printed and how it ended.</summary>
internal sealed record Ran(int ExitCode, string Output, string Errors)
{
    public string All => Output + Errors;
}

/// <summary>Runs the workbook's commands as a reader does: in a process of their own, with output that goes into a pipe.</summary>
internal sealed class Workbook : IDisposable
{
    private readonly Dictionary<string, string?> _variables = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-commands-");

    public Workbook(string language = "en")
    {
        Set("KAFKA_WORKBOOK_LANGUAGE", language);
        Set("KAFKA_WORKBOOK_DATA", Path.Combine(Folder, "data"));
        Set("KAFKA_WORKBOOK_CACHE", Clusters.LocalPlace.Cache);
        foreach (string variable in (string[])["KAFKA_WORKBOOK_CLUSTER", "KAFKA_WORKBOOK_VARIANT", "KAFKA_WORKBOOK_PREFIX"])
        {
            Set(variable, null);
        }
    }

    public static string Root { get; } = ClusterEnvironment.FromProcess().Root ?? throw new InvalidOperationException("The repository was not found.");

    /// <summary>A folder of this test's own, which is the commands' current folder.</summary>
    public string Folder => _folder.FullName;

    public void Set(string variable, string? value) => _variables[variable] = value;

    /// <summary>Ports and names that no reader's cluster has.</summary>
    public Workbook OnFreePorts()
    {
        string[] variables =
        [
            "KAFKA_1_PORT", "KAFKA_2_PORT", "KAFKA_3_PORT", "ZOOKEEPER_PORT", "KRAFT_1_PORT", "KRAFT_2_PORT", "KRAFT_3_PORT",
            "KRAFT_1_CONTROLLER_PORT", "KRAFT_2_CONTROLLER_PORT", "KRAFT_3_CONTROLLER_PORT",
        ];
        foreach ((string variable, int port) in variables.Zip(Infrastructure.FreePorts.Take(variables.Length)))
        {
            Set(variable, port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Set("KAFKA_WORKBOOK_PREFIX", $"t{Guid.NewGuid().ToString("N")[..6]}-");
        return this;
    }

    /// <summary>A notebook with these code cells in the test's folder.</summary>
    public string Notebook(string name, params string[] cells)
    {
        string path = Path.Combine([Folder, .. (name + ".ipynb").Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Notebooks.Cells.Notebook(cells).ToJson());
        return path;
    }

    public async Task<Ran> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        return await EndOfAsync(process);
    }

    public Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(Root, "bin", "KafkaWorkbook.dll"), .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string? value) in _variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Sends a signal (not on Windows, where one process cannot send it to another): <c>-INT</c> is Ctrl-C, <c>-TERM</c> the system's wish to end.</summary>
    public static async Task SignalAsync(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<Ran> EndOfAsync(Process process)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Ran(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

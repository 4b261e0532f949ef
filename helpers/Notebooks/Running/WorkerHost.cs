using System.Diagnostics;
using System.Text;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Notebooks.Worker;

namespace KafkaWorkbook.Notebooks.Running;

/// <summary>Says how the process for the cells is started, wherever this code runs: by <c>dotnet run</c>, <c>dotnet bin/KafkaWorkbook.dll</c> or in a test host.</summary>
internal static class WorkerHost
{
    public static ProcessStartInfo Start(string folder, string pipe, string chapter, RunOptions options)
    {
        string library = typeof(WorkerHost).Assembly.Location;
        ProcessStartInfo start = new(DotNet())
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add("exec");
        AddFile(start, "--runtimeconfig", Path.ChangeExtension(library, ".runtimeconfig.json"));
        AddFile(start, "--depsfile", Path.ChangeExtension(library, ".deps.json"));
        start.ArgumentList.Add(library);
        start.ArgumentList.Add(WorkerProgram.Verb);
        start.ArgumentList.Add(pipe);
        start.ArgumentList.Add(chapter);

        // Cells run once or twice: counting calls in order to optimise them later costs more than it brings.
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (options.Cluster is { } kind)
        {
            start.Environment[ClusterOptions.KindVariable] = kind.ToString().ToLowerInvariant();
        }

        foreach ((string name, string? value) in options.Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // The host that belongs to the runtime at hand: a test host or an editor may be another program, and `dotnet` need not be in the PATH.
    private static string DotNet()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        DirectoryInfo? root = new FileInfo(typeof(object).Assembly.Location).Directory?.Parent?.Parent?.Parent;
        string candidate = Path.Combine(root?.FullName ?? "", name);
        return root is not null && File.Exists(candidate) ? candidate : name;
    }

    private static void AddFile(ProcessStartInfo start, string option, string file)
    {
        if (File.Exists(file))
        {
            start.ArgumentList.Add(option);
            start.ArgumentList.Add(file);
        }
    }
}

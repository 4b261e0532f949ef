using System.Diagnostics;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Commands;

[Collection(LocalBrokers.Name)]
public sealed class ClusterCommandsTests
{
    private static readonly string Probe = $$"""
        #r "{{Path.Combine(Workbook.Root, "bin", "KafkaWorkbook.dll").Replace('\\', '/')}}"
        using KafkaWorkbook.Clusters;
        using KafkaWorkbook.Messaging;
        var kafka = await Cluster.StartAsync();
        var topic = await kafka.CreateTopicAsync("left");
        $"{kafka.Kind} {kafka.Variant} attached={kafka.Report.Attached}"
        """;

    [Fact]
    public async Task Up_status_run_and_down_belong_together()
    {
        Need.Local();
        using Workbook workbook = new Workbook().OnFreePorts();
        try
        {
            Ran up = await workbook.RunAsync("up", "--cluster", "local");
            Assert.True(up.ExitCode == 0, up.All);
            Assert.Contains("✓ local (ZooKeeper): started.", up.Output, StringComparison.Ordinal);

            Ran again = await workbook.RunAsync("up", "--cluster", "local");
            Assert.Contains("✓ local (ZooKeeper): it was running already.", again.Output, StringComparison.Ordinal);

            workbook.Notebook("01-probe", Probe);
            Ran run = await workbook.RunAsync("run", "01-probe.ipynb", "--cluster", "local", "--out", "here");
            Assert.True(run.ExitCode == 0, run.All);
            Assert.Contains("attached=True", await File.ReadAllTextAsync(Path.Combine(workbook.Folder, "here", "01-probe.ipynb"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

            Ran status = await workbook.RunAsync("status");
            Assert.Equal(0, status.ExitCode);
            Assert.Matches(@"✓ local \(ZooKeeper\) .*, since \d{4}-\d\d-\d\d \d\d:\d\d", status.Output);
            Assert.Equal(3, status.Output.Split("running\n").Length - 1);
            Assert.Contains("topics of notebooks: 1 (workbook.left.", status.Output, StringComparison.Ordinal);

            Ran doctor = await workbook.RunAsync("doctor");
            Assert.Contains("[ok] Ports (ZooKeeper): in use by the workbook's own cluster", doctor.Output, StringComparison.Ordinal);
        }
        finally
        {
            Ran down = await workbook.RunAsync("down");
            Assert.True(down.ExitCode == 0, down.All);
            Assert.Contains("4 processes stopped", down.Output, StringComparison.Ordinal);
        }

        Assert.Equal("No cluster of the workbook's is running.", (await workbook.RunAsync("status")).Output.Trim());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(workbook.Folder, "data"), "*.log", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_run_stops_the_clusters_that_it_started_the_second_variant_too()
    {
        Need.LocalKRaft();
        using Workbook workbook = new Workbook().OnFreePorts();
        workbook.Notebook("01-probe", Probe);
        try
        {
            Ran run = await workbook.RunAsync("run", "01-probe.ipynb", "--cluster", "local", "--variant", "kraft", "--out", "here");

            Assert.True(run.ExitCode == 0, run.All);
            Assert.Contains("Stopped and removed the cluster that was started here: local (KRaft)", run.Output, StringComparison.Ordinal);
            Assert.Contains("Local KRaft attached=True", await File.ReadAllTextAsync(Path.Combine(workbook.Folder, "here", "01-probe.ipynb"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Equal("No cluster of the workbook's is running.", (await workbook.RunAsync("status")).Output.Trim());
        }
        finally
        {
            await workbook.RunAsync("down");
        }
    }

    [Fact]
    public async Task What_a_cell_was_just_starting_is_ended_with_the_run_and_nothing_is_prepared_for_the_next_time()
    {
        Need.LocalKRaft();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a signal that one process can send to another");
        using Workbook workbook = new Workbook().OnFreePorts();
        string cache = Path.Combine(workbook.Folder, "cache"), data = Path.Combine(workbook.Folder, "data");
        workbook.Set("KAFKA_WORKBOOK_CACHE", cache);
        workbook.Notebook(
            "01-start",
            Probe.Split("var kafka")[0] + "1",
            "await Cluster.StartAsync(new ClusterOptions { Kind = ClusterKind.Local, Variant = Variant.KRaft })");
        using Process process = workbook.Start("run", "01-start.ipynb", "--cluster", "embedded", "--out", "here");
        Task<Ran> end = Workbook.EndOfAsync(process);
        try
        {
            await LogsAsync(data, end);
            await Workbook.SignalAsync(process, "-INT");
            Ran ran = await end;

            Assert.Equal(130, ran.ExitCode);
            Assert.Contains("Stopped and removed the cluster that was started here: local (KRaft)", ran.Output, StringComparison.Ordinal);
            Assert.Equal("", ran.Errors);
            Assert.Equal("No cluster of the workbook's is running.", (await workbook.RunAsync("status")).Output.Trim());
            Assert.False(Directory.Exists(cache) && Directory.EnumerateFiles(cache).Any(), "nobody waits for that after Ctrl-C");
        }
        finally
        {
            await workbook.RunAsync("down");
        }
    }

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public async Task A_start_that_is_interrupted_leaves_nothing_behind(string signal, int exitCode)
    {
        Need.Local();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a signal that one process can send to another");
        using Workbook workbook = new Workbook().OnFreePorts();
        using Process process = workbook.Start("up", "--cluster", "local");
        Task<Ran> end = Workbook.EndOfAsync(process);
        await LogsAsync(Path.Combine(workbook.Folder, "data"), end);
        await Workbook.SignalAsync(process, signal);

        // The same wish once more: from the terminal's group of processes, and handed on by `dotnet run`.
        await Workbook.SignalAsync(process, signal);
        Ran ran = await end;
        Ran status = await workbook.RunAsync("status");

        Assert.Equal(exitCode, ran.ExitCode);
        Assert.Equal("", ran.Errors);
        Assert.Equal("No cluster of the workbook's is running.", status.Output.Trim());
    }

    /// <summary>Waits until a broker that is being started writes a log.</summary>
    private static async Task LogsAsync(string data, Task<Ran> end)
    {
        while (!(Directory.Exists(data) && Directory.EnumerateFiles(data, "*.log", SearchOption.AllDirectories).Any()))
        {
            Assert.False(end.IsCompleted, end.IsCompleted ? (await end).All : "");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}

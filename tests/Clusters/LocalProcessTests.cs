using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>Marks, signals and detached starts, tried with a harmless program.</summary>
public sealed class LocalProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workbook 과정 ").FullName;

    [Fact]
    public void A_reused_id_is_not_taken_for_ours()
    {
        ProcessMark self = ProcessMark.Of(Environment.ProcessId, "KafkaWorkbook");
        Assert.True(self.IsAlive());
        Assert.False((self with { Born = self.Born + "1" }).IsAlive());
        Assert.False(new ProcessMark(self.Id, "", self.Token).IsAlive());
        Assert.Equal(!OperatingSystem.IsLinux(), (self with { Token = "not-in-any-command-line" }).IsAlive());
        ProcessControl.Kill(self with { Born = self.Born + "1" });
    }

    [Fact]
    public async Task A_detached_process_has_no_parent_of_ours_and_its_own_session()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks into /proc");
        ProcessMark mark = Assert.Single(await StartSleepersAsync("token-a"));
        try
        {
            Assert.True(mark.IsAlive());
            string[] stat = (await File.ReadAllTextAsync($"/proc/{mark.Id}/stat", TestContext.Current.CancellationToken)).Split(' ');
            const int Parent = 3, Group = 4, Session = 5;
            Assert.NotEqual($"{Environment.ProcessId}", stat[Parent]);
            Assert.Equal($"{mark.Id}", stat[Group]);
            Assert.Equal($"{mark.Id}", stat[Session]);
            Dictionary<string, string?> files = Directory.EnumerateFileSystemEntries($"/proc/{mark.Id}/fd").ToDictionary(f => Path.GetFileName(f), f => new FileInfo(f).LinkTarget);
            Assert.DoesNotContain(files, f => f.Value!.StartsWith("pipe:", StringComparison.Ordinal) || f.Value.StartsWith("socket:", StringComparison.Ordinal));
            Assert.Equal("/dev/null", files["0"]);
            Assert.Equal(Path.Combine(_folder, "out.log"), files["1"]);
            Assert.Equal(files["1"], files["2"]);
        }
        finally
        {
            ProcessControl.Kill(mark);
        }

        Assert.True(await ProcessControl.WaitForEndAsync([mark], TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_process_is_frozen_thawed_and_asked_to_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks into /proc");
        ProcessMark mark = Assert.Single(await StartSleepersAsync("token-b"));
        ProcessControl.Freeze(mark);
        await ShowsAsync(mark, 'T');
        Assert.True(mark.IsAlive());
        ProcessControl.Thaw(mark);
        await ShowsAsync(mark, 'S');
        ProcessControl.AskToEnd(mark);
        Assert.True(await ProcessControl.WaitForEndAsync([mark], TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_program_that_cannot_be_started_ends_the_others()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "uses sleep");
        string record = Path.Combine(_folder, "starting.json");
        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(
            () => DetachedStart.RunAsync([Sleeper("token-c"), Sleeper("token-d") with { Executable = "/no/such/program" }], record));

        Assert.Equal(ClusterProblem.ProcessEnded, failure.Problem);
        Assert.Contains("/no/such/program", failure.What.English, StringComparison.Ordinal);
        ProcessMark started = Assert.Single(DetachedStart.ReadRecord(record));
        Assert.True(await ProcessControl.WaitForEndAsync([started], TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("say \"x\"", "\"say \\\"x\\\"\"")]
    [InlineData(@"C:\a b\", "\"C:\\a b\\\\\"")]
    [InlineData(@"C:\a\", @"C:\a\")]
    public void A_Windows_argument_is_quoted_when_it_has_to_be(string argument, string expected) => Assert.Equal(expected, WindowsSpawn.Quote(argument));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task ShowsAsync(ProcessMark mark, char state)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while ((await File.ReadAllTextAsync($"/proc/{mark.Id}/stat", TestContext.Current.CancellationToken)).Split(' ')[2][0] != state)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"never became {state}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private Task<IReadOnlyList<ProcessMark>> StartSleepersAsync(string token) => DetachedStart.RunAsync([Sleeper(token)], Path.Combine(_folder, "starting.json"));

    // The token stands in the command line as the name of the file that tail follows.
    private DetachedProcess Sleeper(string token)
    {
        string file = Path.Combine(_folder, token);
        File.WriteAllText(file, "");
        return new DetachedProcess("/usr/bin/tail", ["-f", file], _folder, Path.Combine(_folder, "out.log"), new Dictionary<string, string>(), token);
    }
}

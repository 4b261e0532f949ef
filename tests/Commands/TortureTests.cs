using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Commands.Torture;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Commands;

public sealed class TortureReportTests
{
    [Fact]
    public void Everything_just_once_and_in_order_has_held() => Assert.True(Report(new()).Held);

    [Theory]
    [InlineData("1 acknowledged records are lost", 1, 0, 0, 0)]
    [InlineData("2 copies are stored", 0, 2, 0, 0)]
    [InlineData("3 records are out of order", 0, 0, 3, 0)]
    [InlineData("gave up 4 records: Broker: because", 0, 0, 0, 4)]
    public void Any_other_answer_is_explained(string explanation, long lost, long duplicated, long reordered, long failed)
    {
        TortureReport report = Report(new(lost, duplicated, reordered, failed));

        Assert.False(report.Held);
        Assert.Contains(explanation, Assert.Single(report.Findings).English, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_kills_too_few_records_and_records_without_an_answer_have_not_held()
    {
        TortureReport report = Report(new());

        Assert.Contains("Only 1 of 5 kills", Assert.Single((report with { Options = new(5, 1_000, 1) }).Findings).English, StringComparison.Ordinal);
        Assert.Contains("Only 1,000 records", Assert.Single((report with { Options = new(1, 1_001, 1) }).Findings).English, StringComparison.Ordinal);
        Assert.Contains("never answered", Assert.Single((report with { Waiting = 7 }).Findings).English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 1_000_000, 1_000)]
    [InlineData(100, 1, 500)]
    [InlineData(5, 6_000_000, 12_000)]
    public void The_load_lasts_about_as_long_as_the_kills_within_bounds(int kills, long records, int perSecond) =>
        Assert.Equal(perSecond, new TortureOptions(kills, records, 1).RecordsPerSecond);

    private static TortureReport Report(Counts counts) => new(
        new TortureOptions(1, 1_000, 1),
        [new Kill(2, 3, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(9))],
        new Delivery
        {
            Sent = 1_000 + counts.Failed,
            Acked = 1_000,
            Failed = counts.Failed,
            Read = 1_000 - counts.Lost + counts.Duplicated,
            Lost = counts.Lost,
            Duplicated = counts.Duplicated,
            Reordered = counts.Reordered,
            Unacknowledged = 0,
            Others = 0,
        },
        0,
        "Broker: because",
        [],
        TimeSpan.FromSeconds(7),
        TimeSpan.FromMinutes(1));

    private sealed record Counts(long Lost = 0, long Duplicated = 0, long Reordered = 0, long Failed = 0);
}

/// <summary>The real thing, short.</summary>
[Collection(LocalBrokers.Name)]
public sealed class TortureTests(ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_leaders_are_killed_and_nothing_is_lost_duplicated_or_reordered()
    {
        Need.Local();
        await using LocalPlace place = new();
        await using Cluster kafka = await place.StartAsync();

        TortureReport report = await new TortureRun(kafka, new TortureOptions(5, 100_000, Seed: 5), ProgressDisplays.Silent).RunAsync(Token);

        output.WriteLine($"{report.Sentence.English}; {report.Took.TotalSeconds:0} s; {string.Join("; ", report.Kills)}");
        Assert.True(report.Held, string.Join('\n', report.Findings.Select(f => f.English).Concat(report.Clues)));
        Assert.Equal((5, 0L), (report.Kills.Count, report.Delivery.Failed));
        Assert.All(report.Kills, k => Assert.True(k.Led > 0));
        Assert.True(report.LongestGap > TimeSpan.FromSeconds(2), $"{report.LongestGap}");
        Assert.All((await kafka.DescribeAsync(Token)).Brokers, b => Assert.Equal(BrokerState.Running, b.State));
    }

    [Fact]
    public async Task The_command_says_what_became_of_the_records_and_leaves_a_running_cluster_as_it_was()
    {
        Need.Local();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a signal that one process can send to another");
        using Workbook workbook = new Workbook().OnFreePorts();
        try
        {
            Assert.Equal(0, (await workbook.RunAsync("up", "--cluster", "local")).ExitCode);

            Ran ran = await workbook.RunAsync("torture", "--kills", "1", "--records", "5_000", "--seed", "3");
            Assert.True(ran.ExitCode == 0, ran.All);
            Assert.Contains("Killing 1 leaders: at least 5,000 records", ran.Output, StringComparison.Ordinal);
            Assert.Matches("✓ 1/1: broker [123], leader of [1-6]", ran.Output);
            Assert.Matches(@"✓ 1 leaders killed, [\d,]+ records written: 0 lost, 0 duplicated, 0 reordered", ran.Output);

            // Interrupted just after a kill: the broker is brought back, the topic is gone.
            using Process process = workbook.Start("torture", "--kills", "100", "--records", "5_000");
            string first = await ReadUntilAsync(process, "killed (it led");
            await Workbook.SignalAsync(process, "-INT");
            Ran interrupted = await Workbook.EndOfAsync(process);
            Assert.True(interrupted.ExitCode == 130, first + interrupted.All);
            Assert.Matches("✓ Broker [123] runs again", interrupted.Output);
            Ran status = await workbook.RunAsync("status");
            Assert.Equal(3, status.Output.Split("running\n").Length - 1);
            Assert.DoesNotContain("topics of notebooks", status.Output, StringComparison.Ordinal);
        }
        finally
        {
            await workbook.RunAsync("down");
        }
    }

    private static async Task<string> ReadUntilAsync(Process process, string sign)
    {
        List<string> lines = [];
        while (lines.Count == 0 || !lines[^1].Contains(sign, StringComparison.Ordinal))
        {
            lines.Add(await process.StandardOutput.ReadLineAsync(Token) ?? throw new InvalidOperationException(string.Join('\n', lines)));
        }

        return string.Join('\n', lines) + "\n";
    }
}

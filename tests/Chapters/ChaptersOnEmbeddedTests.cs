using KafkaWorkbook.Notebooks.Running;
using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>Runs on the embedded cluster, so on every machine. Each in a class of its own: they wait more than they work, and run side by side.</summary>
internal static class OnEmbedded
{
    public static Dictionary<string, string?> Variables { get; } = new() { ["KAFKA_WORKBOOK_CLUSTER"] = "embedded" };

    /// <summary>Every check of a chapter says this.</summary>
    public static void AllVerdicts(ChapterRun run, string word)
    {
        string[] checks = [.. run.Executed.Document.Cells.Where(c => c.HasTag("exercise") && c.Source.Contains("Check.", StringComparison.Ordinal) && c.Id!.Contains("-check", StringComparison.Ordinal)).Select(c => c.Id!)];
        Assert.True(checks.Length >= 4, $"{checks.Length} checks");
        Assert.DoesNotContain(checks.Select(run.TextOf), verdict => !verdict.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>A solved chapter, each cell twice in a row, as a reader runs them who looks twice.</summary>
    public static async Task SolvedAndTwiceAsync(string name)
    {
        ChapterRun run = (await Chapter.RunAsync(Chapter.Doubled(await Chapter.SolvedAsync(name)), Variables)).Succeeded();
        AllVerdicts(run, "맞았다");
        Assert.All(run.Executed.Cells, c => Assert.Equal(0, c.LateCharacters));
    }
}

public sealed class WhatIsKafkaOnEmbeddedTests
{
    [Fact]
    public async Task Chapter_1_shows_all_that_it_says()
    {
        ChapterRun run = (await Chapter.RunAsync(await Chapter.ReadAsync(Chapter.WhatIsKafka), OnEmbedded.Variables)).Succeeded();
        WhatIsKafkaChecks.Experiments(run);
        WhatIsKafkaChecks.Pictures(run);
        WhatIsKafkaChecks.Findings(run);
        Assert.Empty(run.Boxed);
        Assert.Contains("ZooKeeper: False, KRaft: False", run.TextOf("kraft-controller"), StringComparison.Ordinal);
        OnEmbedded.AllVerdicts(run, "아직 답하지 않았다");
    }
}

public sealed class WhatIsKafkaSolvedTests
{
    [Fact]
    public Task Chapter_1_solved_and_each_cell_run_twice_every_verdict_is_right() => OnEmbedded.SolvedAndTwiceAsync(Chapter.WhatIsKafka);
}

public sealed class LocalClusterOnEmbeddedTests
{
    [Fact]
    public async Task Chapter_6_shows_what_it_can_and_says_what_it_cannot()
    {
        ChapterRun run = (await Chapter.RunAsync(await Chapter.ReadAsync(Chapter.LocalCluster), OnEmbedded.Variables)).Succeeded();
        LocalClusterChecks.ComposeFile(run);
        LocalClusterChecks.Flow(run);
        LocalClusterChecks.Mistakes(run);
        LocalClusterChecks.Findings(run);
        Assert.Equal(["check-containers", "topic-cli", "topic-client", "mistake-typo-run", "kraft-start"], run.Boxed);
        Assert.All(
            LocalClusterChecks.NeedTools.Concat(LocalClusterChecks.NeedKRaft).Except(run.Boxed),
            id => Assert.Equal("앞의 셀에서 할 수 없었으므로 여기도 건너뛴다.", run.TextOf(id)));

        // The table at the end of a run counts them, boxed or skipped behind a box.
        Assert.Equal(
            LocalClusterChecks.NeedTools.Concat(LocalClusterChecks.NeedKRaft).Union(run.Boxed).Order(),
            run.Executed.Cells.Where(c => c.State == CellState.Refused).Select(c => run.Executed.Document.Cells[c.Index].Id).Order());
        OnEmbedded.AllVerdicts(run, "아직 답하지 않았다");
    }
}

public sealed class LocalClusterSolvedTests
{
    [Fact]
    public Task Chapter_6_solved_and_each_cell_run_twice_every_verdict_is_right() => OnEmbedded.SolvedAndTwiceAsync(Chapter.LocalCluster);
}

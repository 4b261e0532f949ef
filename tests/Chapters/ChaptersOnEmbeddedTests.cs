using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>Both chapters on the embedded cluster, so on every machine.</summary>
public sealed class ChaptersOnEmbeddedTests
{
    private static readonly Dictionary<string, string?> Embedded = new() { ["KAFKA_WORKBOOK_CLUSTER"] = "embedded" };

    [Fact]
    public async Task Chapter_1_shows_all_that_it_says()
    {
        ChapterRun run = (await Chapter.RunAsync(await Chapter.ReadAsync(Chapter.WhatIsKafka), Embedded)).Succeeded();
        WhatIsKafkaChecks.Experiments(run);
        WhatIsKafkaChecks.Pictures(run);
        WhatIsKafkaChecks.Findings(run);
        Assert.Empty(run.Boxed);
        Assert.Contains("ZooKeeper: False, KRaft: False", run.TextOf("kraft-controller"), StringComparison.Ordinal);
        AllVerdicts(run, "아직 답하지 않았다");
    }

    [Fact]
    public async Task Chapter_6_shows_what_it_can_and_says_what_it_cannot()
    {
        ChapterRun run = (await Chapter.RunAsync(await Chapter.ReadAsync(Chapter.LocalCluster), Embedded)).Succeeded();
        LocalClusterChecks.ComposeFile(run);
        LocalClusterChecks.Flow(run);
        LocalClusterChecks.Mistakes(run);
        LocalClusterChecks.Findings(run);
        Assert.Equal(["check-containers", "topic-cli", "topic-client", "mistake-typo-run", "kraft-start"], run.Boxed);
        Assert.All(
            LocalClusterChecks.NeedTools.Concat(LocalClusterChecks.NeedKRaft).Except(run.Boxed),
            id => Assert.Equal("앞의 셀에서 할 수 없었으므로 여기도 건너뛴다.", run.TextOf(id)));
        AllVerdicts(run, "아직 답하지 않았다");
    }

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task Solved_and_each_cell_run_twice_every_verdict_is_right(string name)
    {
        ChapterRun run = (await Chapter.RunAsync(Chapter.Doubled(await Chapter.SolvedAsync(name)), Embedded)).Succeeded();
        AllVerdicts(run, "맞았다");
        Assert.All(run.Executed.Cells, c => Assert.Equal(0, c.LateCharacters));
    }

    internal static void AllVerdicts(ChapterRun run, string word)
    {
        string[] checks = [.. run.Executed.Document.Cells.Where(c => c.Source.Contains("Check.", StringComparison.Ordinal) && c.HasTag("exercise") && c.Id!.Contains("-check", StringComparison.Ordinal)).Select(c => c.Id!)];
        Assert.True(checks.Length >= 4, $"{checks.Length} checks");
        Assert.All(checks, id => Assert.Contains(word, run.TextOf(id), StringComparison.Ordinal));
    }
}

using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

public sealed class ComponentsOnEmbeddedTests
{
    [Fact]
    public async Task Chapter_3_shows_what_it_can_and_says_what_it_cannot()
    {
        ChapterRun run = (await Chapter.RunAsync(await Chapter.ReadAsync(Chapter.Components), OnEmbedded.Variables)).Succeeded();
        ComponentsChecks.Everywhere(run);
        ComponentsChecks.Findings(run);
        Assert.Equal(["zookeeper-ids", "succession-run", "kraft-start", "broker-folders", "shelf-create", "java-run"], run.Boxed);
        string[] needing = [.. ComponentsChecks.NeedZooKeeper, .. ComponentsChecks.NeedKill, .. ComponentsChecks.NeedKRaft, .. ComponentsChecks.NeedDisks, "java-confirm"];
        Assert.All(needing.Except(run.Boxed), id => Assert.Equal("앞의 셀에서 할 수 없었으므로 여기도 건너뛴다.", run.TextOf(id)));
        OnEmbedded.AllVerdicts(run, "아직 답하지 않았다");
    }
}

public sealed class ComponentsSolvedTests
{
    [Fact]
    public Task Chapter_3_solved_and_each_cell_run_twice_every_verdict_is_right() => OnEmbedded.SolvedAndTwiceAsync(Chapter.Components);
}

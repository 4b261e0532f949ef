using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

public sealed class CoreFeaturesOnEmbeddedTests
{
    [Fact]
    public async Task Chapter_4_shows_what_it_can_and_says_what_it_cannot()
    {
        ChapterRun run = (await Chapter.RunAsync(await Chapter.ReadAsync(Chapter.CoreFeatures), OnEmbedded.Variables)).Succeeded();
        CoreFeaturesChecks.Experiments(run);
        CoreFeaturesChecks.Pictures(run);
        CoreFeaturesChecks.Findings(run, unseen: 3);
        Assert.Equal(CoreFeaturesChecks.NeedBrokers, run.Boxed);
        Assert.All(CoreFeaturesChecks.FollowThem, id => Assert.Equal("앞의 셀에서 할 수 없었으므로 여기도 건너뛴다.", run.TextOf(id)));
        OnEmbedded.AllVerdicts(run, "아직 답하지 않았다");
    }
}

public sealed class CoreFeaturesSolvedTests
{
    [Fact]
    public Task Chapter_4_solved_and_each_cell_run_twice_every_verdict_is_right() => OnEmbedded.SolvedAndTwiceAsync(Chapter.CoreFeatures);
}

using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

public sealed class StrengthsAndWeaknessesOnEmbeddedTests
{
    [Fact]
    public async Task Chapter_2_shows_what_it_can_and_says_what_it_cannot()
    {
        ChapterRun run = (await Chapter.RunAsync(await Chapter.ReadAsync(Chapter.StrengthsAndWeaknesses), OnEmbedded.Variables)).Succeeded();
        StrengthsAndWeaknessesChecks.Everywhere(run);
        StrengthsAndWeaknessesChecks.Findings(run, real: false);
        Assert.Equal(StrengthsAndWeaknessesChecks.BoxedOnEmbedded, run.Boxed);
        Assert.All(StrengthsAndWeaknessesChecks.SkippedOnEmbedded, id => Assert.Equal("앞의 셀에서 할 수 없었으므로 여기도 건너뛴다.", run.TextOf(id)));

        // Of replicas that are none nothing is said.
        Assert.Contains("– 복제가 모자란 파티션: –", run.TextOf("operating-topics"), StringComparison.Ordinal);
        OnEmbedded.AllVerdicts(run, "아직 답하지 않았다");
    }
}

public sealed class StrengthsAndWeaknessesSolvedTests
{
    [Fact]
    public Task Chapter_2_solved_and_each_cell_run_twice_every_verdict_is_right() => OnEmbedded.SolvedAndTwiceAsync(Chapter.StrengthsAndWeaknesses);
}

using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

public sealed class WhyKafkaOnEmbeddedTests
{
    [Fact]
    public async Task Chapter_5_shows_what_it_can_and_says_what_it_cannot()
    {
        ChapterRun run = (await Chapter.RunAsync(await Chapter.ReadAsync(Chapter.WhyKafka), OnEmbedded.Variables)).Succeeded();
        WhyKafkaChecks.Everywhere(run, realBrokers: false);
        Assert.Equal(WhyKafkaChecks.Refused, run.Boxed);
        Assert.All(WhyKafkaChecks.Skipped, id => Assert.Equal("앞의 셀에서 할 수 없었으므로 여기도 건너뛴다.", run.TextOf(id)));
        OnEmbedded.AllVerdicts(run, "아직 답하지 않았다");
    }
}

public sealed class WhyKafkaSolvedTests
{
    [Fact]
    public Task Chapter_5_solved_and_each_cell_run_twice_every_verdict_is_right() => OnEmbedded.SolvedAndTwiceAsync(Chapter.WhyKafka);
}

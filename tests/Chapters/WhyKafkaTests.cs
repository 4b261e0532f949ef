using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

public sealed class WhyKafkaOnEmbeddedTests
{
    [Fact]
    public async Task Chapter_5_shows_what_it_can_and_says_what_it_cannot()
    {
        ChapterRun run = (await Chapter.RunAsync(await Chapter.ReadAsync(Chapter.WhyKafka), OnEmbedded.Variables)).Succeeded();
        WhyKafkaOnRealClustersTests.Everywhere(run, realBrokers: false);
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

/// <summary>Chapter 5 on real brokers, where topics are compacted and transactions are real.</summary>
[Collection(RealClusters.Name)]
public sealed class WhyKafkaOnRealClustersTests
{
    [Fact]
    public async Task Chapter_5_on_the_documents_compose_file()
    {
        Need.Docker();
        await using DockerKit kit = new();
        Dictionary<string, string?> variables = kit.Environment.Variables
            .Where(v => Environment.GetEnvironmentVariable(v.Key) != v.Value).ToDictionary(v => v.Key, v => (string?)v.Value);
        Whole((await Chapter.RunAsync(await Chapter.SolvedAsync(Chapter.WhyKafka), variables)).Succeeded());
    }

    [Fact]
    public async Task Chapter_5_on_local_JVMs()
    {
        Need.Local();
        await using LocalPlace place = new();
        Whole((await Chapter.RunAsync(await Chapter.SolvedAsync(Chapter.WhyKafka), place.Variables.ToDictionary(v => v.Name, v => v.Value))).Succeeded());
    }

    internal static void Everywhere(ChapterRun run, bool realBrokers)
    {
        WhyKafkaChecks.Coupling(run);
        WhyKafkaChecks.Burst(run);
        WhyKafkaChecks.Ledger(run);
        WhyKafkaChecks.Hub(run);
        WhyKafkaChecks.KilledWithoutTransactions(run);
        WhyKafkaChecks.Pictures(run);
        WhyKafkaChecks.Findings(run, realBrokers);
    }

    private static void Whole(ChapterRun run)
    {
        Everywhere(run, realBrokers: true);
        WhyKafkaChecks.Compaction(run);
        WhyKafkaChecks.Transactions(run);
        Assert.Empty(run.Boxed);
        OnEmbedded.AllVerdicts(run, "맞았다");
    }
}

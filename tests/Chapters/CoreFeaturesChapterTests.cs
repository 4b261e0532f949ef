using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Infrastructure;
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

/// <summary>Chapter 4 where brokers can be killed.</summary>
[Collection(RealClusters.Name)]
public sealed class CoreFeaturesOnRealClustersTests
{
    [Fact]
    public async Task Chapter_4_on_local_JVMs()
    {
        Need.Local();
        await using LocalPlace place = new();
        await WholeAsync(place.Variables.ToDictionary(v => v.Name, v => v.Value));
    }

    [Fact]
    public async Task Chapter_4_on_the_documents_compose_file()
    {
        Need.Docker();
        await using DockerKit kit = new();
        await WholeAsync(kit.Environment.Variables.Where(v => Environment.GetEnvironmentVariable(v.Key) != v.Value).ToDictionary(v => v.Key, v => (string?)v.Value));
        Assert.Equal(4, (await kit.ContainersAsync()).Count(c => c.Running));
    }

    private static async Task WholeAsync(Dictionary<string, string?> variables)
    {
        ChapterRun run = (await Chapter.RunAsync(await Chapter.SolvedAsync(Chapter.CoreFeatures), variables)).Succeeded();
        CoreFeaturesChecks.Experiments(run);
        CoreFeaturesChecks.Pictures(run);
        CoreFeaturesChecks.OnRealBrokers(run);
        CoreFeaturesChecks.Findings(run, unseen: 0);
        Assert.Empty(run.Boxed);
        OnEmbedded.AllVerdicts(run, "맞았다");
    }
}

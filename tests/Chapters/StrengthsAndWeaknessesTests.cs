using KafkaWorkbook.Clusters;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Infrastructure;
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

/// <summary>Chapter 2 on real brokers: it kills, stops and restarts them, and leaves them running.</summary>
[Collection(RealClusters.Name)]
public sealed class StrengthsAndWeaknessesOnRealClustersTests
{
    [Fact]
    public async Task Chapter_2_on_the_documents_compose_file()
    {
        Need.Docker();
        await using DockerKit kit = new();
        Whole((await Chapter.RunAsync(await Chapter.SolvedAsync(Chapter.StrengthsAndWeaknesses), Variables(kit.Environment))).Succeeded());
        Assert.Equal(4, (await kit.ContainersAsync()).Count(c => c.Running));
    }

    [Fact]
    public async Task Chapter_2_on_local_JVMs()
    {
        Need.Local();
        await using LocalPlace place = new();
        Whole((await Chapter.RunAsync(await Chapter.SolvedAsync(Chapter.StrengthsAndWeaknesses), place.Variables.ToDictionary(v => v.Name, v => v.Value))).Succeeded());
    }

    private static void Whole(ChapterRun run)
    {
        StrengthsAndWeaknessesChecks.Everywhere(run);
        StrengthsAndWeaknessesChecks.OnRealBrokers(run);
        StrengthsAndWeaknessesChecks.Findings(run, real: true);
        Assert.Empty(run.Boxed);
        OnEmbedded.AllVerdicts(run, "맞았다");
    }

    // Only what differs from this process: the cells' process inherits the rest.
    private static Dictionary<string, string?> Variables(ClusterEnvironment environment) => environment.Variables
        .Where(v => Environment.GetEnvironmentVariable(v.Key) != v.Value)
        .ToDictionary(v => v.Key, v => (string?)v.Value);
}

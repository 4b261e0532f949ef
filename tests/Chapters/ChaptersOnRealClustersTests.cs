using KafkaWorkbook.Clusters;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>The chapters on real brokers: containers of the real compose files, and JVMs.</summary>
[Collection(RealClusters.Name)]
public sealed class ChaptersOnRealClustersTests
{
    [Fact]
    public async Task Both_chapters_on_the_documents_compose_file()
    {
        Need.Docker();
        await using DockerKit kit = new();
        Dictionary<string, string?> variables = VariablesOf(kit.Environment);
        ChapterRun first = (await Chapter.RunAsync(await Chapter.SolvedAsync(Chapter.WhatIsKafka), variables)).Succeeded();
        Assert.Contains("새로 띄웠다", first.HtmlOf("start-cluster").TextContent, StringComparison.Ordinal);
        Whole(first);
        Assert.Contains("ZooKeeper: True, KRaft: False", first.TextOf("kraft-controller"), StringComparison.Ordinal);

        // Dirty by now, and attached to: the next chapter is none the worse for it.
        ChapterRun sixth = (await Chapter.RunAsync(await Chapter.SolvedAsync(Chapter.LocalCluster), variables)).Succeeded();
        Assert.Contains("이미 떠 있던", sixth.HtmlOf("start-cluster").TextContent, StringComparison.Ordinal);
        WholeSixth(sixth);
        string containers = sixth.TextOf("check-containers");
        Assert.All(new[] { "zookeeper", "kafka-1", "kafka-2", "kafka-3" }, name => Assert.Contains(kit.Prefix + name, containers, StringComparison.Ordinal));
        LocalClusterChecks.KRaft(sixth);
        Assert.Contains("stopped", sixth.TextOf("kraft-stop"), StringComparison.Ordinal);
        Assert.Empty(sixth.Boxed);
        Assert.Empty(await kit.Engine.ContainersAsync(kit.Name + "-kraft", DockerKit.Token));
        Assert.Equal(4, (await kit.ContainersAsync()).Count(c => c.Running));
    }

    [Fact]
    public async Task Chapter_6_on_the_KRaft_containers()
    {
        Need.Docker();
        await using DockerKit kit = new();
        Assert.Contains("docker exec", (await OnKRaftAsync(VariablesOf(kit.Environment), [])).TextOf("topic-cli"), StringComparison.Ordinal);
        Assert.Equal(3, (await kit.Engine.ContainersAsync(kit.Name + "-kraft", DockerKit.Token)).Count(c => c.Running));
    }

    [Fact]
    public async Task Chapter_6_on_local_JVMs_with_KRaft_beside_them()
    {
        Need.Local();
        Need.LocalKRaft();
        await using LocalPlace place = new();
        await using LocalPlace beside = new(Variant.KRaft);
        Dictionary<string, string?> variables = beside.Variables.Concat(place.Variables).GroupBy(v => v.Name).ToDictionary(v => v.Key, v => v.Last().Value);
        ChapterRun run = (await Chapter.RunAsync(await Chapter.SolvedAsync(Chapter.LocalCluster), variables)).Succeeded();
        WholeSixth(run);
        Assert.Equal(["check-containers"], run.Boxed);
        LocalClusterChecks.KRaft(run);
        Assert.Contains("stopped", run.TextOf("kraft-stop"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chapter_6_on_local_KRaft_JVMs()
    {
        Need.LocalKRaft();
        await using LocalPlace place = new(Variant.KRaft);
        await OnKRaftAsync(place.Variables.ToDictionary(v => v.Name, v => v.Value), ["check-containers"]);
    }

    [Fact]
    public async Task Chapter_1_on_local_JVMs()
    {
        Need.Local();
        await using LocalPlace place = new();
        Whole((await Chapter.RunAsync(await Chapter.SolvedAsync(Chapter.WhatIsKafka), place.Variables.ToDictionary(v => v.Name, v => v.Value))).Succeeded());
    }

    /// <summary>The chapter itself on KRaft: only the start differs, as the chapter says. What it started itself it would stop; this one it found running.</summary>
    private static async Task<ChapterRun> OnKRaftAsync(Dictionary<string, string?> variables, string[] boxed)
    {
        NotebookDocument chapter = await Chapter.SolvedAsync(Chapter.LocalCluster);
        NotebookDocument onKRaft = chapter with
        {
            Cells = [.. chapter.Cells.Select(c => c.Id == "start-cluster" ? c with { Source = c.Source.Replace("StartAsync()", "StartAsync(Variant.KRaft)", StringComparison.Ordinal) } : c)],
        };
        ChapterRun run = (await Chapter.RunAsync(onKRaft, variables)).Succeeded();
        WholeSixth(run);
        LocalClusterChecks.KRaft(run);
        Assert.Contains("left running", run.TextOf("kraft-stop"), StringComparison.Ordinal);
        Assert.Equal(boxed, run.Boxed);
        return run;
    }

    private static void Whole(ChapterRun run)
    {
        WhatIsKafkaChecks.Experiments(run);
        WhatIsKafkaChecks.Pictures(run);
        WhatIsKafkaChecks.Findings(run);
        Assert.Empty(run.Boxed);
        OnEmbedded.AllVerdicts(run, "맞았다");
    }

    private static void WholeSixth(ChapterRun run)
    {
        LocalClusterChecks.ComposeFile(run);
        LocalClusterChecks.Flow(run);
        LocalClusterChecks.Mistakes(run);
        LocalClusterChecks.Tools(run);
        LocalClusterChecks.Findings(run);
        OnEmbedded.AllVerdicts(run, "맞았다");
    }

    // Only what differs from this process: the cells' process inherits the rest.
    private static Dictionary<string, string?> VariablesOf(ClusterEnvironment environment) => environment.Variables
        .Where(v => Environment.GetEnvironmentVariable(v.Key) != v.Value)
        .ToDictionary(v => v.Key, v => (string?)v.Value);
}

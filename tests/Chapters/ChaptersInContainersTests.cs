using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>The chapters on the containers of the real compose files.</summary>
[Collection(DockerBrokers.Name)]
public sealed class ChaptersInContainersTests(DockerCase shared) : IClassFixture<DockerCase>
{
    [Fact]
    public async Task Chapters_1_and_6_one_after_the_other()
    {
        Need.Docker();
        await using DockerKit kit = new();
        Dictionary<string, string?> variables = Chapter.VariablesOf(kit);
        ChapterRun first = await Chapter.RunSolvedAsync(Chapter.WhatIsKafka, variables);
        Assert.Contains("새로 띄웠다", first.HtmlOf("start-cluster").TextContent, StringComparison.Ordinal);
        Whole.WhatIsKafka(first);
        Assert.Contains("ZooKeeper: True, KRaft: False", first.TextOf("kraft-controller"), StringComparison.Ordinal);

        // Dirty by now, and attached to: the next chapter is none the worse for it.
        ChapterRun sixth = await Chapter.RunSolvedAsync(Chapter.LocalCluster, variables);
        Assert.Contains("이미 떠 있던", sixth.HtmlOf("start-cluster").TextContent, StringComparison.Ordinal);
        Whole.LocalCluster(sixth);
        string containers = sixth.TextOf("check-containers");
        Assert.All(new[] { "zookeeper", "kafka-1", "kafka-2", "kafka-3" }, name => Assert.Contains(kit.Prefix + name, containers, StringComparison.Ordinal));
        Assert.Contains("stopped", sixth.TextOf("kraft-stop"), StringComparison.Ordinal);
        Assert.Empty(await kit.Engine.ContainersAsync(kit.Name + "-kraft", DockerKit.Token));
        Assert.Equal(4, (await kit.ContainersAsync()).Count(c => c.Running));
    }

    [Fact]
    public Task Chapter_2() => RunAsync(Chapter.StrengthsAndWeaknesses, Whole.StrengthsAndWeaknesses);

    [Fact]
    public Task Chapter_3_with_KRaft_beside_it() => RunAsync(Chapter.Components, Whole.Components);

    [Fact]
    public Task Chapter_4() => RunAsync(Chapter.CoreFeatures, Whole.CoreFeatures);

    [Fact]
    public Task Chapter_5() => RunAsync(Chapter.WhyKafka, Whole.WhyKafka);

    [Fact]
    public async Task Chapter_6_on_the_KRaft_containers()
    {
        Need.Docker();
        await using DockerKit kit = new();
        ChapterRun run = await OnKRaft.LocalClusterAsync(Chapter.VariablesOf(kit), []);
        Assert.Contains("docker exec", run.TextOf("topic-cli"), StringComparison.Ordinal);
        Assert.Equal(3, (await kit.Engine.ContainersAsync(kit.Name + "-kraft", DockerKit.Token)).Count(c => c.Running));
    }

    /// <summary>A chapter on containers that others have used before, as a reader's are; however much it breaks, all four run in the end.</summary>
    private async Task RunAsync(string chapter, Action<ChapterRun> whole)
    {
        Need.Docker();
        DockerKit kit = shared.Kit;
        whole(await Chapter.RunSolvedAsync(chapter, Chapter.VariablesOf(kit)));
        Assert.Equal(4, (await kit.ContainersAsync()).Count(c => c.Running));
    }
}

using KafkaWorkbook.Clusters;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>The chapters on JVMs.</summary>
[Collection(LocalBrokers.Name)]
public sealed class ChaptersOnJvmsTests
{
    [Fact]
    public Task Chapter_1() => LongAsync(Chapter.WhatIsKafka, Whole.WhatIsKafka);

    [Fact]
    public Task Chapter_2() => LongAsync(Chapter.StrengthsAndWeaknesses, Whole.StrengthsAndWeaknesses);

    [Fact]
    public async Task Chapter_3_with_KRaft_beside_it()
    {
        Need.Local();
        Need.LocalKRaft();
        await using LocalPlace place = new();
        await using LocalPlace beside = new(Variant.KRaft);
        Whole.Components(await Chapter.RunSolvedAsync(Chapter.Components, Chapter.VariablesOf(beside, place)));
    }

    [Fact]
    public Task Chapter_4() => LongAsync(Chapter.CoreFeatures, Whole.CoreFeatures);

    [Fact]
    public Task Chapter_5() => LongAsync(Chapter.WhyKafka, Whole.WhyKafka);

    [Fact]
    public async Task Chapter_6_with_KRaft_beside_it()
    {
        Need.Local();
        Need.LocalKRaft();
        await using LocalPlace place = new();
        await using LocalPlace beside = new(Variant.KRaft);
        ChapterRun run = await Chapter.RunSolvedAsync(Chapter.LocalCluster, Chapter.VariablesOf(beside, place));
        Whole.LocalCluster(run, "check-containers");
        Assert.Contains("stopped", run.TextOf("kraft-stop"), StringComparison.Ordinal);
    }

    private static async Task LongAsync(string chapter, Action<ChapterRun> whole)
    {
        Need.LongRun();
        Need.Local();
        await using LocalPlace place = new();
        whole(await Chapter.RunSolvedAsync(chapter, Chapter.VariablesOf(place)));
    }
}

/// <summary>The chapters that differ on KRaft, on a cluster that ran before.</summary>
[Collection(OneKRaftCluster.Name)]
public sealed class ChaptersOnKRaftJvmsTests(LocalKRaftCase shared)
{
    [Fact]
    public async Task Chapter_3_on_KRaft()
    {
        await shared.MakeWholeAsync();
        await OnKRaft.ComponentsAsync(Chapter.VariablesOf(shared.Place!));
    }

    [Fact]
    public async Task Chapter_6_on_KRaft()
    {
        await shared.MakeWholeAsync();
        await OnKRaft.LocalClusterAsync(Chapter.VariablesOf(shared.Place!), ["check-containers"]);
    }
}

/// <summary>Chapters whose own cluster is KRaft: only the start differs, as they say themselves.</summary>
internal static class OnKRaft
{
    public static async Task<ChapterRun> LocalClusterAsync(Dictionary<string, string?> variables, string[] boxed)
    {
        ChapterRun run = (await Chapter.RunAsync(Changed(await Chapter.SolvedAsync(Chapter.LocalCluster)), variables)).Succeeded();
        Whole.LocalCluster(run, boxed);

        // What it started itself it would stop; this one it found running.
        Assert.Contains("left running", run.TextOf("kraft-stop"), StringComparison.Ordinal);
        return run;
    }

    public static async Task ComponentsAsync(Dictionary<string, string?> variables)
    {
        ChapterRun run = (await Chapter.RunAsync(Changed(await Chapter.SolvedAsync(Chapter.Components)), variables)).Succeeded();
        ComponentsChecks.Everywhere(run);
        ComponentsChecks.Succession(run, "succession");
        ComponentsChecks.KRaft(run);
        ComponentsChecks.Disks(run);
        ComponentsChecks.Findings(run);
        Assert.Equal(["zookeeper-ids"], run.Boxed);
        Assert.All(ComponentsChecks.NeedZooKeeper.Except(run.Boxed), id => Assert.Equal("앞의 셀에서 할 수 없었으므로 여기도 건너뛴다.", run.TextOf(id)));
        Assert.Contains("left running", run.TextOf("kraft-stop"), StringComparison.Ordinal);
        OnEmbedded.AllVerdicts(run, "맞았다");
    }

    private static NotebookDocument Changed(NotebookDocument chapter) => chapter with
    {
        Cells = [.. chapter.Cells.Select(c => c.Id == "start-cluster" ? c with { Source = c.Source.Replace("StartAsync()", "StartAsync(Variant.KRaft)", StringComparison.Ordinal) } : c)],
    };
}

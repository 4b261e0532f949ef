using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>What a solved chapter shows on real brokers: everything.</summary>
internal static class Whole
{
    public static void WhatIsKafka(ChapterRun run)
    {
        WhatIsKafkaChecks.Experiments(run);
        WhatIsKafkaChecks.Pictures(run);
        WhatIsKafkaChecks.Findings(run);
        NothingBoxed(run);
    }

    public static void StrengthsAndWeaknesses(ChapterRun run)
    {
        StrengthsAndWeaknessesChecks.Everywhere(run);
        StrengthsAndWeaknessesChecks.OnRealBrokers(run);
        StrengthsAndWeaknessesChecks.Findings(run, real: true);
        NothingBoxed(run);
    }

    public static void Components(ChapterRun run)
    {
        ComponentsChecks.Everywhere(run);
        ComponentsChecks.ZooKeeper(run);
        ComponentsChecks.Succession(run, "succession");
        ComponentsChecks.KRaft(run);
        ComponentsChecks.Disks(run);
        Assert.All(ComponentsChecks.Findings(run), r => Assert.Contains("✓", r[3], StringComparison.Ordinal));
        Assert.Contains("table.Same = 8", run.TextOf("java-confirm"), StringComparison.Ordinal);
        Assert.Contains("stopped", run.TextOf("kraft-stop"), StringComparison.Ordinal);
        NothingBoxed(run);
    }

    public static void CoreFeatures(ChapterRun run)
    {
        CoreFeaturesChecks.Experiments(run);
        CoreFeaturesChecks.Pictures(run);
        CoreFeaturesChecks.OnRealBrokers(run);
        CoreFeaturesChecks.Findings(run, unseen: 0);
        NothingBoxed(run);
    }

    public static void WhyKafka(ChapterRun run)
    {
        WhyKafkaChecks.Everywhere(run, realBrokers: true);
        WhyKafkaChecks.Compaction(run);
        WhyKafkaChecks.Transactions(run);
        NothingBoxed(run);
    }

    public static void LocalCluster(ChapterRun run, params string[] boxed)
    {
        LocalClusterChecks.ComposeFile(run);
        LocalClusterChecks.Flow(run);
        LocalClusterChecks.Mistakes(run);
        LocalClusterChecks.Tools(run);
        LocalClusterChecks.Findings(run);
        LocalClusterChecks.KRaft(run);
        Assert.Equal(boxed, run.Boxed);
        OnEmbedded.AllVerdicts(run, "맞았다");
    }

    private static void NothingBoxed(ChapterRun run)
    {
        Assert.Empty(run.Boxed);
        OnEmbedded.AllVerdicts(run, "맞았다");
    }
}

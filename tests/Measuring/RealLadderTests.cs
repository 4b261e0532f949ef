using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Figures;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>Ladders and LinkedIn's tests over real brokers: every count confirmed, nothing left.</summary>
[Collection(OneZooKeeperCluster.Name)]
public sealed class RealLadderTests(LocalZooKeeperCase shared, ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Real_brokers_confirm_every_step_and_all_eight_of_LinkedIns_figures()
    {
        await shared.MakeWholeAsync();
        Cluster kafka = shared.Cluster;
        Ladder ladder = await kafka.ClimbAsync(LadderSteps.All, repeats: 1, Token);
        output.WriteLine(ladder.ToString());
        output.WriteLine(ladder.Reach().ToString());
        Assert.True(ladder.Whole, ladder.ToString());
        Assert.All(ladder.Rungs, r => Assert.True(r.Runs[0].Records > 0, r.Step.Name.English));
        Assert.Equal(3, ladder.Replicas);
        SvgChecks.IsSound(ladder.Chart());

        LinkedIn2014 tests = await kafka.RunLinkedIn2014Async(1, Token);
        output.WriteLine(tests.ToString());
        Assert.True(tests.Whole, tests.ToString());
        Assert.All(tests.Tests, t => Assert.True(t.Runs.Single().Records > 0 && t.WhyNot is null, t.Name.English));
        Assert.True(tests.Latency.Ours!.Count > 100);
        SvgChecks.IsSound(tests.Chart());
        Assert.Empty(kafka.Owned.Topics);
    }
}

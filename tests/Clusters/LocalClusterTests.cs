using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

[Collection(LocalBrokers.Name)]
public sealed class LocalClusterTests(ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Variant.ZooKeeper)]
    [InlineData(Variant.KRaft)]
    public async Task A_cluster_starts_is_ready_is_found_again_and_leaves_nothing(Variant variant)
    {
        Require(variant);
        await using LocalPlace place = new(variant);
        Stopwatch clock = Stopwatch.StartNew();
        await using LocalCluster cluster = await place.StartAsync();
        output.WriteLine($"start {clock.Elapsed.TotalSeconds:0.0} s");
        ProcessMark[] marks = [.. place.State.Nodes.Select(n => n.Process!)];
        ClassArchive archive = ClassArchive.Of(place.Site, place.State);
        output.WriteLine($"resident {marks.Sum(m => ResidentMegabytes(m.Id))} MB: {string.Join(' ', marks.Select(m => ResidentMegabytes(m.Id)))}");

        clock.Restart();
        await using LocalCluster? found = await place.AttachAsync();
        output.WriteLine($"attach {clock.Elapsed.TotalSeconds:0.00} s");
        Assert.NotNull(found);
        ClusterDescription description = await found.DescribeAsync(Token);
        Assert.Equal([1, 2, 3], description.Brokers.Select(b => b.Id));
        Assert.All(description.Brokers, b => Assert.Equal(BrokerState.Running, b.State));
        Assert.InRange(description.ControllerId ?? 0, 1, 3);

        await LocalRecords.CreateAsync(cluster, "orders");
        await LocalRecords.WriteAsync(cluster, "orders", 100);
        Assert.Equal(100, LocalRecords.Read(found, "orders", 100).Count);
        clock.Restart();
        await found.StopAsync(cancellationToken: Token);
        output.WriteLine($"stop {clock.Elapsed.TotalSeconds:0.0} s");

        place.AssertNothingLeft(marks);

        // Made by the first cluster that was stopped, this one or an earlier one.
        Assert.True(new FileInfo(archive.File).Length > 10_000_000, archive.File);
    }

    private static void Require(Variant variant)
    {
        if (variant == Variant.KRaft)
        {
            Need.LocalKRaft();
        }
        else
        {
            Need.Local();
        }
    }

    private static long ResidentMegabytes(int process) => Process.GetProcessById(process).WorkingSet64 >> 20;
}

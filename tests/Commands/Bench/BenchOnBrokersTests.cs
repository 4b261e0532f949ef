using KafkaWorkbook.Clusters;
using KafkaWorkbook.Commands.Bench;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Commands.Bench;

/// <summary>The bench's two sides on real brokers, with few records: that they work and count alike, never how fast.</summary>
public abstract class BenchOnBrokersTests(LocalCase shared, ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tools_of_Kafka_and_ours_count_alike()
    {
        await shared.MakeWholeAsync();
        Cluster kafka = shared.Cluster;
        DirectoryInfo files = Directory.CreateTempSubdirectory("workbook-bench-");
        try
        {
            BenchRunner runner = new(kafka, await JavaTools.FindAsync(shared.Variant, shared.Place!.Options.Environment, Token), files.FullName);
            foreach (BenchCase bench in BenchPlan.Cases(quick: false).Where(c => c.Id is "produce-json-lz4" or "consume"))
            {
                BenchCase few = bench with { Load = bench.Load with { Records = 20_000 } };
                int told = 0;
                BenchRow row = await runner.RunAsync(few, 1, _ => told++, Token);

                output.WriteLine($"{bench.Id}: {string.Join(" | ", BenchReport.RateCells(row).Concat(BenchReport.CpuCells(row)))}");
                Assert.Equal((1, 1), (row.Pairs.Count, told));
                Assert.All(row.Pairs.SelectMany(p => new[] { p.Java, p.Ours }), r => Assert.True(r.Whole && r.Records >= 20_000 && r.RecordsPerSecond > 0 && r.CpuSeconds > 0, r.ToString()));
                Assert.True(row.Start is { Java: > 0, Ours: > 0 });
            }

            BenchRun million = await runner.SendAsync(BenchPlan.Million(quick: true) with { Records = 50_000 }, 3, Token);
            Assert.Equal((50_000L, 50_000L), (million.Records, million.Confirmed));
            await kafka.CleanUpAsync(Token);
            Assert.Empty(kafka.Owned.Topics);
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }
}

/// <summary>With the tools of Kafka 3.</summary>
[Collection(OneZooKeeperCluster.Name)]
public sealed class BenchWithZooKeeperTests(LocalZooKeeperCase shared, ITestOutputHelper output) : BenchOnBrokersTests(shared, output);

/// <summary>With the tools of Kafka 4.</summary>
[Collection(OneKRaftCluster.Name)]
public sealed class BenchOnKRaftTests(LocalKRaftCase shared, ITestOutputHelper output) : BenchOnBrokersTests(shared, output);

using KafkaWorkbook.Clusters;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;
using static KafkaWorkbook.Tests.Clusters.EmbeddedKit;

namespace KafkaWorkbook.Tests.Clusters;

[Collection(AloneInTheProcess.Name)]
public sealed class EmbeddedThreadsTests
{
    [Fact]
    public async Task Fifty_clusters_come_and_go_and_leave_no_threads_behind()
    {
        HashSet<string> addresses = [];
        int before = await ClientThreads.SettledAsync();
        for (int round = 0; round < 50; round++)
        {
            await using EmbeddedCluster cluster = await StartAsync();
            await cluster.CreateTopicAsync(Topic("orders"), Ct);
            addresses.Add(cluster.BootstrapServers);
            Assert.True(ClientThreads.Count() > before, "a cluster that lives is seen in the count");
        }

        Assert.True(addresses.Count > 40);

        // Each cluster that stayed would be two threads at the least.
        int after = await ClientThreads.FallsBelowAsync(before + 20);
        Assert.True(after < before + 20, $"{before} threads before, {after} afterwards");
    }
}

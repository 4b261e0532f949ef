using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Infrastructure;

/// <summary>Clusters for tests, with no progress on the console.</summary>
internal static class TestClusters
{
    /// <summary>A cluster inside this process: on every machine, in a tenth of a second.</summary>
    public static Task<Cluster> EmbeddedAsync() => Cluster.StartAsync(
        new ClusterOptions { Kind = ClusterKind.Embedded, Progress = ProgressDisplays.Silent }, TestContext.Current.CancellationToken);
}

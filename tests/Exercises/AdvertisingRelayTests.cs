using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Exercises;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Exercises;

public sealed class AdvertisingRelayTests
{
    [Fact]
    public async Task A_client_behind_the_relay_is_told_addresses_that_nobody_knows()
    {
        await using Cluster cluster = await Cluster.StartAsync(
            new ClusterOptions { Kind = ClusterKind.Embedded, Progress = ProgressDisplays.Silent }, TestContext.Current.CancellationToken);
        await using AdvertisingRelay relay = AdvertisingRelay.Start(cluster);
        using IAdminClient admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = relay.Address })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        Metadata metadata = admin.GetMetadata(TimeSpan.FromSeconds(30));
        Assert.Equal(3, metadata.Brokers.Count);
        Assert.All(metadata.Brokers, b => Assert.Equal(AdvertisingRelay.UnknownHost, b.Host));
        Assert.Equal(
            cluster.BootstrapServers.Split(',').Select(a => a.Split(':')[1]).Order(),
            metadata.Brokers.Select(b => b.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)).Order());
    }
}

using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.External;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;
using static KafkaWorkbook.Tests.Clusters.ExternalKit;

namespace KafkaWorkbook.Tests.Clusters;

[Collection(LocalBrokers.Name)]
public sealed class ExternalSecureTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broker_with_TLS_and_passwords_lets_in_who_may_and_says_why_it_refuses_others()
    {
        Need.LocalKRaft();
        using TempFolder folder = new();
        await using SecureBroker broker = await SecureBroker.StartAsync(folder, Ct);

        string right = broker.Client("right.properties", broker.PasswordAddress, $"security.protocol=SASL_SSL\n{Login}");
        await using (Cluster cluster = await Cluster.StartAsync(Options((ExternalConfiguration.FileVariable, right)), Ct))
        {
            Assert.Equal([1], cluster.BrokerIds);
            Assert.False(cluster.Can(Capability.Replication));
            Assert.Contains("single broker", Assert.Throws<NotOnThisClusterException>(() => cluster.Require(Capability.Replication)).Why.English, StringComparison.Ordinal);
            Assert.Empty((await EmbeddedKit.MetadataAsync(cluster)).Topics);
            await cluster.CreateTopicAsync(EmbeddedKit.Topic("orders", partitions: 3, replicationFactor: 1), Ct);
            await EmbeddedKit.WriteAsync(cluster, "orders", 3, 30);
            Assert.Equal(Enumerable.Range(0, 30), (await EmbeddedKit.ReadAsync(cluster.ConsumerConfig("g"), "orders", 30)).Order());
            await cluster.DeleteTopicAsync("orders", Ct);
            Assert.Contains("SASL_SSL", new ClientConfig(cluster.ClientConfig()).Get("security.protocol"), StringComparison.OrdinalIgnoreCase);
        }

        string certificate = broker.Client("certificate.properties", broker.CertificateAddress, "security.protocol=SSL\nssl.keystore.type=PEM\nssl.keystore.location=me.pem");
        await using (Cluster cluster = await Cluster.StartAsync(Options((ExternalConfiguration.FileVariable, certificate)), Ct))
        {
            Assert.Single((await cluster.DescribeAsync(Ct)).Brokers);
        }

        string wrong = broker.Client("wrong.properties", broker.PasswordAddress, $"security.protocol=SASL_SSL\n{Login.Replace("alice", "mallory", StringComparison.Ordinal)}");
        await RefusedAsync(ClusterProblem.AccessRefused, wrong, "Authentication failed");
        string nameless = broker.Client("nameless.properties", broker.CertificateAddress, "security.protocol=SSL");
        await RefusedAsync(ClusterProblem.AccessRefused, nameless, "certificate");
        string untrusting = folder.Write("untrusting.properties", $"bootstrap.servers={broker.PasswordAddress}\nsecurity.protocol=SASL_SSL\n{Login}");
        await RefusedAsync(ClusterProblem.AccessRefused, untrusting, "certificate verify failed");
        string plain = folder.Write("plain.properties", $"bootstrap.servers={broker.PasswordAddress}");
        await RefusedAsync(ClusterProblem.ListenerUnreachable, plain, "whether that port wants TLS");
    }

    private static async Task RefusedAsync(ClusterProblem problem, string file, string reason)
    {
        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => Cluster.StartAsync(Options((ExternalConfiguration.FileVariable, file)), Ct));
        TestContext.Current.TestOutputHelper?.WriteLine(failure.Message);
        Assert.Equal(problem, failure.Problem);
        Assert.Contains(reason, $"{failure.What.English} {failure.WhatToDo.English}", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }
}

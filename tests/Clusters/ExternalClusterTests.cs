using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.External;
using KafkaWorkbook.Exercises;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;
using static KafkaWorkbook.Tests.Clusters.ExternalKit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>The embedded cluster plays somebody else's: it speaks the protocol, and that is all that attaching needs.</summary>
public sealed class ExternalClusterTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_is_attached_to_by_name_and_nothing_is_made_there()
    {
        await using EmbeddedCluster theirs = await EmbeddedKit.StartAsync();
        await theirs.CreateTopicAsync(EmbeddedKit.Topic("theirs"), Ct);
        await using Cluster cluster = await Cluster.StartAsync(Options((ExternalConfiguration.ServersVariable, theirs.BootstrapServers)), Ct);
        Assert.Equal(ClusterKind.External, cluster.Kind);
        Assert.True(cluster.Report.Attached);
        Assert.Equal([1, 2, 3], cluster.BrokerIds);
        Assert.Equal(theirs.BootstrapServers, cluster.BootstrapServers);
        Assert.Equal(100_000, cluster.LoadRecordCap);
        ClusterDescription description = await cluster.DescribeAsync(Ct);
        Assert.All(description.Brokers, b => Assert.Equal(BrokerState.Running, b.State));
        Assert.Equal((await theirs.DescribeAsync(Ct)).ClusterId, description.ClusterId);
        Assert.Equal(["theirs"], (await EmbeddedKit.MetadataAsync(theirs)).Topics.Select(t => t.Topic));
    }

    [Fact]
    public async Task Looking_sends_no_request_that_writes_or_lists_topics()
    {
        await using EmbeddedCluster theirs = await EmbeddedKit.StartAsync();
        theirs.StartRecording();
        await using Cluster cluster = await Cluster.StartAsync(Options((ExternalConfiguration.ServersVariable, theirs.BootstrapServers)), Ct);
        Assert.Subset(
            new HashSet<KafkaApi> { KafkaApi.ApiVersions, KafkaApi.Metadata, KafkaApi.DescribeCluster, KafkaApi.GetTelemetrySubscriptions },
            theirs.StopRecording().Requests.Select(r => r.Api).ToHashSet());
    }

    [Fact]
    public async Task Records_go_there_and_back()
    {
        await using EmbeddedCluster theirs = await EmbeddedKit.StartAsync();
        await theirs.CreateTopicAsync(EmbeddedKit.Topic("orders"), Ct);
        await using Cluster cluster = await Cluster.StartAsync(Options((ExternalConfiguration.ServersVariable, theirs.BootstrapServers)), Ct);
        await EmbeddedKit.WriteAsync(cluster, "orders", 3, 30);
        ConsumerConfig config = cluster.ConsumerConfig("g");
        config.GroupProtocol = GroupProtocol.Consumer;
        Assert.Equal(Enumerable.Range(0, 30), (await EmbeddedKit.ReadAsync(config, "orders", 30)).Order());
    }

    [Fact]
    public async Task It_breaks_nothing_and_claims_what_real_brokers_do()
    {
        await using EmbeddedCluster theirs = await EmbeddedKit.StartAsync();
        await using Cluster cluster = await Cluster.StartAsync(Options((ExternalConfiguration.ServersVariable, theirs.BootstrapServers)), Ct);
        Assert.Equal(
            [
                Capability.Replication, Capability.Acks, Capability.Durability, Capability.Transactions, Capability.Idempotence, Capability.OffsetsByTime,
                Capability.Configs, Capability.GroupAdmin,
            ],
            Enum.GetValues<Capability>().Where(cluster.Can));
        await RefusedAsync(Capability.StopBroker, () => cluster.StopBrokerAsync(1, Ct));
        await RefusedAsync(Capability.StopBroker, () => cluster.StartBrokerAsync(1, Ct));
        await RefusedAsync(Capability.StopBroker, () => cluster.RestartAllAsync(Ct));
        await RefusedAsync(Capability.KillBroker, () => cluster.KillBrokerAsync(1, Ct));
        await RefusedAsync(Capability.FreezeBroker, () => cluster.FreezeBrokerAsync(1, Ct));
        await RefusedAsync(Capability.FreezeBroker, () => cluster.ThawBrokerAsync(1, Ct));
        await RefusedAsync(Capability.CommandLineTools, () => cluster.RunToolAsync("kafka-topics", ["--list"], null, Ct));
        await RefusedAsync(Capability.ErrorInjection, () => Task.FromResult(cluster.Embedded()));
        await cluster.StopAsync(cancellationToken: Ct);
        Assert.Equal(3, (await theirs.DescribeAsync(Ct)).Brokers.Count(b => b.State == BrokerState.Running));
    }

    [Fact]
    public async Task An_address_alone_sends_nobody_there()
    {
        ClusterOptions inherited = Options((ExternalConfiguration.ServersVariable, "127.0.0.1:1"), (ClusterOptions.KindVariable, "embedded"));
        await using Cluster cluster = await Cluster.StartAsync(inherited, Ct);
        Assert.Equal(ClusterKind.Embedded, cluster.Kind);
    }

    [Fact]
    public async Task Without_an_address_the_two_variables_are_named()
    {
        ClusterException missing = await Assert.ThrowsAsync<ClusterException>(() => Cluster.StartAsync(Options(), Ct));
        Assert.Equal(ClusterProblem.BadConfiguration, missing.Problem);
        Assert.Contains("KAFKA_BOOTSTRAP_SERVERS", missing.Message, StringComparison.Ordinal);
        Assert.Contains("KAFKA_CLIENT_PROPERTIES", missing.Message, StringComparison.Ordinal);
        Assert.Contains("KAFKA_CLIENT_PROPERTIES", (await Assert.ThrowsAsync<ClusterException>(() => new ExternalLauncher().StartAsync(Options(), Ct))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_named_with_the_reason()
    {
        string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePorts.Take(1)[0]}");
        ClusterException failure = await FailsAsync(ClusterProblem.ListenerUnreachable, (ExternalConfiguration.ServersVariable, address));
        Assert.Contains(address, failure.What.English, StringComparison.Ordinal);
        Assert.Contains("Connection refused", failure.What.English, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_named()
    {
        ClusterException failure = await FailsAsync(ClusterProblem.ListenerUnreachable, (ExternalConfiguration.ServersVariable, "no-such-host.invalid:9092"));
        Assert.Contains("no-such-host.invalid:9092", failure.What.Korean, StringComparison.Ordinal);
        Assert.Contains("resolve", failure.What.English, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Somebody_who_answers_nothing_is_given_up()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");
        ClusterException failure = await FailsAsync(ClusterProblem.ListenerUnreachable, (ExternalConfiguration.ServersVariable, address));
        Assert.Contains("does not answer", failure.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advertised_addresses_that_cannot_be_reached_are_named_beside_the_one_that_can()
    {
        await using EmbeddedCluster theirs = await EmbeddedKit.StartAsync();
        await using AdvertisingRelay relay = AdvertisingRelay.Start(theirs);
        ClusterException failure = await FailsAsync(ClusterProblem.ListenerUnreachable, (ExternalConfiguration.ServersVariable, relay.Address));
        Assert.Contains(relay.Address, failure.What.English, StringComparison.Ordinal);
        Assert.Contains("advertised.listeners", failure.What.English, StringComparison.Ordinal);
        foreach (string port in theirs.BootstrapServers.Split(',').Select(a => a.Split(':')[1]))
        {
            Assert.Contains($"{AdvertisingRelay.UnknownHost}:{port}", failure.What.English, StringComparison.Ordinal);
            Assert.Contains($"{AdvertisingRelay.UnknownHost}:{port}", failure.What.Korean, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_with_the_reason()
    {
        await using TlsServer server = new();
        string file = _folder.Write("client.properties", $"bootstrap.servers={server.Address}\nsecurity.protocol=SASL_SSL\n{Login}");
        ClusterException failure = await FailsAsync(ClusterProblem.AccessRefused, (ExternalConfiguration.FileVariable, file));
        Assert.Contains("certificate", failure.What.English, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(server.Address, failure.What.English, StringComparison.Ordinal);
        Assert.Contains(file, failure.WhatToDo.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_without_the_login_that_is_asked_for_is_refused_with_the_reason()
    {
        await using EmbeddedCluster theirs = await EmbeddedKit.StartAsync();
        string file = _folder.Write("client.properties", $"bootstrap.servers={theirs.BootstrapServers}\nsecurity.protocol=SASL_PLAINTEXT\n{Login}");
        ClusterException failure = await FailsAsync(ClusterProblem.AccessRefused, (ExternalConfiguration.FileVariable, file));
        Assert.Contains("SASL", failure.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_librdkafka_refuses_is_named_with_the_file()
    {
        string file = _folder.Write("client.properties", "bootstrap.servers=127.0.0.1:1\nclient.dns.lookup=sometimes");
        ClusterException failure = await FailsAsync(ClusterProblem.BadConfiguration, (ExternalConfiguration.FileVariable, file));
        Assert.Contains(file, failure.What.English, StringComparison.Ordinal);
        Assert.Contains("client.dns.lookup", failure.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_key_that_is_none_is_not_repeated()
    {
        string file = _folder.Write("client.properties", $"bootstrap.servers=127.0.0.1:1\nsecurity.protocol=SSL\nssl.keystore.key=-----BEGIN PRIVATE KEY-----\\n{Secret}\\n-----END PRIVATE KEY-----");
        await FailsAsync(ClusterProblem.BadConfiguration, (ExternalConfiguration.FileVariable, file));
    }

    [Fact]
    public async Task Secrets_reach_the_client_and_nobody_else()
    {
        await using EmbeddedCluster theirs = await EmbeddedKit.StartAsync();
        Shown shown = new();
        string file = _folder.Write("client.properties", $"bootstrap.servers={theirs.BootstrapServers}\nacks=all\nbasic.auth.user.info={Secret}");
        await using Cluster cluster = await Cluster.StartAsync(Options((ExternalConfiguration.FileVariable, file)) with { Progress = shown }, Ct);
        Assert.Contains("acks, basic.auth.user.info", shown.Text, StringComparison.Ordinal);

        ClientConfig plain = new();
        Read(_folder, "bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\n" + Login).ApplyTo(plain);
        IHtmlView[] views = [new DiscreetClientConfig(plain), new DiscreetProducerConfig(new ProducerConfig(plain)), new DiscreetConsumerConfig(new ConsumerConfig(plain)), cluster];
        Assert.DoesNotContain(Secret, string.Concat(views.Select(v => v.ToHtml() + v)) + shown.Text, StringComparison.Ordinal);
        Assert.Contains("sasl.password=***", views[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("sasl.username=alice", views[1].ToString(), StringComparison.Ordinal);
        Assert.Equal(Secret, ((ClientConfig)views[2]).SaslPassword);
        Assert.IsType<DiscreetClientConfig>(cluster.ClientConfig());
        Assert.IsType<DiscreetProducerConfig>(cluster.ProducerConfig());
        Assert.IsType<DiscreetConsumerConfig>(cluster.ConsumerConfig("g"));
    }

    [Fact]
    public async Task Attaching_can_be_given_up()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(200));
        string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");

        // Without the token it would end with a failure of the cluster instead.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Cluster.StartAsync(Options((ExternalConfiguration.ServersVariable, address)), soon.Token));
    }

    private static async Task RefusedAsync(Capability capability, Func<Task> call)
    {
        NotOnThisClusterException refused = await Assert.ThrowsAsync<NotOnThisClusterException>(call);
        Assert.Equal((capability, ClusterKind.External), (refused.Capability, refused.Kind));
    }

    // Ten seconds is what the workbook promises on a machine that has nothing else to do; a busy one gets more.
    private static async Task<ClusterException> FailsAsync(ClusterProblem problem, params (string Name, string? Value)[] variables)
    {
        Stopwatch clock = Stopwatch.StartNew();
        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => Cluster.StartAsync(Options(variables), Ct));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(25), clock.Elapsed.ToString());
        Assert.Equal(problem, failure.Problem);
        Assert.DoesNotContain(Secret, failure.ToString() + failure.What + failure.WhatToDo, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"{clock.Elapsed}: {failure}");
        return failure;
    }

    private sealed class Shown : IProgressDisplay, IProgressLine
    {
        public string Text { get; private set; } = "";

        public IProgressLine Begin(Text text)
        {
            Text += text.Korean + text.English;
            return this;
        }

        public void Update(Text text) => Begin(text);

        public void Done(Text text) => Begin(text);
    }
}

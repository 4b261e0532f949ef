using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

public sealed class LocalFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workbook 문서 ").FullName;

    [Theory]
    [InlineData("plain-value_1,2", "plain-value_1,2")]
    [InlineData("/홍 길/a", @"/\ud64d \uae38/a")]
    [InlineData(@"C:\Users\홍\x", @"C:\\Users\\\ud64d\\x")]
    [InlineData(" leading", @"\ leading")]
    [InlineData("é", @"\u00e9")]
    [InlineData("a\tb\nc", @"a\tb\nc")]
    [InlineData("a=b:c#d", "a=b:c#d")]
    public void A_value_is_written_so_that_Java_reads_it_back(string value, string expected)
    {
        Assert.Equal(expected, PropertiesFile.Escape(value));
        Assert.All(PropertiesFile.Escape(value), c => Assert.InRange(c, ' ', '~'));
    }

    [Fact]
    public void A_key_escapes_what_would_end_it() => Assert.Equal(@"a\ b\=c\:\#\!", PropertiesFile.Escape("a b=c:#!", isKey: true));

    [Fact]
    public void A_file_has_each_setting_below_its_reason()
    {
        string file = Path.Combine(_folder, "a.properties");
        PropertiesFile.Write(file, [("log.dirs", "/홍", "Why — so"), ("x", "1", null)]);
        Assert.Equal("# Why \\u2014 so\nlog.dirs=/\\ud64d\nx=1\n", File.ReadAllText(file));
    }

    [Theory]
    [InlineData(Variant.ZooKeeper)]
    [InlineData(Variant.KRaft)]
    public void A_brokers_file_has_every_workshop_setting_of_its_variant(Variant variant)
    {
        LocalSite site = new("test", variant, _folder, _folder);
        ClusterLayout layout = variant == Variant.ZooKeeper ? new(variant, [1, 2, 3], 4, []) : new(variant, [1, 2, 3], null, [5, 6, 7]);
        LocalState state = LocalState.New(site, layout, new KafkaHome("/kafka", new Version(3, 9, 2)), "java");
        foreach (LocalNode node in state.Nodes)
        {
            NodeFiles.Write(site, layout, node, new Dictionary<string, string> { ["auto.create.topics.enable"] = "true" });
        }

        string[] lines = File.ReadAllLines(site.Config("kafka-2"));
        foreach (WorkshopSetting setting in WorkshopSettings.For(variant).Where(s => s.Key != "auto.create.topics.enable"))
        {
            Assert.Contains($"{setting.Key}={setting.Value}", lines);
        }

        Assert.DoesNotContain(lines, l => WorkshopSettings.All.Any(s => s.Variant is not null && s.Variant != variant && l.StartsWith(s.Key + "=", StringComparison.Ordinal)));
        Assert.Contains("auto.create.topics.enable=true", lines);
        Assert.DoesNotContain("auto.create.topics.enable=false", lines);
        Assert.Contains("advertised.listeners=PLAINTEXT://127.0.0.1:2", lines);
        Assert.Contains(variant == Variant.KRaft ? "controller.quorum.voters=1@127.0.0.1:5,2@127.0.0.1:6,3@127.0.0.1:7" : "zookeeper.connect=127.0.0.1:4", lines);
        Assert.Equal(variant == Variant.ZooKeeper ? 4 : 3, state.Nodes.Count);
        Assert.All(lines, l => Assert.All(l, c => Assert.InRange(c, ' ', '~')));
    }

    [Fact]
    public void Every_setting_says_why_and_stands_once()
    {
        Assert.All(WorkshopSettings.All, s =>
        {
            Assert.NotEqual("", s.Why.Korean);
            Assert.NotEqual("", s.Why.English);
            Assert.Matches("^KAFKA_[A-Z0-9_]+$", s.ContainerVariable);
        });
        Assert.Equal(WorkshopSettings.All.Count, WorkshopSettings.All.Select(s => s.Key).Distinct().Count());
        Assert.Contains(WorkshopSettings.For(Variant.ZooKeeper), s => s is { Key: "zookeeper.session.timeout.ms", Value: "6000" });
        Assert.DoesNotContain(WorkshopSettings.For(Variant.KRaft), s => s.Key.StartsWith("zookeeper", StringComparison.Ordinal));
    }

    [Fact]
    public void A_start_record_comes_back_as_it_was_written()
    {
        LocalSite site = new("test", Variant.ZooKeeper, _folder, _folder);
        ClusterLayout layout = new(Variant.ZooKeeper, [9092, 9093, 9094], 2181, []);
        LocalState state = LocalState.New(site, layout, new KafkaHome("/kafka 홍", new Version(3, 9, 2)), "/usr/bin/java")
            .With(n => n.BrokerId == 2, n => n with { Process = new ProcessMark(7, "x", "t"), State = BrokerState.Frozen });
        Directory.CreateDirectory(site.Folder);
        state.Write(site.StateFile);

        LocalState back = LocalState.Read(site.StateFile)!;

        Assert.Equal(layout.BrokerPorts, back.Layout.BrokerPorts);
        Assert.Equal(2181, back.Layout.ZooKeeperPort);
        Assert.Equal("/kafka 홍", back.KafkaHome);
        Assert.Equal(state.Nodes, back.Nodes);
        Assert.Equal([LocalSite.ZooKeeper, "kafka-1", "kafka-2", "kafka-3"], back.Nodes.Select(n => n.Name));
        Assert.Equal(BrokerState.Killed, back.Nodes[2].Now);
        Assert.Equal(BrokerState.Stopped, back.Nodes[1].Now);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"Name\":\"x\"}")]
    [InlineData("[1]")]
    public void A_record_that_is_no_record_counts_as_none(string text)
    {
        string file = Path.Combine(_folder, "state.json");
        File.WriteAllText(file, text);
        Assert.Null(LocalState.Read(file));
        Assert.Null(LocalState.Read(file + ".missing"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

using System.Globalization;
using System.Text.RegularExpressions;
using KafkaWorkbook.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Compose;

/// <summary>The compose files keep what the chapters and the other kinds of cluster rely on.</summary>
public sealed partial class ComposeFilesTests
{
    private const string ZooKeeperFile = "docker-compose.kafka.yaml", KRaftFile = "compose/kraft.yaml", UiFile = "compose/ui.yaml";

    // What makes a broker find its way among the containers; the rest has to be in the table that local clusters use as well.
    private static readonly HashSet<string> Wiring =
    [
        "KAFKA_HEAP_OPTS", "KAFKA_OPTS", "KAFKA_BROKER_ID", "KAFKA_NODE_ID", "KAFKA_ZOOKEEPER_CONNECT", "KAFKA_ZOOKEEPER_CONNECTION_TIMEOUT_MS", "KAFKA_LISTENERS", "KAFKA_ADVERTISED_LISTENERS",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "KAFKA_INTER_BROKER_LISTENER_NAME", "CLUSTER_ID", "KAFKA_LOG_DIRS", "KAFKA_PROCESS_ROLES", "KAFKA_CONTROLLER_QUORUM_VOTERS",
        "KAFKA_CONTROLLER_LISTENER_NAMES",
    ];

    public static TheoryData<string> Files => [ZooKeeperFile, KRaftFile, UiFile];

    [Theory]
    [InlineData(ZooKeeperFile, Variant.ZooKeeper)]
    [InlineData(KRaftFile, Variant.KRaft)]
    public void Every_broker_has_the_workshops_settings_and_no_others(string file, Variant variant)
    {
        ComposeService[] brokers = [.. Read(file).Services.Where(s => s.BrokerId is not null)];
        Assert.Equal(3, brokers.Length);
        Dictionary<string, string> table = WorkshopSettings.For(variant).ToDictionary(s => s.ContainerVariable, s => s.Value);

        Assert.All(brokers, broker =>
        {
            Assert.Equal(table.OrderBy(s => s.Key, StringComparer.Ordinal), broker.Environment.Where(s => !Wiring.Contains(s.Key)).ToDictionary().OrderBy(s => s.Key, StringComparer.Ordinal));
            Assert.DoesNotContain(broker.Environment, s => s.Value.Length == 0);
        });
    }

    [Theory]
    [InlineData(ZooKeeperFile, "kafka-", 9092)]
    [InlineData(KRaftFile, "kraft-", 9192)]
    public void Each_broker_has_its_own_id_port_and_address_for_both_sides(string file, string name, int firstPort)
    {
        ComposeService[] brokers = [.. Read(file).Services.Where(s => s.BrokerId is not null)];
        for (int i = 0; i < brokers.Length; i++)
        {
            string number = (i + 1).ToString(CultureInfo.InvariantCulture);
            Assert.Equal(name + number, brokers[i].Name);
            Assert.Equal(i + 1, brokers[i].BrokerId);
            Assert.Equal([firstPort + i], brokers[i].HostPorts);
            Assert.Equal(name + number + ":19092", brokers[i].AddressInside);
            Assert.Equal(FormattableString.Invariant($"127.0.0.1:{firstPort + i}"), brokers[i].AddressOutside);
        }
    }

    [Fact]
    public void ZooKeeper_keeps_data_and_log_in_volumes_and_the_file_says_that_they_belong_to_the_brokers()
    {
        ComposeFile file = Read(ZooKeeperFile);
        Assert.Equal(["zookeeper-data", "zookeeper-log"], file.Services.Single(s => s.Name == "zookeeper").Volumes);
        Assert.Equal(["kafka-1-data", "kafka-2-data", "kafka-3-data"], file.Services.Where(s => s.BrokerId is not null).SelectMany(s => s.Volumes));
        Assert.Contains("InconsistentClusterIdException", TextOf(ZooKeeperFile), StringComparison.Ordinal);
    }

    [Fact]
    public void All_containers_of_a_cluster_with_the_user_interface_fit_into_4_GB()
    {
        int ui = Memory(Read(UiFile));
        Assert.InRange(Memory(Read(ZooKeeperFile)) + ui, 1, 4096);
        Assert.InRange(Memory(Read(KRaftFile)), 1, 4096);

        static int Memory(ComposeFile file) => file.Services.Sum(s => int.Parse(s.MemoryLimit!.TrimEnd('m'), CultureInfo.InvariantCulture));
    }

    // Two brokers that were down together can come back with each other's address; with a name remembered for 30 seconds the controller then talks to the wrong one,
    // which refuses, and neither ever gets the cluster's metadata. Seen.
    [Fact]
    public void Brokers_do_not_remember_each_others_addresses() => Assert.All(
        new[] { ZooKeeperFile, KRaftFile }.SelectMany(f => Read(f).Services).Where(s => s.BrokerId is not null),
        broker => Assert.Contains("-Dsun.net.inetaddr.ttl=0", broker.Environment["KAFKA_OPTS"], StringComparison.Ordinal));

    [Fact]
    public void The_images_are_pinned()
    {
        Assert.Equal(
            ["confluentinc/cp-zookeeper:7.9.9", "confluentinc/cp-kafka:7.9.9", "apache/kafka:4.3.1", "ghcr.io/kafbat/kafka-ui:v1.5.0"],
            new[] { ZooKeeperFile, KRaftFile, UiFile }.SelectMany(f => Read(f).Services).Select(s => s.Image).Distinct());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Ports_are_published_on_loopback_only_and_can_be_changed(string file)
    {
        string[] published = [.. Lines(file).Where(l => l.TrimStart().StartsWith("- \"", StringComparison.Ordinal)).Select(l => l.Split('"')[1])];
        Assert.Equal(Read(file).Services.Sum(s => s.HostPorts.Count), published.Length);
        Assert.All(published, p => Assert.Matches(@"^127\.0\.0\.1:\$\{[A-Z0-9_]+:-\d+\}:\d+$", p));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_file_has_no_name_so_that_Compose_1_takes_it(string file)
    {
        Assert.DoesNotContain(Lines(file), l => l.StartsWith("name:", StringComparison.Ordinal) || l.StartsWith("version:", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Everything_carries_our_label_and_the_changeable_beginning_of_its_name(string file)
    {
        string text = TextOf(file);
        int services = Read(file).Services.Count;
        Assert.Equal(services, Regex.Count(text, @"container_name: \$\{KAFKA_WORKBOOK_PREFIX:-\}"));
        Assert.Contains("dev.kafka-workbook.cluster: ${KAFKA_WORKBOOK_PREFIX:-}kafka-workbook", text, StringComparison.Ordinal);
        Assert.DoesNotContain("restart:", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_reader_finds_a_Korean_comment_at_the_first_place_of_every_setting(string file)
    {
        string[] lines = Lines(file);
        HashSet<string> seen = ["services", "<<"];
        List<string> silent = [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (Key().Match(lines[i]) is { Success: true } match && !Name().IsMatch(match.Groups["key"].Value) && seen.Add(match.Groups["key"].Value))
            {
                // A comment on the line itself, above it, or at the first line of what it holds.
                bool explained = Explains(lines[i]) || Explains(lines[i - 1]) && lines[i - 1].TrimStart().StartsWith('#') || i + 1 < lines.Length && Explains(lines[i + 1]);
                if (!explained)
                {
                    silent.Add(FormattableString.Invariant($"{file}:{i + 1} {lines[i].Trim()}"));
                }
            }
        }

        Assert.Empty(silent);

        static bool Explains(string line) => line.Contains('#', StringComparison.Ordinal) && Hangul().IsMatch(line[line.IndexOf('#', StringComparison.Ordinal)..]);
    }

    [Theory]
    [InlineData(ZooKeeperFile)]
    [InlineData(KRaftFile)]
    public void Health_checks_start_no_Java(string file)
    {
        string[] tests = [.. Lines(file).Where(l => l.TrimStart().StartsWith("test:", StringComparison.Ordinal))];
        Assert.NotEmpty(tests);
        Assert.All(tests, t => Assert.Contains("/dev/tcp/127.0.0.1/", t, StringComparison.Ordinal));
        Assert.All(tests, t => Assert.DoesNotContain("kafka-", t.Split('#')[0], StringComparison.Ordinal));
    }

    private static ComposeFile Read(string file) => ComposeFile.Read(file, ClusterEnvironment.FromProcess() with { Variables = new Dictionary<string, string>() });

    private static string TextOf(string file) => File.ReadAllText(Path.Combine(ClusterEnvironment.FromProcess().Root!, file));

    private static string[] Lines(string file) => TextOf(file).ReplaceLineEndings("\n").TrimEnd().Split('\n');

    [GeneratedRegex(@"^\s*(?<key>[A-Za-z_<][\w.<-]*):(\s|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Key();

    // Names of services, volumes and anchors are no settings.
    [GeneratedRegex(@"^((kafka|kraft)-\d(-data)?|zookeeper(-data|-log)?|kafka-ui|x-[a-z-]+)$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\p{IsHangulSyllables}")]
    private static partial Regex Hangul();
}

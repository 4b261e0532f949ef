using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.ZooKeeper;
using KafkaWorkbook.Exercises;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Exercises;

/// <summary>Each row of chapter 3's table as it is when the run shows the sentence, and when it contradicts it.</summary>
public sealed class FindingComponentsTests : IAsyncLifetime
{
    private static readonly string[] Words = ["a", "b", "c", "d"];

    private Cluster _cluster = null!;
    private Topic _topic = null!;
    private Sent _sent = null!;
    private ReadResult _read = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EmbeddedKit.StartAsync();
        _topic = await _cluster.CreateTopicAsync("orders", partitions: 3, ct: EmbeddedKit.Ct);
        _sent = await _topic.ProduceAsync(Words.Select(w => new Event(w, w)), ct: EmbeddedKit.Ct);
        _read = await _topic.ReadAllAsync(EmbeddedKit.Ct);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public void A_broker_delivers_what_was_sent_and_has_its_folders()
    {
        Outcome<TopicFolders> none = Outcome.Try(() => Folders(_ => throw Refused()));
        Assert.Equal(FindingKind.Shown, Finding.BrokerStores(none, _sent, _read).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.BrokerStores(none, _sent, _read with { Records = [.. _read.Records.Skip(1)] }).Kind);
        Assert.Equal(FindingKind.Shown, Finding.BrokerStores(Outcome.Try(() => Folders(b => [Name(0), Name(1), Name(2), "other-0"])), _sent, _read).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.BrokerStores(Outcome.Try(() => Folders(b => b == 1 ? [] : [Name(0)])), _sent, _read).Kind);
    }

    [Fact]
    public void A_topic_has_no_folder_and_keeps_to_itself()
    {
        Outcome<TopicFolders> partitions = Outcome.Try(() => Folders(_ => [Name(0)])), named = Outcome.Try(() => Folders(_ => [Name(0), _topic.Name]));
        Assert.Equal(FindingKind.Shown, Finding.TopicIsLogical(partitions, _sent, _read).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.TopicIsLogical(named, _sent, _read).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.TopicIsLogical(partitions, _sent, _read with { Records = [.. _read.Records, _read.Records[0]] }).Kind);
    }

    [Fact]
    public void Controllers_have_successors_with_a_higher_epoch()
    {
        Outcome<Znode?> alive = Outcome.Try<Znode?>(() => new("/brokers/ids", "", ["1", "2", "3"], 0, DateTimeOffset.UnixEpoch, 0));
        Assert.Equal(FindingKind.Shown, Finding.ZooKeeperKeeps(alive, Outcome.Try(() => Succession(1, 3, 4, 5))).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.ZooKeeperKeeps(alive, Outcome.Try(() => Succession(1, 1, 4, 5))).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.ZooKeeperKeeps(alive, Outcome.Try(() => Succession(1, 3, 4, 4))).Kind);
        Assert.Equal(FindingKind.NotMeasured, Finding.ZooKeeperKeeps(alive, Outcome.Try<ControllerSuccession>(() => throw Refused())).Kind);

        Outcome<MetadataView> three = Outcome.Try(() => View([1, 2, 3])), one = Outcome.Try(() => View([1]));
        Assert.Equal(FindingKind.Shown, Finding.KRaftKeeps(three, Outcome.Try(() => Succession(1, 3, 4, 5))).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.KRaftKeeps(one, Outcome.Try(() => Succession(1, 3, 4, 5))).Kind);
        Assert.Equal(FindingKind.NotMeasured, Finding.KRaftKeeps(Outcome.Try<MetadataView>(() => throw Refused()), Outcome.Try(() => Succession(1, 3, 4, 5))).Kind);
    }

    [Fact]
    public void Partitions_are_led_by_several_brokers()
    {
        Outcome<OffsetLookup> none = Outcome.Try<OffsetLookup>(() => throw Refused());
        Assert.Equal(FindingKind.Shown, Finding.PartitionDivides(new Dictionary<int, int> { [0] = 1, [1] = 2 }, none).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.PartitionDivides(new Dictionary<int, int> { [0] = 1, [1] = 1 }, none).Kind);
    }

    [Fact]
    public void A_producer_chooses_and_a_consumer_gets_everything()
    {
        int partition = _sent.Records[0].Partition;
        Assert.Equal(FindingKind.Shown, Finding.ProducerChooses(partition, _sent, _sent).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.ProducerChooses(partition + 1, _sent, _sent).Kind);
        SentRecord moved = _sent.Records[0] with { Partition = (partition + 1) % 3 };
        Assert.Equal(FindingKind.Contradicted, Finding.ProducerChooses(partition, _sent, _sent with { Records = [.. _sent.Records, moved] }).Kind);
        Assert.Equal(FindingKind.Shown, Finding.ConsumerSubscribes(4, 3, _sent).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.ConsumerSubscribes(3, 3, _sent).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.ConsumerSubscribes(4, 2, _sent).Kind);
    }

    [Fact]
    public void A_group_shares_all_partitions_and_those_beyond_get_nothing()
    {
        Outcome<ProtocolComparison> none = Outcome.Try<ProtocolComparison>(() => throw Refused());
        GroupTimeline whole = Group(("a", 0), ("a", 1), ("b", 2)), gap = Group(("a", 0), ("b", 1));
        Assert.Equal(FindingKind.Shown, Finding.GroupShares(whole, Group(("a", 0), ("b", 1), ("c", 2), ("d", null)), none).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.GroupShares(gap, Group(("a", 0), ("b", 1), ("c", 2), ("d", null)), none).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.GroupShares(whole, Group(("a", 0), ("a", 1), ("c", 2), ("d", null)), none).Kind);
    }

    private static NotOnThisClusterException Refused() => new(Capability.BrokerFiles, ClusterKind.Embedded, new("-", "-"), new("-", "-"));

    private string Name(int partition) => $"{_topic.Name}-{partition}";

    private TopicFolders Folders(Func<int, IReadOnlyList<string>> of) => new(_topic, new[] { 1, 2, 3 }.ToDictionary(b => b, of));

    private ControllerSuccession Succession(int before, int after, int epochBefore, int epochAfter) =>
        new(_cluster, before, after, epochBefore, epochAfter, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(9), []);

    private MetadataView View(int[] keepers) => new(_cluster, 1, 4, [1, 2, 3], 2, keepers, 100);

    private GroupTimeline Group(params (string Member, int? Partition)[] owners) => new(
        _topic,
        "dispatch",
        null,
        TimeSpan.FromSeconds(10),
        [.. owners.Select(o => o.Member).Distinct().Select(m => new MemberSpan(m, TimeSpan.Zero, null, false))],
        [.. owners.Where(o => o.Partition is not null).Select(o => new OwnedSpan(o.Partition!.Value, o.Member, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)))],
        []);
}

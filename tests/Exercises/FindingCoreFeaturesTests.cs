using KafkaWorkbook.Clusters;
using KafkaWorkbook.Exercises;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Messaging;
using Xunit;

namespace KafkaWorkbook.Tests.Exercises;

/// <summary>Each row of chapter 4's table holds, is contradicted when the measurement says so, and says when a cluster could not measure.</summary>
public sealed class FindingCoreFeaturesTests
{
    private static readonly NotOnThisClusterException Refusal = new(Capability.KillBroker, ClusterKind.Embedded, new("왜", "why"), new("어디", "where"));

    [Fact]
    public void Survival_is_contradicted_by_one_lost_record()
    {
        Outcome<DiskLoss> one = Got(new DiskLoss([1], [Case(3, 1, 1_000), Case(1, 1, 0)], default)), every = Got(new DiskLoss([1, 2, 3], [Case(3, 3, 0)], default));
        Outcome<Comparison> whole = Got(Unbound.Read(null, "0:0:a", "0:1:b").ComparedWith(Unbound.Sent("0:0:a", "0:1:b")));
        Outcome<Comparison> lost = Got(Unbound.Read(null, "0:0:a").ComparedWith(Unbound.Sent("0:0:a", "0:1:b")));
        Assert.Equal(FindingKind.Shown, Finding.SurvivesCrashes(whole, one, every).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.SurvivesCrashes(lost, one, every).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.SurvivesCrashes(whole, Got(new DiskLoss([1], [Case(3, 1, 999), Case(1, 1, 0)], default)), every).Kind);
        Assert.Equal(FindingKind.NotMeasured, Finding.SurvivesCrashes(whole, one, Refused<DiskLoss>()).Kind);
    }

    [Fact]
    public void Scaling_is_contradicted_when_other_than_the_partitions_is_the_ceiling()
    {
        KeyMoves moves = KeyMoves.Of(Keys(3, ("a", 0), ("b", 1)), Keys(6, ("a", 3), ("b", 1)));
        Assert.Equal(FindingKind.Shown, Finding.ScalesByPartitions(Ceiling(2, 2), moves).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.ScalesByPartitions(Ceiling(2, 1), moves).Kind);
        Assert.Contains("키 2개 가운데 1개", Finding.ScalesByPartitions(Ceiling(2, 2), moves).Measured.Korean, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_is_contradicted_by_one_record_out_of_place_and_by_an_idempotent_duplicate()
    {
        OrderCheck good = Order(0, 1, 2), bad = Order(0, 2, 1), twice = Order(0, 1, 1);
        RetryRun injected = Run(bad, injected: true);
        Assert.Equal(FindingKind.Shown, Finding.OrderedInsidePartitions(good, injected, Refused<RefusedWrites>()).Kind);
        Assert.Equal(FindingKind.Shown, Finding.OrderedInsidePartitions(good, injected, Got(new RefusedWrites(default, [Run(twice), Run(good)]))).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.OrderedInsidePartitions(good, injected, Got(new RefusedWrites(default, [Run(good), Run(twice)]))).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.OrderedInsidePartitions(bad, injected, Refused<RefusedWrites>()).Kind);
    }

    [Fact]
    public void Committing_after_the_work_may_lose_nothing()
    {
        WorkReport lost = Work(done: [0], committed: 2), twice = Work(done: [0, 1, 1], committed: 2);
        Assert.Equal((1, 0), (lost.Lost, twice.Lost));
        Assert.Equal(FindingKind.Shown, Finding.LossByCommit(lost, twice).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.LossByCommit(twice, lost).Kind);
    }

    [Fact]
    public void Reprocessing_is_contradicted_by_another_result_or_another_count()
    {
        ReadResult two = Unbound.Read("g", "0:0:a", "0:1:b"), one = Unbound.Read("g", "0:0:a");
        Assert.Equal(FindingKind.Shown, Finding.Reprocessed(two, two, sameResult: true).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.Reprocessed(two, two, sameResult: false).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.Reprocessed(two, one, sameResult: true).Kind);
    }

    [Fact]
    public void Availability_and_the_ledger_are_not_measured_where_brokers_cannot_be_killed()
    {
        Assert.Equal(FindingKind.NotMeasured, Finding.RecoversByItself(Refused<AckTimeline>(), Refused<AckTimeline>(), Refused<Delivery>()).Kind);
        Assert.Equal(FindingKind.NotMeasured, Finding.LossBySetting(Refused<DeliveryLedger>()).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.Subscribed(3, []).Kind);
    }

    [Fact]
    public void The_ledger_is_contradicted_when_the_safe_setting_loses()
    {
        LedgerCase safe = new(Confluent.Kafka.Acks.All, LedgerFault.KillLeader, Idempotent: true), fast = new(Confluent.Kafka.Acks.None, LedgerFault.KillLeader);
        Assert.Equal(FindingKind.Shown, Finding.LossBySetting(Got(new DeliveryLedger(ClusterKind.Local, [Entry(fast, 60), Entry(safe, 0)]))).Kind);
        Finding lost = Finding.LossBySetting(Got(new DeliveryLedger(ClusterKind.Local, [Entry(fast, 60), Entry(safe, 1)])));
        Assert.Equal(FindingKind.Contradicted, lost.Kind);
        Assert.Contains("acks=0 60", lost.Measured.Korean, StringComparison.Ordinal);
    }

    private static LedgerEntry Entry(LedgerCase one, long lost) => new(
        one,
        new Delivery { Sent = 100, Acked = 100, Failed = 0, Read = 100 - lost, Lost = lost, Duplicated = 0, Reordered = 0, Unacknowledged = 0, Others = 0 },
        100);

    private static DiskLossCase Case(int copies, int disks, long left) => new(new("가", "a"), copies, disks, 1_000, left);

    private static PartitionCeiling Ceiling(int partitions, int working) => new(4, TimeSpan.FromMilliseconds(2), [new(partitions, new ConsumerStep(
        4, TimeSpan.FromSeconds(1), [1], [.. Enumerable.Range(0, 4).Select(i => new ConsumerShare($"c{i}", i < working ? [i] : [], 1))], false))]);

    private static Sent Keys(int partitions, params (string Key, int Partition)[] keys) =>
        new(Unbound.Topic(partitions), [.. keys.Select(k => new SentRecord(k.Partition, 0, k.Key, "v"))], TimeSpan.Zero);

    private static OrderCheck Order(params int[] numbers) => OrderCheck.Of("t", numbers.Select((n, i) => (0, (long)i, (long)n)));

    private static RetryRun Run(OrderCheck order, bool injected = false) =>
        RetryRun.Of(new("이름", "name"), new("까닭", "trouble"), injected, [.. Enumerable.Repeat(true, order.Points.Select(p => p.Number).Distinct().Count())], order);

    private static WorkReport Work(int[] done, long committed)
    {
        WorkPlace[] places = [new(0, 0), new(0, 1)];
        WorkLife life = new(1, places, [.. done.Select(d => new WorkPlace(0, d))], [], LifeEnd.Finished, null, null);
        return new WorkReport(Unbound.Topic(1), "work", "g", places, [life], new Dictionary<int, long> { [0] = committed }, TimeSpan.Zero);
    }

    private static Outcome<T> Got<T>(T value) => Outcome.Try(() => value);

    private static Outcome<T> Refused<T>() => Outcome.Try<T>(() => throw Refusal);
}

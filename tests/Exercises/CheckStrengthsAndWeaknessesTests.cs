using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Exercises;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Exercises;

/// <summary>Each check and finding of chapter 2 with what is right, with the wrong answers that readers give, and with none.</summary>
public sealed class CheckStrengthsAndWeaknessesTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await EmbeddedKit.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public void No_more_consumers_work_than_there_are_partitions()
    {
        Assert.Equal(VerdictKind.Unanswered, Check.WorkingConsumers(4, 7, null).Kind);
        Assert.True(Check.WorkingConsumers(4, 7, 4).IsRight);
        Assert.True(Check.WorkingConsumers(7, 4, 4).IsRight);
        Wrong(Check.WorkingConsumers(4, 7, 7), "모두 일하려면");
        Wrong(Check.WorkingConsumers(4, 7, 3), "3개가 아니다");
    }

    [Fact]
    public async Task Partitions_are_computed_from_what_one_consumer_did()
    {
        Topic topic = await _cluster.CreateTopicAsync("jobs", ct: EmbeddedKit.Ct);
        ConsumerScaling scaling = new(topic, TimeSpan.FromMilliseconds(2), [new ConsumerStep(1, TimeSpan.FromSeconds(1), [], [new ConsumerShare("c1", [0, 1, 2], 400)], false)]);
        Assert.Equal(VerdictKind.Unanswered, Check.PartitionsNeeded(scaling, 5_000, null).Kind);
        Assert.True(Check.PartitionsNeeded(scaling, 5_000, 13).IsRight);
        Wrong(Check.PartitionsNeeded(scaling, 5_000, 12), "지연으로 쌓인다");
        Wrong(Check.PartitionsNeeded(scaling, 5_000, 20), "적어도 몇 개");
    }

    [Fact]
    public async Task Old_orders_are_left_out_and_none_is_missed()
    {
        ConsumerConfig right = _cluster.ConsumerConfig("any");
        right.AutoOffsetReset = AutoOffsetReset.Latest;
        right.EnableAutoCommit = true;
        ConsumerConfig forgetful = _cluster.ConsumerConfig("any");
        forgetful.AutoOffsetReset = AutoOffsetReset.Latest;
        Assert.Equal(VerdictKind.Unanswered, (await Check.OnlyFromNowOnAsync(_cluster, null, EmbeddedKit.Ct)).Kind);
        Wrong(await Check.OnlyFromNowOnAsync(_cluster, new ConsumerConfig(), EmbeddedKit.Ct), "주소");
        Wrong(await Check.OnlyFromNowOnAsync(_cluster, _cluster.ConsumerConfig("any"), EmbeddedKit.Ct), "지난 주문까지");
        Wrong(await Check.OnlyFromNowOnAsync(_cluster, forgetful, EmbeddedKit.Ct), "놓쳤다");
        Verdict verdict = await Check.OnlyFromNowOnAsync(_cluster, right, EmbeddedKit.Ct);
        Assert.True(verdict.IsRight, verdict.ToString());
    }

    [Fact]
    public void The_alarm_rings_for_the_group_that_is_late_and_for_no_other()
    {
        Assert.Equal(VerdictKind.Unanswered, Check.AlarmOnlyFor("tardy", "prompt", null).Kind);
        Assert.True(Check.AlarmOnlyFor("tardy", "prompt", Panel(200, ("tardy", 250), ("prompt", 0))).IsRight);
        Wrong(Check.AlarmOnlyFor("tardy", "prompt", Panel(200, ("tardy", 250))), "prompt");
        Wrong(Check.AlarmOnlyFor("tardy", "prompt", Panel(200, ("tardy", 199), ("prompt", 0))), "199건");
        Wrong(Check.AlarmOnlyFor("tardy", "prompt", Panel(200, ("tardy", 250), ("prompt", 200))), "함께 울린다");
        Wrong(Check.AlarmOnlyFor("tardy", "prompt", Panel(1_000, ("tardy", 2_500), ("prompt", 0))), "1000건부터");

        static StatusPanel Panel(long alarm, params (string Group, long Lag)[] groups) =>
            new(DateTimeOffset.Now, [1], [1], 1, [], [.. groups.Select(g => new GroupLag("inbox", g.Group, g.Lag))], alarm, true);
    }

    [Fact]
    public async Task Retention_is_milliseconds_and_bytes_of_one_partition()
    {
        Assert.Equal(VerdictKind.Unanswered, (await JudgeAsync([])).Kind);
        Assert.True((await JudgeAsync([("retention.ms", "7776000000"), ("retention.bytes", "2147483648")])).IsRight);
        Wrong(await JudgeAsync([("retention.ms", "7776000000")]), "retention.bytes가 없다");
        Wrong(await JudgeAsync([("retention.ms", "7776000"), ("retention.bytes", "2147483648")]), "0.09일");
        Wrong(await JudgeAsync([("retention.ms", "7776000000"), ("retention.bytes", "12884901888")]), "72 GiB");
        Wrong(await JudgeAsync([("retention.ms", "7776000000"), ("retention.bytes", "2000000000")]), "1 GiB는");
        Wrong(await JudgeAsync([("retention.ms", "90 days"), ("retention.bytes", "2147483648")]), "정수가 아니다");

        Task<Verdict> JudgeAsync((string, string)[] settings) =>
            Check.RetentionIsAsync(_cluster, 6, TimeSpan.FromDays(90), 12L << 30, settings.ToDictionary(s => s.Item1, s => s.Item2), EmbeddedKit.Ct);
    }

    [Fact]
    public async Task Findings_say_seen_only_of_what_was_seen()
    {
        Topic topic = await _cluster.CreateTopicAsync("jobs", partitions: 2, ct: EmbeddedKit.Ct);
        Outcome<BrokerShares> none = Outcome.Try<BrokerShares>(() => throw Refusal());
        Assert.Equal(FindingKind.Shown, Finding.ScalesOut(Scaling(1, 2), none).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.ScalesOut(Scaling(1, 1), none).Kind);

        Assert.Equal(FindingKind.NotMeasured, Finding.FaultTolerant(Outcome.Try<AckTimeline>(() => throw Refusal()), Outcome.Try<Delivery>(() => throw Refusal())).Kind);
        Assert.Equal(FindingKind.NotMeasured, Finding.Durable(Outcome.Try<Comparison>(() => throw Refusal()), Outcome.Try<DiskUsage>(() => throw Refusal())).Kind);

        Sent sent = await topic.ProduceAsync(Sample.Orders(3), ct: EmbeddedKit.Ct);
        ReadResult read = await topic.ReadAllAsync(EmbeddedKit.Ct);
        Outcome<DiskUsage> disk = Outcome.Try(() => new DiskUsage(topic, []));
        Assert.Equal(FindingKind.Shown, Finding.Durable(Outcome.Try(() => read.ComparedWith(sent)), disk).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.Durable(Outcome.Try(() => (read with { Records = [] }).ComparedWith(sent)), disk).Kind);

        Assert.Equal(FindingKind.Shown, Finding.LearningCurve(Starts(0, 10)).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.LearningCurve(Starts(10, 10)).Kind);
        Assert.Equal(FindingKind.Shown, Retention(gone: 100).Kind);
        Assert.Equal(FindingKind.Contradicted, Retention(gone: 40).Kind);

        ConsumerScaling Scaling(int working, int workingOfTwo) => new(topic, TimeSpan.FromMilliseconds(2), [Step(1, working), Step(2, workingOfTwo)]);

        static ConsumerStep Step(int consumers, int working) => new(
            consumers, TimeSpan.FromSeconds(1), [], [.. Enumerable.Range(0, consumers).Select(i => new ConsumerShare($"c{i}", i < working ? [i] : [], 100))], false);

        StartReads Starts(int latest, int earliest) => new(topic, 10, [new("a", AutoOffsetReset.Latest, null, latest), new("b", AutoOffsetReset.Earliest, null, earliest)]);

        Finding Retention(long gone) => Finding.ShortRetention(
            Outcome.Try(() => new SettingTable(new("브로커 1", "broker 1"), [new("log.retention.hours", "168", SettingSource.Default)])),
            Outcome.Try(() => new[] { Watch(gone), Watch(0) }));

        OffsetTimeline Watch(long start) => new(topic, [], DateTimeOffset.Now, [new OffsetMoment(default, new OffsetSnapshot(topic, default, [new(0, start, 100)], []))], 0);
    }

    private NotOnThisClusterException Refusal()
    {
        try
        {
            _cluster.Require(Capability.KillBroker);
            throw new InvalidOperationException("Mock brokers cannot be killed.");
        }
        catch (NotOnThisClusterException refusal)
        {
            return refusal;
        }
    }

    private static void Wrong(Verdict verdict, string because)
    {
        Assert.Equal(VerdictKind.Wrong, verdict.Kind);
        Assert.Contains(because, verdict.Why.Korean, StringComparison.Ordinal);
    }
}

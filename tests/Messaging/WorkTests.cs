using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Messaging;

/// <summary>Consumers that work, die and come back.</summary>
public sealed class WorkTests : IAsyncLifetime
{
    private static readonly WorkStep AtLeastOnce = (consumer, record, job) =>
    {
        job.Do(record);
        consumer.Commit(record);
    };

    private Cluster _cluster = null!;
    private Topic _topic = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EmbeddedKit.StartAsync();
        _topic = await _cluster.CreateTopicAsync("meals", partitions: 2, ct: EmbeddedKit.Ct);
        await _topic.ProduceAsync(Enumerable.Range(0, 12).Select(i => new Event($"{i}", $"{i}")), ct: EmbeddedKit.Ct);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Without_a_crash_everything_is_done_once_and_committed()
    {
        WorkReport report = await _topic.WorkAsync("calm", AtLeastOnce, ct: EmbeddedKit.Ct);
        Assert.Equal((12, 12, 0, 0, 0, 0), (report.Records, report.Processed, report.Twice, report.Lost, report.Waiting, report.Crashes));
        Assert.Equal(12, report.Committed.Values.Sum());
        Assert.Equal(LifeEnd.Finished, Assert.Single(report.Lives).End);
        Assert.Contains(Say("처리 12건, 잃은 것 0건, 두 번 처리한 것 0건", "12 done, 0 lost, 0 done twice"), report.ToString(), StringComparison.Ordinal);
        Assert.Equal(12, report.ToDataFrame().Rows.Count);
    }

    [Fact]
    public async Task Power_that_goes_off_between_work_and_commit_has_one_record_done_twice()
    {
        WorkReport report = await _topic.WorkAsync(
            "after",
            (consumer, record, job) =>
            {
                job.Do(record);
                job.CrashOnce(at: 5);
                consumer.Commit(record);
            },
            ct: EmbeddedKit.Ct);
        Assert.Equal((12, 1, 0, 1), (report.Processed, report.Twice, report.Lost, report.Crashes));
        Assert.Equal([LifeEnd.PowerCut, LifeEnd.Finished], report.Lives.Select(l => l.End));
        Assert.Equal([5, 8], report.Lives.Select(l => l.Given.Count));
        Assert.Equal(2, report.TimesDone(report.Lives[0].At!.Value));
    }

    [Fact]
    public async Task Power_that_goes_off_between_commit_and_work_loses_one_record()
    {
        WorkReport report = await _topic.WorkAsync(
            "before",
            (consumer, record, job) =>
            {
                consumer.Commit(record);
                job.CrashOnce(at: 5);
                job.Do(record);
            },
            ct: EmbeddedKit.Ct);
        Assert.Equal((11, 0, 1, 0), (report.Processed, report.Twice, report.Lost, report.Waiting));
        Assert.Contains(Say("잃은 것 1건", "1 lost"), report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consumer_that_dies_commits_nothing_more_and_one_that_ends_does()
    {
        // By the crash nothing was committed, at the end everything is.
        WorkReport report = await _topic.WorkAsync(
            "auto",
            (_, record, job) =>
            {
                job.Do(record);
                job.CrashOnce(at: 5);
            },
            new ConsumerConfig { EnableAutoCommit = true, AutoCommitIntervalMs = 60_000 },
            ct: EmbeddedKit.Ct);
        Assert.Equal((12, 5, 0), (report.Processed, report.Twice, report.Lost));
        Assert.Equal(12, report.Committed.Values.Sum());
    }

    [Fact]
    public async Task Auto_commit_loses_what_was_handed_out_and_not_yet_worked_on()
    {
        int records = 0;
        WorkReport report = await _topic.WorkAsync(
            "auto-early",
            (_, record, job) =>
            {
                // Before the crash there is time for many commits.
                job.Take(TimeSpan.FromMilliseconds(++records == 5 ? 3_000 : 10));
                job.CrashOnce(at: 5);
                job.Do(record);
            },
            new ConsumerConfig { EnableAutoCommit = true, AutoCommitIntervalMs = 20 },
            ct: EmbeddedKit.Ct);
        Assert.Equal((11, 0, 1), (report.Processed, report.Twice, report.Lost));
    }

    [Fact]
    public async Task A_step_that_throws_stays_where_it_is_until_its_lives_are_used_up()
    {
        Topic single = await _cluster.CreateTopicAsync("single", partitions: 1, ct: EmbeddedKit.Ct);
        await single.ProduceAsync(Enumerable.Range(0, 8).Select(i => new Event(null, $"{i}")), ct: EmbeddedKit.Ct);
        WorkStep careless = (consumer, record, job) =>
        {
            _ = record.Message.Value == "3" ? throw new FormatException("no number") : record;
            AtLeastOnce(consumer, record, job);
        };
        WorkReport stuck = await single.WorkAsync("stuck", careless, lives: 4, ct: EmbeddedKit.Ct);
        Assert.Equal((3, 0, 0, 5, 4), (stuck.Processed, stuck.Twice, stuck.Lost, stuck.Waiting, stuck.Crashes));
        Assert.All(stuck.Lives, l => Assert.Equal((LifeEnd.Failed, new WorkPlace(0, 3), "no number"), (l.End, l.At!.Value, l.Reason)));
        Assert.Contains(Say("남아 있는 것 5건", "5 still waiting"), stuck.ToString(), StringComparison.Ordinal);

        WorkReport parked = await single.WorkAsync(
            "parked",
            (consumer, record, job) =>
            {
                try
                {
                    careless(consumer, record, job);
                }
                catch (FormatException)
                {
                    job.Park(record);
                    consumer.Commit(record);
                }
            },
            ct: EmbeddedKit.Ct);
        Assert.Equal((7, 1, 0, 0, 0), (parked.Processed, parked.Parked, parked.Lost, parked.Waiting, parked.Crashes));
        Assert.Contains(Say("따로 둔 것 1건", "1 set aside"), parked.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_power_cut_cannot_be_caught()
    {
        WorkReport report = await _topic.WorkAsync(
            "stubborn",
            (consumer, record, job) =>
            {
                try
                {
                    job.CrashOnce(at: 2);
                    job.Do(record);
                }
#pragma warning disable CA1031 // A reader may well write this.
                catch (Exception)
#pragma warning restore CA1031
                {
                    // Goes on as if nothing had happened.
                }

                consumer.Commit(record);
            },
            ct: EmbeddedKit.Ct);
        Assert.Equal(1, report.Crashes);
        Assert.Equal(1, report.Lost);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public async Task Lives_are_1_to_20(int lives) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _topic.WorkAsync("many", AtLeastOnce, lives: lives, ct: EmbeddedKit.Ct));

    [Fact]
    public async Task It_can_be_cancelled()
    {
        using CancellationTokenSource soon = CancellationTokenSource.CreateLinkedTokenSource(EmbeddedKit.Ct);
        Task<WorkReport> working = _topic.WorkAsync("slow", (_, _, job) => job.Take(TimeSpan.FromSeconds(10)), ct: soon.Token);
        soon.CancelAfter(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
    }

    [Fact]
    public async Task A_member_that_works_too_long_is_put_out_and_its_record_is_done_twice()
    {
        Task<Overtime> impatient = _cluster.WorkOvertimeAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1.5), "impatient", EmbeddedKit.Ct);
        Task<Overtime> patient = _cluster.WorkOvertimeAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), "patient", EmbeddedKit.Ct);
        Overtime late = await impatient, calm = await patient;
        Assert.Equal(0, late.Lost);
        Assert.NotNull(late.Evicted);
        Assert.Equal(2, late.Work.Count(w => w.Number == late.SlowRecord));
        Assert.Equal(2, late.Work.Where(w => w.Number == late.SlowRecord).Select(w => w.Member).Distinct().Count());
        Assert.Equal((0, 0, 6), (calm.Twice, calm.Lost, calm.Work.Count));
        Assert.Null(calm.Evicted);
    }

    [Fact]
    public async Task A_group_goes_back_and_reads_again_and_another_group_does_not_notice()
    {
        Assert.Equal(12, (await _topic.ReadAsync("again", ct: EmbeddedKit.Ct)).Records.Count);
        Assert.Equal(12, (await _topic.ReadAsync("other", ct: EmbeddedKit.Ct)).Records.Count);
        IReadOnlyDictionary<int, long> places = await _topic.GoBackAsync("again", ct: EmbeddedKit.Ct);
        Assert.Equal([0L, 0L], places.Values);
        Assert.Equal(12, (await _topic.ReadAsync("again", ct: EmbeddedKit.Ct)).Records.Count);
        Assert.Empty((await _topic.ReadAsync("other", ct: EmbeddedKit.Ct)).Records);

        // Beyond the end is the end; a group that has never read goes there, too.
        places = await _topic.GoBackAsync("new", 1_000, EmbeddedKit.Ct);
        Assert.Equal(12, places.Values.Sum());
        Assert.Empty((await _topic.ReadAsync("new", ct: EmbeddedKit.Ct)).Records);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _topic.GoBackAsync("again", -1, EmbeddedKit.Ct));
    }

    [Fact]
    public async Task The_mock_cannot_add_partitions_and_says_so() =>
        Assert.Equal(Capability.TopicAdmin, (await Assert.ThrowsAsync<NotOnThisClusterException>(() => _topic.GrowAsync(6, EmbeddedKit.Ct))).Capability);

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

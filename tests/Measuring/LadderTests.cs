using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Figures;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>Ladders and LinkedIn's tests on the embedded cluster: counts, shapes and words, never rates.</summary>
public sealed class LadderTests(ITestOutputHelper output) : IAsyncLifetime
{
    private Cluster _kafka = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _kafka = await TestClusters.EmbeddedAsync();

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    [Fact]
    public async Task A_ladder_has_every_run_of_every_step_confirmed_by_the_brokers()
    {
        Ladder ladder = await _kafka.ClimbAsync(LadderSteps.All, repeats: 2, Token);

        output.WriteLine(ladder.ToString());
        output.WriteLine(ladder.Reach().ToString());
        Assert.Equal(LadderSteps.All.Select(s => s.Name), ladder.Rungs.Select(r => r.Step.Name));

        // On a busy machine the second round may not fit.
        int rounds = ladder.Rungs[0].Runs.Count;
        Assert.InRange(rounds, 1, 2);
        Assert.All(ladder.Rungs, r => Assert.Equal(Enumerable.Range(1, rounds), r.Runs.Select(run => run.Round)));
        Assert.All(ladder.Rungs.SelectMany(r => r.Runs), r => Assert.True(r.Records > 0 && r.Records == r.Confirmed, r.ToString()));
        Assert.True(ladder.Whole);
        Assert.Null(ladder.Rungs[0].Factor);
        Assert.All(ladder.Rungs.Skip(1), r => Assert.True(r.Factor!.Lowest <= r.Factor.Median && r.Factor.Median <= r.Factor.Highest));
        Assert.Equal(8 * rounds, ladder.ToDataFrame().Rows.Count);
        Assert.NotNull(ladder.Fastest!.Step.Load);
        Assert.Contains("embedded", ladder.Conditions.English, StringComparison.Ordinal);
        Assert.Empty(_kafka.Owned.Topics);

        Figure chart = ladder.Chart();
        SvgChecks.IsSound(chart);
        Assert.Equal(8 * rounds, chart.Spec!.Panels[0].Series.OfType<PointSeries>().Single().Y.Count);
        Assert.Equal(ladder.Rungs.Select(r => r.RecordsPerSecond), chart.Spec.Panels[0].Series.OfType<LineSeries>().Single().Y);
    }

    [Fact]
    public async Task Steps_that_only_read_have_something_to_read()
    {
        Ladder ladder = await _kafka.ClimbAsync([LadderSteps.Consumers], repeats: 1, Token);

        Assert.True(ladder.Rungs[0].Runs[0].Records > 50_000);
        Assert.Null(ladder.Fastest);
        Assert.Throws<InvalidOperationException>(() => ladder.Reach());
        SvgChecks.IsSound(ladder.Chart());
    }

    [Fact]
    public async Task Wrong_ladders_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _kafka.ClimbAsync([], ct: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _kafka.ClimbAsync([new LadderStep(Text.Same("x"), Text.Same("y"))], ct: Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _kafka.ClimbAsync(LadderSteps.All, 0, Token));
    }

    [Fact]
    public void Each_step_changes_one_thing()
    {
        // How many may be on their way is what it takes to keep that way of sending busy.
        LoadOptions[] loads = [.. LadderSteps.All.Where(s => s.Load is not null).Select(s => s.Load! with { InFlight = 1 })];

        Assert.All(loads, l => Assert.Equal((100, Confluent.Kafka.Acks.All, PayloadKind.Json), (l.RecordBytes, l.Acks, l.Payload)));
        Assert.Equal(loads[1], loads[0] with { Linger = TimeSpan.Zero });
        Assert.Equal(loads[2], loads[1] with { OneAtATime = false });
        Assert.Equal(loads[4], loads[3] with { Compression = Confluent.Kafka.CompressionType.Lz4 });
        Assert.Equal(loads[6], loads[5] with { Producers = 3 });
    }

    [Fact]
    public async Task A_round_that_would_not_fit_any_more_is_left_out_and_that_is_said()
    {
        RoundClock none = new(TimeSpan.Zero), enough = new(TimeSpan.FromMinutes(1));
        Assert.Equal([true, false], [none.HasTimeForAnother(), none.HasTimeForAnother()]);
        Assert.Equal([true, true, true], [enough.HasTimeForAnother(), enough.HasTimeForAnother(), enough.HasTimeForAnother()]);

        Ladder ladder = await _kafka.ClimbAsync([LadderSteps.OneByOne], repeats: 1, Token);
        Assert.DoesNotContain(ladder.Notes(), n => n.English.Contains("Only", StringComparison.Ordinal));
        Assert.Contains("Only 1 of 3 rounds", new Ladder(_kafka, ladder.Rungs, 6, 3, 3).Notes().Select(n => n.English).Aggregate((a, b) => a + b), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reach_is_computed_from_what_was_measured()
    {
        LadderRun[] runs = [Run(1, 400_000, 0.8), Run(2, 500_000, 1), Run(3, 600_000, 1.2)];
        Ladder ladder = new(_kafka, [new LadderRung(LadderSteps.Compressed, runs, null)], 6, 3, 3);

        Reach reach = ladder.Reach(1_000_000);

        Assert.Equal((500_000d, 0.5, 2d, 1d, 500_000d), (reach.Rate, reach.Share, reach.ClientCpuSecondsPerMillion, reach.ClientCores, reach.RecordsPerClientCore));
        Assert.Equal(2d * Machine.Cores, reach.CoresForGoal);
        Assert.Contains("50 % of 1,000,000", reach.Sentence.English, StringComparison.Ordinal);
        Assert.Contains("computed", reach.ToHtml() + new Text("", reach.Lift.English), StringComparison.OrdinalIgnoreCase);
        Assert.All(reach.ToDataFrame().Rows, r => Assert.NotNull(r[1]));
        Assert.Equal(2, reach.ToDataFrame()["measured"].Cast<bool>().Count(m => m));
        Assert.Contains("Beyond", ladder.Reach(100_000).Sentence.English, StringComparison.Ordinal);
        Assert.False(new Ladder(_kafka, [new LadderRung(LadderSteps.Compressed, [new LadderRun(1, 10, 9, 1, TimeSpan.Zero)], null)], 6, 3, 1).Whole);
    }

    [Fact]
    public async Task LinkedIns_tests_leave_out_what_the_embedded_cluster_cannot_show()
    {
        LinkedIn2014 tests = await _kafka.RunLinkedIn2014Async(1, Token);

        output.WriteLine(tests.ToString());
        Assert.Equal([821_557, 786_980, 421_823, 2_024_032, 940_521, 2_615_968, 795_064], tests.Tests.Select(t => t.Theirs));
        Assert.Equal([1, 0, 0, 0, 1, 1, 0], tests.Tests.Select(t => t.Runs.Count));
        Assert.All(tests.Tests.Where(t => t.Runs.Count == 0), t => Assert.Contains("embedded", t.WhyNot!.Value.English, StringComparison.Ordinal));
        Assert.True(tests.Whole);
        Assert.Equal([2, 3, 14], tests.Latency.Theirs.Select(p => p.Milliseconds));
        Assert.Null(tests.Latency.Ours);
        Assert.Contains("mock", tests.Latency.WhyNot!.Value.English, StringComparison.Ordinal);
        Assert.Equal(10, tests.ToDataFrame().Rows.Count);
        Assert.Contains("mocks", tests.OurMachine.English, StringComparison.Ordinal);
        Assert.Empty(_kafka.Owned.Topics);

        Figure chart = tests.Chart();
        SvgChecks.IsSound(chart);
        Assert.Equal(3, chart.Spec!.Panels[0].Series.OfType<PointSeries>().Single().Y.Count);
    }

    [Fact]
    public async Task A_read_run_is_charted_as_it_was_sampled()
    {
        Topic topic = await _kafka.CreateTopicAsync("read", ct: Token);
        await topic.RunLoadAsync(new LoadOptions { Records = 50_000, Path = LoadPath.NativeBatch }, Token);
        ReadRun run = await topic.RunReadAsync(ct: Token);

        Figure chart = run.ThroughputChart();

        SvgChecks.IsSound(chart);
        Assert.Equal(run.Samples.Select(s => s.RecordsPerSecond), chart.Spec!.Panels[0].Series.OfType<LineSeries>().Single().Y);
        Assert.Contains("50,000", chart.AltText, StringComparison.Ordinal);
    }

    private static LadderRun Run(int round, double rate, double cpu) => new(round, 500_000, 500_000, rate, TimeSpan.FromSeconds(cpu));
}

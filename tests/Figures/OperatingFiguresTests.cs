using System.Text.Json.Nodes;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Figures;

/// <summary>Figures of scaling out and of looking after a cluster: each carries the numbers that it was given.</summary>
public sealed class OperatingFiguresTests : IAsyncLifetime
{
    private Cluster _cluster = null!;
    private Topic _topic = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EmbeddedKit.StartAsync();
        _topic = await _cluster.CreateTopicAsync("jobs", partitions: 2, ct: EmbeddedKit.Ct);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public void More_consumers_are_drawn_beside_what_they_would_do_if_each_added_as_much()
    {
        ConsumerScaling scaling = new(_topic, TimeSpan.FromMilliseconds(2), [Step(1, [0, 1]), Step(2, [0], [1]), Step(3, [0], [1], [])]);
        Figure figure = scaling.Chart();
        SvgChecks.IsSound(figure);
        Assert.Equal([100, 200, 300], Values(figure, 0, "y"));
        Assert.Equal([100, 200, 200], Values(figure, 1, "y"));
        Assert.Equal(12, Values(figure, 2, "y").Length);
        Says("컨슈머 2개면 2배, 3개여도 2배, 일하는 것은 2개뿐", "2 consumers: 2 times the rate, 3: 2 times, only 2 have work", figure.Title);

        static ConsumerStep Step(int consumers, params int[][] partitions) => new(
            consumers, TimeSpan.FromSeconds(1), [90, 110, 100, 100], [.. partitions.Select((p, i) => new ConsumerShare($"c{i}", p, p.Length == 0 ? 0 : 100))], false);
    }

    [Fact]
    public void Shares_of_brokers_are_stacked_and_the_time_of_the_move_is_shaded()
    {
        BrokerShares shares = new(
            _topic, [1, 2, 3], Counts(90, 0, 0), Counts(30, 30, 30), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1),
            [new(TimeSpan.Zero, Rates(90, 0, 0)), new(TimeSpan.FromSeconds(0.5), Rates(60, 30, 0)), new(TimeSpan.FromSeconds(1), Rates(30, 30, 30))]);
        Figure figure = shares.Chart();
        SvgChecks.IsSound(figure);
        Assert.Contains("100 : 0 : 0", figure.Title, StringComparison.Ordinal);
        Assert.Contains("33 : 33 : 33", figure.Title, StringComparison.Ordinal);
        Assert.Equal([90, 90, 90], Values(figure, 6, "y"));
        Assert.Equal([90, 60, 30], Values(figure, 8, "y"));
        Assert.Contains(new Text("리더를 옮김", "leaders move").ToString(), SvgChecks.Texts(figure));

        static Dictionary<int, long> Counts(params long[] counts) => counts.Index().ToDictionary(c => c.Index + 1, c => c.Item);

        static Dictionary<int, double> Rates(params double[] rates) => rates.Index().ToDictionary(c => c.Index + 1, c => c.Item);
    }

    [Fact]
    public void A_status_over_time_shows_who_was_away_and_what_stayed_behind()
    {
        StatusPanel calm = Panel(1, [1, 2, 3], [1, 2, 3]), away = Panel(3, [1, 3], [1, 3]), back = Panel(3, [1, 2, 3], [1, 2, 3]);
        StatusTimeline timeline = new([new(TimeSpan.Zero, calm), new(TimeSpan.FromSeconds(1), away), new(TimeSpan.FromSeconds(2), back)], 0);
        Figure figure = timeline.Chart();
        SvgChecks.IsSound(figure);
        Assert.Equal([0, 1, 0], Values(figure, 0, "y"));
        Assert.Equal([0, 1, 1], Values(figure, 2, "y"));
        Says("복제 부족 1개", "under-replicated 1", figure.Title);
        Says("제자리를 떠난 리더 1개", "1 led elsewhere", figure.Title);

        LeaderElection election = new(back.Partitions, calm.Partitions, TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, election.Moved);
        Figure bars = election.Chart();
        SvgChecks.IsSound(bars);
        Assert.Equal([0, 0, 1], Values(bars, 0, "y"));
        Assert.Equal([1, 0, 0], Values(bars, 1, "y"));

        static StatusPanel Panel(int leader, int[] running, int[] isr) =>
            new(DateTimeOffset.Now, [1, 2, 3], running, 1, [new PartitionStatus("safe", 0, leader, [1, 2, 3], isr, 2)], [], 1_000, true);
    }

    [Fact]
    public void A_log_that_loses_its_beginning_says_how_much_is_gone()
    {
        OffsetTimeline gone = Watch((0, 100), (0, 100), (100, 100)), kept = Watch((0, 100), (0, 100)), part = Watch((0, 50), (40, 100));
        Says("모두 지워졌다", "all deleted", gone.RetentionChart().Title);
        Says("하나도 지워지지 않았다", "none deleted", kept.RetentionChart().Title);
        Says("오래된 40건이 지워졌다", "the oldest 40 deleted", part.RetentionChart().Title);
        Figure both = Compare.Retention(("3 s", gone), ("forever", kept));
        Says("3 s: 0건 남음, forever: 100건 남음", "3 s: 0 left, forever: 100 left", both.Title);
        Assert.Equal([0, 0, 100], Values(both, 3, "y"));
        Assert.All(new[] { gone.RetentionChart(), part.RetentionChart(), both }, SvgChecks.IsSound);
    }

    [Fact]
    public void Where_groups_began_is_a_bar_for_each_case()
    {
        StartReads starts = new(_topic, 10, [new("a", AutoOffsetReset.Latest, null, 0), new("b", AutoOffsetReset.Earliest, null, 10), new("c", AutoOffsetReset.Latest, 6, 4)]);
        Figure figure = starts.Chart();
        SvgChecks.IsSound(figure);
        Assert.Equal([0, 10, 4], Values(figure, 0, "y"));
        Says("1가지 경우", "1 cases", figure.Title);
    }

    private static void Says(string korean, string english, string title) => Assert.Contains(new Text(korean, english).ToString(), title, StringComparison.Ordinal);

    private OffsetTimeline Watch(params (long Start, long End)[] moments) => new(
        _topic, [], DateTimeOffset.Now, [.. moments.Select((m, i) => new OffsetMoment(TimeSpan.FromSeconds(i), new OffsetSnapshot(_topic, DateTimeOffset.Now, [new(0, m.Start, m.End)], [])))], 0);

    private static double[] Values(Figure figure, int trace, string axis) =>
        [.. ((JsonArray)JsonNode.Parse(figure.ToPlotlyJson()!)!["data"]!)[trace]![axis]!.AsArray().Select(v => (double)v!)];
}

using System.Text.Json.Nodes;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Figures.Diagrams;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Figures;

/// <summary>Figures of real results, from the embedded cluster.</summary>
public sealed class MeasuredFiguresTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await EmbeddedKit.StartAsync();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Logs_and_distributions_are_drawn_with_their_offsets_and_counts()
    {
        Topic orders = await _cluster.CreateTopicAsync("orders", ct: EmbeddedKit.Ct);
        Sent sent = await orders.ProduceAsync(Sample.Orders(30), ct: EmbeddedKit.Ct);
        await orders.ReadAsync("billing", atMost: 10, EmbeddedKit.Ct);
        OffsetSnapshot offsets = await orders.OffsetsAsync(["billing"], EmbeddedKit.Ct);

        Figure log = offsets.LogDiagram();
        SvgChecks.IsSound(log);
        string[] texts = SvgChecks.Texts(log);
        foreach ((PartitionOffsets partition, GroupPartitionOffset group) in offsets.Partitions.Zip(offsets.Groups[0].Partitions).Where(p => p.First.LogEnd > 0))
        {
            Assert.Contains(LogWords.Position(new("billing", group.Committed, group.Lag)).ToString(), texts);
            Assert.Contains(LogWords.Ends(new(partition.Partition, partition.LogStart, partition.LogEnd, [])).ToString(), texts);
        }

        Figure flow = offsets.ReadersDiagram(sent);
        SvgChecks.IsSound(flow);
        Assert.All(sent.Records.GroupBy(r => r.Partition), p => Assert.Contains(SvgChecks.Tips(flow), t => t.EndsWith($"→ P{p.Key}: {p.Count()}", StringComparison.Ordinal)));

        Figure chart = sent.Distribution().Chart();
        SvgChecks.IsSound(chart);
        Assert.Equal(sent.Distribution().Partitions.Select(p => (double)p.Records), Values(chart, 0, "y"));
        Topic other = await _cluster.CreateTopicAsync("other", ct: EmbeddedKit.Ct);
        Sent elsewhere = await other.ProduceAsync(Sample.Orders(1), ct: EmbeddedKit.Ct);
        Assert.Contains("other", Assert.Throws<ArgumentException>(() => offsets.ReadersDiagram(elsewhere)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Distributions_of_different_sizes_are_compared_by_share()
    {
        Topic orders = await _cluster.CreateTopicAsync("orders", ct: EmbeddedKit.Ct);
        PartitionDistribution few = new(orders, [1, 1, 2]), many = new(orders, [500, 250, 250]);

        Figure shares = Compare.Distributions(("few", few), ("many", many));
        Assert.Equal([25, 25, 50], Values(shares, 0, "y"));
        Assert.Equal([50, 25, 25], Values(shares, 1, "y"));
        Assert.Contains("%", (string)Layout(shares)["yaxis"]!["title"]!["text"]!, StringComparison.Ordinal);
        Assert.Equal([500, 250, 250], Values(Compare.Distributions(("a", many), ("b", many)), 1, "y"));
        Assert.Equal(Palette.Fill(ChartColour.Red), (string?)Data(many.Chart())[0]!["marker"]!["color"]![0]);
        SvgChecks.IsSound(new PartitionDistribution(orders, [0]).Chart());
        Assert.Throws<ArgumentException>(() => Compare.Distributions());
    }

    [Fact]
    public async Task A_load_run_is_charted_as_it_was_sampled_under_its_conditions()
    {
        Topic load = await _cluster.CreateTopicAsync("load", ct: EmbeddedKit.Ct);
        LoadRun run = await load.RunLoadAsync(new LoadOptions { Duration = TimeSpan.FromSeconds(0.9), RecordsPerSecond = 2_000 }, EmbeddedKit.Ct);

        Figure throughput = run.ThroughputChart();
        SvgChecks.IsSound(throughput);
        Assert.Equal(run.Samples.Select(s => s.RecordsPerSecond), Values(throughput, 0, "y"));
        Assert.Equal(run.Samples.Select(s => s.At.TotalSeconds), Values(throughput, 0, "x"));
        Assert.Contains(run.Conditions.ToString(), LoadCharts.Subtitle([run]).ToString(), StringComparison.Ordinal);
        Assert.Contains($"{run.Acked:#,0}", throughput.AltText, StringComparison.Ordinal);

        Figure latency = run.LatencyChart();
        SvgChecks.IsSound(latency);
        Assert.Equal(run.Latency.Buckets.Select(b => (double)b.Records), Values(latency, 1, "y").SkipLast(1));
        Assert.Equal("log", (string?)Layout(latency)["xaxis"]!["type"]);

        (string, LoadRun)[] pair = [("하나", run), ("둘", run)];
        Assert.All([Compare.Throughput(pair), Compare.Latency(pair), Compare.Settings([.. pair, ("둘", run)])], SvgChecks.IsSound);
        Assert.Equal([run.RecordsPerSecond, run.RecordsPerSecond], Values(Compare.Settings([.. pair, ("둘", run)]), 0, "y"));
        Assert.Equal(3, Values(Compare.Settings([.. pair, ("둘", run)]), 1, "y").Length);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    public async Task A_timeline_shows_the_end_what_is_read_and_the_lag(int partitions)
    {
        Topic topic = await _cluster.CreateTopicAsync("watched", partitions, ct: EmbeddedKit.Ct);
        OffsetTimeline timeline = new(topic, ["billing"], DateTimeOffset.UnixEpoch, [.. Enumerable.Range(0, 5).Select(i => Moment(topic, i))], Missed: 1);

        Figure totals = timeline.Chart();
        SvgChecks.IsSound(totals);
        Assert.Equal([0, 10, 20, 30, 40], Values(totals, 2, "y").Select(v => v / partitions));
        Assert.Equal([0, 5, 10, 15, 20], Values(totals, 3, "y").Select(v => v / partitions));
        Assert.Equal([0, 5, 10, 15, 20], Values(totals, 4, "y").Select(v => v / partitions));
        Assert.Contains($"{20 * partitions:#,0}", totals.Title, StringComparison.Ordinal);

        Figure each = timeline.PartitionsChart();
        SvgChecks.IsSound(each);
        Assert.Equal(partitions > 6 ? 1 : partitions * 4, Data(each).Count);
        Assert.Throws<ArgumentException>(() => timeline.PartitionsChart("nobody"));
        SvgChecks.IsSound((timeline with { Moments = [] }).Chart());
    }

    private static OffsetMoment Moment(Topic topic, int second) => new(TimeSpan.FromSeconds(second), new(
        topic,
        DateTimeOffset.UnixEpoch.AddSeconds(second),
        [.. Enumerable.Range(0, topic.Partitions).Select(p => new PartitionOffsets(p, 0, second * 10))],
        [new("workbook.billing.x", "billing", [.. Enumerable.Range(0, topic.Partitions).Select(p => new GroupPartitionOffset(p, second * 5, second * 5))])]));

    private static JsonArray Data(Figure figure) => JsonNode.Parse(figure.ToPlotlyJson()!)!["data"]!.AsArray();

    private static JsonNode Layout(Figure figure) => JsonNode.Parse(figure.ToPlotlyJson()!)!["layout"]!;

    private static double[] Values(Figure figure, int trace, string axis) => [.. Data(figure)[trace]![axis]!.AsArray().Select(v => (double)v!)];
}

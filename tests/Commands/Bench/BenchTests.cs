using System.Diagnostics;
using System.Text.Json;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Commands.Bench;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Commands.Bench;

public sealed class BenchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Both_sides_of_every_comparison_have_the_same_settings()
    {
        Assert.All(BenchPlan.Cases(quick: false), bench =>
        {
            IReadOnlyDictionary<string, string> java = BenchPlan.JavaSettings(bench.Load);
            ProducerConfig ours = BenchPlan.OurSettings(new ProducerConfig(), bench.Load);
            Assert.Equal(java["batch.size"], $"{ours.BatchSize}");
            Assert.Equal(java["linger.ms"], $"{ours.LingerMs}");
            Assert.Equal(java["compression.type"], ours.CompressionType.ToString()!.ToLowerInvariant());
            Assert.Equal(java["max.in.flight.requests.per.connection"], $"{ours.MaxInFlight}");
            Assert.Equal((java["acks"], Acks.All), ("all", ours.Acks));
            Assert.Equal((java["enable.idempotence"], false), ("false", ours.EnableIdempotence));
            Assert.InRange((long)bench.Load.InFlight * bench.Load.RecordBytes, 60_000_000, long.Parse(java["buffer.memory"], System.Globalization.CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public void No_run_writes_more_than_a_gigabyte_to_a_broker()
    {
        Assert.All(BenchPlan.Cases(quick: false), c => Assert.InRange(c.Records * c.Load.RecordBytes * c.ReplicationFactor / 3.0, 1, 1e9));
        Assert.InRange((BenchPlan.Million(false).Records ?? 0) * 100.0, 1, 1e9);
        Assert.Equal(BenchPlan.Cases(false).Count, BenchPlan.Cases(false).Select(c => c.Id).Distinct().Count());
        Assert.Equal(3, BenchPlan.Cases(quick: true).Count);
    }

    [Theory]
    [InlineData("1 records sent, 2.0 records/sec (0.00 MB/sec)\n3000000 records sent, 541125.541126 records/sec (51.61 MB/sec), 3.10 ms avg latency, 120.00 ms max latency, 2 ms 50th.\n", 3_000_000, 541_125.541126)]
    [InlineData("3000000 records sent, 541125 records/sec (51.61 MB/sec)\r\n\r\n", 3_000_000, 541_125)]
    public void The_producer_tool_is_read_by_its_last_line(string output, long records, double rate) =>
        Assert.Equal((records, rate), JavaTools.ReadProducer(output));

    [Fact]
    public void The_consumer_tool_is_read_by_its_last_line()
    {
        const string Output = """
            start.time, end.time, data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec, rebalance.time.ms, fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec
            2026-11-23 16:00:00:123, 2026-11-23 16:00:09:456, 572.2046, 61.3110, 6000000, 642880.1029, 3300, 6033, 94.8458, 994530.0845
            """;

        Assert.Equal((6_000_000L, 994_530.0845), JavaTools.ReadConsumer(Output));
        Assert.Null(JavaTools.ReadConsumer("nothing"));
        Assert.Null(JavaTools.ReadProducer("nothing"));
    }

    [Fact]
    public void Ratios_are_taken_pair_by_pair_and_goals_by_their_middle()
    {
        BenchCase bench = BenchPlan.Cases(false).First(c => c.Id == "produce-rf1-1m");
        BenchRow row = new(bench, [Pair(100, 4, 130, 2), Pair(200, 5, 300, 3), Pair(100, 4, 90, 4)], new BenchStart(1, 0.5));

        Assert.Equal(new BenchSpread(1.3, 0.9, 1.5), row.RateRatio);
        Assert.Equal(new BenchSpread(0.6, 0.5, 1), row.CpuRatio);
        Assert.Equal(0.625, row.CpuRatioWithoutStart!.Value.Median, 6);
        Assert.Equal((true, true, true), (row.RateReached, row.CpuReached, row.Whole));
        Assert.Equal([bench.Name.ToString(), "100", "130", "1.30 (0.90–1.50)", "✓ ≥ 1.3"], BenchReport.RateCells(row));
        Assert.Equal([bench.Name.ToString(), "4.00", "3.00", "0.60 (0.50–1.00)", "0.63", "✓ ≤ 0.7"], BenchReport.CpuCells(row));
        Assert.Equal("✗ ≥ 1.3", BenchReport.RateCells(row with { Pairs = [Pair(100, 4, 129, 2)] })[^1]);
        Assert.Null((row with { Start = new BenchStart(4, 0.5) }).CpuRatioWithoutStart);
        Assert.False((row with { Pairs = [new(new(10, 10, 1, 1), new(10, 9, 1, 1))] }).Whole);
    }

    [Fact]
    public void A_result_is_written_with_its_conditions_and_every_run()
    {
        BenchCase bench = BenchPlan.Cases(true)[0];
        BenchResult result = new(
            DateTimeOffset.UnixEpoch, "local (ZooKeeper)", "3.9.2", "17", "a computer", 1, true, [new(bench, [Pair(100, 4, 130, 2)], new(1, 0.5))], [new(8_000_000, 8_000_000, 1_200_000, 5)]);

        using JsonDocument json = JsonDocument.Parse(BenchReport.Json(result));
        Assert.Equal(130, json.RootElement.GetProperty("rows")[0].GetProperty("runs")[0].GetProperty("ours").GetProperty("recordsPerSecond").GetDouble());
        Assert.Equal(1_200_000, json.RootElement.GetProperty("million").GetProperty("rate").GetProperty("median").GetDouble());
        string text = BenchReport.Markdown(result);
        Assert.Contains("| 100 | 130 | 1.30 (1.30–1.30) | ✓ ≥ 1.0 |", text, StringComparison.Ordinal);
        Assert.Contains("1,200,000", text, StringComparison.Ordinal);
        Assert.Contains("a computer", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_programs_whole_CPU_time_is_measured()
    {
        ProcessStartInfo start = PipedProcess.Info(DetachedStart.DotNet(), ["exec", DetachedStart.ThisProgram(), BenchClient.Verb]);

        MeasuredAnswer answer = await MeasuredProgram.RunAsync(start, TimeSpan.FromMinutes(1), "no order", Token);

        Assert.Equal(1, answer.ExitCode);
        Assert.NotEqual("", answer.Error);
        Assert.InRange(answer.Cpu, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task The_client_process_sends_and_reads_just_what_it_was_told()
    {
        await using Cluster kafka = await TestClusters.EmbeddedAsync();
        Topic topic = await kafka.CreateTopicAsync("bench", partitions: 3, ct: Token);
        LoadOptions load = BenchPlan.Million(quick: true) with { Records = 30_000 };
        BenchOrder send = new(new Dictionary<string, string>(BenchPlan.OurSettings(kafka.ProducerConfig(), load)), topic.Name, 3, 30_000, 100, load.Payload, load.InFlight, null, 60);
        ConsumerConfig config = ReadRunner.Settings(LogReader.Config(kafka, topic.GroupName("bench")), new ReadOptions());

        BenchAnswer sent = await RunAsync(send);
        OffsetSnapshot offsets = await topic.OffsetsAsync();
        BenchAnswer read = await RunAsync(send with
        {
            Settings = new Dictionary<string, string>(config),
            Read = [.. offsets.Partitions.Select(p => new BenchPart(p.Partition, p.LogStart, p.LogEnd))],
        });

        Assert.Equal((30_000L, null), (sent.Records, sent.Error));
        Assert.Equal(30_000, offsets.TotalEnd);
        Assert.Equal((30_000L, null), (read.Records, read.Error));
        Assert.True(sent.Seconds > 0 && read.Seconds > 0);
    }

    [Theory]
    [InlineData("KAFKA_HOME", null, "The environment variable KAFKA_HOME is not set.")]
    [InlineData("KAFKA_HOME", "/nowhere/kafka", "there is no such folder")]
    public async Task Without_the_tools_it_says_what_is_missing(string variable, string? value, string expected)
    {
        using Workbook workbook = new();
        workbook.Set(variable, value);

        Ran ran = await workbook.RunAsync("bench", "--quick");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains(expected, ran.Errors, StringComparison.Ordinal);
        Assert.Contains("KAFKA_HOME", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mock_brokers_are_no_cluster_to_compare_on()
    {
        Need.Local();
        using Workbook workbook = new();
        workbook.Set("KAFKA_WORKBOOK_CLUSTER", "embedded");

        Ran ran = await workbook.RunAsync("bench", "--quick");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("There is no cluster to compare on", ran.Errors, StringComparison.Ordinal);
    }

    private static async Task<BenchAnswer> RunAsync(BenchOrder order)
    {
        ProcessStartInfo start = PipedProcess.Info(DetachedStart.DotNet(), ["exec", DetachedStart.ThisProgram(), BenchClient.Verb]);
        MeasuredAnswer answer = await MeasuredProgram.RunAsync(start, TimeSpan.FromMinutes(2), JsonSerializer.Serialize(order, BenchJson.Default.BenchOrder), Token);
        Assert.True(answer.ExitCode == 0, answer.Error);
        return JsonSerializer.Deserialize(answer.Output, BenchJson.Default.BenchAnswer)!;
    }

    private static BenchPair Pair(double javaRate, double javaCpu, double ourRate, double ourCpu) =>
        new(new BenchRun(1_000_000, 1_000_000, javaRate, javaCpu), new BenchRun(1_000_000, 1_000_000, ourRate, ourCpu));
}

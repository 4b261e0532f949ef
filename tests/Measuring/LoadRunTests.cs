using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>Load runs on the embedded cluster: counts, never rates.</summary>
public sealed class LoadRunTests(ITestOutputHelper output) : IAsyncLifetime
{
    private Cluster _kafka = null!;
    private Topic _topic = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _kafka = await TestClusters.EmbeddedAsync();
        _topic = await _kafka.CreateTopicAsync("load", partitions: 3, ct: Token);
    }

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    [Fact]
    public async Task Every_record_is_acknowledged_confirmed_by_the_brokers_and_in_the_histogram()
    {
        await _topic.ProduceAsync(Sample.Orders(10), ct: Token);

        LoadRun run = await _topic.RunLoadAsync(new LoadOptions { Records = 100_000 }, Token);

        output.WriteLine(run.ToString());
        output.WriteLine(run.Latency.ToString());
        Assert.Equal((100_000L, 100_000L, 0L), (run.Acked, run.Confirmed, run.Failed));
        Assert.Equal(100_000, run.Latency.Count);
        Assert.Equal(100_000, run.Distribution.Total);
        Assert.Equal(100_000, run.Samples[^1].Records);
        Assert.Equal(run.Samples.Select(s => s.At), run.Samples.Select(s => s.At).Order());
        Assert.Null(run.EndedEarly);
        Assert.True(run.Elapsed > TimeSpan.Zero && run.RecordsPerSecond > 0);
        Assert.True(run.Latency.P50Ms <= run.Latency.P99Ms && run.Latency.P99Ms <= run.Latency.MaxMs);
        Assert.Contains("100,000", run.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_added_up_are_the_whole_run()
    {
        LoadRun run = await _topic.RunLoadAsync(new LoadOptions { Duration = TimeSpan.FromSeconds(1), RecordsPerSecond = 5_000 }, Token);

        double previous = 0;
        double sum = 0;
        foreach (LoadSample sample in run.Samples)
        {
            sum += sample.RecordsPerSecond * (sample.At.TotalSeconds - previous);
            previous = sample.At.TotalSeconds;
        }

        Assert.Equal(run.Acked, sum, 0.5);
        Assert.InRange(run.Acked, 1, 5_050);
        Assert.Equal(run.Acked, run.Confirmed);
        Assert.Equal(["seconds", "records", "records_per_second", "megabytes_per_second"], run.ToDataFrame().Columns.Select(c => c.Name));
        Assert.Equal(run.Samples.Count, run.ToDataFrame().Rows.Count);
        Assert.Equal(run.Acked, run.ToDataFrame()["records"][run.Samples.Count - 1]);
    }

    [Theory]
    [InlineData(CompressionType.Lz4, PayloadKind.Json, KeyKind.Uniform, Acks.All)]
    [InlineData(CompressionType.Zstd, PayloadKind.Compressible, KeyKind.Skewed, Acks.Leader)]
    [InlineData(CompressionType.Gzip, PayloadKind.Random, KeyKind.None, Acks.None)]
    [InlineData(CompressionType.Snappy, PayloadKind.Json, KeyKind.None, Acks.All)]
    public async Task Several_producers_with_any_settings_send_just_what_was_asked_for(CompressionType compression, PayloadKind payload, KeyKind keys, Acks acks)
    {
        LoadRun run = await _topic.RunLoadAsync(
            new LoadOptions { Records = 10_001, Producers = 3, RecordBytes = 200, Compression = compression, Payload = payload, Keys = keys, Acks = acks }, Token);

        Assert.Equal((10_001L, 10_001L), (run.Acked, run.Confirmed));
        if (keys == KeyKind.Skewed)
        {
            Assert.True(run.Distribution.Skew > 1.4, run.Distribution.ToString());
        }
    }

    [Fact]
    public async Task One_in_flight_waits_for_every_acknowledgement()
    {
        LoadRun run = await _topic.RunLoadAsync(new LoadOptions { Records = 50, InFlight = 1, Linger = TimeSpan.Zero }, Token);

        Assert.Equal((50L, 50L), (run.Acked, run.Confirmed));
    }

    [Fact]
    public async Task The_largest_record_passes()
    {
        LoadRun run = await _topic.RunLoadAsync(new LoadOptions { Records = 3, RecordBytes = LoadOptions.LargestRecord, Keys = KeyKind.Uniform }, Token);

        Assert.Equal((3L, 3L, 0L), (run.Acked, run.Confirmed, run.Failed));
    }

    [Fact]
    public async Task A_cancelled_run_ends_long_before_its_time()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<LoadRun> running = _topic.RunLoadAsync(new LoadOptions { Duration = TimeSpan.FromMinutes(1), Producers = 2 }, cancel.Token);
        await Task.Delay(500, Token);

        Stopwatch clock = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        output.WriteLine($"ended after {clock.ElapsedMilliseconds} ms");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "far less than the minute that it would have sent for; a busy machine needs more than the second that it takes on its own");
    }

    [Fact]
    public async Task A_run_that_cannot_finish_in_time_says_so_and_counts_what_it_sent()
    {
        LoadRun run = await _topic.RunLoadAsync(new LoadOptions { Records = 100_000, RecordsPerSecond = 1_000, TimeLimit = TimeSpan.FromSeconds(1) }, Token);

        Assert.NotNull(run.EndedEarly);
        Assert.InRange(run.Acked, 1, 1_100);
        Assert.Equal(run.Acked, run.Confirmed);
        Assert.Contains("TimeLimit", run.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_options_are_refused_before_anything_is_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _topic.RunLoadAsync(new LoadOptions { RecordBytes = 1 }, Token));

        Assert.Equal(0, (await _topic.DistributionAsync(Token)).Total);
    }
}

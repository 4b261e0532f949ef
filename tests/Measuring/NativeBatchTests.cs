using System.Text.Json;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>librdkafka's calls for many records: nothing may be lost, doubled or reordered by them.</summary>
public sealed class NativeBatchTests(ITestOutputHelper output) : IAsyncLifetime
{
    private Cluster _kafka = null!;
    private Topic _topic = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _kafka = await TestClusters.EmbeddedAsync();
        _topic = await _kafka.CreateTopicAsync("native", partitions: 3, ct: Token);
    }

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    [Theory]
    [InlineData(KeyKind.None)]
    [InlineData(KeyKind.Uniform)]
    public async Task Every_record_is_read_back_by_its_number_once_and_in_order(KeyKind keys)
    {
        LoadRun run = await _topic.RunLoadAsync(
            new LoadOptions { Records = 50_001, Producers = 2, Path = LoadPath.NativeBatch, Payload = PayloadKind.Json, Keys = keys, Compression = CompressionType.Lz4 }, Token);
        output.WriteLine(run.ToString());

        NativeProof.Holds(run, await _topic.ReadAllAsync(Token));
        Assert.All(run.Distribution.Partitions, p => Assert.InRange(p.Records, 10_000, 25_000));
    }

    [Theory]
    [InlineData(LoadPath.Client)]
    [InlineData(LoadPath.NativeBatch)]
    public async Task Both_paths_count_latencies_of_all_records_and_say_how_they_sent(LoadPath path)
    {
        LoadRun run = await _topic.RunLoadAsync(new LoadOptions { Records = 20_000, Path = path }, Token);

        Assert.Equal((20_000L, 20_000L, 0L, 20_000L), (run.Acked, run.Confirmed, run.Failed, run.Latency.Count));
        Assert.Equal(path == LoadPath.NativeBatch, run.Conditions.English.Contains("librdkafka", StringComparison.Ordinal));
        Assert.True(run.ProcessCpu > TimeSpan.Zero && run.CpuSecondsPerMillion > 0);
        Assert.Null(run.FirstError);
    }

    [Theory]
    [InlineData(LoadPath.Client)]
    [InlineData(LoadPath.NativeBatch)]
    public async Task One_at_a_time_makes_a_request_of_every_record(LoadPath path)
    {
        EmbeddedCluster kafka = (EmbeddedCluster)_kafka;
        kafka.StartRecording();

        LoadRun run = await _topic.RunLoadAsync(new LoadOptions { Records = 40, OneAtATime = true, Linger = TimeSpan.Zero, Path = path }, Token);

        Assert.Equal((40L, 40L), (run.Acked, run.Confirmed));
        Assert.Equal(40, kafka.StopRecording().Count(KafkaApi.Produce));
        Assert.Contains("one at a time", run.Conditions.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PayloadKind.Compressible, 10, 3_000)]
    [InlineData(PayloadKind.Random, LoadOptions.LargestRecord, 9)]
    [InlineData(PayloadKind.Json, 1_000, 5_000)]
    public async Task Any_size_of_record_passes(PayloadKind payload, int bytes, int records)
    {
        LoadRun run = await _topic.RunLoadAsync(new LoadOptions { Records = records, RecordBytes = bytes, Payload = payload, Path = LoadPath.NativeBatch }, Token);

        Assert.Equal((records, records, 0L), (run.Acked, run.Confirmed, run.Failed));
    }

    [Fact]
    public async Task A_pace_is_kept_and_a_duration_ends_the_run()
    {
        LoadRun run = await _topic.RunLoadAsync(new LoadOptions { Duration = TimeSpan.FromSeconds(1), RecordsPerSecond = 5_000, Path = LoadPath.NativeBatch }, Token);

        Assert.InRange(run.Acked, 1, 5_050);
        Assert.Equal(run.Acked, run.Confirmed);
        Assert.Equal(run.Acked, run.Samples[^1].Records);
    }

    [Fact]
    public async Task A_full_queue_only_delays()
    {
        // The client's queue takes 256 MB: 300 of the largest records do not fit at once.
        LoadRun run = await _topic.RunLoadAsync(
            new LoadOptions { Records = 300, RecordBytes = LoadOptions.LargestRecord, Payload = PayloadKind.Compressible, Compression = CompressionType.Lz4, Path = LoadPath.NativeBatch }, Token);

        Assert.Equal((300L, 300L, 0L), (run.Acked, run.Confirmed, run.Failed));
    }

    [Fact]
    public async Task A_cancelled_run_ends_and_the_next_one_works()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<LoadRun> running = _topic.RunLoadAsync(new LoadOptions { Duration = TimeSpan.FromMinutes(1), Producers = 2, Path = LoadPath.NativeBatch }, cancel.Token);
        await Task.Delay(300, Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        LoadRun next = await _topic.RunLoadAsync(new LoadOptions { Records = 1_000, Path = LoadPath.NativeBatch }, Token);
        Assert.Equal((1_000L, 1_000L), (next.Acked, next.Confirmed));
    }

    [Fact]
    public async Task Records_that_are_refused_are_counted_with_kafkas_reason()
    {
        ((EmbeddedCluster)_kafka).InjectErrors(KafkaApi.Produce, [.. Enumerable.Repeat(ErrorCode.TopicAuthorizationFailed, 3)]);

        LoadRun run = await _topic.RunLoadAsync(new LoadOptions { Records = 3_000, Linger = TimeSpan.FromMilliseconds(100), Path = LoadPath.NativeBatch }, Token);

        Assert.True(run.Failed > 0, run.ToString());
        Assert.Equal((3_000L, run.Confirmed), (run.Acked + run.Failed, run.Acked));
        Assert.Contains("TopicAuthorizationFailed", run.FirstError, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_settings_are_a_failure_with_a_name()
    {
        ClusterException wrong = Assert.Throws<ClusterException>(() => new NativeProducer([new("linger.ms", "soon")], "t"));

        Assert.Equal(ClusterProblem.BadConfiguration, wrong.Problem);
        Assert.Contains("linger.ms", wrong.Message, StringComparison.Ordinal);
    }
}

/// <summary>The proof that a run lost nothing: every number is there, once, and those of one producer ascend within a partition.</summary>
internal static class NativeProof
{
    public static void Holds(LoadRun run, ReadResult read)
    {
        long[][] byPartition = [.. read.Records.GroupBy(r => r.Partition).Select(p => p.OrderBy(r => r.Offset).Select(r => Number(r.Value)).ToArray())];
        long[] numbers = [.. byPartition.SelectMany(p => p)];
        Assert.Equal((run.Options.Records, run.Options.Records, 0L), (run.Acked, run.Confirmed, run.Failed));
        Assert.Equal(run.Acked, numbers.Length);
        Assert.Equal(run.Acked, numbers.Distinct().Count());
        foreach (IGrouping<long, long> producer in numbers.GroupBy(n => n / 10_000_000_000))
        {
            Assert.Equal(producer.Count() - 1, producer.Max() % 10_000_000_000);
            Assert.All(byPartition, p => Assert.Equal(Of(p, producer.Key).Order(), Of(p, producer.Key)));
        }

        Assert.Equal(run.Options.Producers, numbers.Select(n => n / 10_000_000_000).Distinct().Count());
    }

    private static IEnumerable<long> Of(long[] partition, long producer) => partition.Where(n => n / 10_000_000_000 == producer);

    private static long Number(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return long.Parse(document.RootElement.GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }
}

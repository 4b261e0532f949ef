using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>Read runs on the embedded cluster: counts, never rates.</summary>
public sealed class ReadRunTests(ITestOutputHelper output) : IAsyncLifetime
{
    private Cluster _kafka = null!;
    private Topic _topic = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _kafka = await TestClusters.EmbeddedAsync();
        _topic = await _kafka.CreateTopicAsync("reading", partitions: 3, ct: Token);
    }

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    [Theory]
    [InlineData(LoadPath.Client, 1)]
    [InlineData(LoadPath.Client, 2)]
    [InlineData(LoadPath.NativeBatch, 1)]
    [InlineData(LoadPath.NativeBatch, 3)]
    [InlineData(LoadPath.NativeBatch, 5)]
    public async Task Every_record_is_read_once_whatever_reads_it(LoadPath path, int consumers)
    {
        await _topic.RunLoadAsync(new LoadOptions { Records = 60_000, Path = LoadPath.NativeBatch }, Token);

        ReadRun run = await _topic.RunReadAsync(new ReadOptions { Path = path, Consumers = consumers }, Token);

        output.WriteLine(run.ToString());
        Assert.Equal((60_000L, 60_000L, 60_000L, 6_000_000L), (run.Records, run.Confirmed, run.Available, run.Bytes));
        Assert.True(run.Whole);
        Assert.Null(run.EndedEarly);
        Assert.Null(run.FirstError);
        Assert.Equal(consumers, run.ByConsumer.Count);
        Assert.Equal(60_000, run.ByConsumer.Sum());
        Assert.Equal(Math.Min(3, consumers), run.ByConsumer.Count(c => c > 0));
        Assert.Equal(60_000, run.Samples[^1].Records);
        Assert.Equal(run.Samples.Count, run.ToDataFrame().Rows.Count);
        Assert.True(run.Elapsed > TimeSpan.Zero && run.RecordsPerSecond > 0 && run.ProcessCpu > TimeSpan.Zero);
    }

    [Theory]
    [InlineData(LoadPath.Client)]
    [InlineData(LoadPath.NativeBatch)]
    public async Task Just_so_many_are_read_as_were_asked_for_and_an_empty_topic_is_read_at_once(LoadPath path)
    {
        ReadRun empty = await _topic.RunReadAsync(new ReadOptions { Path = path }, Token);
        Assert.Equal((0L, 0L, 0L, 0d), (empty.Records, empty.Confirmed, empty.Available, empty.RecordsPerSecond));

        await _topic.RunLoadAsync(new LoadOptions { Records = 30_000, Path = LoadPath.NativeBatch }, Token);
        ReadRun some = await _topic.RunReadAsync(new ReadOptions { Path = path, Records = 12_345, Consumers = 3 }, Token);

        Assert.Equal((12_345L, 12_345L, 30_000L), (some.Records, some.Confirmed, some.Available));
        Assert.Null(some.EndedEarly);
    }

    [Fact]
    public async Task What_the_embedded_cluster_has_let_go_is_not_claimed_to_have_been_read()
    {
        // 5 MiB a partition is what it keeps; 30 MB are written.
        LoadRun written = await _topic.RunLoadAsync(new LoadOptions { Records = 30_000, RecordBytes = 1_000, Path = LoadPath.NativeBatch }, Token);

        ReadRun run = await _topic.RunReadAsync(new ReadOptions { Path = LoadPath.NativeBatch }, Token);

        Assert.Equal(30_000, written.Confirmed);
        Assert.InRange(run.Available, 10_000, 16_500);
        Assert.Equal((run.Available, run.Available), (run.Records, run.Confirmed));
        Assert.Contains("5 MiB", run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_ends_and_wrong_options_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _topic.RunReadAsync(new ReadOptions { Consumers = 0 }, Token));
        await _topic.RunLoadAsync(new LoadOptions { Records = 60_000, Path = LoadPath.NativeBatch }, Token);
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _topic.RunReadAsync(new ReadOptions { Path = LoadPath.NativeBatch }, cancel.Token));

        Assert.Equal(60_000, (await _topic.RunReadAsync(ct: Token)).Records);
    }
}

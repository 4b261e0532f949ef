using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

public sealed class ClusterLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workbook 잠금 ").FullName;

    [Fact]
    public async Task A_lock_can_be_held_only_once_and_the_refusal_names_the_holder()
    {
        using ClusterLock held = await TakeAsync(TimeSpan.FromSeconds(1), "it restarts everything.");

        ClusterException refusal = await Assert.ThrowsAsync<ClusterException>(() => TakeAsync(TimeSpan.FromMilliseconds(200), "mine"));

        Assert.Equal(ClusterProblem.Busy, refusal.Problem);
        Assert.Contains($"process {Environment.ProcessId}", refusal.What.English, StringComparison.Ordinal);
        Assert.Contains("it restarts everything.", refusal.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_was_given_back_can_be_taken_again()
    {
        (await TakeAsync(TimeSpan.FromSeconds(1), "first")).Dispose();
        (await TakeAsync(TimeSpan.FromMilliseconds(100), "second")).Dispose();
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder, "locks"), "*.holder.json"));
    }

    [Fact]
    public async Task Who_waits_gets_the_lock_when_it_is_given_back()
    {
        ClusterLock held = await TakeAsync(TimeSpan.FromSeconds(1), "first");
        Task<ClusterLock> waiting = TakeAsync(TimeSpan.FromSeconds(30), "second");
        await Task.Delay(150, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        held.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using ClusterLock held = await TakeAsync(TimeSpan.FromSeconds(1), "first");
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(150));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ClusterLock.TakeAsync(Path_(), Text.Same("x"), TimeSpan.FromSeconds(30), ProgressDisplays.Silent, soon.Token));
    }

    [Fact]
    public void A_name_becomes_a_safe_file_name()
    {
        string path = ClusterLock.PathOf(_folder, "Local-a/b:한글 c");
        Assert.Equal(Path.Combine(_folder, "locks", "local-a_b____c.lock"), path);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Path_() => ClusterLock.PathOf(_folder, "test");

    private Task<ClusterLock> TakeAsync(TimeSpan limit, string purpose) =>
        ClusterLock.TakeAsync(Path_(), Text.Same(purpose), limit, ProgressDisplays.Silent, TestContext.Current.CancellationToken);
}

using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>The lock that a cluster's object takes at its first fault and holds until every broker runs again, or its process ends.</summary>
/// <param name="path">The lock's file.</param>
/// <param name="cluster">For its name and its progress.</param>
internal sealed class FaultLock(string path, Cluster cluster) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ClusterLock? _held;

    public Task TakeAsync(CancellationToken cancellationToken) => TakeAsync(Limit, cancellationToken);

    public async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TakeAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ClusterException busy) when (busy.Problem == ClusterProblem.Busy)
        {
            return false;
        }
    }

    /// <summary>Gives the lock back; it can be taken again.</summary>
    public void Dispose() => Interlocked.Exchange(ref _held, null)?.Dispose();

    private async Task TakeAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Text purpose = new($"{cluster.Name}의 브로커를 멈추거나 다시 띄우는 중이다.", $"it stops or starts brokers of {cluster.Name}.");
            _held ??= await ClusterLock.TakeAsync(path, purpose, limit, cluster.Progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }
}

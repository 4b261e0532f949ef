using System.Collections.Concurrent;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>
/// The lock that a notebook takes at its first fault and holds until every broker runs again, or its process ends. All objects for one cluster in a process share
/// it: who runs the first cell again must not wait for himself.
/// </summary>
/// <param name="path">The lock's file.</param>
/// <param name="cluster">For its name and its progress.</param>
internal sealed class FaultLock(string path, Cluster cluster) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // A file lock belongs to the process, so what this process holds is the process's own state.
    private static readonly ConcurrentDictionary<string, Held> OfThisProcess = new(StringComparer.Ordinal);

    private readonly Held _held = OfThisProcess.GetOrAdd(path, _ => new Held());

    public Task TakeAsync(CancellationToken cancellationToken) => TakeAsync(Limit, cancellationToken);

    /// <summary>Takes the lock unless another process has it; answers whether this one has it now.</summary>
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

    /// <summary>Gives the lock back, whichever object took it: every broker runs.</summary>
    public void Release()
    {
        lock (_held)
        {
            _held.Lock?.Dispose();
            _held.Lock = null;
            _held.Owner = null;
        }
    }

    /// <summary>Gives the lock back when this object was the last to take it.</summary>
    public void Dispose()
    {
        lock (_held)
        {
            if (ReferenceEquals(_held.Owner, this))
            {
                Release();
            }
        }
    }

    private async Task TakeAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        await _held.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_held.Lock is null)
            {
                Text purpose = new($"{cluster.Name}의 브로커를 멈추거나 다시 띄우는 중이다.", $"it stops or starts brokers of {cluster.Name}.");
                ClusterLock taken = await ClusterLock.TakeAsync(path, purpose, limit, cluster.Progress, cancellationToken).ConfigureAwait(false);
                lock (_held)
                {
                    _held.Lock = taken;
                }
            }

            lock (_held)
            {
                _held.Owner = this;
            }
        }
        finally
        {
            _held.Gate.Release();
        }
    }

    private sealed class Held
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public ClusterLock? Lock { get; set; }

        public FaultLock? Owner { get; set; }
    }
}

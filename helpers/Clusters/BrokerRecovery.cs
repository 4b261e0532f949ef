namespace KafkaWorkbook.Clusters;

/// <summary>Bringing back what an experiment broke.</summary>
public static class BrokerRecovery
{
    private static readonly TimeSpan RescueLimit = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Starts every broker that is stopped or killed and thaws every one that is frozen; returns when all are part of the cluster again. Where all run, nothing happens.
    /// A killed broker waits until the cluster has noticed its end (about 6 seconds after the kill).
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The brokers that were not running.</returns>
    /// <exception cref="ClusterException">A broker did not come back; the message says why.</exception>
    public static async Task<IReadOnlyList<int>> StartAllBrokersAsync(this Cluster cluster, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        IReadOnlyList<Broker> brokers = await cluster.BrokerStatesAsync(cancellationToken).ConfigureAwait(false);
        Broker[] down = [.. brokers.Where(b => b.State != BrokerState.Running)];

        // The frozen ones first: a broker that starts needs the others.
        foreach (Broker frozen in down.Where(b => b.State == BrokerState.Frozen))
        {
            await cluster.ThawBrokerAsync(frozen.Id, cancellationToken).ConfigureAwait(false);
        }

        int[] ended = [.. down.Where(b => b.State != BrokerState.Frozen).Select(b => b.Id)];
        if (ended.Length > 0)
        {
            await cluster.StartBrokersAsync(ended, cancellationToken).ConfigureAwait(false);
        }

        return [.. down.Select(b => b.Id)];
    }

    /// <summary>The brokers that do not run now.</summary>
    internal static async Task<IReadOnlyList<int>> DownAsync(this Cluster cluster, CancellationToken cancellationToken) =>
        [.. (await cluster.BrokerStatesAsync(cancellationToken).ConfigureAwait(false)).Where(b => b.State != BrokerState.Running).Select(b => b.Id)];

    /// <summary>
    /// Runs an experiment that breaks brokers. However it ends (done, failed, cancelled), all brokers run again afterwards. A rescue that fails does not hide why
    /// the experiment did.
    /// </summary>
    internal static async Task<T> WithRescueAsync<T>(this Cluster cluster, Func<Task<T>> experiment)
    {
        T result;
        try
        {
            result = await experiment().ConfigureAwait(false);
        }
        catch
        {
            await RescueAsync(cluster, quietly: true).ConfigureAwait(false);
            throw;
        }

        await RescueAsync(cluster, quietly: false).ConfigureAwait(false);
        return result;
    }

    private static async Task RescueAsync(Cluster cluster, bool quietly)
    {
        using CancellationTokenSource limit = new(RescueLimit);
        try
        {
            await cluster.StartAllBrokersAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (quietly && failure is ClusterException or OperationCanceledException or NotOnThisClusterException)
        {
            // The experiment's own failure says more; whoever attaches next mends the brokers.
        }
    }
}

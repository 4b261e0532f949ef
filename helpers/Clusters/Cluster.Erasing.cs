namespace KafkaWorkbook.Clusters;

public abstract partial class Cluster
{
    /// <summary>
    /// Deletes one topic's partitions from one broker's disk, as a broken disk would. Only on a cluster of ours, only with the broker down, and only a topic that this
    /// session created.
    /// </summary>
    /// <param name="brokerId">The broker; it must not run.</param>
    /// <param name="topic">The topic's full name.</param>
    /// <param name="partitions">How many partitions it has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">There is no disk of ours.</exception>
    /// <exception cref="InvalidOperationException">The topic is not ours, or the broker runs.</exception>
    internal async Task EraseAsync(int brokerId, string topic, int partitions, CancellationToken cancellationToken)
    {
        Require(Capability.Durability);
        if (!Owned.Topics.Values.Contains(topic, StringComparer.Ordinal))
        {
            throw new InvalidOperationException($"The topic '{topic}' was not created here; its data is left alone.");
        }

        await EraseOursAsync(brokerId, [.. Enumerable.Range(0, partitions).Select(p => FormattableString.Invariant($"{topic}-{p}"))], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes folders of partitions below a broker's data folder. The topic has been found to be ours.</summary>
    private protected virtual Task EraseOursAsync(int brokerId, IReadOnlyList<string> folders, CancellationToken cancellationToken) =>
        Task.FromException(Refusals.For(Capability.Durability, this));
}

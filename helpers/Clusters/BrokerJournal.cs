using System.Diagnostics;

namespace KafkaWorkbook.Clusters;

/// <summary>What was done to a broker.</summary>
internal enum BrokerChangeKind
{
    /// <summary>Asked to end, which it did.</summary>
    Stopped,

    /// <summary>Ended at once.</summary>
    Killed,

    /// <summary>Frozen.</summary>
    Frozen,

    /// <summary>Thawed.</summary>
    Thawed,

    /// <summary>Started again, and part of the metadata.</summary>
    Started,
}

/// <summary>Something that this process did to a broker.</summary>
/// <param name="Kind">What.</param>
/// <param name="BrokerId">To which broker.</param>
/// <param name="Began">When it was asked for, in <see cref="Stopwatch"/> ticks.</param>
/// <param name="Ended">When it was done.</param>
internal sealed record BrokerChange(BrokerChangeKind Kind, int BrokerId, long Began, long Ended);

/// <summary>What this process did to the brokers of one cluster, so that a measurement that runs meanwhile can mark it at the right moment.</summary>
internal sealed class BrokerJournal
{
    private readonly Lock _gate = new();
    private readonly List<BrokerChange> _changes = [];

    /// <summary>Does something and notes it; what fails is not noted.</summary>
    public async Task NoteAsync(BrokerChangeKind kind, int brokerId, Func<Task> change)
    {
        long began = Stopwatch.GetTimestamp();
        await change().ConfigureAwait(false);
        Note(kind, brokerId, began);
    }

    /// <summary>Notes something that has just been done.</summary>
    public void Note(BrokerChangeKind kind, int brokerId, long began)
    {
        lock (_gate)
        {
            _changes.Add(new BrokerChange(kind, brokerId, began, Stopwatch.GetTimestamp()));
        }
    }

    /// <summary>What was done since a moment, oldest first.</summary>
    public IReadOnlyList<BrokerChange> Since(long ticks)
    {
        lock (_gate)
        {
            return [.. _changes.Where(c => c.Ended >= ticks)];
        }
    }
}

namespace KafkaWorkbook.Measuring;

/// <summary>A stretch of one partition that is to be read.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="From">The first offset.</param>
/// <param name="To">The offset behind the last one.</param>
internal readonly record struct ReadPart(int Partition, long From, long To);

/// <summary>One consumer of a read run. The runner knows no client, as with <see cref="ILoadSender"/>.</summary>
internal interface ILoadReader : IDisposable
{
    /// <summary>What it has read so far.</summary>
    ReadTally Tally { get; }

    /// <summary>Reads on the calling thread until all its parts are read, the allowance is used up, time is up, or it is told to stop.</summary>
    /// <param name="deadline">When to stop, in <see cref="System.Diagnostics.Stopwatch"/> ticks.</param>
    /// <param name="stop">Ends it.</param>
    void Read(long deadline, CancellationToken stop);
}

/// <summary>How many records all consumers of a run may still read together.</summary>
internal sealed class ReadAllowance(long records)
{
    private long _left = records;

    /// <summary>Asks for some; answers how many were granted. What is not used has to be given back.</summary>
    public int Take(int wanted)
    {
        while (true)
        {
            long left = Interlocked.Read(ref _left);
            int granted = (int)Math.Min(left, wanted);
            if (granted <= 0 || Interlocked.CompareExchange(ref _left, left - granted, left) == left)
            {
                return Math.Max(0, granted);
            }
        }
    }

    public void GiveBack(int unused) => Interlocked.Add(ref _left, unused);

    public bool IsUsedUp => Interlocked.Read(ref _left) <= 0;
}

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
    private readonly Lock _gate = new();
    private long _left = records;
    private int _holders;

    /// <summary>Asks for some; answers how many were granted. What was granted has to be settled, used or not.</summary>
    public int Take(int wanted)
    {
        lock (_gate)
        {
            int granted = (int)Math.Min(_left, wanted);
            _left -= granted;
            _holders += granted > 0 ? 1 : 0;
            return granted;
        }
    }

    /// <summary>Ends what <see cref="Take"/> granted; what was not used is there for others again.</summary>
    public void Settle(int granted, int used)
    {
        lock (_gate)
        {
            _left += granted - used;
            _holders -= granted > 0 ? 1 : 0;
        }
    }

    /// <summary>Nothing is left, and nobody holds any that could be given back.</summary>
    public bool IsUsedUp
    {
        get
        {
            lock (_gate)
            {
                return _left <= 0 && _holders == 0;
            }
        }
    }
}

using System.Diagnostics;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// What one consumer has read, partition by partition. A partition is done when a record at or behind its end came, or the broker said that nothing follows: offsets
/// may have gaps. Written by the consumer's thread; the totals may be read by any.
/// </summary>
internal sealed class ReadTally
{
    private readonly long[] _next;
    private readonly long[] _from;
    private readonly long[] _to;
    private int _open;
    private long _records;
    private long _bytes;
    private long _first;
    private long _last;
    private string? _firstError;

    public ReadTally(int partitions, IReadOnlyList<ReadPart> parts)
    {
        // Partitions that are somebody else's have no room: nothing of them counts.
        _next = new long[partitions];
        _from = new long[partitions];
        _to = new long[partitions];
        Parts = [.. parts.Where(p => p.From < p.To)];
        foreach (ReadPart part in Parts)
        {
            (_next[part.Partition], _from[part.Partition], _to[part.Partition]) = (part.From, part.From, part.To);
        }

        _open = Parts.Count;
    }

    /// <summary>What is to be read, empty parts left out.</summary>
    public IReadOnlyList<ReadPart> Parts { get; }

    public bool Done => Volatile.Read(ref _open) == 0;

    public long Records => Interlocked.Read(ref _records);

    /// <summary>Bytes of values.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>When the first record came, in ticks; 0 before it.</summary>
    public long FirstRecord => Interlocked.Read(ref _first);

    /// <summary>When the last record came, in ticks; 0 before the first.</summary>
    public long LastRecord => Interlocked.Read(ref _last);

    /// <summary>The first error, or null. A client goes on by itself after most of them.</summary>
    public string? FirstError => Volatile.Read(ref _firstError);

    /// <summary>By the brokers' offsets: how many records were passed, read or not. To be asked when the reading is over.</summary>
    public long Passed => _next.Zip(_from, (next, from) => next - from).Sum();

    /// <summary>Takes a record; answers whether it belongs to what is to be read. The totals are added by <see cref="Add"/>.</summary>
    public bool Take(int partition, long offset)
    {
        if (_next[partition] >= _to[partition])
        {
            return false;
        }

        if (offset >= _to[partition])
        {
            Finish(partition);
            return false;
        }

        if ((_next[partition] = offset + 1) >= _to[partition])
        {
            Finish(partition);
        }

        return true;
    }

    /// <summary>Takes a partition's end. One before ours comes from a replica that is behind; the client goes on by itself.</summary>
    public void TakeEnd(int partition, long offset)
    {
        if (_next[partition] < _to[partition] && offset >= _to[partition])
        {
            Finish(partition);
        }
    }

    public void Add(int records, long bytes)
    {
        if (records > 0)
        {
            long now = Stopwatch.GetTimestamp();
            if (FirstRecord == 0)
            {
                Interlocked.Exchange(ref _first, now);
            }

            Interlocked.Add(ref _bytes, bytes);
            Interlocked.Exchange(ref _last, now);
            Interlocked.Add(ref _records, records);
        }
    }

    public void Note(string error) => Interlocked.CompareExchange(ref _firstError, error, null);

    private void Finish(int partition)
    {
        _next[partition] = _to[partition];
        Interlocked.Decrement(ref _open);
    }
}

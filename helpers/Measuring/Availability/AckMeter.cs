using System.Diagnostics;

namespace KafkaWorkbook.Measuring;

/// <summary>Notes when records were sent, acknowledged and given up, partition by partition: counts in short stretches of time, and gaps exactly.</summary>
/// <param name="partitions">How many partitions.</param>
/// <param name="started">When the time begins, in <see cref="Stopwatch"/> ticks.</param>
/// <param name="visible">From which length on a gap is kept; the longest of each partition is kept in any case.</param>
internal sealed class AckMeter(int partitions, long started, TimeSpan visible)
{
    private readonly Lock _gate = new();
    private readonly Lane[] _lanes = [.. Enumerable.Range(0, partitions).Select(p => new Lane(p))];

    /// <summary>How long the stretches are in which records are counted.</summary>
    public static TimeSpan Stretch { get; } = TimeSpan.FromMilliseconds(100);

    public void Sent(int partition, long at)
    {
        lock (_gate)
        {
            Lane lane = _lanes[partition];
            lane.LastSent = at;
            lane.At(IndexOf(at)).Sent++;
        }
    }

    public void Acked(int partition, long at)
    {
        lock (_gate)
        {
            Lane lane = _lanes[partition];
            if (lane.LastAck is { } last)
            {
                Gap(lane, last, at);
            }

            lane.LastAck = at;
            lane.At(IndexOf(at)).Acked++;
        }
    }

    public void Failed(int partition, long at)
    {
        lock (_gate)
        {
            _lanes[partition].At(IndexOf(at)).Failed++;
        }
    }

    /// <summary>For how long each partition has had no acknowledgement although records wait.</summary>
    public IReadOnlyList<(int Partition, TimeSpan Silent)> Silences(long now)
    {
        lock (_gate)
        {
            return [.. _lanes.Where(l => l.LastSent is not null).Select(l => (l.Partition, Stopwatch.GetElapsedTime(l.LastAck ?? started, now)))];
        }
    }

    /// <summary>All that was noted. A partition whose last acknowledgement came before its last record was sent has a gap that reaches to the end.</summary>
    /// <param name="end">When the measurement ended.</param>
    public IReadOnlyList<PartitionAcks> Result(long end)
    {
        lock (_gate)
        {
            return [.. _lanes.Select(l => Of(l, end))];
        }
    }

    private PartitionAcks Of(Lane lane, long end)
    {
        if (lane.LastSent > (lane.LastAck ?? started))
        {
            Gap(lane, lane.LastAck ?? started, end);
            lane.LastAck = end;
        }

        int count = IndexOf(end) + 1;
        Count[] counts = [.. Enumerable.Range(0, Math.Max(count, lane.Counts.Count)).Select(i => lane.At(i))];
        return new PartitionAcks(lane.Partition, lane.Longest, [.. lane.Gaps], [.. counts.Select(c => new AckCount(c.Sent, c.Acked, c.Failed))]);
    }

    private void Gap(Lane lane, long from, long to)
    {
        AckGap gap = new(lane.Partition, Stopwatch.GetElapsedTime(started, from), Stopwatch.GetElapsedTime(started, to));
        if (gap.Length > (lane.Longest?.Length ?? TimeSpan.Zero))
        {
            lane.Longest = gap;
        }

        if (gap.Length >= visible)
        {
            lane.Gaps.Add(gap);
        }
    }

    private int IndexOf(long at) => Math.Max(0, (int)(Stopwatch.GetElapsedTime(started, at) / Stretch));

    private sealed class Lane(int partition)
    {
        public int Partition => partition;

        public long? LastSent { get; set; }

        public long? LastAck { get; set; }

        public AckGap? Longest { get; set; }

        public List<AckGap> Gaps { get; } = [];

        public List<Count> Counts { get; } = [];

        public Count At(int index)
        {
            while (Counts.Count <= index)
            {
                Counts.Add(new Count());
            }

            return Counts[index];
        }
    }

    private sealed class Count
    {
        public int Sent { get; set; }

        public int Acked { get; set; }

        public int Failed { get; set; }
    }
}

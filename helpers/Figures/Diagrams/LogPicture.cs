namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>What a picture of logs shows, apart from how it is drawn.</summary>
/// <param name="Topic">The topic's name for the reader.</param>
/// <param name="Logs">The partitions, by their number.</param>
internal sealed record LogPicture(string Topic, IReadOnlyList<PartitionLog> Logs)
{
    /// <summary>The groups in the order of their first appearance.</summary>
    public IReadOnlyList<string> Groups { get; } = [.. Logs.SelectMany(l => l.Positions).Select(p => p.Group).Distinct()];

    /// <summary>The offsets from the starts to the ends.</summary>
    public long Length => Logs.Sum(l => l.Length);
}

/// <summary>One partition's log.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Start">The offset of the oldest record that is still there.</param>
/// <param name="End">The offset that the next record will get.</param>
/// <param name="Positions">Where the groups are.</param>
internal sealed record PartitionLog(int Partition, long Start, long End, IReadOnlyList<GroupPosition> Positions)
{
    public long Length => Math.Max(0, End - Start);
}

/// <summary>Where a group goes on in a partition.</summary>
/// <param name="Group">The group's name for the reader.</param>
/// <param name="Committed">The offset that it reads next, or null when it has committed nothing here.</param>
/// <param name="Lag">How many records wait for it, or null when that is not known.</param>
internal sealed record GroupPosition(string Group, long? Committed, long? Lag);

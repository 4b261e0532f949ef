namespace KafkaWorkbook.Measuring;

/// <summary>A time in which a partition acknowledged nothing although records were being sent to it.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="From">The acknowledgement before it, from the start of the measurement.</param>
/// <param name="To">The acknowledgement after it, or the end of the measurement when none came.</param>
public sealed record AckGap(int Partition, TimeSpan From, TimeSpan To)
{
    /// <summary>How long it was.</summary>
    public TimeSpan Length => To - From;
}

/// <summary>What happened to one partition's records in a stretch of time.</summary>
/// <param name="Sent">Records handed to the client.</param>
/// <param name="Acked">Acknowledgements that came.</param>
/// <param name="Failed">Records that the client gave up.</param>
public sealed record AckCount(int Sent, int Acked, int Failed);

/// <summary>One partition's acknowledgements over time.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="LongestGap">The longest time between two acknowledgements that follow each other; null when nothing was sent.</param>
/// <param name="Gaps">All gaps that can be seen in a picture, oldest first.</param>
/// <param name="Counts">Counts for stretches of 100 ms, from the start on.</param>
public sealed record PartitionAcks(int Partition, AckGap? LongestGap, IReadOnlyList<AckGap> Gaps, IReadOnlyList<AckCount> Counts)
{
    /// <summary>Records handed to the client.</summary>
    public long Sent => Counts.Sum(c => (long)c.Sent);

    /// <summary>Records that were acknowledged.</summary>
    public long Acked => Counts.Sum(c => (long)c.Acked);

    /// <summary>Records that the client gave up.</summary>
    public long Failed => Counts.Sum(c => (long)c.Failed);
}

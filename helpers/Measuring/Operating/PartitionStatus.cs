namespace KafkaWorkbook.Measuring;

/// <summary>How a partition is at one moment.</summary>
/// <param name="Topic">The topic's label.</param>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Leader">The broker that leads it; null while nobody does.</param>
/// <param name="Replicas">The brokers that have a replica; the first is the preferred leader.</param>
/// <param name="InSync">The replicas that are up to date, ascending.</param>
/// <param name="LeastInSync">How many of them acks=all asks for.</param>
public sealed record PartitionStatus(string Topic, int Partition, int? Leader, IReadOnlyList<int> Replicas, IReadOnlyList<int> InSync, int LeastInSync)
{
    /// <summary>Nobody leads it: it can be neither written nor read.</summary>
    public bool IsOffline => Leader is null;

    /// <summary>Fewer replicas are up to date than there should be.</summary>
    public bool IsUnderReplicated => InSync.Count < Replicas.Count;

    /// <summary>It is led, but too few replicas are up to date for acks=all, so producers that ask for it are refused.</summary>
    public bool RefusesWrites => !IsOffline && InSync.Count < Math.Min(LeastInSync, Replicas.Count);

    /// <summary>It is led, but not by its preferred leader: another broker carries its load as well.</summary>
    public bool IsLedElsewhere => Leader is { } leader && Replicas.Count > 0 && leader != Replicas[0];
}

/// <summary>A group's lag on one topic.</summary>
/// <param name="Topic">The topic's label.</param>
/// <param name="Group">The group's label.</param>
/// <param name="Lag">Records ahead of it.</param>
public sealed record GroupLag(string Topic, string Group, long Lag);

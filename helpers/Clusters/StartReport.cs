using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>How a cluster came to be used.</summary>
/// <param name="Attached">Whether it ran before and was only found.</param>
/// <param name="Took">From the call to the ready cluster.</param>
/// <param name="PassedOver">The kinds that were tried first, and why each was not possible.</param>
public sealed record StartReport(bool Attached, TimeSpan Took, IReadOnlyList<PassedOver> PassedOver)
{
    internal static StartReport Empty { get; } = new(false, TimeSpan.Zero, []);
}

/// <summary>A kind of cluster that was not possible here.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Why">Why not, and what would make it possible.</param>
public sealed record PassedOver(ClusterKind Kind, Text Why);

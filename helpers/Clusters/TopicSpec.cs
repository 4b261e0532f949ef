namespace KafkaWorkbook.Clusters;

/// <summary>A topic to be created.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Partitions">How many partitions, 1 or more.</param>
/// <param name="ReplicationFactor">How many copies, 1 to the number of brokers.</param>
/// <param name="Configs">Topic configurations such as <c>retention.ms</c>; empty for the broker's defaults.</param>
internal sealed record TopicSpec(string Name, int Partitions, short ReplicationFactor, IReadOnlyDictionary<string, string> Configs);

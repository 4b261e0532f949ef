namespace KafkaWorkbook.Messaging;

/// <summary>One message to be sent.</summary>
/// <param name="Key">Decides the partition: the same key always goes to the same one. Null lets the client choose.</param>
/// <param name="Value">The payload, as UTF-8 on the wire.</param>
public sealed record Event(string? Key, string Value);

/// <summary>One message as the broker acknowledged it.</summary>
/// <param name="Partition">Where it went, from 0.</param>
/// <param name="Offset">Its place in that partition, from 0; −1 when the broker told none, which is so with acks=0.</param>
/// <param name="Key">Its key, or null.</param>
/// <param name="Value">Its payload.</param>
public sealed record SentRecord(int Partition, long Offset, string? Key, string Value);

/// <summary>One message as it was read back.</summary>
/// <param name="Partition">Where it was, from 0.</param>
/// <param name="Offset">Its place in that partition, from 0.</param>
/// <param name="Key">Its key, or null.</param>
/// <param name="Value">Its payload; empty for a tombstone.</param>
/// <param name="Timestamp">When the producer made it (or the broker stored it, if the topic says so).</param>
public sealed record ReadRecord(int Partition, long Offset, string? Key, string Value, DateTimeOffset Timestamp);

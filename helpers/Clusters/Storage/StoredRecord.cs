using System.Text;

namespace KafkaWorkbook.Clusters.Storage;

/// <summary>How a batch's records are packed.</summary>
public enum BatchCompression
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>Snappy.</summary>
    Snappy,

    /// <summary>LZ4.</summary>
    Lz4,

    /// <summary>Zstandard.</summary>
    Zstd,
}

/// <summary>One record as it stands in a segment file.</summary>
/// <param name="Offset">Its offset.</param>
/// <param name="Timestamp">Its time.</param>
/// <param name="Key">Its key's bytes, or null.</param>
/// <param name="Value">Its value's bytes, or null for a tombstone.</param>
/// <param name="Headers">How many headers it has.</param>
public sealed record StoredRecord(long Offset, DateTimeOffset Timestamp, ReadOnlyMemory<byte>? Key, ReadOnlyMemory<byte>? Value, int Headers)
{
    /// <summary>The key as text, or null.</summary>
    public string? KeyText => Key is { } key ? Encoding.UTF8.GetString(key.Span) : null;

    /// <summary>The value as text, or null.</summary>
    public string? ValueText => Value is { } value ? Encoding.UTF8.GetString(value.Span) : null;
}

/// <summary>The head of one batch in a segment file: what a producer sent in one piece, and what a broker never takes apart.</summary>
/// <param name="Position">Where in the file it begins, in bytes.</param>
/// <param name="Bytes">How long it is, head included.</param>
/// <param name="BaseOffset">The offset of its first record.</param>
/// <param name="LastOffset">The offset of its last record.</param>
/// <param name="Count">How many records it has; fewer than its offsets after compaction.</param>
/// <param name="LeaderEpoch">How often the partition's leader had changed when it was written.</param>
/// <param name="Compression">How its records are packed.</param>
/// <param name="IsControl">Whether it holds a marker instead of records: a transaction's end, or a new leader of KRaft's quorum.</param>
/// <param name="IsTransactional">Whether it is part of a transaction.</param>
/// <param name="ProducerId">The id of an idempotent producer, or −1.</param>
/// <param name="ProducerEpoch">That producer's epoch, or −1.</param>
/// <param name="BaseSequence">The number that the producer gave the first record, or −1.</param>
/// <param name="FirstTimestamp">The time of its first record.</param>
/// <param name="MaxTimestamp">The greatest time of its records.</param>
/// <param name="ChecksumHolds">Whether its CRC-32C is that of its bytes.</param>
public sealed record RecordBatch(
    int Position,
    int Bytes,
    long BaseOffset,
    long LastOffset,
    int Count,
    int LeaderEpoch,
    BatchCompression Compression,
    bool IsControl,
    bool IsTransactional,
    long ProducerId,
    short ProducerEpoch,
    int BaseSequence,
    DateTimeOffset FirstTimestamp,
    DateTimeOffset MaxTimestamp,
    bool ChecksumHolds);

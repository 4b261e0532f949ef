using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace KafkaWorkbook.Clusters.Storage;

/// <summary>
/// Reads a segment file (<c>00000000000000000000.log</c>): batches of Kafka's message format 2 one after the other, as they also go over the wire. All numbers are
/// big-endian.
/// </summary>
/// <remarks>The format: https://kafka.apache.org/documentation/#recordbatch</remarks>
internal static class SegmentReader
{
    /// <summary>Up to and with the number of records; the records follow.</summary>
    public const int HeadBytes = 61;

    // The base offset and the length itself are not counted in a batch's length.
    private const int LengthEnd = 12;
    private const int MagicAt = 16, ChecksumAt = 17, AttributesAt = 21, LastDeltaAt = 23, FirstTimeAt = 27, MaxTimeAt = 35, ProducerAt = 43, EpochAt = 51, SequenceAt = 53, CountAt = 57;

    /// <summary>The batches of a file. A last one that is not complete, because the broker is writing it, is left out.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static IReadOnlyList<RecordBatch> Batches(ReadOnlyMemory<byte> file)
    {
        List<RecordBatch> batches = [];
        int at = 0;
        while (at + HeadBytes <= file.Length)
        {
            ReadOnlySpan<byte> rest = file.Span[at..];
            int length = BinaryPrimitives.ReadInt32BigEndian(rest[8..]);
            if (length == 0)
            {
                // A file that was made longer beforehand: nothing is written here yet.
                break;
            }

            if (length < HeadBytes - LengthEnd || rest[MagicAt] != 2)
            {
                throw new InvalidDataException(FormattableString.Invariant($"No batch of message format 2 at byte {at}."));
            }

            if (length > rest.Length - LengthEnd)
            {
                break;
            }

            batches.Add(Head(rest[..(LengthEnd + length)], at));
            at += LengthEnd + length;
        }

        return batches;
    }

    /// <summary>The records of one batch; null when they are packed in a way that .NET cannot unpack by itself (only gzip can).</summary>
    /// <exception cref="InvalidDataException">The batch is damaged.</exception>
    public static IReadOnlyList<StoredRecord>? Records(ReadOnlyMemory<byte> file, RecordBatch batch)
    {
        ReadOnlyMemory<byte> packed = file.Slice(batch.Position + HeadBytes, batch.Bytes - HeadBytes);
        ReadOnlyMemory<byte>? plain = batch.Compression switch
        {
            BatchCompression.None => packed,
            BatchCompression.Gzip => Unzip(packed),
            _ => default(ReadOnlyMemory<byte>?),
        };
        if (plain is not { } bytes)
        {
            return null;
        }

        VariableLengthReader reader = new(bytes);
        StoredRecord[] records = new StoredRecord[batch.Count];
        for (int i = 0; i < records.Length; i++)
        {
            reader.Number();
            reader.Skip(1);
            long time = reader.Number(), offset = batch.BaseOffset + reader.Number();
            ReadOnlyMemory<byte>? key = reader.Bytes(), value = reader.Bytes();
            int headers = (int)reader.Number();
            for (int h = 0; h < headers; h++)
            {
                reader.Bytes();
                reader.Bytes();
            }

            records[i] = new StoredRecord(offset, batch.FirstTimestamp.AddMilliseconds(time), key, value, headers);
        }

        return records;
    }

    private static RecordBatch Head(ReadOnlySpan<byte> batch, int position)
    {
        long first = BinaryPrimitives.ReadInt64BigEndian(batch);
        short attributes = BinaryPrimitives.ReadInt16BigEndian(batch[AttributesAt..]);
        return new RecordBatch(
            position,
            batch.Length,
            first,
            first + BinaryPrimitives.ReadInt32BigEndian(batch[LastDeltaAt..]),
            BinaryPrimitives.ReadInt32BigEndian(batch[CountAt..]),
            BinaryPrimitives.ReadInt32BigEndian(batch[LengthEnd..]),
            (BatchCompression)(attributes & 0x07),
            IsControl: (attributes & 0x20) != 0,
            IsTransactional: (attributes & 0x10) != 0,
            BinaryPrimitives.ReadInt64BigEndian(batch[ProducerAt..]),
            BinaryPrimitives.ReadInt16BigEndian(batch[EpochAt..]),
            BinaryPrimitives.ReadInt32BigEndian(batch[SequenceAt..]),
            TimeOf(BinaryPrimitives.ReadInt64BigEndian(batch[FirstTimeAt..])),
            TimeOf(BinaryPrimitives.ReadInt64BigEndian(batch[MaxTimeAt..])),
            BinaryPrimitives.ReadUInt32BigEndian(batch[ChecksumAt..]) == Checksum(batch[AttributesAt..]));
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }

    private static DateTimeOffset TimeOf(long milliseconds) => milliseconds < 0 ? DateTimeOffset.UnixEpoch : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static ReadOnlyMemory<byte> Unzip(ReadOnlyMemory<byte> packed)
    {
        using MemoryStream from = new(packed.ToArray());
        using GZipStream unzip = new(from, CompressionMode.Decompress);
        using MemoryStream to = new();
        unzip.CopyTo(to);
        return to.ToArray();
    }
}

/// <summary>Reads numbers of variable length: seven bits a byte, the sign folded into the lowest bit.</summary>
internal sealed class VariableLengthReader(ReadOnlyMemory<byte> bytes)
{
    private int _at;

    public bool AtEnd => _at >= bytes.Length;

    /// <summary>A number with a sign (zigzag).</summary>
    public long Number()
    {
        ulong folded = Unsigned();
        return (long)(folded >> 1) ^ -(long)(folded & 1);
    }

    /// <summary>A number without a sign.</summary>
    public ulong Unsigned()
    {
        const int MostBits = 63;
        ulong value = 0;
        for (int shift = 0; shift <= MostBits; shift += 7)
        {
            byte next = Take(1).Span[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number of variable length has no end.");
    }

    /// <summary>Bytes behind their length; null for the length −1.</summary>
    public ReadOnlyMemory<byte>? Bytes()
    {
        long length = Number();
        // Without its type, null would become empty memory.
        return length < 0 ? default(ReadOnlyMemory<byte>?) : Take(length);
    }

    /// <summary>Bytes of which the number is known.</summary>
    public ReadOnlyMemory<byte> Take(long count)
    {
        if (count < 0 || count > bytes.Length - _at)
        {
            throw new InvalidDataException("A record goes beyond the end of its batch.");
        }

        _at += (int)count;
        return bytes.Slice(_at - (int)count, (int)count);
    }

    public void Skip(int count) => Take(count);
}

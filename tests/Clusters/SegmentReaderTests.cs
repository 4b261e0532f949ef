using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using KafkaWorkbook.Clusters.Storage;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>Segment and index files, byte by byte as Kafka's documentation lays them out.</summary>
public sealed class SegmentReaderTests
{
    // A batch that a real broker (Kafka 3.9.2) wrote: see RealStorageTests for what it is compared with there.
    [Fact]
    public void A_batch_is_read_with_its_records()
    {
        byte[] file = [.. Batch(100, 0, ("kim", "첫째"), (null, "b"), ("lee", null)), .. Batch(103, 0, ("park", "d"))];
        IReadOnlyList<RecordBatch> batches = SegmentReader.Batches(file);

        Assert.Equal([(100L, 102L, 3), (103L, 103L, 1)], batches.Select(b => (b.BaseOffset, b.LastOffset, b.Count)));
        Assert.Equal(0, batches[0].Position);
        Assert.Equal(batches[0].Bytes, batches[1].Position);
        Assert.All(batches, b => Assert.True(b.ChecksumHolds));
        Assert.Equal((7L, (short)1, 40), (batches[0].ProducerId, batches[0].ProducerEpoch, batches[0].BaseSequence));
        IReadOnlyList<StoredRecord> records = SegmentReader.Records(file, batches[0])!;
        Assert.Equal([(100L, "kim", "첫째"), (101L, null, "b"), (102L, "lee", null)], records.Select(r => (r.Offset, r.KeyText, r.ValueText)));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_002), records[2].Timestamp);
        Assert.All(records, r => Assert.Equal(1, r.Headers));
    }

    [Fact]
    public void A_zipped_batch_is_unpacked_and_others_are_left_packed()
    {
        byte[] zipped = Batch(0, 1, ("a", "one"), ("b", "two"));
        Assert.Equal(["one", "two"], SegmentReader.Records(zipped, Assert.Single(SegmentReader.Batches(zipped)))!.Select(r => r.ValueText));
        byte[] lz4 = Batch(0, 3, ("a", "one"));
        RecordBatch packed = Assert.Single(SegmentReader.Batches(lz4));
        Assert.Equal(BatchCompression.Lz4, packed.Compression);
        Assert.Null(SegmentReader.Records(lz4, packed));
    }

    [Fact]
    public void A_changed_byte_is_seen_by_the_checksum()
    {
        byte[] file = Batch(0, 0, ("a", "one"));
        file[^1] ^= 1;
        Assert.False(Assert.Single(SegmentReader.Batches(file)).ChecksumHolds);
    }

    [Fact]
    public void A_batch_that_is_still_being_written_and_room_for_later_are_left_out()
    {
        byte[] whole = Batch(0, 0, ("a", "one")), next = Batch(1, 0, ("b", "two"));
        Assert.Single(SegmentReader.Batches((byte[])[.. whole, .. next[..^1]]));
        Assert.Single(SegmentReader.Batches((byte[])[.. whole, .. next[..20]]));
        Assert.Single(SegmentReader.Batches((byte[])[.. whole, .. new byte[500]]));
        Assert.Empty(SegmentReader.Batches(Array.Empty<byte>()));
    }

    [Fact]
    public void What_is_no_segment_is_refused()
    {
        byte[] old = Batch(0, 0, ("a", "one"));
        old[16] = 1;
        Assert.Throws<InvalidDataException>(() => SegmentReader.Batches(old));
        Assert.Throws<InvalidDataException>(() => SegmentReader.Batches(Encoding.ASCII.GetBytes(new string('x', 200))));
        byte[] shortRecords = Batch(0, 0, ("a", "one"));
        BinaryPrimitives.WriteInt32BigEndian(shortRecords.AsSpan(57), 9);
        Assert.Throws<InvalidDataException>(() => SegmentReader.Records(shortRecords, SegmentReader.Batches(shortRecords)[0]));
    }

    [Fact]
    public void An_index_is_read_up_to_its_zeros_and_finds_where_to_begin()
    {
        byte[] file = new byte[80];
        (int Offset, int Position)[] entries = [(9, 4_200), (19, 8_500), (35, 12_900)];
        for (int i = 0; i < entries.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(i * 8), entries[i].Offset);
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan((i * 8) + 4), entries[i].Position);
        }

        OffsetIndex index = OffsetIndex.Read(file, 1_000);
        Assert.Equal([(1_009L, 4_200), (1_019L, 8_500), (1_035L, 12_900)], index.Entries.Select(e => (e.Offset, e.Position)));
        Assert.Null(index.Floor(1_000));
        Assert.Null(index.Floor(1_008));
        Assert.Equal(4_200, index.Floor(1_009)!.Position);
        Assert.Equal(8_500, index.Floor(1_034)!.Position);
        Assert.Equal(12_900, index.Floor(99_999)!.Position);
        Assert.Empty(OffsetIndex.Read(new byte[40], 0).Entries);
    }

    [Theory]
    [InlineData("00000000000000003921.log", 3921L, ".log")]
    [InlineData("00000000000000000000.timeindex", 0L, ".timeindex")]
    [InlineData("leader-epoch-checkpoint", null, "")]
    [InlineData("partition.metadata", null, ".metadata")]
    public void A_files_name_says_where_its_segment_begins(string name, long? offset, string ending)
    {
        BrokerFile file = new(name, 1);
        Assert.Equal((offset, ending), (file.BaseOffset, file.Ending));
        if (offset is { } known)
        {
            Assert.Equal(name, BrokerFile.NameOf(known, ending));
        }
    }

    [Fact]
    public void Numbers_of_variable_length_are_folded()
    {
        VariableLengthReader reader = new(Varint(0).Concat(Varint(-1)).Concat(Varint(1)).Concat(Varint(-300)).Concat(Varint(long.MaxValue)).Concat(Varint(long.MinValue)).ToArray());
        Assert.Equal([0, -1, 1, -300, long.MaxValue, long.MinValue], Enumerable.Range(0, 6).Select(_ => reader.Number()));
        Assert.True(reader.AtEnd);
        Assert.Throws<InvalidDataException>(() => new VariableLengthReader(Enumerable.Repeat((byte)0xff, 12).ToArray()).Number());
    }

    internal static byte[] Batch(long first, int codec, params (string? Key, string? Value)[] records) =>
        Batch(first, codec, records.Length, [.. records.SelectMany((r, i) => Record(i, Bytes(r.Key), Bytes(r.Value)))]);

    /// <summary>A batch of records that are no text.</summary>
    internal static byte[] RawBatch(long first, params (byte[]? Key, byte[]? Value)[] records) =>
        Batch(first, 0, records.Length, [.. records.SelectMany((r, i) => Record(i, r.Key, r.Value))]);

    private static byte[] Batch(long first, int codec, int count, byte[] packed)
    {
        if (codec == 1)
        {
            using MemoryStream to = new();
            using (GZipStream zip = new(to, CompressionLevel.Fastest))
            {
                zip.Write(packed);
            }

            packed = to.ToArray();
        }

        byte[] batch = new byte[61 + packed.Length];
        packed.CopyTo(batch, 61);
        Span<byte> head = batch;
        BinaryPrimitives.WriteInt64BigEndian(head, first);
        BinaryPrimitives.WriteInt32BigEndian(head[8..], batch.Length - 12);
        batch[16] = 2;
        BinaryPrimitives.WriteInt16BigEndian(head[21..], (short)codec);
        BinaryPrimitives.WriteInt32BigEndian(head[23..], count - 1);
        BinaryPrimitives.WriteInt64BigEndian(head[27..], 1_700_000_000_000);
        BinaryPrimitives.WriteInt64BigEndian(head[35..], 1_700_000_000_000 + count - 1);
        BinaryPrimitives.WriteInt64BigEndian(head[43..], 7);
        BinaryPrimitives.WriteInt16BigEndian(head[51..], 1);
        BinaryPrimitives.WriteInt32BigEndian(head[53..], 40);
        BinaryPrimitives.WriteInt32BigEndian(head[57..], count);
        uint crc = uint.MaxValue;
        foreach (byte b in head[21..])
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        BinaryPrimitives.WriteUInt32BigEndian(head[17..], ~crc);
        return batch;
    }

    private static byte[] Record(int delta, byte[]? key, byte[]? value)
    {
        byte[] body = [0, .. Varint(delta), .. Varint(delta), .. Sized(key), .. Sized(value), .. Varint(1), .. Sized(Bytes("h")), .. Sized(Bytes("v"))];
        return [.. Varint(body.Length), .. body];
    }

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    private static byte[] Sized(byte[]? bytes) => bytes is null ? Varint(-1) : [.. Varint(bytes.Length), .. bytes];

    private static byte[] Varint(long value)
    {
        ulong folded = (ulong)((value << 1) ^ (value >> 63));
        List<byte> bytes = [];
        for (; folded >= 0x80; folded >>= 7)
        {
            bytes.Add((byte)(folded | 0x80));
        }

        return [.. bytes, (byte)folded];
    }
}

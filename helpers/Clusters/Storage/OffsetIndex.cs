using System.Buffers.Binary;

namespace KafkaWorkbook.Clusters.Storage;

/// <summary>One entry of an index file: a record's offset, and where the batch begins that holds it.</summary>
/// <param name="Offset">The offset of that batch's last record.</param>
/// <param name="Position">Where in the segment file the batch begins, in bytes.</param>
public sealed record IndexEntry(long Offset, int Position);

/// <summary>
/// An index file (<c>00000000000000000000.index</c>): not every record, but about one entry for each 4 KB of the segment (<c>index.interval.bytes</c>). An entry has 8
/// bytes: the offset less the segment's first one, and the position, both big-endian.
/// </summary>
/// <param name="Entries">The entries in the order of their offsets.</param>
public sealed record OffsetIndex(IReadOnlyList<IndexEntry> Entries)
{
    private const int EntryBytes = 8;

    /// <summary>Reads an index file. The one of the newest segment is longer than its entries and ends in zeros.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="baseOffset">The segment's first offset, which its name says.</param>
    public static OffsetIndex Read(ReadOnlySpan<byte> file, long baseOffset)
    {
        List<IndexEntry> entries = [];
        for (; file.Length >= EntryBytes; file = file[EntryBytes..])
        {
            int position = BinaryPrimitives.ReadInt32BigEndian(file[sizeof(int)..]);
            if (position == 0)
            {
                // A segment's first batch never gets an entry: without one a search begins there anyway.
                break;
            }

            entries.Add(new IndexEntry(baseOffset + BinaryPrimitives.ReadUInt32BigEndian(file), position));
        }

        return new OffsetIndex(entries);
    }

    /// <summary>The entry at which a search for an offset begins: the last one that is not behind it. Null: at the beginning of the segment.</summary>
    /// <param name="offset">The offset.</param>
    public IndexEntry? Floor(long offset)
    {
        int low = 0, high = Entries.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Entries[middle].Offset <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? null : Entries[low - 1];
    }
}

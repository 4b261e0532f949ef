using KafkaWorkbook.Clusters.Storage;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>What is in one segment: its batches, and the entries of its index.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class SegmentContent : IHtmlView
{
    private const int MostRows = 8;
    private readonly ReadOnlyMemory<byte> _log;

    internal SegmentContent(PartitionFolder folder, SegmentFile segment, IReadOnlyList<RecordBatch> batches, OffsetIndex index, ReadOnlyMemory<byte> log)
    {
        Folder = folder;
        Segment = segment;
        Batches = batches;
        Index = index;
        _log = log;
    }

    /// <summary>The folder that it is in.</summary>
    public PartitionFolder Folder { get; }

    /// <summary>Which segment.</summary>
    public SegmentFile Segment { get; }

    /// <summary>Its batches in the order of the file.</summary>
    public IReadOnlyList<RecordBatch> Batches { get; }

    /// <summary>Its index.</summary>
    public OffsetIndex Index { get; }

    /// <summary>How many records its batches say that they have.</summary>
    public long Records => Batches.Sum(b => (long)b.Count);

    /// <summary>How many bytes of the file its batches take.</summary>
    public long Bytes => Batches.Sum(b => (long)b.Bytes);

    /// <summary>Whether every batch's checksum is that of its bytes.</summary>
    public bool ChecksumsHold => Batches.All(b => b.ChecksumHolds);

    /// <summary>The records of one batch, from the file; null when they are packed with something else than gzip.</summary>
    /// <param name="batch">One of its batches.</param>
    /// <exception cref="InvalidDataException">The batch is damaged.</exception>
    public IReadOnlyList<StoredRecord>? RecordsOf(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return SegmentReader.Records(_log, batch);
    }

    /// <summary>Whether another copy's file has just the same bytes, as far as both are complete.</summary>
    /// <param name="other">The same segment on another broker.</param>
    public bool SameBytesAs(SegmentContent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Segment.BaseOffset == other.Segment.BaseOffset && Bytes == other.Bytes && _log.Span[..(int)Bytes].SequenceEqual(other._log.Span[..(int)other.Bytes]);
    }

    /// <summary>The batches as a table with the columns position, bytes, first, last, records, compression.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("position", Batches.Select(b => b.Position)),
        new PrimitiveDataFrameColumn<int>("bytes", Batches.Select(b => b.Bytes)),
        new PrimitiveDataFrameColumn<long>("first", Batches.Select(b => b.BaseOffset)),
        new PrimitiveDataFrameColumn<long>("last", Batches.Select(b => b.LastOffset)),
        new PrimitiveDataFrameColumn<int>("records", Batches.Select(b => b.Count)),
        new StringDataFrameColumn("compression", Batches.Select(b => b.Compression.ToString())));

    /// <inheritdoc/>
    public string ToHtml()
    {
        string rest = Batches.Count <= MostRows ? "" : Html.Sentence(Say($"… 모두 {Batches.Count}개", $"… {Batches.Count} in all"));
        return Html.Sentence(ToString()) + Html.Table(
            Segment.LogName,
            [Say("파일 속 위치", "position"), Say("바이트", "bytes"), Say("오프셋", "offsets"), Say("메시지", "records"), Say("압축", "compression"), Say("프로듀서", "producer"), Say("체크섬", "checksum")],
            Batches.Take(MostRows).Select(b => (IReadOnlyList<string>)
            [
                Payloads.Number(b.Position), Payloads.Number(b.Bytes), FormattableString.Invariant($"{b.BaseOffset} – {b.LastOffset}"), Payloads.Number(b.Count),
                b.Compression.ToString().ToLowerInvariant(), b.ProducerId < 0 ? "–" : Say($"{b.ProducerId}번", $"no. {b.ProducerId}"), b.ChecksumHolds ? "✓" : "✗",
            ])) + rest;
    }

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"세그먼트 {Segment.LogName}: 배치 {Batches.Count}개에 메시지 {Payloads.Number(Records)}건, 인덱스 항목 {Index.Entries.Count}개.",
        $"Segment {Segment.LogName}: {Payloads.Number(Records)} records in {Batches.Count} batches, {Index.Entries.Count} index entries.");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

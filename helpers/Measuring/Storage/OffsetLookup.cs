using KafkaWorkbook.Clusters.Storage;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using static System.FormattableString;

namespace KafkaWorkbook.Measuring;

/// <summary>The way to one record: which file, from which place on, past which batches.</summary>
/// <param name="Content">The segment that holds it.</param>
/// <param name="Offset">The offset that was looked for.</param>
/// <param name="Entry">The index entry at which the search began; null: at the beginning of the file.</param>
/// <param name="Passed">The batches of which only the head was read, because the record is not in them.</param>
/// <param name="Batch">The batch that holds it.</param>
/// <param name="Record">The record; null when the batch is packed with something else than gzip, or compaction has removed it.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record OffsetLookup(
    SegmentContent Content, long Offset, IndexEntry? Entry, IReadOnlyList<RecordBatch> Passed, RecordBatch Batch, StoredRecord? Record) : IHtmlView
{
    private const int LongestValue = 80;

    /// <summary>How many bytes were read for it: heads of batches that it is not in, and one whole batch.</summary>
    public long BytesRead => (Passed.Count * (long)SegmentReader.HeadBytes) + Batch.Bytes;

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("걸음", "step"), Say("본 것", "looked at"), Say("알아낸 것", "found")],
        [
            [Say("① 파일 이름", "① file names"), Say($"세그먼트 {Content.Folder.Segments.Count}개의 이름", $"the names of {Content.Folder.Segments.Count} segments"), Content.Segment.LogName],
            [
                Say("② 인덱스", "② index"),
                Say($"항목 {Content.Index.Entries.Count}개에서 이진 탐색", $"binary search in {Content.Index.Entries.Count} entries"),
                Entry is null
                    ? Say("앞선 항목이 없다. 파일의 처음부터", "no entry before it: from the beginning of the file")
                    : Say(Invariant($"오프셋 {Entry.Offset} → {Entry.Position}번째 바이트부터"), Invariant($"offset {Entry.Offset} → from byte {Entry.Position} on")),
            ],
            [
                Say("③ 배치 머리", "③ batch heads"),
                Say($"배치 {Passed.Count + 1}개", $"{Passed.Count + 1} batches"),
                Say(Invariant($"{Batch.Position}번째 바이트의 배치에 오프셋 {Batch.BaseOffset} – {Batch.LastOffset}"), Invariant($"the batch at byte {Batch.Position} has the offsets {Batch.BaseOffset} – {Batch.LastOffset}")),
            ],
            [Say("④ 배치 속", "④ inside the batch"), Say($"메시지 {Batch.Count}건", $"{Batch.Count} records"), Found()],
        ]);

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"오프셋 {Payloads.Number(Offset)}: 파일 {Payloads.Number(Content.Segment.Bytes)}바이트 가운데 {Payloads.Number(BytesRead)}바이트만 읽고 찾았다.",
        $"Offset {Payloads.Number(Offset)}: found by reading {Payloads.Number(BytesRead)} of the file's {Payloads.Number(Content.Segment.Bytes)} bytes.");

    internal static OffsetLookup In(SegmentContent content, long offset)
    {
        IndexEntry? entry = content.Index.Floor(offset);
        List<RecordBatch> passed = [];
        foreach (RecordBatch batch in content.Batches.Where(b => b.Position >= (entry?.Position ?? 0)))
        {
            if (batch.LastOffset >= offset)
            {
                return new OffsetLookup(content, offset, entry, passed, batch, content.RecordsOf(batch)?.FirstOrDefault(r => r.Offset == offset));
            }

            passed.Add(batch);
        }

        throw new ArgumentOutOfRangeException(
            nameof(offset), offset, new Text($"오프셋 {Particle.EunNeun(offset)} 아직 {content.Segment.LogName}에 없다.", $"The offset {offset} is not in {content.Segment.LogName} yet.").ToString());
    }

    private string Found()
    {
        if (Record is null)
        {
            return Say("압축되어 있어 여기서는 풀지 않는다", "packed, and not unpacked here");
        }

        string value = Record.ValueText ?? "null";
        return $"{Record.KeyText ?? "null"} → {(value.Length <= LongestValue ? value : value[..LongestValue] + "…")}";
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

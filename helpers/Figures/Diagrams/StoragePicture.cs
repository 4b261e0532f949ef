using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>What a picture of a partition's files shows, apart from how it is drawn.</summary>
/// <param name="Folder">The folder with its segments.</param>
/// <param name="Content">The segment that is opened, or null.</param>
/// <param name="Lookup">The way to a record in it, or null.</param>
internal sealed record StoragePicture(PartitionFolder Folder, SegmentContent? Content, OffsetLookup? Lookup)
{
    public static Text Names { get; } = new("파일 이름 = 첫 오프셋", "file name = first offset");

    public static Text Active { get; } = new("쓰는 중", "active");

    public static Text InFile { get; } = new("한 파일 속: 배치가 이어져 있다 (바이트)", "inside one file: batch after batch (bytes)");

    public static Text IndexEntry { get; } = new("인덱스 항목", "index entry");

    public static Text Begin { get; } = new("여기서부터 찾는다", "search begins here");

    public static Text Passed { get; } = new("머리만 읽고 지나간 배치", "passed: head only");

    public static Text FoundBatch { get; } = new("찾은 배치", "the batch");

    public static Text InBatch { get; } = new("한 배치 속: 메시지", "inside one batch: records");

    public Text Title => Lookup is { } lookup
        ? new($"오프셋 {Particle.EulReul(Ticks.Write(lookup.Offset))} 찾아가는 길: 파일, 인덱스, 배치, 메시지", $"The way to offset {Ticks.Write(lookup.Offset)}: file, index, batch, record")
        : Content is { } content
        ? new(
            $"세그먼트 하나를 열면: 배치 {content.Batches.Count}개, 메시지 {Ticks.Write(content.Records)}건",
            $"One segment opened: {content.Batches.Count} batches, {Ticks.Write(content.Records)} records")
        : new(
            $"파티션 {Folder.Partition}의 로그는 파일 {Folder.Segments.Count}개로 잘려 있다", $"The log of partition {Folder.Partition} is cut into {Folder.Segments.Count} files");

    public Text AltText => new(
        $"{Folder.Path}: {string.Join(", ", Folder.Segments.Select(s => $"오프셋 {s.BaseOffset}부터 {Ticks.Write(s.Bytes)}바이트"))}.{(Lookup is null ? "" : $" {Way(Lookup, Language.Korean)}")}",
        $"{Folder.Path}: {string.Join(", ", Folder.Segments.Select(s => $"from offset {s.BaseOffset} {Ticks.Write(s.Bytes)} bytes"))}.{(Lookup is null ? "" : $" {Way(Lookup, Language.English)}")}");

    private static string Way(OffsetLookup lookup, Language language) => new Text(
        $"{lookup.Entry?.Position ?? 0}번째 바이트부터 배치 {lookup.Passed.Count}개를 지나 {lookup.Batch.Position}번째 바이트의 배치에서 찾았다.",
        $"From byte {lookup.Entry?.Position ?? 0} past {lookup.Passed.Count} batches, found in the batch at byte {lookup.Batch.Position}.").In(language);
}

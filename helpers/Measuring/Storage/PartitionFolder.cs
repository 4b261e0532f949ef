using KafkaWorkbook.Clusters.Storage;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using static System.FormattableString;

namespace KafkaWorkbook.Measuring;

/// <summary>A segment of a partition's log: a stretch of offsets with files of its own.</summary>
/// <param name="BaseOffset">The offset of its first record, which is also its files' name.</param>
/// <param name="EndOffset">The offset behind its last record: the next segment's first one, or for the newest the log's end when it was looked at.</param>
/// <param name="Bytes">The length of its <c>.log</c> file.</param>
/// <param name="Active">Whether it is the newest, the only one that is written to.</param>
public sealed record SegmentFile(long BaseOffset, long EndOffset, long Bytes, bool Active)
{
    /// <summary>The name of the file with the records.</summary>
    public string LogName => BrokerFile.NameOf(BaseOffset, ".log");
}

/// <summary>The folder in which a broker keeps its copy of a partition, as it was when it was looked at.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Broker">The broker whose disk it is on.</param>
/// <param name="Path">The folder as that broker sees it: inside its container, or on this machine.</param>
/// <param name="Files">Its files, by name.</param>
/// <param name="Segments">Its segments, oldest first.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record PartitionFolder(
    Topic Topic, int Partition, int Broker, string Path, IReadOnlyList<BrokerFile> Files, IReadOnlyList<SegmentFile> Segments) : IHtmlView
{
    /// <summary>The bytes of all records: the <c>.log</c> files together.</summary>
    public long Bytes => Segments.Sum(s => s.Bytes);

    /// <summary>The segment that holds an offset, found as a broker finds it: the last one whose name is not behind it.</summary>
    /// <param name="offset">The offset.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is before the first record or behind the last one.</exception>
    public SegmentFile SegmentOf(long offset) => Segments.LastOrDefault(s => s.BaseOffset <= offset) is { } found && offset < Segments[^1].EndOffset
        ? found
        : throw new ArgumentOutOfRangeException(
            nameof(offset),
            offset,
            new Text(
                $"이 폴더에는 오프셋 {(Segments.Count == 0 ? 0 : Segments[0].BaseOffset)}부터 {(Segments.Count == 0 ? 0 : Segments[^1].EndOffset - 1)}까지 있다.",
                $"This folder holds the offsets from {(Segments.Count == 0 ? 0 : Segments[0].BaseOffset)} to {(Segments.Count == 0 ? 0 : Segments[^1].EndOffset - 1)}.").ToString());

    /// <summary>Reads the batches of one segment, from the file itself.</summary>
    /// <param name="segment">The segment; null for the first one.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="Clusters.ClusterException">The file is gone meanwhile, or cannot be read.</exception>
    public async Task<SegmentContent> OpenAsync(SegmentFile? segment = null, CancellationToken ct = default)
    {
        SegmentFile wanted = segment ?? Segments[0];
        ReadOnlyMemory<byte> log = await StorageAccess.ReadAsync(this, wanted.LogName, ct).ConfigureAwait(false);
        ReadOnlyMemory<byte> index = await StorageAccess.ReadAsync(this, BrokerFile.NameOf(wanted.BaseOffset, ".index"), ct).ConfigureAwait(false);
        return new SegmentContent(this, wanted, SegmentReader.Batches(log), OffsetIndex.Read(index.Span, wanted.BaseOffset), log);
    }

    /// <summary>Finds a record by its offset as a broker does: by the files' names, through the index, and then batch by batch.</summary>
    /// <param name="offset">The offset.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is before the first record or behind the last one.</exception>
    /// <exception cref="Clusters.ClusterException">A file is gone meanwhile, or cannot be read.</exception>
    public async Task<OffsetLookup> FindAsync(long offset, CancellationToken ct = default) => OffsetLookup.In(await OpenAsync(SegmentOf(offset), ct).ConfigureAwait(false), offset);

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        Path,
        [Say("파일", "file"), Say("바이트", "bytes"), Say("무엇인가", "what it is")],
        Files.Select(f => (IReadOnlyList<string>)[f.Name, Payloads.Number(f.Bytes), StorageWords.Of(f).ToString()]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"브로커 {Broker}의 디스크에 있는 {Topic.Label}의 파티션 {Partition}: 세그먼트 {Segments.Count}개, {Payloads.Number(Bytes)}바이트.",
        $"Partition {Partition} of {Topic.Label} on the disk of broker {Broker}: {Segments.Count} segments, {Payloads.Number(Bytes)} bytes.");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>Words about files.</summary>
internal static class StorageWords
{
    public static Text Of(BrokerFile file) => file switch
    {
        { BaseOffset: { } offset, Ending: ".log" } => new(Invariant($"메시지. 오프셋 {offset}부터"), Invariant($"records from offset {offset} on")),
        { BaseOffset: not null, Ending: ".index" } => new("오프셋 → 파일 속 위치", "offset → place in the file"),
        { BaseOffset: not null, Ending: ".timeindex" } => new("시각 → 오프셋", "time → offset"),
        { BaseOffset: not null, Ending: ".snapshot" } => new("프로듀서마다 어디까지 받았는지 (중복을 거르는 데 쓴다)", "how far each producer is (to drop duplicates)"),
        { Name: "leader-epoch-checkpoint" } => new("리더가 몇 번 바뀌었는지", "how often the leader changed"),
        { Name: "partition.metadata" } => new("이 폴더가 어느 토픽의 것인지", "which topic this folder belongs to"),
        _ => new("", ""),
    };
}

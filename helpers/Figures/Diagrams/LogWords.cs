using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>What pictures of logs say.</summary>
internal static class LogWords
{
    public static Text Read { get; } = new("읽고 커밋했다", "read and committed");

    public static Text Unread { get; } = new("아직 읽지 않았다", "not read yet");

    public static Text Next { get; } = new("다음 레코드가 들어갈 자리", "where the next record goes");

    public static Text Reads { get; } = new("그룹이 다음에 읽을 자리", "what the group reads next");

    public static Text Offset { get; } = new("오프셋", "Offset");

    public static Text Partition(int partition) => new($"파티션 {partition}", $"Partition {partition}");

    public static Text Ends(PartitionLog log) => log.Length == 0
        ? new($"비어 있다 · 끝 {N(log.End)}", $"empty · end {N(log.End)}")
        : new($"시작 {N(log.Start)} · 끝 {N(log.End)}", $"start {N(log.Start)} · end {N(log.End)}");

    public static Text NextTip(long end) => new($"다음 레코드는 오프셋 {N(end)}에 들어간다.", $"The next record gets the offset {N(end)}.");

    public static Text Omitted(long count) => new($"… {N(count)}개 …", $"… {N(count)} …");

    public static Text OmittedTip(LogCell gap) => new(
        $"오프셋 {N(gap.From)}부터 {N(gap.From + gap.Count - 1)}까지 {N(gap.Count)}개는 줄여 그렸다.",
        $"Offsets {N(gap.From)} to {N(gap.From + gap.Count - 1)}, {N(gap.Count)} of them, are not drawn one by one.");

    public static Text Position(GroupPosition position) => position switch
    {
        { Committed: null } => new($"{position.Group}: 아직 커밋한 오프셋이 없다", $"{position.Group}: no committed offset yet"),
        { Lag: null } => new($"{position.Group} {N(position.Committed.Value)}", $"{position.Group} {N(position.Committed.Value)}"),
        { Lag: 0 } => new($"{position.Group} {N(position.Committed.Value)} · 다 읽었다", $"{position.Group} {N(position.Committed.Value)} · caught up"),
        _ => new($"{position.Group} {N(position.Committed.Value)} · 지연 {N(position.Lag.Value)}건", $"{position.Group} {N(position.Committed.Value)} · lag {N(position.Lag.Value)}"),
    };

    public static Text Bar(long records, long? lag) => lag is { } waiting
        ? new($"{N(records)}개 · 지연 {N(waiting)}", $"{N(records)} · lag {N(waiting)}")
        : new($"{N(records)}개", N(records));

    public static Text Rest(int shown, int all, long records) => new(
        $"파티션 {N(all)}개 가운데 앞의 {N(shown)}개를 그렸다. 나머지에는 오프셋 {N(records)}개가 있다.",
        $"The first {N(shown)} of {N(all)} partitions are drawn. The others hold {Offsets(records)}.");

    public static Text Title(LogPicture picture) => new(
        $"토픽 {picture.Topic}의 로그: 파티션 {N(picture.Logs.Count)}개, 오프셋 {N(picture.Length)}개",
        $"The log of topic {picture.Topic}: {Offsets(picture.Length)} in {N(picture.Logs.Count)} partition{(picture.Logs.Count == 1 ? "" : "s")}");

    public static Text AltText(LogPicture picture) => new(
        string.Join(' ', picture.Logs.Select(l => $"파티션 {l.Partition}: {(l.Length == 0 ? $"비어 있고 다음 오프셋은 {N(l.End)}" : $"오프셋 {N(l.Start)}부터 {N(l.End - 1)}까지 {N(l.Length)}개")}{Positions(l, korean: true)}.")),
        string.Join(' ', picture.Logs.Select(l => $"Partition {l.Partition}: {(l.Length == 0 ? $"empty, the next offset is {N(l.End)}" : $"offsets {N(l.Start)} to {N(l.End - 1)}, {N(l.Length)} of them")}{Positions(l, korean: false)}.")));

    private static string Positions(PartitionLog log, bool korean) =>
        string.Concat(log.Positions.Select(p => $", {Position(p).In(korean ? Language.Korean : Language.English)}"));

    // Offsets, not records: a compacted topic, and one that was written to in transactions, has gaps.
    private static string Offsets(long count) => count == 1 ? "1 offset" : $"{N(count)} offsets";

    private static string N(long value) => Ticks.Write(value);
}

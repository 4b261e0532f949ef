using System.Globalization;
using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Shop;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Pictures of logs offset by offset, where offsets and records are not the same: after compaction, and after transactions. Made of what was read.</summary>
internal static class LogStrips
{
    private static readonly ChartColour[] Keys = [ChartColour.Blue, ChartColour.Orange, ChartColour.Green, ChartColour.Violet, ChartColour.Red];

    public static StripPicture Of(CompactionRun run)
    {
        string[] keys = [.. run.Before.Select(r => r.Key ?? "").Distinct()];
        long end = run.Before.Concat(run.After).Select(r => r.Offset + 1).DefaultIfEmpty(0).Max();
        int before = run.Before.Count, after = run.After.Count;
        Text title = new($"압축: {Ticks.Write(before)}건에서 {Ticks.Write(after)}건만 남았다. 키마다 마지막 값은 그대로다", $"Compaction: of {Ticks.Write(before)} records {Ticks.Write(after)} are left; each key's last value is as it was");
        if (!run.SameTable)
        {
            title = new($"압축: {Ticks.Write(before)}건에서 {Ticks.Write(after)}건만 남았고, 마지막 값이 달라졌다", $"Compaction: of {Ticks.Write(before)} records {Ticks.Write(after)} are left, and a last value changed");
        }

        return new(
            title,
            new($"남은 오프셋: {Offsets(run.After)}.", $"Offsets left: {Offsets(run.After)}."),
            [
                new(new Text("압축 전", "before").ToString(), new Text($"읽어서 {Ticks.Write(before)}건", $"{Ticks.Write(before)} read").ToString(), Cells(run.Before, keys, end)),
                new(
                    new Text("압축 뒤", "after").ToString(),
                    new Text($"읽어서 {Ticks.Write(after)}건, 오프셋은 바뀌지 않는다", $"{Ticks.Write(after)} read; offsets do not change").ToString(), Cells(run.After, keys, end)),
            ],
            [.. keys.Select((k, i) => new StripLegend(Keys[i % Keys.Length], k)), new(null, new Text("읽을 것이 없는 오프셋", "nothing to read").ToString())]);
    }

    public static StripPicture Of(PipeComparison comparison)
    {
        IReadOnlyList<PipeRun> runs = comparison.Runs;
        int twice = runs.Sum(r => r.Twice), invalid = runs.Where(r => r.Options.Transactional).Sum(r => r.Invalid);
        Text title = twice > 0
            ? new($"두 번 나온 결과 {twice}건. 로그를 오프셋 하나하나 보면 어디인지 보인다", $"{twice} results came twice: offset by offset, one sees where")
            : new($"로그에는 취소된 결과 {invalid}건이 남아 있지만 read_committed에는 보이지 않는다", $"{invalid} results that were taken back are in the log, and read_committed does not see them");
        return new(
            title,
            new(
                string.Join(' ', runs.Select(r => $"{PipeComparison.NameOf(r)}: 유효 {r.Committed.Count}건, 취소된 것 {r.Invalid}건, 표시 {r.Marks}개, 두 번 {r.Twice}건.")),
                string.Join(' ', runs.Select(r => $"{PipeComparison.NameOf(r)}: {r.Committed.Count} valid, {r.Invalid} taken back, {r.Marks} marks, {r.Twice} twice."))),
            [.. runs.Select(r => new StripRow(
                PipeComparison.NameOf(r),
                new Text(
                    $"유효한 결과 {r.Committed.Count}건, 취소된 결과 {r.Invalid}건, 표시 {r.Marks}개",
                    $"{r.Committed.Count} valid, {r.Invalid} taken back, {r.Marks} marks").ToString(),
                Cells(r)))],
            [
                new(ChartColour.Green, new Text("유효한 결과", "valid").ToString()),
                .. twice > 0 ? [new StripLegend(ChartColour.Orange, new Text("같은 주문의 두 번째 결과", "the same order's second result").ToString(), StripMark.Strong)] : Array.Empty<StripLegend>(),
                .. invalid > 0 ? [new StripLegend(ChartColour.Red, new Text("취소된 결과", "taken back").ToString(), StripMark.Struck)] : Array.Empty<StripLegend>(),
                .. runs.Any(r => r.Marks > 0) ? [new StripLegend(null, new Text("트랜잭션의 표시", "mark of a transaction").ToString())] : Array.Empty<StripLegend>(),
            ]);
    }

    private static List<StripCell> Cells(IReadOnlyList<ReadRecord> records, string[] keys, long end)
    {
        Dictionary<long, ReadRecord> at = records.ToDictionary(r => r.Offset);
        List<StripCell> cells = [];
        for (long offset = 0; offset < end; offset++)
        {
            cells.Add(at.TryGetValue(offset, out ReadRecord? record)
                ? new(
                    StringInfo.GetNextTextElement(record.Key ?? " "), Keys[Array.IndexOf(keys, record.Key ?? "") % Keys.Length],
                    FormattableString.Invariant($"{offset}: {record.Key} = {record.Value}"))
                : new("", null, FormattableString.Invariant($"{offset}: –")));
        }

        return cells;
    }

    private static List<StripCell> Cells(PipeRun run)
    {
        Dictionary<long, ReadRecord> all = run.Uncommitted.ToDictionary(r => r.Offset);
        HashSet<long> valid = [.. run.Committed.Select(r => r.Offset)];
        HashSet<string> seen = [];
        List<StripCell> cells = [];
        for (long offset = 0; offset < run.End; offset++)
        {
            if (!all.TryGetValue(offset, out ReadRecord? record))
            {
                cells.Add(new("", null, FormattableString.Invariant($"{offset}: ") + new Text("트랜잭션의 표시", "mark of a transaction")));
                continue;
            }

            string order = PipeRun.OrderOf(record);
            (ChartColour colour, StripMark mark) = !valid.Contains(offset) ? (ChartColour.Red, StripMark.Struck)
                : seen.Add(order) ? (ChartColour.Green, StripMark.None)
                : (ChartColour.Orange, StripMark.Strong);
            cells.Add(new(order.Length > 2 ? order[^2..] : order, colour, FormattableString.Invariant($"{offset}: {order}"), mark));
        }

        return cells;
    }

    private static string Offsets(IReadOnlyList<ReadRecord> records) =>
        string.Join(", ", records.Take(20).Select(r => Ticks.Write(r.Offset))) + (records.Count > 20 ? ", …" : "");
}

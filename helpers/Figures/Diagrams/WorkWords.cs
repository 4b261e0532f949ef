using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>The words of pictures of work.</summary>
internal static class WorkWords
{
    public static Text Once { get; } = new("한 번 처리했다", "done once");

    public static Text Twice { get; } = new("두 번 이상 처리했다", "done more than once");

    public static Text Lost { get; } = new("잃었다", "lost");

    public static Text Parked { get; } = new("따로 두었다", "set aside");

    public static Text Waiting { get; } = new("아직 남아 있다", "still waiting");

    public static Text Title(IReadOnlyList<WorkReport> reports)
    {
        if (reports.Count > 1)
        {
            string lost = string.Join(", ", reports.Where(r => r.Lost > 0).Select(r => r.Label)), twice = string.Join(", ", reports.Where(r => r.Twice > 0).Select(r => r.Label));
            return (lost.Length, twice.Length) switch
            {
                (0, 0) => new("모두 한 번씩 처리했다", "Everything was done once"),
                (0, _) => new($"두 번 처리한 것이 있다: {twice}", $"Done more than once: {twice}"),
                (_, 0) => new($"잃은 것이 있다: {lost}", $"Lost: {lost}"),
                _ => new($"잃은 것: {lost} / 두 번 처리한 것: {twice}", $"Lost: {lost} / done more than once: {twice}"),
            };
        }

        WorkReport only = reports[0];
        return only switch
        {
            { Waiting: > 0 } => new(
                $"{only.Records}건 가운데 {only.Processed}건을 처리했고 {only.Waiting}건이 남아 있다", $"{only.Processed} of {only.Records} records are done, {only.Waiting} still wait"),
            { Parked: > 0, Lost: 0, Twice: 0 } => new(
                $"{only.Records}건 가운데 {only.Processed}건을 처리했고 {only.Parked}건은 따로 두었다", $"{only.Processed} of {only.Records} records are done, {only.Parked} set aside"),
            _ => new(
                $"{only.Records}건: 처리 {only.Processed}건, 잃은 것 {only.Lost}건, 두 번 처리한 것 {only.Twice}건",
                $"{only.Records} records: {only.Processed} done, {only.Lost} lost, {only.Twice} done more than once"),
        };
    }

    public static Text AltText(IReadOnlyList<WorkReport> reports) => new(
        string.Join(' ', reports.Select(r => $"{r.Label}: {Counts(r).Korean}, 컨슈머 {r.Lives.Count}번.")),
        string.Join(' ', reports.Select(r => $"{r.Label}: {Counts(r).English}, {r.Lives.Count} consumers.")));

    public static Text Counts(WorkReport report)
    {
        Text parked = report.Parked == 0 ? Text.Same("") : new($" · 따로 둠 {report.Parked}", $" · {report.Parked} set aside");
        Text waiting = report.Waiting == 0 ? Text.Same("") : new($" · 남음 {report.Waiting}", $" · {report.Waiting} waiting");
        return new(
            $"처리 {report.Processed} · 잃음 {report.Lost} · 두 번 {report.Twice}{parked.Korean}{waiting.Korean}",
            $"{report.Processed} done · {report.Lost} lost · {report.Twice} twice{parked.English}{waiting.English}");
    }

    public static Text Cell(WorkPlace place, int times, bool lost, bool parked) => (times, lost) switch
    {
        (0, true) => new($"오프셋 {place.Offset}: 커밋했지만 처리하지 않았다", $"offset {place.Offset}: committed, but never done"),
        (0, false) when parked => new($"오프셋 {place.Offset}: 따로 두었다", $"offset {place.Offset}: set aside"),
        (0, false) => new($"오프셋 {place.Offset}: 아직 처리하지 않았다", $"offset {place.Offset}: not done yet"),
        _ => new($"오프셋 {place.Offset}: {times}번 처리했다", $"offset {place.Offset}: done {times} times"),
    };

    public static Text Life(WorkLife life) => life.End switch
    {
        LifeEnd.Finished => new($"{life.Number}번째 컨슈머, 끝까지", $"consumer {life.Number}, to the end"),
        LifeEnd.PowerCut => new($"{life.Number}번째 컨슈머, 전원이 나갔다", $"consumer {life.Number}, power cut"),
        _ => new($"{life.Number}번째 컨슈머, 예외로 죽었다", $"consumer {life.Number}, died of an exception"),
    };

    public static Text Rest(int shown) => new($"앞의 {Ticks.Write((long)shown)}건만 그렸다.", $"Only the first {Ticks.Write((long)shown)} records are drawn.");
}

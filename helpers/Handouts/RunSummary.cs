using System.Globalization;
using KafkaWorkbook.Notebooks.Running;
using Spectre.Console;
using Text = KafkaWorkbook.Reporting.Text;
using Words = Spectre.Console.Text;

namespace KafkaWorkbook.Handouts;

/// <summary>The table at the end of a run: a line a chapter.</summary>
internal static class RunSummary
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ChapterRun> runs, string current)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (Text head in (Text[])[new("장", "Chapter"), new("셀", "Cells"), new("초", "Seconds"), new("결과", "Result"), new("파일", "File")])
        {
            table.AddColumn(new TableColumn(new Words(head.ToString(), new Style(decoration: Decoration.Bold))).NoWrap());
        }

        foreach (ChapterRun run in runs)
        {
            ExecutedNotebook? executed = run.Executed;
            table.AddRow(
                new Words(Path.GetFileNameWithoutExtension(run.File)),
                new Words(executed is null ? "–" : Cells(executed)),
                new Words(executed?.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) ?? "–"),
                new Words(Result(run).ToString(), new Style(executed?.Succeeded == true ? Color.Green : Color.Red)),
                new Words(run.Page is null ? "–" : Path.GetRelativePath(current, run.Page)));
        }

        console.Write(table);
    }

    private static string Cells(ExecutedNotebook executed)
    {
        int ran = executed.Cells.Count(c => c.State is CellState.Ran or CellState.Refused);
        return string.Create(CultureInfo.InvariantCulture, $"{ran}/{executed.Cells.Length}");
    }

    private static Text Result(ChapterRun run)
    {
        if (run.Executed is not { } executed)
        {
            return run.Problem is null ? new("실행하지 않음", "not run") : new("읽지 못함", "not readable");
        }

        int refused = executed.Cells.Count(c => c.State == CellState.Refused);
        int others = executed.Cells.Count(c => c.State == CellState.OtherLanguage);
        int skipped = executed.Cells.Count(c => c.State == CellState.NotRun);
        return executed switch
        {
            { Cancelled: true } => new("멈춤", "stopped"),
            { Failure: { } failure } => new($"셀 [{failure.Number}] 실패, {skipped}개 실행하지 않음", $"cell [{failure.Number}] failed, {skipped} not run"),
            _ when others > 0 => new($"C# 셀 모두 실행, {others}개는 다른 언어", $"all C# cells ran, {others} in other languages"),
            _ when refused > 0 => new($"모두 실행, {refused}개는 이 클러스터에서 불가", $"all ran, {refused} not on this cluster"),
            _ => new("모두 실행", "all ran"),
        };
    }
}

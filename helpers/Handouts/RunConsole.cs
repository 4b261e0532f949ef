using KafkaWorkbook.Notebooks.Running;
using Spectre.Console;

namespace KafkaWorkbook.Handouts;

/// <summary>Shows a run in the terminal, a line a cell.</summary>
internal sealed class RunConsole(IAnsiConsole console, string chapter) : IRunObserver
{
    public void CellBegins(int number, int count, string firstLine) =>
        console.MarkupLineInterpolated($"[grey]{chapter}[/] [[{number}/{count}]] {firstLine}");

    public void Progress(string text, bool isLast) => console.MarkupLineInterpolated($"    [grey]{text}[/]");

    public void CellEnds(CellRun cell)
    {
        foreach (string line in cell.Trouble)
        {
            console.MarkupLineInterpolated($"    [red]{line}[/]");
        }
    }
}

using System.Globalization;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using Spectre.Console;
using Text = KafkaWorkbook.Reporting.Text;
using Words = Spectre.Console.Text;

namespace KafkaWorkbook.Handouts;

/// <summary>
/// Shows a run, a line a cell. On a terminal the line of the cell that runs is rewritten with its progress; redirected output only gets finished lines.
/// What cells say is written as text, never as Spectre's markup.
/// </summary>
internal sealed class RunConsole(IAnsiConsole console, string chapter) : IRunObserver
{
    private static readonly Style s_quiet = new(Color.Grey);

    private string _label = "";
    private bool _open;

    /// <summary>The chapter's head.</summary>
    public void Begin(NotebookDocument notebook) => Line(Label(notebook.Title), new Style(decoration: Decoration.Bold));

    /// <inheritdoc/>
    public void CellBegins(int number, int count, string firstLine)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"[{number}/{count}]");
        _label = $"{place,-8} {firstLine}";
        Rewrite($"… {_label}");
    }

    /// <inheritdoc/>
    public void Progress(string text, bool isLast) => Rewrite($"… {_label}  {text}");

    /// <inheritdoc/>
    public void CellEnds(CellRun cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (cell.State == CellState.NotRun)
        {
            return;
        }

        (string sign, Color colour) = cell.State switch
        {
            CellState.Ran => ("✓", Color.Green),
            CellState.Refused or CellState.OtherLanguage => ("!", Color.Yellow),
            _ => ("✗", Color.Red),
        };
        Clear();
        console.Write(new Words($"  {sign} ", new Style(colour)));
        Line(Cut(string.Create(CultureInfo.InvariantCulture, $"{cell.Took.TotalSeconds,6:0.0} s  {_label}"), 5), Style.Plain);
        Trouble(cell.Trouble);
        if (cell.LateCharacters > 0)
        {
            Line(new Text(
                "      앞 셀의 백그라운드 작업이 셀이 끝난 뒤에 쓴 출력은 어느 커널에서도 보이지 않는다.",
                "      What background work of an earlier cell writes after that cell has ended is lost in every kernel.").ToString(), s_quiet);
        }
    }

    /// <summary>Says what went wrong, in lines.</summary>
    public void Trouble(IEnumerable<string> lines)
    {
        foreach (string line in lines.SelectMany(l => l.Split('\n')))
        {
            Line($"      {line}", new Style(Color.Red));
        }
    }

    private string Label(string title) => title == chapter ? chapter : $"{chapter}  {title}";

    private void Rewrite(string text)
    {
        if (console.Profile.Capabilities.Ansi)
        {
            Clear();
            console.Write(new Words(Cut("  " + text, 1), s_quiet));
            _open = true;
        }
    }

    private void Clear()
    {
        if (_open)
        {
            console.Write(new ControlCode("\r\u001b[2K"));
            _open = false;
        }
    }

    private void Line(string text, Style style)
    {
        Clear();
        console.Write(new Words(text, style));
        console.WriteLine();
    }

    private string Cut(string text, int taken) => TerminalLine.Fit(text, console.Profile.Width - taken);
}

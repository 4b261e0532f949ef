using KafkaWorkbook.Commands;
using KafkaWorkbook.Reporting;
using Spectre.Console;
using Xunit;
using Text = KafkaWorkbook.Reporting.Text;

namespace KafkaWorkbook.Tests.Commands;

public sealed class ScreenTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public void Foreign_text_is_never_taken_for_markup_and_never_broken()
    {
        Screen screen = Screen.Of(_output, _errors);
        string line = "[red]payload[/] [[x]] " + new string('가', 300);

        screen.Line(line);
        screen.Marked(Mark.Good, line);

        Assert.Equal($"{line}\n✓ {line}\n", _output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_failure_goes_to_the_errors_with_what_to_do_below_it()
    {
        Screen.Of(_output, _errors).Failure(Text.Same("first\nsecond"), Text.Same("do this"));

        Assert.Equal("", _output.ToString());
        Assert.Equal("✗ first\n  second\n→ do this\n", _errors.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void On_a_terminal_open_work_is_rewritten_below_what_is_done()
    {
        TerminalProgressDisplay display = new(Terminal(width: 40));
        IProgressLine first = display.Begin(Text.Same("first"));
        IProgressLine second = display.Begin(Text.Same("second"));

        first.Done(Text.Same("first is done"));
        first.Update(Text.Same("too late"));
        second.Done(Text.Same("second is done"));

        Assert.Equal(["✓ first is done", "✓ second is done"], Shown(_output.ToString()));
    }

    [Fact]
    public void On_a_terminal_a_long_line_takes_one_row()
    {
        TerminalProgressDisplay display = new(Terminal(width: 20));

        display.Begin(Text.Same("브로커를 기다린다. 브로커를 기다린다."));

        Assert.Equal(["… 브로커를 기다린…"], Shown(_output.ToString()));
    }

    private IAnsiConsole Terminal(int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(_output),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = width;
        return console;
    }

    // What is left on the screen: "go up N lines and clear from there" is the only movement.
    private static List<string> Shown(string written)
    {
        List<string> lines = [];
        foreach (string piece in written.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string text = piece;
            while (System.Text.RegularExpressions.Regex.Match(text, "\u001b\\[(\\d+)A\u001b\\[0J") is { Success: true } move)
            {
                int up = int.Parse(move.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
                lines.RemoveRange(lines.Count - up, up);
                text = text.Remove(move.Index, move.Length);
            }

            lines.Add(text);
        }

        return lines;
    }
}

using KafkaWorkbook.Handouts;
using KafkaWorkbook.Reporting;
using Spectre.Console;
using Text = KafkaWorkbook.Reporting.Text;
using Words = Spectre.Console.Text;

namespace KafkaWorkbook.Commands;

/// <summary>Progress on a terminal: work that goes on stands in lines at the bottom that are rewritten; what is done stays above them.</summary>
internal sealed class TerminalProgressDisplay(IAnsiConsole console) : IProgressDisplay
{
    private readonly Lock _gate = new();
    private readonly List<Line> _open = [];
    private int _drawn;
    private long _lastDraw;

    public IProgressLine Begin(Text text)
    {
        Line line = new(this, text.ToString());
        lock (_gate)
        {
            _open.Add(line);
            Redraw(null);
        }

        return line;
    }

    private void Changed(Line line, string text)
    {
        lock (_gate)
        {
            // An eye reads ten a second at most.
            if (line.Over || Environment.TickCount64 - _lastDraw < 100)
            {
                line.Text = text;
                return;
            }

            line.Text = text;
            Redraw(null);
        }
    }

    private void Ended(Line line, string text)
    {
        lock (_gate)
        {
            if (!line.Over)
            {
                line.Over = true;
                _open.Remove(line);
                Redraw("✓ " + text);
            }
        }
    }

    private void Redraw(string? finished)
    {
        if (!console.Profile.Capabilities.Ansi)
        {
            // A terminal that cannot move its cursor gets a line for each beginning and each end.
            if (finished is not null)
            {
                console.Write(new Words(finished + "\n"));
            }
            else if (_open.Count > _drawn)
            {
                console.Write(new Words($"… {_open[^1].Text}\n"));
            }

            _drawn = _open.Count;
            return;
        }

        if (_drawn > 0)
        {
            console.Write(new ControlCode($"\u001b[{_drawn}A\u001b[0J"));
        }

        if (finished is not null)
        {
            console.Write(new Words(finished + "\n"));
        }

        foreach (Line line in _open)
        {
            console.Write(new Words(TerminalLine.Fit("… " + line.Text, console.Profile.Width - 1) + "\n", new Style(Color.Grey)));
        }

        _drawn = _open.Count;
        _lastDraw = Environment.TickCount64;
    }

    private sealed class Line(TerminalProgressDisplay display, string text) : IProgressLine
    {
        public string Text { get; set; } = text;

        public bool Over { get; set; }

        public void Update(Text text) => display.Changed(this, text.ToString());

        public void Done(Text text) => display.Ended(this, text.ToString());
    }
}

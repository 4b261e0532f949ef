using System.Diagnostics;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Progress for work that is mostly over at once: a line appears only when it takes over a second, and changes at most once a second.</summary>
internal sealed class DelayedProgress(IProgressDisplay display)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private IProgressLine? _line;

    public void Report(Func<Text> text)
    {
        if (_sinceLast.Elapsed < Interval)
        {
            return;
        }

        _sinceLast.Restart();
        if (_line is null)
        {
            _line = display.Begin(text());
        }
        else
        {
            _line.Update(text());
        }
    }

    public void Done(Func<Text> text) => _line?.Done(text());
}

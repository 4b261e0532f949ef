using System.Diagnostics;

namespace KafkaWorkbook.Reporting;

/// <summary>
/// Writes progress as lines: the first at once, later ones at most every <see cref="Quiet"/>, the last always. A cell's console output cannot be
/// taken back, so few lines are the calm choice.
/// </summary>
internal sealed class ConsoleProgressDisplay : IProgressDisplay
{
    internal static TimeSpan Quiet { get; } = TimeSpan.FromSeconds(3);

    public IProgressLine Begin(Text text) => new Line(text);

    private sealed class Line : IProgressLine
    {
        private readonly Lock _gate = new();
        private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
        private bool _done;

        public Line(Text text) => Console.WriteLine($"… {text}");

        public void Update(Text text)
        {
            lock (_gate)
            {
                if (!_done && _sinceLast.Elapsed >= Quiet)
                {
                    _sinceLast.Restart();
                    Console.WriteLine($"… {text}");
                }
            }
        }

        public void Done(Text text)
        {
            lock (_gate)
            {
                if (!_done)
                {
                    _done = true;
                    Console.WriteLine($"✓ {text}");
                }
            }
        }
    }
}

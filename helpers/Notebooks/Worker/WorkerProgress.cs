using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Notebooks.Worker;

/// <summary>Hands progress to the runner's terminal. It is not an output of the cell: a printed notebook has no use for it.</summary>
internal sealed class WorkerProgress(Action<Progressed> send) : IProgressDisplay
{
    private int _lines;

    public IProgressLine Begin(Text text)
    {
        Line line = new(send, Interlocked.Increment(ref _lines));
        line.Update(text);
        return line;
    }

    private sealed class Line(Action<Progressed> send, int number) : IProgressLine
    {
        private readonly Lock _gate = new();
        private bool _done;
        private long _last;

        public void Update(Text text) => Write(text, isLast: false);

        public void Done(Text text) => Write(text, isLast: true);

        private void Write(Text text, bool isLast)
        {
            lock (_gate)
            {
                // An eye reads ten a second at most; the rest would only keep the pipe busy while something is measured.
                long now = Environment.TickCount64;
                if (_done || (!isLast && _last != 0 && now - _last < 100))
                {
                    return;
                }

                _done = isLast;
                _last = now;
                send(new Progressed(number, text.ToString(), isLast));
            }
        }
    }
}

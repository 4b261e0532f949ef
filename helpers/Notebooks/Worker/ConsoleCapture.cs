using System.Text;

namespace KafkaWorkbook.Notebooks.Worker;

/// <summary>
/// Takes what cells write to the console, in the order of writing, both streams in one queue, and hands it on in pieces. What background work writes after
/// its cell has ended is lost, as it is in the kernels: a notebook that relies on it would be right here only.
/// </summary>
internal sealed class ConsoleCapture : IDisposable
{
    /// <summary>How many characters of one cell are kept.</summary>
    internal const int Limit = 1_000_000;

    private const int LargestPiece = 16_384;

    private readonly AsyncLocal<int> _cellOfThisFlow = new();
    private readonly Lock _gate = new();
    private readonly StringBuilder _piece = new();
    private readonly Action<Wrote> _send;
    private readonly Timer _timer;
    private bool _pieceIsError;
    private int _cell;
    private long _kept;
    private long _cut;
    private long _late;

    public ConsoleCapture(Action<Wrote> send)
    {
        _send = send;
        _timer = new Timer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Output = new Writer(this, isError: false);
        Error = new Writer(this, isError: true);
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    /// <summary>From here on, what this flow of execution writes belongs to a cell.</summary>
    public void Begin(int cell)
    {
        lock (_gate)
        {
            _cell = cell;
            _kept = 0;
            _cut = 0;
            _cellOfThisFlow.Value = cell;
        }

        _timer.Change(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50));
    }

    /// <summary>The cell is over: everything it wrote is handed on before this returns.</summary>
    public (long Cut, long Late) End()
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            FlushLocked(all: true);
            long late = _late;
            _late = 0;
            _cell = 0;
            return (_cut, late);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Take(ReadOnlySpan<char> text, bool isError)
    {
        lock (_gate)
        {
            if (_cell == 0 || _cellOfThisFlow.Value != _cell)
            {
                _late += text.Length;
                return;
            }

            int room = (int)Math.Min(text.Length, Limit - _kept);
            _kept += room;
            _cut += text.Length - room;
            if (room == 0)
            {
                return;
            }

            if (_piece.Length > 0 && _pieceIsError != isError)
            {
                FlushLocked(all: true);
            }

            _pieceIsError = isError;
            _piece.Append(text[..room]);
            if (_piece.Length >= LargestPiece)
            {
                FlushLocked();
            }
        }
    }

    /// <summary>Hands on what there is.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            FlushLocked();
        }
    }

    private void FlushLocked(bool all = false)
    {
        // A character outside the basic plane is two; a piece must not end between them, because a message cannot hold half a character.
        int length = !all && _piece.Length > 0 && char.IsHighSurrogate(_piece[^1]) ? _piece.Length - 1 : _piece.Length;
        if (length > 0)
        {
            _send(new Wrote(_cell, _pieceIsError, _piece.ToString(0, length)));
            _piece.Remove(0, length);
        }
    }

    private sealed class Writer(ConsoleCapture capture, bool isError) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => capture.Take([value], isError);

        public override void Write(string? value) => capture.Take(value, isError);

        public override void Write(char[] buffer, int index, int count) => capture.Take(buffer.AsSpan(index, count), isError);

        public override void Write(ReadOnlySpan<char> buffer) => capture.Take(buffer, isError);

        // One piece for a text and its line end, so that two threads do not mix within a line.
        public override void WriteLine(string? value) => capture.Take(value + "\n", isError);

        public override void WriteLine() => capture.Take("\n", isError);

        public override string NewLine => "\n";
    }
}

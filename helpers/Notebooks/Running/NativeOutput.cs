using System.Text;
using KafkaWorkbook.Notebooks.Worker;

namespace KafkaWorkbook.Notebooks.Running;

/// <summary>
/// Reads what the process of the cells writes to its own standard output or error: librdkafka's log lines, a crash's last words. Finds the marks that
/// tell which of it belongs to which cell.
/// </summary>
internal sealed class NativeOutput(TextReader reader, bool isError, Action<bool, string> take)
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _pending = new();
    private readonly Dictionary<int, TaskCompletionSource> _ends = [];
    private int _reached;
    private bool _closed;

    /// <summary>Reads until the stream ends.</summary>
    public async Task ReadAsync()
    {
        char[] buffer = new char[8192];
        try
        {
            int count;
            while ((count = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                Add(buffer.AsSpan(0, count));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process is gone, or was given up.
        }

        lock (_gate)
        {
            _closed = true;
            if (_pending.Length > 0)
            {
                take(isError, _pending.ToString());
                _pending.Clear();
            }

            foreach (TaskCompletionSource end in _ends.Values)
            {
                end.TrySetResult();
            }
        }
    }

    /// <summary>Completes when everything that a cell wrote has been taken.</summary>
    public Task EndOf(int cell)
    {
        lock (_gate)
        {
            if (_closed || _reached >= cell)
            {
                return Task.CompletedTask;
            }

            if (!_ends.TryGetValue(cell, out TaskCompletionSource? end))
            {
                _ends[cell] = end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return end.Task;
        }
    }

    private void Add(ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            _pending.Append(text);
            string pending = _pending.ToString();
            int start;
            while ((start = pending.IndexOf(EndMark.Start, StringComparison.Ordinal)) >= 0 && pending.IndexOf('\n', start) is var end and >= 0)
            {
                Take(pending[..start]);
                _reached = EndMark.Read(pending[start..(end + 1)]) ?? _reached;
                if (_ends.Remove(_reached, out TaskCompletionSource? waiting))
                {
                    waiting.TrySetResult();
                }

                pending = pending[(end + 1)..];
            }

            // A mark may be cut anywhere: what could be the beginning of one waits for the rest.
            int hold = pending.LastIndexOf(EndMark.Start[0]);
            hold = hold >= 0 && pending.Length - hold < EndMark.Start.Length + 16 ? hold : pending.Length;
            Take(pending[..hold]);
            _pending.Clear().Append(pending.AsSpan(hold));
        }
    }

    private void Take(string text)
    {
        if (text.Length > 0)
        {
            take(isError, text);
        }
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Worker;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Notebooks.Running;

/// <summary>Puts together what one cell shows, in the order in which it arrives. Safe for the threads that read the process's streams.</summary>
internal sealed class OutputCollector(Language language)
{
    private readonly Lock _gate = new();
    private readonly ImmutableArray<CellOutput>.Builder _outputs = ImmutableArray.CreateBuilder<CellOutput>();
    private readonly StringBuilder _stream = new();
    private readonly StringBuilder _nativeError = new();
    private bool _streamIsError;
    private long _kept;
    private long _cut;

    /// <summary>How many characters were left out here.</summary>
    public long Cut
    {
        get
        {
            lock (_gate)
            {
                return _cut;
            }
        }
    }

    /// <summary>What the process itself wrote to standard error during this cell: the last words of a crash.</summary>
    public string NativeError
    {
        get
        {
            lock (_gate)
            {
                return _nativeError.ToString();
            }
        }
    }

    public void Write(bool isError, string text)
    {
        lock (_gate)
        {
            WriteLocked(isError, text);
        }
    }

    public void WriteNative(bool isError, string text)
    {
        lock (_gate)
        {
            string clean = text.ReplaceLineEndings("\n");
            if (isError && _nativeError.Length < ConsoleCapture.Limit)
            {
                _nativeError.Append(clean);
            }

            WriteLocked(isError, clean);
        }
    }

    public void Show(Showed value)
    {
        lock (_gate)
        {
            EndStream();
            _outputs.Add(new ValueOutput(value.IsResult, NotebookMetadata.Empty.SetItems(
                value.Data.Select(f => KeyValuePair.Create(f.Key, f.Key.EndsWith("json", StringComparison.Ordinal) ? Json(f.Value) : NotebookMetadata.Value(f.Value))))));
        }
    }

    public void Fail(string name, string message, IEnumerable<string> traceback)
    {
        lock (_gate)
        {
            EndStream();
            _outputs.Add(new ErrorOutput(name, message, [.. traceback]));
        }
    }

    /// <summary>All of it.</summary>
    /// <param name="cutBefore">How many characters the process of the cells left out already.</param>
    public ImmutableArray<CellOutput> Finish(long cutBefore)
    {
        lock (_gate)
        {
            long cut = cutBefore + _cut;
            if (cut > 0)
            {
                string note = new Text(FormattableString.Invariant($"… (출력이 너무 길어 {cut:N0}자를 줄였다)"), FormattableString.Invariant($"… ({cut:N0} characters of output were left out)")).In(language);
                _stream.Append(_stream.Length > 0 && _stream[^1] != '\n' ? "\n" : "").Append(note).Append('\n');
            }

            EndStream();
            return _outputs.ToImmutable();
        }
    }

    private void WriteLocked(bool isError, string text)
    {
        int room = (int)Math.Min(text.Length, Math.Max(0, ConsoleCapture.Limit - _kept));
        _kept += room;
        _cut += text.Length - room;
        if (room == 0)
        {
            return;
        }

        if (_streamIsError != isError)
        {
            EndStream();
            _streamIsError = isError;
        }

        _stream.Append(text, 0, room);
    }

    private void EndStream()
    {
        if (_stream.Length > 0)
        {
            _outputs.Add(new StreamOutput(_streamIsError, _stream.ToString()));
            _stream.Clear();
        }
    }

    private static JsonElement Json(string form)
    {
        using JsonDocument document = JsonDocument.Parse(form);
        return document.RootElement.Clone();
    }
}

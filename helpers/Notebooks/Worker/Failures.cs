using System.Diagnostics;
using KafkaWorkbook.Reporting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KafkaWorkbook.Notebooks.Worker;

/// <summary>Says what went wrong in a cell in the reader's terms: the message first, then the cell, the line and that line's text.</summary>
internal sealed class Failures(IReadOnlyDictionary<int, string> sources, string chapter)
{
    private const int MostFrames = 8;

    /// <summary>A cell that does not compile.</summary>
    public Failed NotCompiled(CompiledCell cell)
    {
        List<string> lines = [];
        foreach (Diagnostic error in cell.Errors)
        {
            lines.AddRange(Describe(cell.Number, error));
        }

        return new Failed(cell.Number, "CompilationError", Message(cell.Errors.First()), lines);
    }

    /// <summary>A compiler warning in one line, as Jupyter's kernel writes it to standard error.</summary>
    public string Warning(CompiledCell cell, Diagnostic warning) => $"{Where(cell.Number, warning)}: {Message(warning)}\n";

    /// <summary>A cell that threw.</summary>
    public Failed Threw(int number, Exception exception)
    {
        Exception told = Told(exception);
        List<string> lines = [$"{told.GetType().Name}: {told.Message}"];
        lines.AddRange(ReaderFrames(told, number));
        for (Exception? inner = told.InnerException; inner is not null; inner = inner.InnerException)
        {
            lines.Add($"← {inner.GetType().Name}: {inner.Message}");
        }

        return new Failed(number, told.GetType().FullName ?? told.GetType().Name, told.Message, lines);
    }

    /// <summary>The exception that says what happened: an aggregate of one is only its wrapping.</summary>
    public static Exception Told(Exception exception)
    {
        while (exception is AggregateException { InnerExceptions.Count: 1 } or System.Reflection.TargetInvocationException { InnerException: not null })
        {
            exception = exception.InnerException!;
        }

        return exception;
    }

    private IEnumerable<string> ReaderFrames(Exception exception, int number)
    {
        List<(int Cell, int Line)> places = [];
        foreach (StackFrame frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            // A method that calls itself fills a trace with one line; the reader needs it once.
            if (ScriptSettings.CellOf(frame.GetFileName()) is { } cell && (places.Count == 0 || places[^1] != (cell, frame.GetFileLineNumber())))
            {
                places.Add((cell, frame.GetFileLineNumber()));
            }
        }

        foreach ((int cell, int line) in places.Take(MostFrames))
        {
            yield return $"  {Place(cell, line, null)}";
            if (SourceLine(cell, line) is { } text)
            {
                yield return $"    {text.Trim()}";
            }
        }

        if (places.Count == 0)
        {
            yield return $"  {Place(number, null, null)}";
        }
        else if (places.Count > MostFrames)
        {
            yield return "  …";
        }
    }

    private IEnumerable<string> Describe(int number, Diagnostic error)
    {
        yield return $"{Where(number, error)}: {Message(error)}";
        LinePosition start = error.Location.GetLineSpan().StartLinePosition;
        if (error.Location.IsInSource && SourceLine(number, start.Line + 1) is { } text)
        {
            yield return $"    {text}";
            yield return $"    {Indent(text, start.Character)}^";
        }
    }

    // Tabs stay tabs, and a Hangul letter is as wide as two blanks, so that the mark stands below what it means.
    private static string Indent(string line, int characters) => string.Concat(line.Take(characters).Select(c => c == '\t' ? "\t" : c >= '\u1100' ? "\u3000" : " "));

    private string Where(int number, Diagnostic diagnostic)
    {
        LinePosition start = diagnostic.Location.GetLineSpan().StartLinePosition;
        return diagnostic.Location.IsInSource ? Place(number, start.Line + 1, start.Character + 1) : Place(number, null, null);
    }

    private string Place(int cell, int? line, int? column)
    {
        Text place = (line, column) switch
        {
            (null, _) => new($"코드 셀 [{cell}]", $"code cell [{cell}]"),
            (_, null) => new($"코드 셀 [{cell}] {line}행", $"code cell [{cell}], line {line}"),
            _ => new($"코드 셀 [{cell}] {line}행 {column}열", $"code cell [{cell}], line {line}, column {column}"),
        };
        return $"{chapter}, {place}";
    }

    private static string Message(Diagnostic diagnostic) => $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";

    private string? SourceLine(int cell, int line)
    {
        string[] lines = sources.TryGetValue(cell, out string? source) ? source.Split('\n') : [];
        return line >= 1 && line <= lines.Length ? lines[line - 1] : null;
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>
/// Reads .dib, .NET Interactive's script form of a notebook: plain text in which a line <c>#!csharp</c> or <c>#!markdown</c> begins a cell. Lines like
/// <c>#!time</c>, which name no kernel, belong to the code. Text before the first such line is C#. There are no outputs in it.
/// </summary>
internal sealed class DibReader(string file)
{
    /// <summary>How these files' names end.</summary>
    public const string Ending = ".dib";

    private const string Marker = "#!";
    private const string MetaMarker = "#!meta";
    private const string Section = "polyglot_notebook";

    /// <summary>Reads the file's text.</summary>
    public NotebookDocument Read(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        (ImmutableSortedDictionary<string, JsonElement> metadata, int first) = ReadMeta(lines);
        Kernels kernels = new(metadata);
        ImmutableArray<NotebookCell>.Builder cells = ImmutableArray.CreateBuilder<NotebookCell>();
        Kernel kernel = kernels.Default;
        int start = first;
        for (int i = first; i <= lines.Length; i++)
        {
            Kernel? next = i < lines.Length ? KernelOf(lines[i], kernels) : null;
            if (next is null && i < lines.Length)
            {
                continue;
            }

            if (Trimmed(lines.AsSpan(start..i)) is { Length: > 0 } source)
            {
                cells.Add(Cell(kernel, source, kernels));
            }

            kernel = next ?? kernel;
            start = i + 1;
        }

        return new NotebookDocument { Cells = cells.ToImmutable(), Metadata = metadata };
    }

    private static Kernel? KernelOf(string line, Kernels kernels) =>
        line.StartsWith(Marker, StringComparison.Ordinal) ? kernels.Find(line[Marker.Length..]) : null;

    private (ImmutableSortedDictionary<string, JsonElement> Metadata, int Next) ReadMeta(string[] lines)
    {
        int start = Array.FindIndex(lines, l => l.Trim().Length > 0);
        if (start < 0 || lines[start].TrimEnd() != MetaMarker)
        {
            return (NotebookMetadata.Notebook, 0);
        }

        int end = Array.FindIndex(lines, start + 1, l => l.StartsWith(Marker, StringComparison.Ordinal));
        end = end < 0 ? lines.Length : end;
        string json = string.Join('\n', lines[(start + 1)..end]);
        if (string.IsNullOrWhiteSpace(json))
        {
            return (NotebookMetadata.Notebook, end);
        }

        try
        {
            using JsonDocument meta = JsonDocument.Parse(HalfCharacters.Mend(System.Text.Encoding.UTF8.GetBytes(json)));
            if (meta.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Wrong(start + 2, new("JSON 객체가 아니다.", "it is no JSON object."));
            }

            ImmutableSortedDictionary<string, JsonElement> own = NotebookMetadata.Empty.SetItem(Section, meta.RootElement.Clone());
            return (NotebookMetadata.OfKernel(new Kernels(own).Default.Language).SetItems(own), end);
        }
        catch (JsonException e)
        {
            throw Wrong(start + 2 + (int)(e.LineNumber ?? 0), new("JSON이 아니다.", "it is not JSON."), e);
        }
    }

    private static NotebookCell Cell(Kernel kernel, string source, Kernels kernels)
    {
        if (kernel.Language == "markdown")
        {
            return new NotebookCell(CellKind.Markdown, source);
        }

        ImmutableSortedDictionary<string, JsonElement> metadata = NotebookMetadata.CodeCellOf(kernel);
        return new NotebookCell(CellKind.Code, source) { Language = kernels.LanguageOf(source, metadata), Metadata = metadata };
    }

    private static string Trimmed(ReadOnlySpan<string> lines)
    {
        while (!lines.IsEmpty && string.IsNullOrWhiteSpace(lines[0]))
        {
            lines = lines[1..];
        }

        while (!lines.IsEmpty && string.IsNullOrWhiteSpace(lines[^1]))
        {
            lines = lines[..^1];
        }

        return string.Join('\n', lines!);
    }

    private NotebookFormatException Wrong(int line, Text what, Exception? inner = null) =>
        new(file, null, new($"{MetaMarker} 다음({line}행): {what.Korean}", $"behind {MetaMarker} (line {line}): {what.English}"), inner);
}

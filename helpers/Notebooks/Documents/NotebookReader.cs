using System.Collections.Immutable;
using System.Text.Json;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>Reads nbformat 4.0 to 4.5: lenient in what editors differ in (text in lines or in one piece, ids, line ends), strict in what would be guessing.</summary>
internal sealed class NotebookReader(string file)
{
    private int? _cell;

    public NotebookDocument Read(JsonElement root)
    {
        Expect(root, JsonValueKind.Object, new("맨 위가 JSON 객체가 아니다.", "the top is no JSON object."));
        if (!root.TryGetProperty("nbformat", out JsonElement format) || !TryInt(format, out int major))
        {
            throw Wrong(new("nbformat이 없다. 노트북 파일이 맞는지 확인한다.", "there is no nbformat; is it a notebook?"));
        }

        if (major != 4)
        {
            throw Wrong(new($"nbformat {major}은(는) 읽을 수 없다. 4로 저장한다.", $"nbformat {major} cannot be read; save it as 4."));
        }

        if (root.TryGetProperty("nbformat_minor", out JsonElement minor) && !TryInt(minor, out _))
        {
            throw Wrong(new("nbformat_minor가 정수가 아니다.", "nbformat_minor is no integer."));
        }

        if (!root.TryGetProperty("cells", out JsonElement cells))
        {
            throw Wrong(new("cells가 없다.", "there are no cells."));
        }

        Expect(cells, JsonValueKind.Array, new("cells가 배열이 아니다.", "cells is no array."));
        ImmutableSortedDictionary<string, JsonElement> metadata = Map(root, "metadata");
        Kernels kernels = new(metadata);
        NotebookDocument document = new() { Cells = [.. cells.EnumerateArray().Select((cell, index) => ReadCell(cell, index, kernels))], Metadata = metadata };
        CheckIds(document.Cells);
        return document;
    }

    private NotebookCell ReadCell(JsonElement cell, int index, Kernels kernels)
    {
        _cell = index + 1;
        Expect(cell, JsonValueKind.Object, new("JSON 객체가 아니다.", "it is no JSON object."));
        if (!cell.TryGetProperty("cell_type", out JsonElement type) || type.ValueKind != JsonValueKind.String)
        {
            throw Wrong(new("cell_type이 없다.", "there is no cell_type."));
        }

        CellKind kind = type.GetString() switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            var other => throw Wrong(new($"cell_type '{other}'을(를) 모르겠다(code, markdown, raw).", $"the cell_type '{other}' is unknown (code, markdown, raw).")),
        };
        NotebookCell read = new(kind, Lines(cell, "source"))
        {
            Id = ReadId(cell),
            Metadata = Map(cell, "metadata"),
            Attachments = ReadAttachments(cell),
        };
        CheckTags(read);
        if (kind == CellKind.Code)
        {
            read = read with { Outputs = ReadOutputs(cell), ExecutionCount = ReadCount(cell), Language = kernels.LanguageOf(read.Source, read.Metadata) };
        }

        _cell = null;
        return read;
    }

    private JsonElement? ReadAttachments(JsonElement cell)
    {
        if (!cell.TryGetProperty("attachments", out JsonElement attachments) || attachments.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        Expect(attachments, JsonValueKind.Object, new("attachments가 JSON 객체가 아니다.", "attachments is no JSON object."));
        return attachments.Clone();
    }

    private string? ReadId(JsonElement cell)
    {
        if (!cell.TryGetProperty("id", out JsonElement id))
        {
            return null;
        }

        string? text = id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        return text is { Length: > 0 and <= 64 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? text
            : throw Wrong(new("id는 영문자, 숫자, -, _로 된 1~64글자여야 한다.", "the id has to be 1 to 64 letters, digits, - or _."));
    }

    private void CheckIds(ImmutableArray<NotebookCell> cells)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i].Id is { } id && !seen.Add(id))
            {
                _cell = i + 1;
                throw Wrong(new($"id '{id}'이(가) 두 번 쓰였다.", $"the id '{id}' is used twice."));
            }
        }
    }

    private void CheckTags(NotebookCell cell)
    {
        if (cell.Metadata.TryGetValue("tags", out JsonElement tags)
            && (tags.ValueKind != JsonValueKind.Array || tags.EnumerateArray().Any(t => t.ValueKind != JsonValueKind.String)))
        {
            throw Wrong(new("tags가 문자열의 배열이 아니다.", "tags is no array of texts."));
        }
    }

    private int? ReadCount(JsonElement cell)
    {
        if (!cell.TryGetProperty("execution_count", out JsonElement count) || count.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return TryInt(count, out int number) ? number : throw Wrong(new("execution_count가 정수가 아니다.", "execution_count is no integer."));
    }

    private ImmutableArray<CellOutput> ReadOutputs(JsonElement cell)
    {
        if (!cell.TryGetProperty("outputs", out JsonElement outputs))
        {
            return [];
        }

        Expect(outputs, JsonValueKind.Array, new("outputs가 배열이 아니다.", "outputs is no array."));
        return [.. outputs.EnumerateArray().Select(ReadOutput)];
    }

    private CellOutput ReadOutput(JsonElement output)
    {
        Expect(output, JsonValueKind.Object, new("출력이 JSON 객체가 아니다.", "an output is no JSON object."));
        string? type = output.TryGetProperty("output_type", out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        return type switch
        {
            "stream" => new StreamOutput(Word(output, "name") == "stderr", Written(output, "text").Replace("\r\n", "\n", StringComparison.Ordinal)),
            "execute_result" or "display_data" => new ValueOutput(type == "execute_result", Map(output, "data", needed: true)) { Metadata = Map(output, "metadata") },
            "error" => new ErrorOutput(Word(output, "ename"), Word(output, "evalue"), ReadTraceback(output)),
            _ => throw Wrong(new($"출력 종류 '{type}'을(를) 모르겠다.", $"the output_type '{type}' is unknown.")),
        };
    }

    private ImmutableArray<string> ReadTraceback(JsonElement output)
    {
        if (!output.TryGetProperty("traceback", out JsonElement lines))
        {
            return [];
        }

        Expect(lines, JsonValueKind.Array, new("traceback이 배열이 아니다.", "traceback is no array."));
        return [.. lines.EnumerateArray().Select(l => NotebookMetadata.Text(l) ?? throw Wrong(new("traceback에 문자열이 아닌 것이 있다.", "traceback holds something other than text.")))];
    }

    private string Word(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Wrong(new($"출력에 {name}이(가) 없다.", $"an output has no {name}."));

    private string Lines(JsonElement parent, string name) => Written(parent, name).ReplaceLineEndings("\n");

    // What a program wrote to a terminal keeps its lone \r: a line of progress that is written over is no new line.
    private string Written(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out JsonElement value))
        {
            throw Wrong(new($"{name}이(가) 없다.", $"there is no {name}."));
        }

        return NotebookMetadata.Text(value) ?? throw Wrong(new($"{name}이(가) 문자열도 문자열의 배열도 아니다.", $"{name} is neither text nor an array of texts."));
    }

    private ImmutableSortedDictionary<string, JsonElement> Map(JsonElement parent, string name, bool needed = false)
    {
        if (!parent.TryGetProperty(name, out JsonElement map))
        {
            return needed ? throw Wrong(new($"{name}이(가) 없다.", $"there is no {name}.")) : NotebookMetadata.Empty;
        }

        Expect(map, JsonValueKind.Object, new($"{name}이(가) JSON 객체가 아니다.", $"{name} is no JSON object."));
        return NotebookMetadata.Of(map);
    }

    private static bool TryInt(JsonElement element, out int value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out value);
    }

    private void Expect(JsonElement element, JsonValueKind kind, Text otherwise)
    {
        if (element.ValueKind != kind)
        {
            throw Wrong(otherwise);
        }
    }

    private NotebookFormatException Wrong(Text what) => new(file, _cell, what);
}

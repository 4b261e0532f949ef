using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>
/// Writes nbformat 4.5 the way Jupyter and VS Code save it (keys sorted, one blank of indentation, texts as an array of lines), so that a notebook which a
/// reader saved differs in nothing but what the reader changed.
/// </summary>
internal static class NotebookWriter
{
    // The file is no HTML: Hangul, <, > and ' stay readable. What HTML needs escaped is escaped where HTML is written.
    private static readonly JsonWriterOptions s_options =
        new() { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = ReadableJson.Encoder };

    public static byte[] Write(NotebookDocument document)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteStartArray("cells");
            for (int i = 0; i < document.Cells.Length; i++)
            {
                WriteCell(json, document.Cells[i], i);
            }

            json.WriteEndArray();
            WriteMap(json, "metadata", document.Metadata);
            json.WriteNumber("nbformat", 4);
            json.WriteNumber("nbformat_minor", 5);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteCell(Utf8JsonWriter json, NotebookCell cell, int index)
    {
        json.WriteStartObject();
        if (cell.Attachments is { } attachments)
        {
            json.WritePropertyName("attachments");
            attachments.WriteTo(json);
        }

        json.WriteString("cell_type", cell.Kind switch { CellKind.Code => "code", CellKind.Markdown => "markdown", _ => "raw" });
        if (cell.Kind == CellKind.Code)
        {
            WriteCount(json, cell.ExecutionCount);
        }

        json.WriteString("id", cell.Id ?? $"cell-{index + 1}");
        WriteMap(json, "metadata", cell.Metadata);
        if (cell.Kind == CellKind.Code)
        {
            json.WriteStartArray("outputs");
            foreach (CellOutput output in cell.Outputs)
            {
                WriteOutput(json, output, cell.ExecutionCount);
            }

            json.WriteEndArray();
        }

        WriteLines(json, "source", cell.Source);
        json.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter json, CellOutput output, int? count)
    {
        json.WriteStartObject();
        switch (output)
        {
            case StreamOutput stream:
                json.WriteString("name", stream.IsError ? "stderr" : "stdout");
                json.WriteString("output_type", "stream");
                WriteLines(json, "text", stream.Text);
                break;
            case ValueOutput value:
                json.WriteStartObject("data");
                foreach ((string type, JsonElement form) in value.Data)
                {
                    WriteForm(json, type, form);
                }

                json.WriteEndObject();
                if (value.IsResult)
                {
                    WriteCount(json, count);
                }

                WriteMap(json, "metadata", value.Metadata);
                json.WriteString("output_type", value.IsResult ? "execute_result" : "display_data");
                break;
            case ErrorOutput error:
                json.WriteString("ename", error.Name);
                json.WriteString("evalue", error.Message);
                json.WriteString("output_type", "error");
                json.WriteStartArray("traceback");
                foreach (string line in error.Traceback)
                {
                    json.WriteStringValue(line);
                }

                json.WriteEndArray();
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteForm(Utf8JsonWriter json, string type, JsonElement form)
    {
        if (!type.EndsWith("json", StringComparison.Ordinal) && NotebookMetadata.Text(form) is { } text)
        {
            WriteLines(json, type, text);
        }
        else
        {
            json.WritePropertyName(type);
            form.WriteTo(json);
        }
    }

    private static void WriteCount(Utf8JsonWriter json, int? count)
    {
        if (count is { } number)
        {
            json.WriteNumber("execution_count", number);
        }
        else
        {
            json.WriteNull("execution_count");
        }
    }

    private static void WriteMap(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, JsonElement> map)
    {
        json.WriteStartObject(name);
        foreach ((string key, JsonElement value) in map)
        {
            json.WritePropertyName(key);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WriteLines(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartArray(name);
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            json.WriteStringValue(text.AsSpan(start, end - start));
            start = end;
        }

        json.WriteEndArray();
    }
}

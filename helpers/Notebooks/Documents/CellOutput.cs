using System.Collections.Immutable;
using System.Text.Json;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>One piece of what a cell showed.</summary>
public abstract record CellOutput;

/// <summary>What a cell wrote to the console.</summary>
/// <param name="IsError">Whether it went to standard error.</param>
/// <param name="Text">The text.</param>
public sealed record StreamOutput(bool IsError, string Text) : CellOutput;

/// <summary>A value that was shown, in one or more forms.</summary>
/// <param name="IsResult">Whether it is the cell's result (the value of its last expression).</param>
/// <param name="Data">The forms by MIME type: text for <c>text/*</c>, a JSON value for <c>…json</c>.</param>
public sealed record ValueOutput(bool IsResult, ImmutableSortedDictionary<string, JsonElement> Data) : CellOutput
{
    /// <summary>What the file says about the forms.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Metadata { get; init; } = NotebookMetadata.Empty;

    /// <summary>The MIME type of a plotly.js figure.</summary>
    public const string PlotlyType = "application/vnd.plotly.v1+json";

    /// <summary>A form as text, put together when the file has it in lines; null when there is no such form.</summary>
    /// <param name="mimeType">The MIME type.</param>
    public string? TextOf(string mimeType) => Data.TryGetValue(mimeType, out JsonElement form) ? NotebookMetadata.Text(form) : null;

    /// <summary>
    /// The plotly.js figure, or null. .NET Interactive's Jupyter layer sends it as text; both ways are understood, and text that is no JSON is none.
    /// </summary>
    public JsonElement? Plotly
    {
        get
        {
            if (!Data.TryGetValue(PlotlyType, out JsonElement form))
            {
                return null;
            }

            if (form.ValueKind == JsonValueKind.Object)
            {
                return form;
            }

            try
            {
                using JsonDocument parsed = JsonDocument.Parse(NotebookMetadata.Text(form) ?? "");
                return parsed.RootElement.ValueKind == JsonValueKind.Object ? parsed.RootElement.Clone() : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

/// <summary>The exception that ended a cell.</summary>
/// <param name="Name">The exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Traceback">The lines that a notebook shows: message first, then where.</param>
public sealed record ErrorOutput(string Name, string Message, ImmutableArray<string> Traceback) : CellOutput;

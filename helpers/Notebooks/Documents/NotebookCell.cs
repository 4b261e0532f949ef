using System.Collections.Immutable;
using System.Text.Json;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>What a cell is.</summary>
public enum CellKind
{
    /// <summary>Code that runs: C# here, <see cref="NotebookCell.Language"/> says what else.</summary>
    Code,

    /// <summary>Text to read.</summary>
    Markdown,

    /// <summary>Text that no reader sees; kept as it is.</summary>
    Raw,
}

/// <summary>One cell of a notebook. Immutable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Source">Its text with <c>\n</c> line ends, whatever the file has.</param>
public sealed record NotebookCell(CellKind Kind, string Source)
{
    /// <summary>The language of code that names no other.</summary>
    public const string CSharp = "csharp";

    /// <summary>
    /// The language of a code cell in lower case, such as <c>csharp</c>, <c>fsharp</c>, <c>pwsh</c>, <c>sql</c>, <c>mermaid</c>, <c>javascript</c>, <c>python</c>.
    /// It is read out of <see cref="Metadata"/>, which is what a file keeps.
    /// </summary>
    public string Language { get; init; } = CSharp;

    /// <summary>Whether it is C# code.</summary>
    public bool IsCSharp => Kind == CellKind.Code && Language == CSharp;

    /// <summary>The cell's own name in the file, unique there; null when an older file has none.</summary>
    public string? Id { get; init; }

    /// <summary>Everything the file says about the cell, known to us or not.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Metadata { get; init; } = NotebookMetadata.Empty;

    /// <summary>Pictures that came with a Markdown cell, as the file has them; <see cref="AttachmentUri"/> reads them.</summary>
    public JsonElement? Attachments { get; init; }

    /// <summary>A picture that came with the cell, as a <c>data:</c> address that can stand in a page.</summary>
    /// <param name="name">Its name as the text has it, with or without <c>attachment:</c> before it, percent-encoded or not.</param>
    /// <returns>The address; null when there is no such picture, when it is too large, or no PNG, JPEG, GIF or SVG.</returns>
    public string? AttachmentUri(string name) => CellAttachments.UriOf(Attachments, name);

    /// <summary>What the cell showed when it ran; empty in a committed notebook.</summary>
    public ImmutableArray<CellOutput> Outputs { get; init; } = [];

    /// <summary>The number in brackets beside a code cell that ran; null when it did not.</summary>
    public int? ExecutionCount { get; init; }

    /// <summary>The cell's tags, such as <c>exercise:1-2</c>.</summary>
    public IEnumerable<string> Tags =>
        Metadata.TryGetValue("tags", out JsonElement tags) ? tags.EnumerateArray().Select(t => t.GetString() ?? "") : [];

    /// <summary>Whether the cell has a tag.</summary>
    /// <param name="tag">The tag.</param>
    public bool HasTag(string tag) => Tags.Contains(tag, StringComparer.Ordinal);
}

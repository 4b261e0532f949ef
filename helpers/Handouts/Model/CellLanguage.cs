using System.Text.Json;
using KafkaWorkbook.Notebooks.Documents;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>Which language a code cell is in: words are only coloured where the colours mean something.</summary>
internal static class CellLanguage
{
    public static bool IsCSharp(NotebookCell cell, NotebookDocument notebook)
    {
        if (cell.Source.StartsWith("#!", StringComparison.Ordinal))
        {
            return cell.Source.StartsWith("#!csharp", StringComparison.Ordinal) || cell.Source.StartsWith("#!c#", StringComparison.OrdinalIgnoreCase);
        }

        string? language = Word(cell.Metadata.GetValueOrDefault("polyglot_notebook"), "kernelName")
            ?? Word(cell.Metadata.GetValueOrDefault("dotnet_interactive"), "language")
            ?? Word(notebook.Metadata.GetValueOrDefault("language_info"), "name")
            ?? Word(notebook.Metadata.GetValueOrDefault("kernelspec"), "language");

        // A file that says nothing is taken for one of ours.
        return language is null || language.ToUpperInvariant() is "CSHARP" or "C#" or "POLYGLOT-NOTEBOOK";
    }

    private static string? Word(JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

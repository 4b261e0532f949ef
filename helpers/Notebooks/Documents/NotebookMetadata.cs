using System.Collections.Immutable;
using System.Text.Json;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>The metadata that VS Code (Polyglot Notebooks, Jupyter), Verso and Jupyter need to open a notebook as C#.</summary>
internal static class NotebookMetadata
{
    public static ImmutableSortedDictionary<string, JsonElement> Empty { get; } = ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>What every committed notebook says of itself.</summary>
    public static ImmutableSortedDictionary<string, JsonElement> Notebook { get; } = Parse(
        """
        {
          "kernelspec": { "display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp" },
          "language_info": { "file_extension": ".cs", "mimetype": "text/x-csharp", "name": "polyglot-notebook", "pygments_lexer": "csharp" },
          "polyglot_notebook": {
            "kernelInfo": { "defaultKernelName": "csharp", "items": [{ "aliases": [], "languageName": "csharp", "name": "csharp" }] }
          }
        }
        """);

    /// <summary>What a notebook says of itself whose cells are for another kernel of .NET unless they say otherwise.</summary>
    /// <param name="language">The kernel's language.</param>
    public static ImmutableSortedDictionary<string, JsonElement> OfKernel(string language) => language switch
    {
        "fsharp" => Notebook.SetItems(Parse("""{ "kernelspec": { "display_name": ".NET (F#)", "language": "F#", "name": ".net-fsharp" } }""")),
        "pwsh" => Notebook.SetItems(Parse("""{ "kernelspec": { "display_name": ".NET (PowerShell)", "language": "PowerShell", "name": ".net-pwsh" } }""")),
        _ => Notebook,
    };

    /// <summary>What every C# cell says of itself.</summary>
    public static ImmutableSortedDictionary<string, JsonElement> CodeCell { get; } = Parse(
        """{ "dotnet_interactive": { "language": "csharp" }, "polyglot_notebook": { "kernelName": "csharp" } }""");

    /// <summary>What a code cell for any kernel says of itself.</summary>
    public static ImmutableSortedDictionary<string, JsonElement> CodeCellOf(Kernel kernel)
    {
        string name = Value(kernel.Name).GetRawText();
        return Parse($$"""{ "dotnet_interactive": { "language": {{name}} }, "polyglot_notebook": { "kernelName": {{name}} } }""");
    }

    /// <summary>What editors write about a cell by themselves: it changes with every run or look, so a committed notebook has none of it.</summary>
    private static readonly ImmutableHashSet<string> s_volatile =
        ["ExecuteTime", "collapsed", "execution", "kafka_workbook", "scrolled", "vscode", "jp-MarkdownHeadingCollapsed", "trusted"];

    public static ImmutableSortedDictionary<string, JsonElement> OfCell(NotebookCell cell)
    {
        ImmutableSortedDictionary<string, JsonElement> kept = cell.Metadata.RemoveRange(s_volatile).RemoveRange(CodeCell.Keys);
        return cell.Kind != CellKind.Code ? kept
            : cell.IsCSharp ? kept.AddRange(CodeCell)
            : kept.AddRange(cell.Metadata.Where(m => CodeCell.ContainsKey(m.Key)));
    }

    /// <summary>A text that may be in one piece or in lines; null when it is neither.</summary>
    public static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Array when element.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) =>
            string.Concat(element.EnumerateArray().Select(e => e.GetString())),
        _ => null,
    };

    public static ImmutableSortedDictionary<string, JsonElement> Of(JsonElement json) =>
        Empty.SetItems(json.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.Clone())));

    public static JsonElement Value(string text)
    {
        using JsonDocument document = JsonDocument.Parse(JsonSerializer.Serialize(text, NotebookJson.Default.String));
        return document.RootElement.Clone();
    }

    public static ImmutableSortedDictionary<string, JsonElement> Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }
}

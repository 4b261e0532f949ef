using System.Collections.Immutable;
using System.Text.Json;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>A kernel that a notebook's cells can be for.</summary>
/// <param name="Name">The kernel's own name, such as <c>csharp</c> or <c>sql-shop</c>.</param>
/// <param name="Language">The language of its cells in lower case, such as <c>csharp</c> or <c>sql</c>.</param>
internal sealed record Kernel(string Name, string Language);

/// <summary>
/// The languages of a notebook's code cells. Every editor notes them in a place of its own: Polyglot Notebooks in two sections of the cell's metadata,
/// VS Code's own Jupyter extension in a third, Jupyter for the whole notebook only, .NET Interactive in the cell's first line.
/// </summary>
internal sealed class Kernels
{
    private static readonly ImmutableDictionary<string, Kernel> s_known = Build(
        ("csharp", ["c#", "cs"]), ("fsharp", ["f#", "fs"]), ("pwsh", ["powershell"]), ("javascript", ["js"]), ("html", []), ("mermaid", []), ("markdown", ["md"]),
        ("sql", ["t-sql", "tsql"]), ("kql", []), ("http", ["httprequest"]), ("value", []), ("python", ["ipython", "python3"]), ("bash", ["sh", "shellscript"]));

    private readonly ImmutableDictionary<string, Kernel> _kernels;
    private readonly string _default;

    public Kernels(ImmutableSortedDictionary<string, JsonElement> notebook)
    {
        JsonElement? info = Member(notebook.GetValueOrDefault("polyglot_notebook"), "kernelInfo");
        _kernels = s_known.SetItems(Named(info));
        _default = Word(info, "defaultKernelName") is { } name ? Find(name)?.Language ?? Plain(name) : OfWholeNotebook(notebook);
    }

    /// <summary>The kernel of a name or alias, or null when the notebook has none such.</summary>
    public Kernel? Find(string name) => _kernels.GetValueOrDefault(name.Trim());

    /// <summary>The kernel of cells that name none.</summary>
    public Kernel Default => Find(_default) ?? new Kernel(_default, _default);

    /// <summary>The language of a code cell.</summary>
    /// <param name="source">Its text.</param>
    /// <param name="metadata">What the file says about it.</param>
    public string LanguageOf(string source, ImmutableSortedDictionary<string, JsonElement> metadata)
    {
        string? named = Word(metadata.GetValueOrDefault("polyglot_notebook"), "kernelName") ?? Word(metadata.GetValueOrDefault("dotnet_interactive"), "language");
        string? editors = Word(metadata.GetValueOrDefault("vscode"), "languageId");
        return OfFirstLine(source)
            ?? (named is not null ? Find(named)?.Language ?? Plain(named)
                : editors is "polyglot-notebook" or "dotnet-interactive" ? NotebookCell.CSharp
                : editors is not null ? Canonical(editors)
                : _default);
    }

    // A cell that begins with #!fsharp is handed to that kernel whatever its metadata says; Jupyter's own kernels write %%sql.
    private string? OfFirstLine(string source)
    {
        ReadOnlySpan<char> text = source.AsSpan().TrimStart();
        if (!text.StartsWith("#!") && !(text.StartsWith("%%") && _default != NotebookCell.CSharp))
        {
            return null;
        }

        text = text[2..];
        int end = text.IndexOfAny(" \t\r\n");
        return Find((end < 0 ? text : text[..end]).ToString())?.Language;
    }

    private static string OfWholeNotebook(ImmutableSortedDictionary<string, JsonElement> notebook)
    {
        JsonElement kernel = notebook.GetValueOrDefault("kernelspec");
        string? language = Word(kernel, "language") ?? Word(kernel, "name") ?? Word(notebook.GetValueOrDefault("language_info"), "name");
        return language is null or "polyglot-notebook" or "dotnet-interactive" ? NotebookCell.CSharp : Canonical(language);
    }

    /// <summary>A language by any of its names: <c>C#</c>, <c>.net-csharp</c>, <c>dotnet-interactive.csharp</c>.</summary>
    private static string Canonical(string name)
    {
        string plain = Plain(name);
        foreach (string prefix in (string[])[".net-", "dotnet-interactive."])
        {
            plain = plain.StartsWith(prefix, StringComparison.Ordinal) ? plain[prefix.Length..] : plain;
        }

        return s_known.GetValueOrDefault(plain)?.Language ?? plain;
    }

    private static string Plain(string name) => name.Trim().ToLowerInvariant();

    private static IEnumerable<KeyValuePair<string, Kernel>> Named(JsonElement? info)
    {
        if (Member(info, "items") is not { ValueKind: JsonValueKind.Array } items)
        {
            yield break;
        }

        foreach (JsonElement item in items.EnumerateArray())
        {
            if (Word(item, "name") is not { } name)
            {
                continue;
            }

            Kernel kernel = new(name, Canonical(Word(item, "languageName") ?? name));
            yield return KeyValuePair.Create(name, kernel);
            if (Member(item, "aliases") is { ValueKind: JsonValueKind.Array } aliases)
            {
                foreach (JsonElement alias in aliases.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.String))
                {
                    yield return KeyValuePair.Create(alias.GetString()!, kernel);
                }
            }
        }
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out JsonElement value) ? value : null;

    private static string? Word(JsonElement? parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } word && word.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static ImmutableDictionary<string, Kernel> Build(params (string Name, string[] Aliases)[] kernels)
    {
        ImmutableDictionary<string, Kernel>.Builder all = ImmutableDictionary.CreateBuilder<string, Kernel>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string[] aliases) in kernels)
        {
            Kernel kernel = new(name, name);
            foreach (string called in aliases.Prepend(name))
            {
                all.Add(called, kernel);
            }
        }

        return all.ToImmutable();
    }
}

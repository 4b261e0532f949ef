using System.Collections.Immutable;
using System.Text.Json;
using KafkaWorkbook.Notebooks.Documents;

namespace KafkaWorkbook.Notebooks.Checking;

/// <summary>What the file itself has to be: committed clean, opened as C# everywhere, begun by the shared cell.</summary>
internal static class FileRules
{
    public static IEnumerable<LintFinding> Check(NotebookDocument notebook, NotebookRole role)
    {
        for (int i = 0; i < notebook.Cells.Length; i++)
        {
            foreach (LintFinding finding in CheckCell(notebook.Cells[i], i + 1))
            {
                yield return finding;
            }
        }

        if (!Same(notebook.Metadata, NotebookMetadata.Notebook))
        {
            yield return new("metadata", null, null, new(
                "노트북 메타데이터가 C# 커널의 것과 다르다. NotebookDocument.Normalize()로 저장한다.",
                "the notebook's metadata is not what opens it as C# everywhere; save it by NotebookDocument.Normalize()."));
        }

        int first = Enumerable.Range(0, notebook.Cells.Length).FirstOrDefault(i => notebook.Cells[i].Kind == CellKind.Code, -1);
        if (role == NotebookRole.Chapter && (first < 0 || notebook.Cells[first].Source.Trim() != ChapterStart.Code))
        {
            yield return new("first-cell", first < 0 ? null : first + 1, null, new(
                "첫 코드 셀은 모든 장에서 똑같아야 한다(ChapterStart.Code).", "the first code cell has to be the one that all chapters share (ChapterStart.Code)."));
        }
    }

    private static IEnumerable<LintFinding> CheckCell(NotebookCell cell, int number)
    {
        if (cell.Id is null)
        {
            yield return new("cell-id", number, null, new("id가 없다. 편집기마다 새로 지어 붙여 변경으로 남는다.", "there is no id; every editor would make up another one."));
        }

        if (cell.Outputs.Length > 0)
        {
            yield return new("outputs", number, null, new("출력은 커밋하지 않는다.", "outputs are not committed."));
        }

        if (cell.ExecutionCount is not null)
        {
            yield return new("execution-count", number, null, new("실행 번호는 커밋하지 않는다.", "execution counts are not committed."));
        }

        if (OtherLanguage(cell) is { } language)
        {
            yield return new("language", number, null, new($"C#이 아닌 셀({language})은 다른 커널에 없다.", $"a cell in {language} runs in one kernel only."));
        }
        else if (!Same(cell.Metadata, NotebookMetadata.OfCell(cell)))
        {
            yield return new("metadata", number, null, new(
                "셀 메타데이터가 정해진 것과 다르다. NotebookDocument.Normalize()로 저장한다.",
                "the cell's metadata is not what it has to be; save it by NotebookDocument.Normalize()."));
        }

        if (cell.Source != cell.Source.TrimEnd())
        {
            yield return new("blank-end", number, null, new("셀 끝에 빈 줄이나 공백이 있다.", "the cell ends with blanks or empty lines."));
        }
    }

    private static string? OtherLanguage(NotebookCell cell)
    {
        if (cell.Kind != CellKind.Code)
        {
            return null;
        }

        IEnumerable<string?> named =
        [
            Find(cell, "polyglot_notebook", "kernelName"),
            Find(cell, "dotnet_interactive", "language"),
            Find(cell, "vscode", "languageId"),
        ];
        return named.FirstOrDefault(n => n is not (null or "csharp" or "polyglot-notebook"));
    }

    private static string? Find(NotebookCell cell, string section, string name) =>
        cell.Metadata.TryGetValue(section, out JsonElement map) && map.ValueKind == JsonValueKind.Object
        && map.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static bool Same(ImmutableSortedDictionary<string, JsonElement> some, ImmutableSortedDictionary<string, JsonElement> other) =>
        some.Count == other.Count && some.All(p => other.TryGetValue(p.Key, out JsonElement value) && JsonElement.DeepEquals(p.Value, value));
}

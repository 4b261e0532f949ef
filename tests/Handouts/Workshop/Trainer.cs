using KafkaWorkbook.Handouts.Workshop;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Tests.Repository;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Workshop;

/// <summary>The trainer's notes of the repository, and folders with notes of a test's own.</summary>
internal static class Trainer
{
    public static string Folder => Path.Combine(TrackedFiles.Root, "notebooks", "ko", WorkshopFolder.Name);

    /// <summary>The repository's Korean notes.</summary>
    public static async Task<WorkshopNotes> NotesAsync() => (await WorkshopNotes.ReadAsync(Folder, TestContext.Current.CancellationToken))!;

    /// <summary>The text of one of the repository's files.</summary>
    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>A chapter's cells by the section that they stand in; those before the first section under an empty name.</summary>
    public static ILookup<string, NotebookCell> CellsBySection(NotebookDocument chapter)
    {
        string section = "";
        List<(string Section, NotebookCell Cell)> cells = [];
        foreach (NotebookCell cell in chapter.Cells)
        {
            if (cell.Kind == CellKind.Markdown && cell.Source.Split('\n').FirstOrDefault(l => l.StartsWith("## ", StringComparison.Ordinal)) is { } heading)
            {
                section = SectionKey.Of(heading[3..]);
            }

            cells.Add((section, cell));
        }

        return cells.ToLookup(c => c.Section, c => c.Cell);
    }

    /// <summary>Notes for one small chapter.</summary>
    public static ChapterNotes Chapter(string name, params (string Section, int Minutes)[] sections) => ChapterNotes.Parse(
        "trainer/x.yaml",
        $"minutes: {sections.Sum(s => s.Minutes)}\nsections:\n" + string.Concat(sections.Select(s => $"  \"{s.Section}\":\n    minutes: {s.Minutes}\n    say: 말한다.\n")),
        name,
        null);
}

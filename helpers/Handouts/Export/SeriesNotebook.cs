using System.Globalization;
using System.Text.RegularExpressions;
using KafkaWorkbook.Notebooks.Documents;

namespace KafkaWorkbook.Handouts.Export;

/// <summary>Several chapters as one notebook, in order, with all their outputs.</summary>
internal static partial class SeriesNotebook
{
    private const int LongestId = 64;

    /// <summary>Puts the chapters together. A cell's id gets its chapter's number in front, so that each is there once.</summary>
    /// <param name="chapters">The chapters; one or more.</param>
    public static NotebookDocument Join(IReadOnlyList<NotebookDocument> chapters) => new()
    {
        Metadata = chapters[0].Metadata,
        Cells = [.. chapters.SelectMany((chapter, i) => chapter.Cells.Select((cell, n) => cell with { Id = IdOf(chapter, i, cell, n) }))],
    };

    private static string IdOf(NotebookDocument chapter, int index, NotebookCell cell, int place)
    {
        string number = (index + 1).ToString("00", CultureInfo.InvariantCulture);
        string id = $"{number}-{place + 1}-{cell.Id ?? NotInAnId().Replace(chapter.Name, "-")}";
        return id.Length <= LongestId ? id : id[..LongestId];
    }

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex NotInAnId();
}

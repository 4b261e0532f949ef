using System.Globalization;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Export;

/// <summary>The language of a handout's own words: that of the notebook, whatever the computer speaks.</summary>
internal static class HandoutLanguage
{
    private const char FirstSyllable = '가';
    private const char LastSyllable = '힣';

    /// <summary>What the reader asked for by variable, else what the folder says, else whether the text is in Hangul.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="asked">The value of <see cref="Languages.Variable"/>, or null.</param>
    public static Language Of(NotebookDocument notebook, string? asked)
    {
        bool korean = notebook.Cells.Any(c => c.Kind == CellKind.Markdown && c.Source.AsSpan().IndexOfAnyInRange(FirstSyllable, LastSyllable) >= 0);
        return Languages.Find(asked, notebook.Folder, CultureInfo.GetCultureInfo(korean ? "ko" : "en"));
    }
}

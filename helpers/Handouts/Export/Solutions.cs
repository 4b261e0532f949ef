using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Export;

/// <summary>Where the solutions of a notebook are, and the chapter that it was before somebody answered.</summary>
internal static class Solutions
{
    /// <summary>
    /// The solutions: <c>solutions/NAME.ipynb</c> beside the notebook; for a chapter that was executed into another folder, those of the edition that has a chapter of
    /// this name. Null when there are none, or when they are those of other exercises.
    /// </summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="language">The reader's language: its edition is looked into first.</param>
    /// <param name="root">The repository's top folder, or null when it is not known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotebookFormatException">The solutions cannot be read.</exception>
    public static async Task<NotebookDocument?> FindAsync(NotebookDocument notebook, Language language, string? root, CancellationToken cancellationToken)
    {
        string[] exercises = [.. ExercisesOf(notebook)];
        if (exercises.Length == 0)
        {
            return null;
        }

        foreach (string path in Chapters(notebook, language, root).Select(c => ChapterComposer.SolutionsPath(Path.ChangeExtension(c, ".ipynb"))).Where(File.Exists))
        {
            NotebookDocument found = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
            if (exercises.All(ExercisesOf(found).Contains))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The chapter as it is handed out, with its answers blank; null when the notebook is none of the repository's.</summary>
    /// <param name="notebook">The notebook, perhaps with answers.</param>
    /// <param name="language">The reader's language: its edition is looked into first.</param>
    /// <param name="root">The repository's top folder, or null when it is not known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotebookFormatException">The chapter cannot be read.</exception>
    public static async Task<NotebookDocument?> BlankAsync(NotebookDocument notebook, Language language, string? root, CancellationToken cancellationToken)
    {
        string[] exercises = [.. ExercisesOf(notebook)];
        foreach (string path in Editions(notebook, language, root).Where(File.Exists))
        {
            // Another notebook can have a chapter's name; its exercises are others.
            NotebookDocument chapter = await NotebookDocument.ReadAsync(path, cancellationToken).ConfigureAwait(false);
            if (exercises.All(ExercisesOf(chapter).Contains))
            {
                return chapter;
            }
        }

        return null;
    }

    /// <summary>The exercises of a notebook, each once.</summary>
    public static IEnumerable<string> ExercisesOf(NotebookDocument notebook) => notebook.Cells.Select(ChapterComposer.ExerciseOf).OfType<string>().Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Chapters(NotebookDocument notebook, Language language, string? root) =>
        (notebook.FilePath is { } own ? [own] : Enumerable.Empty<string>()).Concat(Editions(notebook, language, root));

    private static IEnumerable<string> Editions(NotebookDocument notebook, Language language, string? root) => root is null
        ? []
        : (language == Language.Korean ? (string[])["ko", "en"] : ["en", "ko"]).Select(e => Path.Combine(root, "notebooks", e, $"{notebook.Name}.ipynb"));

    // Solutions have their chapter's name: only the folder tells which of the two is meant.
    private static async Task<NotebookDocument> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await NotebookDocument.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (NotebookFormatException e)
        {
            throw new NotebookFormatException($"{ChapterComposer.SolutionsFolder}/{Path.GetFileName(path)}", e.Cell, e.What, e);
        }
    }
}

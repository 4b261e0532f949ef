using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>Where the trainer's notes for a notebook are.</summary>
internal static class WorkshopFolder
{
    /// <summary>The folder beside the chapters that holds the notes.</summary>
    public const string Name = "trainer";

    /// <summary>
    /// The folder <c>trainer</c> beside the notebook, when it has notes for it; for a chapter that was executed into another folder, the one of the edition that has
    /// a chapter of this name: the reader's language first. Null for a notebook that is none of ours.
    /// </summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="language">The reader's language.</param>
    /// <param name="root">The repository's top folder, or null when it is not known.</param>
    public static string? Find(NotebookDocument notebook, Language language, string? root)
    {
        if (notebook.FilePath is null)
        {
            return null;
        }

        string[] editions = language == Language.Korean ? ["ko", "en"] : ["en", "ko"];
        string? edition = root is null ? null : editions.Select(e => Path.Combine(root, "notebooks", e)).FirstOrDefault(e => File.Exists(Path.Combine(e, $"{notebook.Name}.ipynb")));

        // Somebody else's folder may have this name, too: it is ours when it speaks of the notebook.
        return new[] { notebook.Folder, edition }.OfType<string>().Select(f => Path.Combine(f, Name)).FirstOrDefault(f => File.Exists(Path.Combine(f, $"{notebook.Name}.yaml")));
    }
}

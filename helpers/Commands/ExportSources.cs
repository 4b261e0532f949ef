using KafkaWorkbook.Notebooks.Documents;

namespace KafkaWorkbook.Commands;

/// <summary>Tells notebooks from what an earlier export made of them and put beside them.</summary>
internal static class ExportSources
{
    private static readonly string[] s_editions = ["-learner", "-trainer"];

    /// <summary>The notebooks without an earlier export's results: <c>export handouts</c> again gives the same again. A file that is named itself always counts.</summary>
    /// <param name="files">The notebooks that were found.</param>
    /// <param name="names">What was typed.</param>
    /// <param name="current">The folder that relative names begin at.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> files, IEnumerable<string> names, string current)
    {
        HashSet<string> named = [.. names.Select(n => Path.GetFullPath(n, current))];
        string[] kept = [.. files.Where(f => named.Contains(f) || !IsResult(f, files))];
        return kept.Length > 0 ? kept : files;
    }

    /// <summary>
    /// Whether the notebooks are two or more and all that their folder has. A part of a series is none: it must not take the place of the whole one that was
    /// exported before.
    /// </summary>
    /// <param name="files">The notebooks.</param>
    public static bool AreWholeFolder(IReadOnlyList<string> files)
    {
        if (files.Count < 2 || files.Select(Path.GetDirectoryName).Distinct(StringComparer.Ordinal).Count() > 1 || Path.GetDirectoryName(files[0]) is not { } folder)
        {
            return false;
        }

        string[] there = [.. Directory.EnumerateFiles(folder).Where(NotebookDocument.IsNotebook)];
        return there.Where(f => !IsResult(f, there)).All(f => files.Contains(f, StringComparer.Ordinal));
    }

    private static bool IsResult(string file, IReadOnlyList<string> all)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        string source = s_editions.FirstOrDefault(e => name.EndsWith(e, StringComparison.Ordinal)) is { } edition ? name[..^edition.Length] : name;
        string? folder = Path.GetDirectoryName(file);
        return source == ExportCommand.SeriesName
            || (source != name && all.Any(f => Path.GetDirectoryName(f) == folder && Path.GetFileNameWithoutExtension(f) == source));
    }
}

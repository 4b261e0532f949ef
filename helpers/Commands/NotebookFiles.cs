using System.IO.Enumeration;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary>Turns what a reader types after <c>run</c> or <c>export</c> into notebook files: files, folders, patterns with <c>*</c>, <c>?</c> and <c>**</c> (no shell on Windows expands them).</summary>
/// <param name="current">The folder that relative names begin at.</param>
/// <param name="root">The repository's top folder, or null when it is not known.</param>
internal sealed class NotebookFiles(string current, string? root)
{
    private static readonly string[] s_endings = [".ipynb", ".dib"];

    /// <summary>The files in the order in which they were named, each once; those of a folder or pattern in the order of their names.</summary>
    /// <exception cref="CommandException">Something named is not there, or is no notebook.</exception>
    public IReadOnlyList<string> Resolve(IEnumerable<string> names)
    {
        List<string> files = [];
        foreach (string file in names.SelectMany(Expand))
        {
            if (!files.Contains(file, StringComparer.Ordinal))
            {
                files.Add(file);
            }
        }

        return files;
    }

    /// <summary>All chapters in the reader's language, or in Korean where that edition has none yet.</summary>
    /// <exception cref="CommandException">There are no chapters.</exception>
    public IReadOnlyList<string> Chapters(Language language)
    {
        string folder = Path.Combine(root ?? current, "notebooks");
        string[] chapters = [.. Notebooks(Path.Combine(folder, language == Language.Korean ? "ko" : "en"), false)];
        if (chapters.Length == 0)
        {
            chapters = [.. Notebooks(Path.Combine(folder, "ko"), false)];
        }

        return chapters.Length > 0
            ? chapters
            : throw new CommandException(
                new($"장이 하나도 없다: {folder}", $"There are no chapters in {folder}."),
                new("저장소의 맨 위 폴더에서 실행한다.", "Run it in the repository's top folder."));
    }

    private IEnumerable<string> Expand(string name)
    {
        string path = Path.GetFullPath(name, current);
        if (File.Exists(path))
        {
            return NotebookDocument.IsNotebook(path)
                ? [path]
                : throw new CommandException(
                    new($"노트북이 아니다: {name}", $"{name} is no notebook."),
                    new(".ipynb나 .dib로 끝나는 파일을 준다.", "Name a file that ends in .ipynb or .dib."));
        }

        string[] found = Directory.Exists(path) ? [.. Notebooks(path, false)] : HasPattern(name) ? [.. Matches(name)] : [];
        return found.Length > 0 ? found : throw Missing(name, path);
    }

    private static bool HasPattern(string name) => name.AsSpan().IndexOfAny('*', '?') >= 0;

    // The pattern is walked a part at a time: "notebooks/*/0?-*.ipynb", "**/06-*".
    private IEnumerable<string> Matches(string pattern)
    {
        string fullPattern = Path.IsPathRooted(pattern) ? pattern : Path.Combine(current, pattern);
        string start = Path.GetPathRoot(fullPattern) ?? "";
        IEnumerable<string> places = [start];
        string[] parts = fullPattern[start.Length..].Split(['/', Path.DirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < parts.Length - 1; i++)
        {
            string part = parts[i];
            places = part switch
            {
                "**" => places.SelectMany(p => Folders(p, true).Prepend(p)),
                _ when HasPattern(part) => places.SelectMany(p => Folders(p, false).Where(f => Fits(part, f))),
                _ => places.Select(p => Path.Combine(p, part)).Where(Directory.Exists),
            };
        }

        return places.SelectMany(p => Notebooks(p, false)).Where(f => Fits(parts[^1], f) || s_endings.Any(e => Fits(parts[^1] + e, f)))
            .Select(f => Path.GetFullPath(f)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private static bool Fits(string pattern, string path) => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: OperatingSystem.IsWindows());

    private static IEnumerable<string> Folders(string folder, bool below) =>
        Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { RecurseSubdirectories = below }).Order(StringComparer.Ordinal);

    // EnumerationOptions leaves out hidden folders and those that may not be read.
    private static IEnumerable<string> Notebooks(string folder, bool below) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = below }).Where(NotebookDocument.IsNotebook).Order(StringComparer.Ordinal);

    private CommandException Missing(string name, string path)
    {
        if (Directory.Exists(path))
        {
            return new CommandException(
                new($"폴더 {name}에 노트북이 없다.", $"There is no notebook in the folder {name}."),
                new("노트북 파일이나, 노트북이 들어 있는 폴더를 준다.", "Name a notebook, or a folder with notebooks in it."));
        }

        string[] known = [.. Notebooks(Path.Combine(root ?? current, "notebooks"), true).Select(f => Path.GetRelativePath(current, f).Replace('\\', '/'))];
        string? meant = Nearest(name.Replace('\\', '/'), known);
        Text whatToDo = meant is not null
            ? new($"혹시 {meant} 말인가?", $"Did you mean {meant}?")
            : known.Length > 0
                ? new($"있는 노트북: {string.Join(", ", known)}", $"The notebooks here: {string.Join(", ", known)}")
                : new("저장소의 맨 위 폴더에서 실행한다.", "Run it in the repository's top folder.");
        return new CommandException(
            HasPattern(name)
                ? new($"{name}에 맞는 노트북이 없다.", $"No notebook fits {name}.")
                : new($"그런 파일이나 폴더가 없다: {name}", $"There is no file or folder {name}."),
            whatToDo);
    }

    // The file's own name counts; its folder only decides between two of the same name.
    private static string? Nearest(string name, string[] known) =>
        DidYouMean.Of(Bare(name), known.Select(Bare)) is { } file
            ? known.Where(k => Bare(k) == file).OrderBy(k => DidYouMean.Distance(name, k)).ThenBy(k => k.Length).First()
            : null;

    private static string Bare(string path) => Path.GetFileNameWithoutExtension(path);
}

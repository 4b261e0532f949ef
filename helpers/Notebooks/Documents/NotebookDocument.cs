using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>A notebook: reads what VS Code, Verso and Jupyter wrote (.ipynb, .dib), and writes one form only. Immutable.</summary>
public sealed record NotebookDocument
{
    private const long LargestFile = 200L * 1024 * 1024;

    /// <summary>The cells in order.</summary>
    public required ImmutableArray<NotebookCell> Cells { get; init; }

    /// <summary>What the file says about the whole notebook, known to us or not.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Metadata { get; init; } = NotebookMetadata.Notebook;

    /// <summary>The full path of the file that it came from, or null for one that was made in memory.</summary>
    public string? FilePath { get; init; }

    /// <summary>The file's name without folder and ending, such as <c>01-what-is-kafka</c>.</summary>
    public string Name => FilePath is null ? "notebook" : Path.GetFileNameWithoutExtension(FilePath);

    /// <summary>The folder that the cells run in: the file's, or the current one.</summary>
    public string Folder => FilePath is null ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(FilePath))!;

    /// <summary>The text of the first heading, or the name.</summary>
    public string Title
    {
        get
        {
            IEnumerable<string> lines = Cells.Where(c => c.Kind == CellKind.Markdown).SelectMany(c => c.Source.Split('\n'));
            return lines.FirstOrDefault(l => l.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? Name;
        }
    }

    /// <summary>Whether a file's name ends as a notebook's does: in .ipynb or .dib.</summary>
    /// <param name="path">The file.</param>
    public static bool IsNotebook(string path) =>
        path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) || path.EndsWith(DibReader.Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file: .dib by its ending, any other as .ipynb.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotebookFormatException">There is no such file, or it is no notebook.</exception>
    public static async Task<NotebookDocument> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = Path.GetFullPath(path);
        FileInfo file = new(full);
        if (!file.Exists)
        {
            throw new NotebookFormatException(path, null, new("파일이 없다.", "there is no such file."));
        }

        if (file.Length > LargestFile)
        {
            throw new NotebookFormatException(path, null, new("노트북이라기에는 너무 크다(200 MB 초과).", "too large for a notebook (over 200 MB)."));
        }

        byte[] bytes = await File.ReadAllBytesAsync(full, cancellationToken).ConfigureAwait(false);
        string name = Path.GetFileName(path);
        NotebookDocument read = name.EndsWith(DibReader.Ending, StringComparison.OrdinalIgnoreCase) ? ParseDib(bytes, name) : Parse(bytes, name);
        return read with { FilePath = full };
    }

    /// <summary>Reads a notebook from a text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="NotebookFormatException">It is no notebook.</exception>
    public static NotebookDocument Parse(string json, string name = "notebook") => Parse(Encoding.UTF8.GetBytes(json), name);

    /// <summary>Reads a notebook from a text in the .dib form, .NET Interactive's script.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="NotebookFormatException">It is no such text.</exception>
    public static NotebookDocument ParseDib(string text, string name = "notebook") => ParseDib(Encoding.UTF8.GetBytes(text), name);

    /// <summary>The notebook's text: nbformat 4.5, keys sorted, one line a source line, Hangul as it is, <c>\n</c> at the end.</summary>
    public string ToJson() => Encoding.UTF8.GetString(ToBytes());

    /// <summary>The same as a file has it.</summary>
    internal byte[] ToBytes() => NotebookWriter.Write(this);

    /// <summary>Writes the notebook; the folder is made when it is not there. A reader never sees half a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteAsync(string path, CancellationToken cancellationToken = default)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string draft = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            await File.WriteAllBytesAsync(draft, ToBytes(), cancellationToken).ConfigureAwait(false);
            File.Move(draft, full, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>
    /// The form in which notebooks are committed: no outputs, no execution counts, an id for each cell, exactly the metadata that opens it as C# everywhere,
    /// tags kept, no blank lines at the end of a cell.
    /// </summary>
    public NotebookDocument Normalize() => this with
    {
        Metadata = NotebookMetadata.Notebook,
        Cells = [.. Cells.Select((cell, i) => cell with
        {
            Id = cell.Id ?? $"cell-{i + 1}",
            Source = cell.Source.TrimEnd(),
            Metadata = NotebookMetadata.OfCell(cell),
            Outputs = [],
            ExecutionCount = null,
        })],
    };

    private static NotebookDocument ParseDib(ReadOnlyMemory<byte> file, string name) =>
        new DibReader(name).Read(Encoding.UTF8.GetString(FileText.Utf8(file, name).Span));

    private static NotebookDocument Parse(ReadOnlyMemory<byte> file, string name)
    {
        ReadOnlyMemory<byte> content = FileText.Utf8(file, name);
        try
        {
            using JsonDocument json = JsonDocument.Parse(HalfCharacters.Mend(content));
            return new NotebookReader(name).Read(json.RootElement);
        }
        catch (JsonException e)
        {
            throw BrokenJson.Of(content.Span, name, e);
        }
    }
}

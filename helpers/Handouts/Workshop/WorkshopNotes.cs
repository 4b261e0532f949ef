using System.Collections.Immutable;
using System.Text.RegularExpressions;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>
/// Everything that a trainer has beside the chapters: notes for each section, agendas, a glossary, what goes wrong, and how a room is prepared. Read from the folder
/// <c>trainer</c> of an edition, so that each language has its own; any of the files may be missing.
/// </summary>
internal sealed partial record WorkshopNotes
{
    private const string AgendaFile = "agenda.yaml";
    private const string GlossaryFile = "glossary.yaml";
    private const string TroubleFile = "trouble.yaml";
    private const string RoomFile = "room.yaml";

    /// <summary>The notes for each chapter, by the chapter's name, in order.</summary>
    public ImmutableSortedDictionary<string, ChapterNotes> Chapters { get; init; } = ImmutableSortedDictionary<string, ChapterNotes>.Empty;

    /// <summary>The agendas, or null.</summary>
    public Agenda? Agenda { get; init; }

    /// <summary>The glossary, or null.</summary>
    public Glossary? Glossary { get; init; }

    /// <summary>What goes wrong and what to do, or null.</summary>
    public Trouble? Trouble { get; init; }

    /// <summary>How a room is prepared, or null.</summary>
    public Room? Room { get; init; }

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder; the chapters are looked for beside it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The notes, or null when there is no such folder.</returns>
    /// <exception cref="WorkshopFileException">A file cannot be used: the message names file, line and key.</exception>
    /// <exception cref="NotebookFormatException">A chapter beside the folder cannot be read.</exception>
    public static async Task<WorkshopNotes?> ReadAsync(string folder, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        string full = Path.GetFullPath(folder);
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(full).Where(f => Path.GetExtension(f) is ".yaml" or ".yml").Order(StringComparer.Ordinal))
        {
            texts[Path.GetFileName(path)] = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        }

        ImmutableSortedDictionary<string, ChapterNotes>.Builder chapters = ImmutableSortedDictionary.CreateBuilder<string, ChapterNotes>(StringComparer.Ordinal);
        foreach ((string file, string yaml) in texts.Where(t => t.Key is not (AgendaFile or GlossaryFile or TroubleFile or RoomFile)))
        {
            if (!ChapterFile().IsMatch(file))
            {
                throw new WorkshopFileException(Called(file), 1, "", new(
                    $"모르는 파일이다. 쓸 수 있는 것: NN-이름.yaml, {AgendaFile}, {GlossaryFile}, {TroubleFile}, {RoomFile}.",
                    $"nobody knows this file. Known ones: NN-name.yaml, {AgendaFile}, {GlossaryFile}, {TroubleFile}, {RoomFile}."));
            }

            string name = Path.GetFileNameWithoutExtension(file);
            string chapter = Path.Combine(Path.GetDirectoryName(full)!, $"{name}.ipynb");
            NotebookDocument? notebook = File.Exists(chapter) ? await NotebookDocument.ReadAsync(chapter, cancellationToken).ConfigureAwait(false) : null;
            chapters.Add(name, ChapterNotes.Parse(Called(file), yaml, name, notebook));
        }

        ImmutableSortedDictionary<string, ChapterNotes> all = chapters.ToImmutable();
        return new WorkshopNotes
        {
            Chapters = all,
            Agenda = texts.TryGetValue(AgendaFile, out string? agenda) ? Agenda.Parse(Called(AgendaFile), agenda, all) : null,
            Glossary = texts.TryGetValue(GlossaryFile, out string? glossary) ? Glossary.Parse(Called(GlossaryFile), glossary) : null,
            Trouble = texts.TryGetValue(TroubleFile, out string? trouble) ? Trouble.Parse(Called(TroubleFile), trouble) : null,
            Room = texts.TryGetValue(RoomFile, out string? room) ? Room.Parse(Called(RoomFile), room) : null,
        };
    }

    /// <summary>The note for a section as an element to stand at its beginning, or null when there is none.</summary>
    /// <param name="chapter">The chapter's name.</param>
    /// <param name="section">The section's number, such as <c>1.4</c>, or its heading.</param>
    /// <param name="language">The language of the words around it.</param>
    public string? NoteHtml(string chapter, string section, Language language) =>
        Chapters.GetValueOrDefault(chapter)?.Find(section) is { } note ? SectionNoteHtml.Of(note, language) : null;

    /// <summary>Agenda, glossary, what goes wrong, room: those that there are, in this order.</summary>
    /// <param name="language">The language of the words around them.</param>
    public IReadOnlyList<HandoutPart> Parts(Language language)
    {
        List<HandoutPart> parts = [];
        if (Agenda is { } agenda)
        {
            parts.Add(AgendaHtml.Of(agenda, Chapters.Values, language));
        }

        if (Glossary is { } glossary)
        {
            parts.Add(GlossaryHtml.Of(glossary, language));
        }

        if (Trouble is { } trouble)
        {
            parts.Add(TroubleHtml.Of(trouble, language));
        }

        if (Room is { } room)
        {
            parts.Add(RoomHtml.Of(room, language));
        }

        return parts;
    }

    /// <summary>The pages before the first chapter.</summary>
    /// <param name="edition">For whom the handout is.</param>
    /// <param name="language">The language of the words around them.</param>
    public IReadOnlyList<HandoutPart> Front(Edition edition, Language language) =>
        edition == Edition.Trainer ? [.. Parts(language).Where(p => p.Id is AgendaHtml.Id or RoomHtml.Id)] : [];

    /// <summary>The pages behind the last chapter.</summary>
    /// <param name="edition">For whom the handout is.</param>
    /// <param name="language">The language of the words around them.</param>
    public IReadOnlyList<HandoutPart> Back(Edition edition, Language language) => edition switch
    {
        Edition.Trainer => [.. Parts(language).Where(p => p.Id is GlossaryHtml.Id or TroubleHtml.Id)],
        Edition.Learner => [.. Parts(language).Where(p => p.Id is GlossaryHtml.Id)],
        _ => [],
    };

    private static string Called(string file) => $"{WorkshopFolder.Name}/{file}";

    [GeneratedRegex(@"^\d\d-[a-z0-9-]+\.yaml$")]
    private static partial Regex ChapterFile();
}

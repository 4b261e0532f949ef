using System.Collections.Immutable;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Handouts.Workshop;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Export;

/// <summary>
/// Makes handouts of notebooks with all that belongs to them: the solutions, and the trainer's notes, agenda and glossary. What was read once is kept, since a chapter
/// is made into several forms. Not for two callers at once.
/// </summary>
/// <param name="root">The repository's top folder, or null when it is not known.</param>
internal sealed class HandoutMaker(string? root)
{
    private readonly Dictionary<string, WorkshopNotes?> _notes = new(StringComparer.Ordinal);

    /// <summary>The handout of one chapter: in the trainer's edition with solutions and notes for each section.</summary>
    /// <param name="notebook">The notebook, executed or not.</param>
    /// <param name="solutions">Its solutions, or null.</param>
    /// <param name="order">What it is to be.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="WorkshopFileException">The trainer's notes cannot be used.</exception>
    /// <exception cref="NotebookFormatException">A chapter beside the trainer's notes cannot be read.</exception>
    public async Task<Handout> ChapterAsync(NotebookDocument notebook, NotebookDocument? solutions, HandoutOrder order, CancellationToken cancellationToken)
    {
        WorkshopNotes? notes = await NotesAsync(notebook, order, cancellationToken).ConfigureAwait(false);
        return HandoutBuilder.Build([notebook], OptionsOf(order, _ => solutions, notes));
    }

    /// <summary>The handout of a series: the agenda and the room in front of it and the glossary behind it, as the edition has them.</summary>
    /// <param name="chapters">The chapters in order; one or more.</param>
    /// <param name="solutions">Their solutions, where there are some.</param>
    /// <param name="order">What it is to be.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="WorkshopFileException">The trainer's notes cannot be used.</exception>
    /// <exception cref="NotebookFormatException">A chapter beside the trainer's notes cannot be read.</exception>
    public async Task<Handout> SeriesAsync(
        IReadOnlyList<NotebookDocument> chapters, IReadOnlyDictionary<NotebookDocument, NotebookDocument> solutions, HandoutOrder order, CancellationToken cancellationToken)
    {
        WorkshopNotes? notes = null;
        foreach (NotebookDocument chapter in chapters)
        {
            notes ??= await NotesAsync(chapter, order, cancellationToken).ConfigureAwait(false);
        }

        return HandoutBuilder.Build(chapters, OptionsOf(order, c => solutions.GetValueOrDefault(c), notes) with
        {
            Front = [.. notes?.Front(order.Edition, order.Language) ?? []],
            Back = [.. notes?.Back(order.Edition, order.Language) ?? []],
        });
    }

    private static HandoutBuildOptions OptionsOf(HandoutOrder order, Func<NotebookDocument, NotebookDocument?> solutions, WorkshopNotes? notes) => new()
    {
        Language = order.Language,
        Edition = order.Edition,
        Title = order.Title,
        Date = order.Date,
        Url = order.Url,
        Solutions = solutions,
        SectionNote = (chapter, section) => notes?.NoteHtml(chapter, section, order.Language),
    };

    private async Task<WorkshopNotes?> NotesAsync(NotebookDocument notebook, HandoutOrder order, CancellationToken cancellationToken)
    {
        if (order.Edition == Edition.AsIs || WorkshopFolder.Find(notebook, order.Language, root) is not { } folder)
        {
            return null;
        }

        if (!_notes.TryGetValue(folder, out WorkshopNotes? notes))
        {
            _notes[folder] = notes = await WorkshopNotes.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        }

        return notes;
    }
}

/// <summary>What a handout is to be. Immutable.</summary>
internal sealed record HandoutOrder
{
    /// <summary>The language of the handout's own words.</summary>
    public required Language Language { get; init; }

    /// <summary>For whom it is.</summary>
    public required Edition Edition { get; init; }

    /// <summary>The title; null for the chapter's, or the workbook's when there are several.</summary>
    public string? Title { get; init; }

    /// <summary>The day on the cover; null for none.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Where the notebooks are to be found; null for none.</summary>
    public Uri? Url { get; init; }
}

using System.Collections.Immutable;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>What a handout is to be. Immutable.</summary>
internal sealed record HandoutBuildOptions
{
    /// <summary>The language of the handout's own words.</summary>
    public required Language Language { get; init; }

    /// <summary>For whom it is.</summary>
    public Edition Edition { get; init; } = Edition.AsIs;

    /// <summary>The title; null for the chapter's, or the workbook's when there are several.</summary>
    public string? Title { get; init; }

    /// <summary>The line below the title; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The day on the cover; null for none.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Where the notebooks are to be found; null for none.</summary>
    public Uri? Url { get; init; }

    /// <summary>Finds the notebook with a chapter's solutions: the trainer's edition shows them, the learner's takes from them how much room an answer needs. Default: none.</summary>
    public Func<NotebookDocument, NotebookDocument?> Solutions { get; init; } = _ => null;

    /// <summary>A remark for the trainer as safe HTML, asked for with a chapter's name and a section's number such as <c>1.2</c>, or its heading where it has none; only the trainer's edition asks. Default: none.</summary>
    public Func<string, string, string?> SectionNote { get; init; } = (_, _) => null;

    /// <summary>Pages before the first chapter.</summary>
    public ImmutableArray<HandoutPart> Front { get; init; } = [];

    /// <summary>Pages behind the last chapter.</summary>
    public ImmutableArray<HandoutPart> Back { get; init; } = [];
}

using System.Collections.Immutable;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>What becomes a page or a booklet: one chapter, or the whole series. Immutable; the same one gives the same HTML, byte for byte.</summary>
internal sealed record Handout
{
    /// <summary>The title on the cover.</summary>
    public required string Title { get; init; }

    /// <summary>The line below the title; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The language of the handout's own words.</summary>
    public required Language Language { get; init; }

    /// <summary>For whom it is.</summary>
    public required Edition Edition { get; init; }

    /// <summary>The chapters in order; one or more.</summary>
    public required ImmutableArray<HandoutChapter> Chapters { get; init; }

    /// <summary>Pages before the first chapter, such as the agenda.</summary>
    public ImmutableArray<HandoutPart> Front { get; init; } = [];

    /// <summary>Pages behind the last chapter, such as the glossary.</summary>
    public ImmutableArray<HandoutPart> Back { get; init; } = [];

    /// <summary>The cluster that the figures come from, in words; null when nothing was run.</summary>
    public string? Cluster { get; init; }

    /// <summary>The day on the cover; null for none.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Where the notebooks are to be found, as a QR code; null for none.</summary>
    public Uri? Url { get; init; }
}

/// <summary>A chapter of a handout.</summary>
internal sealed record HandoutChapter
{
    /// <summary>The notebook's name, such as <c>01-what-is-kafka</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What stands before the numbers of its figures, such as <c>1</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Its pieces in order.</summary>
    public required ImmutableArray<HandoutBlock> Blocks { get; init; }

    /// <summary>Its headings in order, the title included.</summary>
    public required ImmutableArray<HandoutHeading> Headings { get; init; }

    /// <summary>Whether any of its code cells was executed.</summary>
    public bool WasRun { get; init; }
}

/// <summary>A heading.</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Id">The element's id, unique in the handout.</param>
/// <param name="Text">The words.</param>
internal sealed record HandoutHeading(int Level, string Id, string Text);

/// <summary>Pages of their own beside the chapters, such as a glossary.</summary>
/// <param name="Id">The element's id, unique in the handout.</param>
/// <param name="Title">The heading.</param>
/// <param name="Html">The safe content without the heading.</param>
internal sealed record HandoutPart(string Id, string Title, string Html);

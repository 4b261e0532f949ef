using System.Collections.Immutable;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>A piece of a handout, ready to be laid out: all HTML in it is safe, whatever the notebook brought.</summary>
internal abstract record HandoutBlock;

/// <summary>Text of a Markdown cell.</summary>
/// <param name="Html">Its HTML; headings carry the ids of <see cref="HandoutHeading"/>.</param>
internal sealed record ProseBlock(string Html) : HandoutBlock;

/// <summary>A code cell with what it showed: kept together on paper where it fits.</summary>
internal sealed record CellBlock : HandoutBlock
{
    /// <summary>The cell's id in the notebook, which a text can refer to; null when it has none.</summary>
    public string? Id { get; init; }

    /// <summary>The code as HTML with its words coloured; null when nothing is to be shown.</summary>
    public string? CodeHtml { get; init; }

    /// <summary>The code as it is, for copying.</summary>
    public string Source { get; init; } = "";

    /// <summary>The number beside the code; null when the cell did not run.</summary>
    public int? Number { get; init; }

    /// <summary>Whether an earlier failure kept the cell from running.</summary>
    public bool NotRun { get; init; }

    /// <summary>What the cell showed.</summary>
    public ImmutableArray<OutputBlock> Outputs { get; init; } = [];
}

/// <summary>An exercise: task, room for the answer, check, and for the trainer the solution.</summary>
internal sealed record ExerciseBlock : HandoutBlock
{
    /// <summary>Its id, such as <c>1-2</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Task, answer and check in order. The answer's cell is an <see cref="AnswerBlock"/>.</summary>
    public ImmutableArray<HandoutBlock> Blocks { get; init; } = [];

    /// <summary>The solution's code and explanation; empty in the learner's edition.</summary>
    public ImmutableArray<HandoutBlock> Solution { get; init; } = [];
}

/// <summary>Room for a learner's answer.</summary>
/// <param name="HeadHtml">How the answer begins, such as <c>long? answer12 =</c>, coloured; null when there is no such beginning.</param>
/// <param name="Lines">How many ruled lines to leave, 2 to 12; by the length of the solution where that is known.</param>
internal sealed record AnswerBlock(string? HeadHtml, int Lines) : HandoutBlock;

/// <summary>A remark for the trainer at a section's beginning.</summary>
/// <param name="Html">Its HTML.</param>
internal sealed record TrainerNoteBlock(string Html) : HandoutBlock;

/// <summary>One piece of what a cell showed.</summary>
internal abstract record OutputBlock;

/// <summary>A numbered figure.</summary>
internal sealed record FigureOutput : OutputBlock
{
    /// <summary>The element's id on the page, such as <c>figure-1-3</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its number in the chapter, such as <c>1-3</c>.</summary>
    public required string Label { get; init; }

    /// <summary>What stands below it; empty when nothing is known.</summary>
    public required string Caption { get; init; }

    /// <summary>What it shows, for those who do not see it.</summary>
    public required string Alt { get; init; }

    /// <summary>The plotly.js figure as JSON, safe inside a script element; null when it is no chart.</summary>
    public string? PlotlyJson { get; init; }

    /// <summary>The static picture as a safe SVG element; null when there is none.</summary>
    public string? Svg { get; init; }

    /// <summary>A raster picture as a data URI (PNG, JPEG, GIF); null when it is none.</summary>
    public string? ImageUri { get; init; }

    /// <summary>Safe HTML that stands with the figure, such as the sentence below it; null when there is none.</summary>
    public string? ExtraHtml { get; init; }
}

/// <summary>A numbered table.</summary>
/// <param name="Id">The element's id on the page, such as <c>table-1-2</c>.</param>
/// <param name="Label">Its number in the chapter, such as <c>1-2</c>.</param>
/// <param name="Caption">What stands above it; empty when nothing is known.</param>
/// <param name="Html">The safe table element without its caption.</param>
/// <param name="Rows">How many body rows it has.</param>
internal sealed record TableOutput(string Id, string Label, string Caption, string Html, int Rows) : OutputBlock;

/// <summary>Any other HTML or Markdown, made safe: boxed notes, sentences, lists.</summary>
/// <param name="Html">The HTML.</param>
internal sealed record RichOutput(string Html) : OutputBlock;

/// <summary>Console output or a value as text.</summary>
/// <param name="Text">The text, without colour codes, not escaped.</param>
/// <param name="IsError">Whether it went to standard error.</param>
internal sealed record TextOutput(string Text, bool IsError) : OutputBlock;

/// <summary>The exception that ended the cell.</summary>
/// <param name="Text">What a notebook shows of it, not escaped.</param>
internal sealed record FailureOutput(string Text) : OutputBlock;

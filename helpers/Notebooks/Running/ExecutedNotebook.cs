using System.Collections.Immutable;
using KafkaWorkbook.Notebooks.Documents;

namespace KafkaWorkbook.Notebooks.Running;

/// <summary>How a code cell ended.</summary>
public enum CellState
{
    /// <summary>It ran to its end.</summary>
    Ran,

    /// <summary>The cluster cannot show it: a boxed note stands in its place. No failure.</summary>
    Refused,

    /// <summary>It did not compile, or an exception ended it.</summary>
    Failed,

    /// <summary>It took longer than its limit.</summary>
    TimedOut,

    /// <summary>Its process ended under it.</summary>
    Crashed,

    /// <summary>The run was cancelled while it ran.</summary>
    Cancelled,

    /// <summary>It is written in another language than C#, which a note in its place says. No failure.</summary>
    OtherLanguage,

    /// <summary>An earlier cell failed, or the run was cancelled before.</summary>
    NotRun,
}

/// <summary>How one code cell went.</summary>
/// <param name="Number">The code cell, counted from 1: the number in brackets beside it.</param>
/// <param name="Index">Its place among all cells, from 0.</param>
/// <param name="State">How it ended.</param>
/// <param name="Took">How long it took, compiling included.</param>
public sealed record CellRun(int Number, int Index, CellState State, TimeSpan Took)
{
    /// <summary>What went wrong, in lines as the notebook shows them; empty when nothing did.</summary>
    public ImmutableArray<string> Trouble { get; init; } = [];

    /// <summary>How many characters of console output were left out because there were too many.</summary>
    public long CutCharacters { get; init; }

    /// <summary>How many characters background work of earlier cells wrote too late to be shown, as in every kernel.</summary>
    public long LateCharacters { get; init; }

    /// <summary>Whether the cell went wrong.</summary>
    public bool IsFailure => State is CellState.Failed or CellState.TimedOut or CellState.Crashed or CellState.Cancelled;
}

/// <summary>A notebook after a run: the document with its outputs, and how each cell went.</summary>
/// <param name="Document">The notebook with outputs and execution counts.</param>
/// <param name="Cells">The code cells in order.</param>
/// <param name="Took">The whole run, the process's start included.</param>
public sealed record ExecutedNotebook(NotebookDocument Document, ImmutableArray<CellRun> Cells, TimeSpan Took)
{
    /// <summary>Whether every cell ran or was refused, cells in other languages apart.</summary>
    public bool Succeeded => Cells.All(c => c.State is CellState.Ran or CellState.Refused or CellState.OtherLanguage);

    /// <summary>Whether the run was cancelled.</summary>
    public bool Cancelled { get; init; }

    /// <summary>The cell that went wrong, or null.</summary>
    public CellRun? Failure => Cells.FirstOrDefault(c => c.IsFailure);
}

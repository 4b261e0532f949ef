using KafkaWorkbook.Notebooks.Documents;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>What a cell is to its exercise.</summary>
internal enum CellRole
{
    /// <summary>Text: the task, or no part of an exercise at all.</summary>
    Text,

    /// <summary>Code that is shown and, but for a learner's check, what it showed.</summary>
    Code,

    /// <summary>The learner's answer: the first code cell of an exercise.</summary>
    Answer,

    /// <summary>Code of an exercise behind the answer.</summary>
    Check,

    /// <summary>Part of a solution, within the chapter or from its solutions' notebook.</summary>
    Solution,
}

/// <summary>A cell with its part in an exercise.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Role">What it is.</param>
/// <param name="Exercise">The exercise it belongs to, such as <c>1-2</c>; null for none.</param>
internal sealed record ChapterCell(NotebookCell Cell, CellRole Role, string? Exercise)
{
    /// <summary>How many lines the solution has; null when that is not known.</summary>
    public int? SolutionLines { get; init; }
}

/// <summary>Sorts a chapter's cells into text, code, answers, checks and solutions, and leaves out what an edition has not.</summary>
internal static class Exercises
{
    /// <summary>The tag of a cell that is a solution, wherever it stands.</summary>
    public const string SolutionTag = "solution";

    public static IReadOnlyList<ChapterCell> Sort(NotebookDocument chapter, Edition edition, NotebookDocument? solutions)
    {
        ILookup<string, NotebookCell> solved = (solutions?.Cells ?? []).Where(c => c.Kind != CellKind.Raw && ChapterComposer.ExerciseOf(c) is not null).ToLookup(c => ChapterComposer.ExerciseOf(c)!);
        HashSet<string> explanations = [.. solved.SelectMany(s => s).Where(c => c.Kind == CellKind.Markdown).Select(c => c.Source.Trim())];
        HashSet<string> answered = new(StringComparer.Ordinal);
        List<ChapterCell> cells = [];
        for (int i = 0; i < chapter.Cells.Length; i++)
        {
            NotebookCell cell = chapter.Cells[i];
            string? exercise = ChapterComposer.ExerciseOf(cell);
            bool isSolution = cell.HasTag(SolutionTag) || (exercise is not null && (cell.Id?.StartsWith("solution-", StringComparison.Ordinal) == true || explanations.Contains(cell.Source.Trim())));
            CellRole role = isSolution ? CellRole.Solution
                : cell.Kind == CellKind.Markdown ? CellRole.Text
                : exercise is null ? CellRole.Code
                : answered.Add(exercise) ? CellRole.Answer
                : CellRole.Check;
            if (cell.Kind != CellKind.Raw && !(isSolution && edition == Edition.Learner))
            {
                cells.Add(new ChapterCell(cell, edition == Edition.AsIs && isSolution ? (cell.Kind == CellKind.Markdown ? CellRole.Text : CellRole.Code) : role, exercise)
                {
                    SolutionLines = role == CellRole.Answer ? LinesOf(solved[exercise!]) : null,
                });
            }

            bool endsExercise = exercise is not null && !chapter.Cells.Skip(i + 1).TakeWhile(c => ChapterComposer.ExerciseOf(c) == exercise).Any();
            if (endsExercise && edition == Edition.Trainer)
            {
                HashSet<string> shown = [.. cells.Where(c => c.Exercise == exercise).Select(c => c.Cell.Source.Trim())];
                int own = cells.FindIndex(c => c.Exercise == exercise && c.Role == CellRole.Solution);
                List<ChapterCell> added = [.. solved[exercise!].Where(c => !shown.Contains(c.Source.Trim())).Select(c => new ChapterCell(c with { Id = null, Outputs = [], ExecutionCount = null }, CellRole.Solution, exercise))];

                // Code first, then why; an explanation that the chapter brings itself stays last.
                cells.InsertRange(own < 0 ? cells.Count : own, added);
            }
        }

        return cells;
    }

    private static int? LinesOf(IEnumerable<NotebookCell> solution) =>
        solution.FirstOrDefault(c => c.Kind == CellKind.Code) is { } code ? code.Source.TrimEnd().Split('\n').Length : null;
}

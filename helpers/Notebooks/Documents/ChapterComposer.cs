using System.Collections.Immutable;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>
/// Puts the solved chapter together from a chapter and its solutions, so that nothing is written twice. A cell belongs to an exercise by its tag
/// <c>exercise:CHAPTER-NUMBER</c>; in the chapter the exercise's first code cell is the learner's answer.
/// </summary>
public static class ChapterComposer
{
    /// <summary>How a tag begins that names an exercise, such as <c>exercise:1-2</c>.</summary>
    public const string TagPrefix = "exercise:";

    /// <summary>The folder beside the chapters that holds their solutions, under the chapters' names.</summary>
    public const string SolutionsFolder = "solutions";

    /// <summary>Where a chapter's solutions are.</summary>
    /// <param name="chapterPath">The chapter's file.</param>
    public static string SolutionsPath(string chapterPath) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(chapterPath))!, SolutionsFolder, Path.GetFileName(chapterPath));

    /// <summary>The exercise that a cell belongs to, such as <c>1-2</c>; null when it belongs to none.</summary>
    /// <param name="cell">The cell.</param>
    public static string? ExerciseOf(NotebookCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Tags.FirstOrDefault(t => t.StartsWith(TagPrefix, StringComparison.Ordinal))?[TagPrefix.Length..];
    }

    /// <summary>
    /// The chapter with every learner's answer replaced by the solution's code, and the explanation below the exercise's last cell. The result runs where
    /// the chapter runs.
    /// </summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="solutions">Its solutions: for each exercise one code cell, and Markdown cells if it has an explanation; untagged cells are ignored.</param>
    /// <exception cref="NotebookFormatException">An exercise has no solution, or a solution has no exercise, or there are two of one.</exception>
    public static NotebookDocument Solve(NotebookDocument chapter, NotebookDocument solutions)
    {
        ArgumentNullException.ThrowIfNull(chapter);
        ArgumentNullException.ThrowIfNull(solutions);
        Dictionary<string, Solution> bySolution = Collect(solutions);
        ImmutableArray<NotebookCell>.Builder cells = ImmutableArray.CreateBuilder<NotebookCell>();
        HashSet<string> answered = new(StringComparer.Ordinal);
        for (int i = 0; i < chapter.Cells.Length; i++)
        {
            NotebookCell cell = chapter.Cells[i];
            string? exercise = ExerciseOf(cell);
            Solution? solution = exercise is null ? null : bySolution.GetValueOrDefault(exercise) ?? throw new NotebookFormatException(
                chapter.Name, i + 1, new($"연습 {exercise}의 풀이가 없다.", $"there is no solution of exercise {exercise}."));
            bool isAnswer = solution is not null && cell.Kind == CellKind.Code && answered.Add(exercise!);
            cells.Add(isAnswer ? cell with { Source = solution!.Code.Source } : cell);

            // The explanation stands below the check, which is the exercise's last cell: first the reader sees that it is right, then why.
            if (solution is not null && !chapter.Cells.Skip(i + 1).Any(c => ExerciseOf(c) == exercise))
            {
                cells.AddRange(solution.Explanation.Select((e, n) => e with { Id = $"solution-{exercise}-{n + 1}" }));
            }
        }

        return bySolution.Keys.FirstOrDefault(e => !answered.Contains(e)) is { } orphan
            ? throw new NotebookFormatException(solutions.Name, null, new($"풀이 {orphan}에 맞는 연습 칸이 본문에 없다.", $"the chapter has no answer cell for the solution {orphan}."))
            : chapter with { Cells = cells.ToImmutable() };
    }

    private static Dictionary<string, Solution> Collect(NotebookDocument solutions)
    {
        Dictionary<string, Solution> found = new(StringComparer.Ordinal);
        foreach (IGrouping<string?, (NotebookCell Cell, int Index)> group in solutions.Cells.Select((c, i) => (Cell: c, Index: i)).GroupBy(c => ExerciseOf(c.Cell)))
        {
            if (group.Key is not { } exercise)
            {
                continue;
            }

            List<(NotebookCell Cell, int Index)> code = [.. group.Where(c => c.Cell.Kind == CellKind.Code)];
            if (code.Count != 1)
            {
                throw new NotebookFormatException(
                    solutions.Name, code.Count == 0 ? group.First().Index + 1 : code[1].Index + 1,
                    new($"연습 {exercise}의 풀이 코드 셀은 하나여야 하는데 {code.Count}개다.", $"the solution of exercise {exercise} has to be one code cell, not {code.Count}."));
            }

            found[exercise] = new Solution(code[0].Cell, [.. group.Where(c => c.Cell.Kind == CellKind.Markdown).Select(c => c.Cell)]);
        }

        return found;
    }

    private sealed record Solution(NotebookCell Code, ImmutableArray<NotebookCell> Explanation);
}

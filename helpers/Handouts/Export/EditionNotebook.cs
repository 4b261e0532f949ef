using System.Collections.Immutable;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Export;

/// <summary>A notebook as a notebook again, for learners or for the trainer.</summary>
internal static class EditionNotebook
{
    /// <summary>
    /// The notebook of an edition: for learners with blank answers, for the trainer with the solutions in their place. What the exercises showed belongs to other answers
    /// and is left out of both; all other outputs stay.
    /// </summary>
    /// <param name="notebook">The notebook, executed or not.</param>
    /// <param name="edition">For whom.</param>
    /// <param name="language">The language of the words in an answer that nobody knows the beginning of.</param>
    /// <param name="solutions">The solutions, or null.</param>
    /// <param name="blank">The chapter as it is handed out, or null.</param>
    /// <exception cref="NotebookFormatException">Exercises and solutions do not fit together.</exception>
    public static NotebookDocument Of(NotebookDocument notebook, Edition edition, Language language, NotebookDocument? solutions, NotebookDocument? blank) => edition switch
    {
        Edition.Learner => WithoutVerdicts(Blanked(notebook, language, blank)),
        Edition.Trainer => WithoutVerdicts(solutions is null ? notebook : ChapterComposer.Solve(WithoutSolutions(notebook), OnlyOf(solutions, notebook))),
        _ => notebook,
    };

    private static NotebookDocument Blanked(NotebookDocument notebook, Language language, NotebookDocument? blank)
    {
        Dictionary<string, string> beginnings = new(StringComparer.Ordinal);
        foreach (NotebookCell cell in (blank?.Cells ?? []).Where(c => c.Kind == CellKind.Code))
        {
            if (ChapterComposer.ExerciseOf(cell) is { } exercise)
            {
                beginnings.TryAdd(exercise, cell.Source);
            }
        }

        string unknown = new Text("// 여기에 답을 쓴다", "// your answer goes here").In(language);
        HashSet<string> answered = new(StringComparer.Ordinal);
        NotebookDocument plain = WithoutSolutions(notebook);
        return plain with
        {
            Cells = [.. plain.Cells.Select((c, i) => c.Kind == CellKind.Code && ChapterComposer.ExerciseOf(c) is { } exercise && answered.Add(exercise)
                ? c with { Source = !c.IsCSharp ? unknown : BlankAnswer.Of(beginnings.GetValueOrDefault(exercise, c.Source), CodeBeside(plain, i, exercise)) ?? unknown }
                : c)],
        };
    }

    private static string CodeBeside(NotebookDocument notebook, int answer, string exercise) => string.Join(
        '\n', notebook.Cells.Where((c, i) => i != answer && c.IsCSharp && ChapterComposer.ExerciseOf(c) == exercise).Select(c => c.Source));

    // Somebody who took an exercise out of a chapter keeps the solutions of the others.
    private static NotebookDocument OnlyOf(NotebookDocument solutions, NotebookDocument notebook)
    {
        HashSet<string> exercises = [.. Solutions.ExercisesOf(notebook)];
        return solutions with { Cells = [.. solutions.Cells.Where(c => ChapterComposer.ExerciseOf(c) is not { } exercise || exercises.Contains(exercise))] };
    }

    private static NotebookDocument WithoutSolutions(NotebookDocument notebook) => notebook with
    {
        Cells = [.. notebook.Cells.Where(c => !c.HasTag(Model.Exercises.SolutionTag) && !(ChapterComposer.ExerciseOf(c) is not null && c.Id?.StartsWith("solution-", StringComparison.Ordinal) == true))],
    };

    private static NotebookDocument WithoutVerdicts(NotebookDocument notebook) => notebook with
    {
        Cells = [.. notebook.Cells.Select(c => ChapterComposer.ExerciseOf(c) is null ? c : c with
        {
            Outputs = ImmutableArray<CellOutput>.Empty,
            ExecutionCount = null,
            Metadata = c.Metadata.Remove(RunMark.Key),
        })],
    };
}

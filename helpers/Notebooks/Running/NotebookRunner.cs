using System.Collections.Immutable;
using System.Diagnostics;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Notebooks.Running;

/// <summary>Runs all cells of a notebook in a process of their own, as a reader's kernel would, and answers the notebook with its outputs.</summary>
public static class NotebookRunner
{
    /// <summary>Runs a notebook.</summary>
    /// <param name="notebook">The notebook; it is not changed.</param>
    /// <param name="options">The cluster, limits, who is told; null for the defaults.</param>
    /// <param name="cancellationToken">
    /// Stops the cell that runs and ends its process. No exception comes of it: the answer holds what was executed until then, and says so.
    /// </param>
    /// <exception cref="InvalidOperationException">The process for the cells could not be started.</exception>
    public static Task<ExecutedNotebook> RunAsync(NotebookDocument notebook, RunOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(notebook, options ?? new RunOptions(), null, cancellationToken);

    /// <summary>The same in a process that has been started already, if there is one; it ends with the run.</summary>
    internal static async Task<ExecutedNotebook> RunAsync(
        NotebookDocument notebook, RunOptions options, WorkerProcess? started, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        Stopwatch clock = Stopwatch.StartNew();
        Language language = NotebookLanguage.Of(notebook, options);
        List<CodeCell> cells = [.. CodeCell.Of(notebook)];
        List<CellResult> results = [];
        try
        {
            if (cells.Count > 0)
            {
                await using WorkerProcess worker =
                    started ?? await WorkerProcess.StartAsync(notebook.Folder, notebook.Name, options, cancellationToken).ConfigureAwait(false);
                CellRunner runner = new(worker, notebook.Name, language, options);
                foreach (CodeCell cell in cells)
                {
                    options.Observer.CellBegins(cell.Number, cells.Count, FirstLine(cell.Source));
                    if (cell.Number == (cells.Count * 3 / 4) + 1)
                    {
                        options.LastQuarterBegins?.Invoke();
                    }

                    CellResult result = cell.IsCSharp ? await runner.RunAsync(cell, cancellationToken).ConfigureAwait(false) : OtherLanguage(cell, language);
                    results.Add(result);
                    options.Observer.CellEnds(result.Run);
                    if (result.Run.IsFailure)
                    {
                        break;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Before the first cell: all of them are marked below.
        }

        foreach (CodeCell cell in cells.Skip(results.Count))
        {
            CellResult skipped = NotRun(cell, language);
            results.Add(skipped);
            options.Observer.CellEnds(skipped.Run);
        }

        return new ExecutedNotebook(Fill(notebook, results), [.. results.Select(r => r.Run)], clock.Elapsed)
        {
            Cancelled = cancellationToken.IsCancellationRequested && results.Exists(r => r.Run.State is CellState.Cancelled or CellState.NotRun),
        };
    }

    private static CellResult NotRun(CodeCell cell, Language language) =>
        Left(cell, CellState.NotRun, new("실행하지 않음: 앞의 셀에서 멈췄다.", "Not run: an earlier cell stopped the run."), language);

    private static CellResult OtherLanguage(CodeCell cell, Language language) =>
        Left(cell, CellState.OtherLanguage, new($"실행하지 않음: C#이 아니라 {cell.Language} 셀이다.", $"Not run: a cell in {cell.Language}, not in C#."), language);

    private static CellResult Left(CodeCell cell, CellState state, Text why, Language language)
    {
        string text = why.In(language);
        return new CellResult(
            new CellRun(cell.Number, cell.Index, state, TimeSpan.Zero),
            [new ValueOutput(IsResult: false, NotebookMetadata.Empty
                .Add("text/html", NotebookMetadata.Value(Html.Note(text, [])))
                .Add("text/plain", NotebookMetadata.Value(text)))]);
    }

    private static NotebookDocument Fill(NotebookDocument notebook, List<CellResult> results)
    {
        ImmutableArray<NotebookCell>.Builder cells = notebook.Cells.ToBuilder();
        for (int i = 0; i < cells.Count; i++)
        {
            cells[i] = cells[i] with { Outputs = [], ExecutionCount = null };
        }

        foreach ((CellRun run, ImmutableArray<CellOutput> outputs) in results)
        {
            cells[run.Index] = cells[run.Index] with
            {
                Outputs = outputs,
                ExecutionCount = run.State is CellState.NotRun or CellState.OtherLanguage ? null : run.Number,
                Metadata = cells[run.Index].Metadata.SetItem(RunMark.Key, RunMark.Of(run)),
            };
        }

        return notebook with { Cells = cells.ToImmutable() };
    }

    private static string FirstLine(string source) =>
        source.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal))
        ?? new Text("(빈 칸)", "(empty)").ToString();
}

/// <summary>A code cell and its place.</summary>
internal sealed record CodeCell(int Number, int Index, string Source)
{
    public string Language { get; init; } = NotebookCell.CSharp;

    public bool IsCSharp => Language == NotebookCell.CSharp;

    public static IEnumerable<CodeCell> Of(NotebookDocument notebook)
    {
        int number = 0;
        for (int i = 0; i < notebook.Cells.Length; i++)
        {
            if (notebook.Cells[i].Kind == CellKind.Code)
            {
                yield return new CodeCell(++number, i, notebook.Cells[i].Source) { Language = notebook.Cells[i].Language };
            }
        }
    }
}

/// <summary>How a cell went, and what it showed.</summary>
internal sealed record CellResult(CellRun Run, ImmutableArray<CellOutput> Outputs);

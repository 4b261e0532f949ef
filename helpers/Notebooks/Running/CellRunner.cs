using System.Collections.Immutable;
using System.Diagnostics;
using KafkaWorkbook.Notebooks.Worker;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Notebooks.Running;

/// <summary>Runs one cell after the other in the cells' process, and tells a cell's failure from its process's.</summary>
internal sealed class CellRunner(WorkerProcess worker, string chapter, Language language, RunOptions options)
{
    public async Task<CellResult> RunAsync(CodeCell cell, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(cell.Source))
        {
            return new CellResult(new CellRun(cell.Number, cell.Index, CellState.Ran, TimeSpan.Zero), []);
        }

        Stopwatch clock = Stopwatch.StartNew();
        OutputCollector output = new(language);
        worker.CollectInto(output);
        TimeSpan limit = cell.Number <= 2 ? options.StartLimit : options.CellLimit;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(limit);
        try
        {
            await worker.SendAsync(new RunCell(cell.Number, cell.Source), stop.Token).ConfigureAwait(false);
            return await FollowAsync(cell, output, stop.Token).ConfigureAwait(false) ?? await CrashedAsync(cell, output, clock.Elapsed).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // A synchronous loop cannot be asked to stop, and an await in a cell knows no token of ours: the process goes.
            await worker.KillAsync().ConfigureAwait(false);
            return cancellationToken.IsCancellationRequested
                ? End(cell, CellState.Cancelled, clock.Elapsed, output, "Cancelled", new("실행을 멈췄다(Ctrl-C).", "The run was stopped (Ctrl-C)."))
                : End(cell, CellState.TimedOut, clock.Elapsed, output, "TimeLimit", new(
                    $"{limit.TotalSeconds:0}초 안에 끝나지 않아 멈췄다.", $"Stopped, because it did not end within {limit.TotalSeconds:0} seconds."));
        }
    }

    /// <summary>Takes the cell's reports until it is over; null when its process is gone.</summary>
    private async Task<CellResult?> FollowAsync(CodeCell cell, OutputCollector output, CancellationToken cancellationToken)
    {
        ImmutableArray<string> trouble = [];
        bool failed = false;
        while (await worker.ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } report)
        {
            switch (report)
            {
                case Wrote wrote:
                    output.Write(wrote.IsError, wrote.Text);
                    break;
                case Progressed progress:
                    options.Observer.Progress(progress.Text, progress.IsLast);
                    break;
                case Showed value:
                    output.Show(value);
                    break;
                case Failed failure:
                    failed = true;
                    trouble = [.. failure.Traceback];
                    output.Fail(failure.Name, failure.Message, failure.Traceback);
                    break;
                case Finished finished:
                    await worker.WaitForOutputAsync(cell.Number).ConfigureAwait(false);
                    CellState state = failed ? CellState.Failed : finished.Refused ? CellState.Refused : CellState.Ran;
                    CellRun run = new(cell.Number, cell.Index, state, TimeSpan.FromMilliseconds(finished.Milliseconds))
                    {
                        Trouble = trouble,
                        CutCharacters = finished.CutCharacters + output.Cut,
                        LateCharacters = finished.LateCharacters,
                    };
                    return new CellResult(run, output.Finish(finished.CutCharacters));
            }
        }

        return null;
    }

    private async Task<CellResult> CrashedAsync(CodeCell cell, OutputCollector output, TimeSpan took)
    {
        await worker.WaitForEndAsync().ConfigureAwait(false);
        string code = worker.ExitCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?";
        return End(cell, CellState.Crashed, took, output, "ProcessEnded", new(
            $"셀을 돌리던 프로세스가 끝났다(종료 코드 {code}).", $"The process that ran the cell ended (exit code {code})."), LastWords(output.NativeError));
    }

    private CellResult End(CodeCell cell, CellState state, TimeSpan took, OutputCollector output, string name, Text what, IEnumerable<string>? more = null)
    {
        Text place = new($"  {chapter}, 코드 셀 [{cell.Number}]", $"  {chapter}, code cell [{cell.Number}]");
        ImmutableArray<string> lines = [what.In(language), place.In(language), .. more ?? []];
        output.Fail(name, what.In(language), lines);
        CellRun run = new(cell.Number, cell.Index, state, took) { Trouble = lines, CutCharacters = output.Cut };
        return new CellResult(run, output.Finish(0));
    }

    // A stack overflow says the same line thousands of times: its first lines name it, its last ones where it was.
    private static IEnumerable<string> LastWords(string error)
    {
        const int Few = 6;
        string[] lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> some = lines.Length <= 2 * Few ? lines : [.. lines.Take(Few), "…", .. lines.TakeLast(Few)];
        return some.Select(l => $"  {(l.Length > 300 ? l[..300] + "…" : l)}");
    }
}

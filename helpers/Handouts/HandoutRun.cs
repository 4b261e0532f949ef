using KafkaWorkbook.Clusters;
using KafkaWorkbook.Handouts.Export;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using Spectre.Console;

namespace KafkaWorkbook.Handouts;

/// <summary>The command behind <c>dotnet run</c>: runs chapters one after the other and writes what they showed, as .ipynb, as a page and as booklets.</summary>
public static class HandoutRun
{
    /// <summary>Runs the chapters. Each has a process of its own; clusters are the caller's concern.</summary>
    /// <param name="options">Which, on what, where to.</param>
    /// <param name="cancellationToken">Stops the run; what was executed is written.</param>
    /// <returns>The exit code: 0 when every cell of every chapter ran or was refused and every handout was made, 1 otherwise.</returns>
    /// <exception cref="IOException">The folder for the results cannot be written.</exception>
    public static async Task<int> RunAsync(HandoutRunOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<ChapterRun> runs = await RunChaptersAsync(options, AnsiConsole.Console, cancellationToken).ConfigureAwait(false);
        return runs.All(r => r.Executed?.Succeeded == true && r.HasHandouts) ? 0 : 1;
    }

    /// <summary>Runs the chapters and tells about it on a console.</summary>
    internal static async Task<IReadOnlyList<ChapterRun>> RunChaptersAsync(HandoutRunOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        string root = ClusterEnvironment.FromProcess().Root ?? Environment.CurrentDirectory;
        string outFolder = Path.GetFullPath(options.OutFolder ?? Path.Combine(root, "handouts"));
        IReadOnlyList<string> files = options.Files is { Count: > 0 } named
            ? named
            : [.. Directory.EnumerateFiles(Path.Combine(root, "notebooks", "ko"), "*.ipynb").Order(StringComparer.Ordinal)];

        // A folder that cannot be written is told now, not after minutes of running.
        Directory.CreateDirectory(outFolder);
        HandoutLines lines = new(console, Environment.CurrentDirectory);
        HandoutExporter exporter = new(options.Export, ClusterEnvironment.FromProcess(), TimeProvider.System) { Failed = lines.Problem };
        await using (exporter.ConfigureAwait(false))
        {
            IReadOnlyList<ChapterRun> runs = await RunAllAsync([.. OutNames.For(files)], outFolder, options, exporter, console, cancellationToken).ConfigureAwait(false);

            IReadOnlyList<ChapterRun> done = await PrintAsync(runs, outFolder, options, exporter, lines, cancellationToken).ConfigureAwait(false);
            RunSummary.Write(console, done, Environment.CurrentDirectory);
            lines.Table(outFolder);
            return done;
        }
    }

    private static async Task<IReadOnlyList<ChapterRun>> RunAllAsync(
        (string File, string Name)[] chapters, string outFolder, HandoutRunOptions options, HandoutExporter exporter, IAnsiConsole console, CancellationToken cancellationToken)
    {
        List<ChapterRun> runs = [];
        HeadStart ahead = new();
        await using (ahead.ConfigureAwait(false))
        {
            for (int i = 0; i < chapters.Length; i++)
            {
                // Beside brokers that chapters share, every core may be needed until a chapter's end.
                string? following = options.Cluster == ClusterKind.Embedded && i + 1 < chapters.Length ? chapters[i + 1].File : null;
                string target = Path.Combine(outFolder, chapters[i].Name);
                runs.Add(await RunAsync(chapters[i].File, target, following, ahead, options, exporter, console, cancellationToken).ConfigureAwait(false));
            }
        }

        return runs;
    }

    private static async Task<ChapterRun> RunAsync(
        string file, string target, string? following, HeadStart ahead, HandoutRunOptions options, HandoutExporter exporter, IAnsiConsole console, CancellationToken cancellationToken)
    {
        RunConsole screen = new(console, Path.GetFileNameWithoutExtension(file));
        if (cancellationToken.IsCancellationRequested)
        {
            return new ChapterRun(file, null, null);
        }

        try
        {
            NotebookDocument notebook = await NotebookDocument.ReadAsync(file, CancellationToken.None).ConfigureAwait(false);
            screen.Begin(notebook);
            RunOptions run = RunOptionsOf(options, screen);
            RunOptions running = following is null ? run : run with { LastQuarterBegins = () => ahead.Begin(following, run, cancellationToken) };
            ExecutedNotebook executed =
                await NotebookRunner.RunAsync(notebook, running, await ahead.TakeAsync(file).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

            // Written to its end also after Ctrl-C: half a run is worth looking at.
            await executed.Document.WriteAsync(target + ".ipynb", CancellationToken.None).ConfigureAwait(false);
            await exporter.ChapterAsync(executed.Document, target, [HandoutForm.Html], CancellationToken.None).ConfigureAwait(false);
            return new ChapterRun(file, executed, target + ".html") { Target = target };
        }
        catch (Exception failure) when (failure is NotebookFormatException or InvalidOperationException)
        {
            // The other chapters can still run.
            screen.Trouble(failure.Message.Split('\n'));
            return new ChapterRun(file, null, null) { Problem = failure.Message };
        }
    }

    // Booklets are printed last: a browser would take the processor from what the chapters measure.
    private static async Task<IReadOnlyList<ChapterRun>> PrintAsync(
        IReadOnlyList<ChapterRun> runs, string outFolder, HandoutRunOptions options, HandoutExporter exporter, HandoutLines lines, CancellationToken cancellationToken)
    {
        ChapterRun[] executed = [.. runs.Where(r => r.Executed is not null && r.Target is not null)];
        bool prints = options.Export.Files.Any(f => f.Form == HandoutForm.Pdf);
        if (executed.Length == 0 || cancellationToken.IsCancellationRequested || (!prints && options.SeriesName is null))
        {
            return runs;
        }

        lines.Head(new("유인물", "Handouts"));
        exporter.Wrote += lines.File;
        try
        {
            foreach (ChapterRun run in executed)
            {
                await exporter.ChapterAsync(run.Executed!.Document, run.Target!, [HandoutForm.Pdf], cancellationToken).ConfigureAwait(false);
            }

            if (options.SeriesName is { } name && executed.Length > 1)
            {
                await exporter.SeriesAsync([.. executed.Select(r => r.Executed!.Document)], Path.Combine(outFolder, name), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is written is whole; the rest is left out.
        }

        return exporter.HasFailed ? [.. runs.Select(r => r with { HasHandouts = false })] : runs;
    }

    private static RunOptions RunOptionsOf(HandoutRunOptions options, RunConsole screen) => new()
    {
        Cluster = options.Cluster,
        CellLimit = options.CellLimit,
        Observer = screen,
        Variables = options.Variant is { } variant
            ? new Dictionary<string, string?> { [ClusterOptions.VariantVariable] = variant.ToString().ToLowerInvariant() }
            : new Dictionary<string, string?>(),
    };
}

/// <summary>How one chapter went.</summary>
/// <param name="File">The notebook.</param>
/// <param name="Executed">The run, or null when there was none.</param>
/// <param name="Page">The page that was written, or null.</param>
internal sealed record ChapterRun(string File, ExecutedNotebook? Executed, string? Page)
{
    /// <summary>Why there was no run, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The path of its files without an ending; null when there was no run.</summary>
    public string? Target { get; init; }

    /// <summary>Whether all handouts were made.</summary>
    public bool HasHandouts { get; init; } = true;
}

using KafkaWorkbook.Clusters;
using KafkaWorkbook.Handouts.Pages;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using Spectre.Console;

namespace KafkaWorkbook.Handouts;

/// <summary>The command behind <c>dotnet run</c>: runs chapters one after the other and writes what they showed, as .ipynb and as a page.</summary>
public static class HandoutRun
{
    /// <summary>Runs the chapters. Each has a process of its own; clusters are the caller's concern.</summary>
    /// <param name="options">Which, on what, where to.</param>
    /// <param name="cancellationToken">Stops the run; what was executed is written.</param>
    /// <returns>The exit code: 0 when every cell of every chapter ran or was refused, 1 otherwise.</returns>
    /// <exception cref="IOException">The folder for the results cannot be written.</exception>
    public static async Task<int> RunAsync(HandoutRunOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<ChapterRun> runs = await RunChaptersAsync(options, AnsiConsole.Console, cancellationToken).ConfigureAwait(false);
        return runs.All(r => r.Executed?.Succeeded == true) ? 0 : 1;
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
        List<ChapterRun> runs = [];
        foreach ((string file, string name) in OutNames.For(files))
        {
            runs.Add(await RunAsync(file, Path.Combine(outFolder, name), options, console, cancellationToken).ConfigureAwait(false));
        }

        RunSummary.Write(console, runs, Environment.CurrentDirectory);
        return runs;
    }

    private static async Task<ChapterRun> RunAsync(string file, string target, HandoutRunOptions options, IAnsiConsole console, CancellationToken cancellationToken)
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
            ExecutedNotebook executed = await NotebookRunner.RunAsync(notebook, run, cancellationToken).ConfigureAwait(false);

            // Written to its end also after Ctrl-C: half a run is worth looking at.
            await executed.Document.WriteAsync(target + ".ipynb", CancellationToken.None).ConfigureAwait(false);
            string page = HandoutPage.Of(executed.Document, NotebookLanguage.Of(notebook, run));
            await File.WriteAllTextAsync(target + ".html", page, CancellationToken.None).ConfigureAwait(false);
            return new ChapterRun(file, executed, target + ".html");
        }
        catch (Exception failure) when (failure is NotebookFormatException or InvalidOperationException)
        {
            // The other chapters can still run.
            screen.Trouble(failure.Message.Split('\n'));
            return new ChapterRun(file, null, null) { Problem = failure.Message };
        }
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
}

using KafkaWorkbook.Clusters;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using Spectre.Console;

namespace KafkaWorkbook.Handouts;

/// <summary>The command behind <c>dotnet run</c>: runs chapters one after the other and writes what they showed.</summary>
public static class HandoutRun
{
    /// <summary>Runs the chapters.</summary>
    /// <param name="options">Which, on what, where to.</param>
    /// <param name="cancellationToken">Stops the run; what was executed is written.</param>
    /// <returns>The exit code: 0 when every cell ran or was refused, 1 otherwise.</returns>
    public static async Task<int> RunAsync(HandoutRunOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        string root = ClusterEnvironment.FromProcess().Root ?? Environment.CurrentDirectory;
        string outFolder = options.OutFolder ?? Path.Combine(root, "handouts");
        IReadOnlyList<string> files = options.Files is { Count: > 0 } named
            ? named
            : [.. Directory.EnumerateFiles(Path.Combine(root, "notebooks", "ko"), "*.ipynb").Order(StringComparer.Ordinal)];
        bool succeeded = true;
        foreach (string file in files)
        {
            NotebookDocument notebook = await NotebookDocument.ReadAsync(file, cancellationToken).ConfigureAwait(false);
            RunOptions run = new()
            {
                Cluster = options.Cluster,
                CellLimit = options.CellLimit,
                Observer = new RunConsole(AnsiConsole.Console, notebook.Name),
                Variables = options.Variant is { } variant
                    ? new Dictionary<string, string?> { [ClusterOptions.VariantVariable] = variant.ToString().ToLowerInvariant() }
                    : new Dictionary<string, string?>(),
            };
            ExecutedNotebook executed = await NotebookRunner.RunAsync(notebook, run, cancellationToken).ConfigureAwait(false);
            succeeded &= executed.Succeeded;
            await executed.Document.WriteAsync(Path.Combine(outFolder, notebook.Name + ".ipynb"), CancellationToken.None).ConfigureAwait(false);
            if (executed.Cancelled)
            {
                break;
            }
        }

        return succeeded ? 0 : 1;
    }
}

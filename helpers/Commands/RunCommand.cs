using System.CommandLine;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Handouts;
using KafkaWorkbook.Handouts.Export;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary>
/// <c>run</c>, and <c>dotnet run</c> without a command: runs notebooks on one cluster and writes what they showed. A cluster that it had to start
/// is stopped again; one that ran before is left as it is.
/// </summary>
internal sealed class RunCommand(Screen screen, ClusterEnvironment environment, ClusterStarter clusters)
{
    public Command Create()
    {
        Argument<string[]> files = new("FILE")
        {
            Description = new Text(
                "노트북 파일, 폴더, 또는 notebooks/*/0?-* 같은 패턴. 주지 않으면 모든 장.",
                "Notebooks, folders, or patterns such as notebooks/*/0?-*; all chapters without any.").ToString(),
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> kind = SharedOptions.Cluster(Enum.GetValues<ClusterKind>());
        Option<string?> variant = SharedOptions.Variant();
        Option<string?> folder = new("--out")
        {
            Description = new Text("결과를 담을 폴더. 주지 않으면 handouts.", "The folder for the results; handouts without it.").ToString(),
            HelpName = new Text("폴더", "DIR").ToString(),
        };
        Option<int?> limit = SharedOptions.Seconds("--cell-limit", new(
            "셀 하나에 주는 시간. 주지 않으면 120초.",
            "How long a cell may take; 120 seconds without it."));
        Command command = new("run", new Text(
            "노트북을 실행해 출력이 담긴 .ipynb와 HTML을 만든다.",
            "Runs notebooks and writes each with its outputs, as .ipynb and HTML.").ToString())
        {
            files, kind, variant, folder, limit,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(files) ?? [],
            SharedOptions.KindOf(parsed, kind),
            SharedOptions.VariantOf(parsed, variant),
            parsed.GetValue(folder),
            parsed.GetValue(limit),
            cancellationToken));
        return command;
    }

    /// <summary>All chapters on the best cluster into <c>handouts/</c>.</summary>
    public Task<int> AllAsync(CancellationToken cancellationToken) => RunAsync([], null, null, null, null, cancellationToken);

    private async Task<int> RunAsync(string[] names, ClusterKind? kind, Variant? variant, string? folder, int? limit, CancellationToken cancellationToken)
    {
        NotebookFiles notebooks = new(Environment.CurrentDirectory, environment.Root);
        IReadOnlyList<string> files = names.Length == 0 ? notebooks.Chapters(Languages.Current) : notebooks.Resolve(names);
        ClusterOptions options = new ClusterOptions { Environment = environment, Kind = kind, Progress = screen.Progress }.WithVariant(variant);
        StartedHere started = await StartedHere.NoteAsync(clusters, options, cancellationToken).ConfigureAwait(false);
        try
        {
            Cluster cluster = await clusters.StartAsync(options, cancellationToken).ConfigureAwait(false);
            await using (cluster.ConfigureAwait(false))
            {
                ClusterLines.Show(screen, cluster);
            }

            HandoutRunOptions run = new() { Files = files, Cluster = cluster.Kind, Variant = options.Variant, OutFolder = folder };
            if (names.Length == 0)
            {
                // All chapters: everything that a workshop needs. Some of them are run to see what they show; export prints them.
                run = run with { Export = new ExportOptions(), SeriesName = ExportCommand.SeriesName };
            }

            int exitCode = await HandoutRun.RunAsync(
                limit is { } seconds ? run with { CellLimit = TimeSpan.FromSeconds(seconds) } : run, cancellationToken).ConfigureAwait(false);
            return cancellationToken.IsCancellationRequested ? ExitCodes.Interrupted : exitCode;
        }
        finally
        {
            await started.StopAsync(screen, cancellationToken).ConfigureAwait(false);
        }
    }
}

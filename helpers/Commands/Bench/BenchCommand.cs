using System.CommandLine;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Bench;

/// <summary><c>bench</c>: the workbook's load generator against the tools that ship with Kafka, on one cluster, in turn.</summary>
internal sealed class BenchCommand(Screen screen, ClusterEnvironment environment, ClusterStarter clusters)
{
    private const int UsualPairs = 5;
    private const int MostPairs = 50;

    public Command Create()
    {
        Option<string?> kind = SharedOptions.Cluster(ClusterKind.Docker, ClusterKind.Local);
        Option<string?> variant = SharedOptions.Variant();
        Option<int?> pairs = Pairs();
        Option<bool> quick = new("--quick")
        {
            Description = new Text("짝 하나, 레코드 1/10, 비교 세 가지만: 되는지 보는 데 쓴다.", "One pair, a tenth of the records, three comparisons: to see that it works.").ToString(),
        };
        Option<string[]> files = new("--out")
        {
            Description = new Text("결과를 담을 파일. 이름이 .json이나 .md로 끝난다. 여러 번 줄 수 있다.", "A file for the result; its name ends in .json or .md. May be given several times.").ToString(),
            HelpName = new Text("파일", "FILE").ToString(),
        };
        files.Validators.Add(result =>
        {
            if (result.Tokens.Select(t => t.Value).FirstOrDefault(f => Path.GetExtension(f).ToUpperInvariant() is not (".JSON" or ".MD")) is { } wrong)
            {
                result.AddError(new Text($"--out: '{wrong}'은(는) .json이나 .md로 끝나지 않는다.", $"--out: '{wrong}' ends neither in .json nor in .md.").ToString());
            }
        });
        Command command = new("bench", new Text(
            "부하 생성기를 Kafka에 딸린 성능 시험 도구와 견준다. Java와 Kafka 배포판이 있어야 한다.",
            "Compares the load generator with the performance tools that ship with Kafka; needs Java and a Kafka distribution.").ToString())
        {
            kind, variant, pairs, quick, files,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            SharedOptions.KindOf(parsed, kind), SharedOptions.VariantOf(parsed, variant), parsed.GetValue(pairs), parsed.GetValue(quick), parsed.GetValue(files) ?? [], cancellationToken));
        return command;
    }

    private static Option<int?> Pairs() => new("--pairs")
    {
        Description = new Text($"비교마다 몇 짝을 잴지, 1에서 {MostPairs}. 주지 않으면 {UsualPairs}.", $"How many pairs of runs for each comparison, 1 to {MostPairs}; {UsualPairs} without it.").ToString(),
        HelpName = "N",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= MostPairs)
            {
                return number;
            }

            result.AddError(new Text($"--pairs: '{text}'은(는) 1에서 {MostPairs} 사이의 수가 아니다.", $"--pairs: '{text}' is no number from 1 to {MostPairs}.").ToString());
            return null;
        },
    };

    private async Task<int> RunAsync(ClusterKind? kind, Variant? variant, int? pairs, bool quick, string[] files, CancellationToken cancellationToken)
    {
        ClusterOptions options = new ClusterOptions { Environment = environment, Kind = kind, Progress = screen.Progress }.WithVariant(variant);

        // Looked for first: without the tools there is nothing to compare with, and no reason to start a cluster.
        JavaTools java = await JavaTools.FindAsync(options.Variant, environment, cancellationToken).ConfigureAwait(false);
        ClusterSurvey survey = await clusters.SurveyAsync(options, cancellationToken).ConfigureAwait(false);
        if (survey.Possible.Count > 0 && survey.Possible[0] is ClusterKind.Embedded or ClusterKind.External)
        {
            screen.Failure(
                new("견줄 클러스터가 없다. 내장 클러스터의 모의 브로커는 복제하지 않고, 외부 클러스터는 우리 것이 아니다.", "There is no cluster to compare on: the embedded one's mock brokers keep no copies, and an external one is not ours."),
                new("Docker를 켜거나 로컬 Kafka를 쓴다: dotnet run -- bench --cluster local", "Start Docker, or take a local Kafka: dotnet run -- bench --cluster local"));
            return ExitCodes.Failed;
        }

        StartedHere started = await StartedHere.NoteAsync(clusters, options, cancellationToken).ConfigureAwait(false);
        try
        {
            Cluster cluster = await clusters.StartAsync(options, cancellationToken).ConfigureAwait(false);
            await using (cluster.ConfigureAwait(false))
            {
                ClusterLines.Show(screen, cluster);
                BenchResult result = await MeasureAsync(cluster, java, quick ? pairs ?? 1 : pairs ?? UsualPairs, quick, cancellationToken).ConfigureAwait(false);
                return await ShowAsync(result, files, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await started.StopAsync(screen, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<BenchResult> MeasureAsync(Cluster cluster, JavaTools java, int pairs, bool quick, CancellationToken cancellationToken)
    {
        DirectoryInfo prepared = Directory.CreateTempSubdirectory("kafka-workbook-bench-");
        try
        {
            BenchRunner runner = new(cluster, java, prepared.FullName);
            List<BenchRow> rows = [];
            foreach (BenchCase bench in BenchPlan.Cases(quick))
            {
                int number = 0;
                rows.Add(await runner.RunAsync(bench, pairs, pair => screen.Marked(Mark.Plain, BenchReport.Line(bench, ++number, pair)), cancellationToken).ConfigureAwait(false));
            }

            List<BenchRun> million = [];
            while (million.Count < pairs)
            {
                million.Add(await runner.SendAsync(BenchPlan.Million(quick), 3, cancellationToken).ConfigureAwait(false));
                screen.Marked(Mark.Plain, BenchReport.Line(million.Count, million[^1]));
            }

            return new BenchResult(
                DateTimeOffset.Now, ClusterLines.NameOf(cluster.Kind, cluster.Variant), java.Versions.Kafka, java.Versions.Java, Machine.Describe().ToString(), pairs, quick, rows, million);
        }
        finally
        {
            prepared.Delete(recursive: true);
            await CleanUpAsync(cluster).ConfigureAwait(false);
        }
    }

    private static async Task CleanUpAsync(Cluster cluster)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        try
        {
            await cluster.CleanUpAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ClusterException or OperationCanceledException)
        {
            // What is left is named by `status` and removed by `down`.
        }
    }

    private async Task<int> ShowAsync(BenchResult result, string[] files, CancellationToken cancellationToken)
    {
        screen.Line();
        screen.Table(BenchReport.RateHeads, result.Rows.Select(BenchReport.RateCells));
        screen.Table(BenchReport.CpuHeads, result.Rows.Select(BenchReport.CpuCells));
        if (result.Million.Count > 0)
        {
            screen.Line(BenchReport.Million(result));
        }

        foreach (Text condition in BenchReport.Conditions(result))
        {
            screen.Marked(Mark.Plain, condition);
        }

        foreach (string file in files)
        {
            string path = Path.GetFullPath(file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string text = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase) ? BenchReport.Json(result) : BenchReport.Markdown(result);
            await File.WriteAllTextAsync(path, text, cancellationToken).ConfigureAwait(false);
            screen.Marked(Mark.Good, new Text($"결과를 담았다: {path}", $"The result is in {path}"));
        }

        if (result.Whole)
        {
            return ExitCodes.Success;
        }

        screen.Failure(
            new("클라이언트가 센 수와 브로커가 센 수가 다른 실행이 있다.", "In some run a client's count and the brokers' differ."),
            new("이 결과를 쓰지 않는다. 다시 재서 또 그러면 알려 준다.", "Do not use this result. Measure again, and report it if it happens again."));
        return ExitCodes.Failed;
    }
}

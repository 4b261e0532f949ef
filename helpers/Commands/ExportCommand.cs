using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Handouts;
using KafkaWorkbook.Handouts.Export;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary><c>export</c>: makes handouts of notebooks as they are, without running them. A file that cannot be read does not keep the others from being exported.</summary>
internal sealed class ExportCommand(Screen screen, ClusterEnvironment environment)
{
    /// <summary>The name of the files in which the chapters stand together.</summary>
    public const string SeriesName = "kafka-workbook";

    public Command Create()
    {
        Argument<string[]> files = new("FILE")
        {
            Description = new Text(
                "노트북 파일(.ipynb, .dib), 폴더, 또는 패턴. 실행한 것이든 아니든 좋다.",
                "Notebooks (.ipynb, .dib), folders, or patterns; executed or not.").ToString(),
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string[]> forms = SharedOptions.Several("--to", ["html", "pdf", "ipynb"], new(
            "만들 형식. 여러 번 줄 수 있다. 주지 않으면 셋 다 만든다(브라우저가 없으면 pdf는 뺀다).",
            "What to make; may be given several times. All three without it (no pdf where there is no browser)."));
        Option<string[]> editions = SharedOptions.Several("--edition", ["learner", "trainer"], new(
            "학습자용(답을 가린다)이나 강사용(풀이와 메모). 주지 않으면 노트북 그대로, 인쇄본은 두 가지 모두.",
            "For learners (answers hidden) or for the trainer (solutions and notes). Without it the notebook as it is, and both for print."));
        Option<string?> folder = new("--out")
        {
            Description = new Text("결과를 담을 폴더. 주지 않으면 handouts.", "The folder for the results; handouts without it.").ToString(),
            HelpName = new Text("폴더", "DIR").ToString(),
        };
        Option<string?> url = new("--url")
        {
            Description = new Text("노트북을 찾을 수 있는 주소. 표지에 링크와 QR 코드로 들어간다.", "Where the notebooks are to be found: a link and a QR code on the cover.").ToString(),
            HelpName = new Text("주소", "ADDRESS").ToString(),
        };
        Option<string?> date = new("--date")
        {
            Description = new Text("표지의 날짜(2026-03-02). 주지 않으면 인쇄본에만 오늘 날짜.", "The day on the cover (2026-03-02); without it today, in print only.").ToString(),
            HelpName = new Text("날짜", "DAY").ToString(),
        };
        Option<string?> browser = new("--browser")
        {
            Description = new Text("인쇄할 브라우저의 이름이나 실행 파일.", "The browser that prints, by name or program.").ToString(),
            HelpName = new Text("프로그램", "PROGRAM").ToString(),
        };
        Option<string?> pictures = new("--pictures")
        {
            Description = new Text("인쇄본에서 그림(PNG)으로도 만들 쪽. 1,6처럼 준다.", "Pages of the booklets that also become pictures (PNG), such as 1,6.").ToString(),
            HelpName = new Text("쪽", "PAGES").ToString(),
        };
        Option<string?> series = new("--series")
        {
            Description = new Text(
                $"여러 장을 하나로 묶은 파일의 이름. 주지 않으면 한 폴더의 노트북을 모두 주었을 때만 {SeriesName}으로 묶는다. none이면 묶지 않는다.",
                $"The name of the files in which all stand together. Without it all notebooks of a folder become {SeriesName}; none for no such files.").ToString(),
            HelpName = new Text("이름", "NAME").ToString(),
        };
        Command command = new("export", new Text("노트북을 실행하지 않고 유인물로 만든다.", "Makes handouts of notebooks without running them.").ToString())
        {
            files, forms, editions, folder, url, date, browser, series, pictures,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(files) ?? [],
            new ExportOptions
            {
                Forms = [.. (parsed.GetValue(forms) ?? []).Select(f => Enum.Parse<HandoutForm>(f, ignoreCase: true))],
                Editions = [.. (parsed.GetValue(editions) ?? []).Select(e => Enum.Parse<Edition>(e, ignoreCase: true))],
                Url = Address(parsed.GetValue(url)),
                Date = Day(parsed.GetValue(date)),
                Browser = parsed.GetValue(browser),
                Pictures = Pages(parsed.GetValue(pictures)),
            },
            parsed.GetValue(folder),
            parsed.GetValue(series),
            cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(string[] names, ExportOptions options, string? folder, string? series, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = ExportSources.Of(new NotebookFiles(Environment.CurrentDirectory, environment.Root).Resolve(names), names, Environment.CurrentDirectory);
        string outFolder = Path.GetFullPath(folder ?? Path.Combine(environment.Root ?? Environment.CurrentDirectory, "handouts"));
        string? seriesName = SeriesOf(series, files);
        HandoutLines lines = new(screen.Output, Environment.CurrentDirectory);
        HandoutExporter exporter = new(options, environment, TimeProvider.System) { Wrote = lines.File, Failed = lines.Problem };
        await using (exporter.ConfigureAwait(false))
        {
            (string File, string Target)[] targets = [.. OutNames.For(files).Select(n => (n.File, Path.Combine(outFolder, n.Name)))];
            string? seriesTarget = seriesName is null ? null : Path.Combine(outFolder, seriesName);
            HashSet<string> sources = [.. files.Select(SamePath.Key)];
            CheckTargets(sources, targets.Select(t => t.Target), seriesTarget, options, exporter);
            Directory.CreateDirectory(outFolder);
            List<NotebookDocument> read = [];
            foreach ((string file, string target) in targets)
            {
                if (await ReadAsync(file, cancellationToken).ConfigureAwait(false) is { } notebook)
                {
                    read.Add(notebook);
                    await exporter.ChapterAsync(notebook, target, FormsOf(target, sources, options, exporter), cancellationToken).ConfigureAwait(false);
                }
            }

            if (seriesTarget is not null && read.Count < files.Count && files.Count > 1)
            {
                lines.Problem(new(new(
                    $"{seriesName}은(는) 만들지 않았다: 노트북 {files.Count}개 가운데 {read.Count}개만 읽었다.",
                    $"{seriesName} was not made: only {read.Count} of {files.Count} notebooks could be read."), null));
            }
            else if (seriesTarget is not null && read.Count > 1)
            {
                await exporter.SeriesAsync(read, seriesTarget, cancellationToken).ConfigureAwait(false);
            }

            lines.Table(outFolder);
            return exporter.HasFailed || read.Count < files.Count ? ExitCodes.Failed : ExitCodes.Success;
        }
    }

    private async Task<NotebookDocument?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await NotebookDocument.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (NotebookFormatException broken)
        {
            // The others can still be exported.
            screen.Failure(Text.Same(broken.Message), null);
            return null;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            screen.Failure(Text.Same($"{Path.GetFileName(file)}: {denied.Message}"), null);
            return null;
        }
    }

    private static string? SeriesOf(string? asked, IReadOnlyList<string> files)
    {
        if (asked is not null && asked.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            throw new CommandException(new($"--series: '{asked}'은(는) 파일 이름이 될 수 없다.", $"--series: '{asked}' cannot be a file's name."), new("문자와 숫자로 된 이름을 준다.", "Give a name of letters and digits."));
        }

        return "none".Equals(asked, StringComparison.OrdinalIgnoreCase) ? null : asked ?? (ExportSources.AreWholeFolder(files) ? SeriesName : null);
    }

    // Nothing that somebody wrote is ever written over. Only a notebook that nobody asked for by name may be left out: it is there as it is.
    private static void CheckTargets(HashSet<string> sources, IEnumerable<string> targets, string? seriesTarget, ExportOptions options, HandoutExporter exporter)
    {
        IEnumerable<string> written = (options.Forms.Contains(HandoutForm.Ipynb) ? targets : []).Concat(seriesTarget is null ? [] : [seriesTarget]).SelectMany(exporter.TargetsOf);
        if (written.FirstOrDefault(t => sources.Contains(SamePath.Key(t))) is { } clash)
        {
            throw new CommandException(
                new($"원본 {Path.GetFileName(clash)}을(를) 덮어쓰게 된다.", $"This would write over the notebook {Path.GetFileName(clash)} itself."),
                new("--out에 다른 폴더를 주거나, --to에서 ipynb를 뺀다.", "Give another folder with --out, or leave ipynb out of --to."));
        }
    }

    private static HandoutForm[]? FormsOf(string target, HashSet<string> sources, ExportOptions options, HandoutExporter exporter) =>
        exporter.TargetsOf(target).Any(t => sources.Contains(SamePath.Key(t)))
            ? [.. options.Files.Select(f => f.Form).Distinct().Where(f => f != HandoutForm.Ipynb)]
            : null;

    private static Uri? Address(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" ? url
        : throw new CommandException(
            new($"--url: '{text}'은(는) 웹 주소가 아니다.", $"--url: '{text}' is no web address."), new("https://로 시작하는 주소를 준다.", "Give an address that begins with https://."));

    private static DateOnly? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw new CommandException(
            new($"--date: '{text}'은(는) 날짜가 아니다.", $"--date: '{text}' is no day."), new("2026-03-02처럼 준다.", "Give it like 2026-03-02."));

    private static ImmutableArray<int> Pages(string? text) => text is null ? []
        : [.. text.Split(',').Select(p => int.TryParse(p, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int page) && page is >= 1 and <= 9_999
            ? page
            : throw new CommandException(new($"--pictures: '{p}'은(는) 쪽 번호가 아니다.", $"--pictures: '{p}' is no page."), new("1,6처럼 준다.", "Give them like 1,6.")))];
}

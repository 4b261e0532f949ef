using System.Diagnostics;
using System.Text;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Handouts.Browsers;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Handouts.Pages;
using KafkaWorkbook.Handouts.Print;
using KafkaWorkbook.Handouts.Workshop;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using UglyToad.PdfPig;

namespace KafkaWorkbook.Handouts.Export;

/// <summary>
/// Writes notebooks as handouts, chapter by chapter and as a series. One browser prints all of them; it is started for the first booklet. What cannot be made is told
/// and does not keep the rest from being made. Not for two callers at once.
/// </summary>
/// <param name="options">The forms and what stands on them.</param>
/// <param name="environment">Where the repository and a browser are looked for.</param>
/// <param name="clock">Says what day it is.</param>
internal sealed class HandoutExporter(ExportOptions options, ClusterEnvironment environment, TimeProvider clock) : IAsyncDisposable
{
    // Wide enough for a README or a web page, in pixels.
    private const int PictureWidth = 640;

    private const long MuchMemory = 120_000_000;

    private readonly HandoutMaker _maker = new(environment.Root);
    private readonly HashSet<NotebookDocument> _withoutSolutions = [];
    private PdfPrinter? _printer;
    private string? _program;
    private bool _cannotPrint;

    /// <summary>Called with every file that was written.</summary>
    public Action<HandoutFile> Wrote { get; set; } = _ => { };

    /// <summary>Called with everything that could not be made. That no booklet can be printed is told once.</summary>
    public Action<HandoutProblem> Failed { get; init; } = _ => { };

    /// <summary>Whether something that was asked for could not be made.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Where a handout's files will be.</summary>
    /// <param name="target">The path without an ending.</param>
    public IEnumerable<string> TargetsOf(string target) => options.Files.Select(f => target + f.Ending);

    /// <summary>Writes the forms of a chapter.</summary>
    /// <param name="notebook">The notebook, executed or not.</param>
    /// <param name="target">The path of the files without an ending.</param>
    /// <param name="forms">Only these forms; null for all that the options name.</param>
    /// <param name="cancellationToken">Stops; files that are there are whole.</param>
    public Task ChapterAsync(NotebookDocument notebook, string target, IReadOnlyCollection<HandoutForm>? forms, CancellationToken cancellationToken) =>
        WriteAsync([notebook], isSeries: false, target, forms, cancellationToken);

    /// <summary>Writes the forms of several chapters as one.</summary>
    /// <param name="chapters">The notebooks in order; one or more.</param>
    /// <param name="target">The path of the files without an ending.</param>
    /// <param name="cancellationToken">Stops; files that are there are whole.</param>
    public Task SeriesAsync(IReadOnlyList<NotebookDocument> chapters, string target, CancellationToken cancellationToken) =>
        WriteAsync(chapters, isSeries: true, target, null, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_printer is not null)
        {
            await _printer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(IReadOnlyList<NotebookDocument> chapters, bool isSeries, string target, IReadOnlyCollection<HandoutForm>? forms, CancellationToken cancellationToken)
    {
        Language language = HandoutLanguage.Of(chapters[0], environment[Languages.Variable]);
        Dictionary<NotebookDocument, NotebookDocument> solutions = [];
        foreach ((HandoutForm form, Edition edition, string ending) in options.Files.Where(f => forms is null || forms.Contains(f.Form)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (form == HandoutForm.Pdf && !await CanPrintAsync(cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            long began = Stopwatch.GetTimestamp();
            LetGo();
            try
            {
                if (edition != Edition.AsIs)
                {
                    await FindSolutionsAsync(chapters, language, solutions, cancellationToken).ConfigureAwait(false);
                    TellMissing(chapters, edition, solutions);
                }

                byte[] content = form == HandoutForm.Ipynb
                    ? (await NotebookAsync(chapters, edition, language, solutions, cancellationToken).ConfigureAwait(false)).ToBytes()
                    : await PageAsync(form, await MakeAsync(chapters, isSeries, form, edition, language, solutions, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                await WriteAsync(target + ending, content, cancellationToken).ConfigureAwait(false);
                Wrote(new HandoutFile(target + ending, content.Length, Stopwatch.GetElapsedTime(began), edition, form == HandoutForm.Pdf ? _printer!.Pages : null));
                if (form == HandoutForm.Pdf && !options.Pictures.IsEmpty)
                {
                    await PicturesAsync(content, Path.ChangeExtension(target + ending, null), edition, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (BrowserException e)
            {
                TellOfBrowser(e);
            }
            catch (Exception e) when (e is NotebookFormatException or WorkshopFileException or IOException or UnauthorizedAccessException)
            {
                Tell(new(Text.Same($"{Path.GetFileName(target + ending)}: {e.Message}"), null));
            }
        }
    }

    // What a handout left behind goes before the next one: where there is much memory it would pile up, and a whole series needs as much as all chapters together.
    private static void LetGo()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) > MuchMemory)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }

    private async Task FindSolutionsAsync(
        IEnumerable<NotebookDocument> chapters, Language language, Dictionary<NotebookDocument, NotebookDocument> solutions, CancellationToken cancellationToken)
    {
        foreach (NotebookDocument chapter in chapters.Where(c => !solutions.ContainsKey(c)))
        {
            if (await Solutions.FindAsync(chapter, language, environment.Root, cancellationToken).ConfigureAwait(false) is { } found)
            {
                solutions[chapter] = found;
            }
        }
    }

    // Own exercises without solutions are no failure, but a trainer should not find out in class.
    private void TellMissing(IEnumerable<NotebookDocument> chapters, Edition edition, Dictionary<NotebookDocument, NotebookDocument> solutions)
    {
        foreach (NotebookDocument chapter in chapters.Where(c => edition == Edition.Trainer && !solutions.ContainsKey(c) && Solutions.ExercisesOf(c).Any() && _withoutSolutions.Add(c)))
        {
            Failed(new(
                new($"{chapter.Name}: 연습의 풀이를 찾지 못해 강사용에 풀이가 없다.", $"{chapter.Name}: no solutions of its exercises were found, so the trainer's edition has none."),
                new($"노트북 옆에 {ChapterComposer.SolutionsFolder}/{chapter.Name}.ipynb를 둔다.", $"Put {ChapterComposer.SolutionsFolder}/{chapter.Name}.ipynb beside the notebook.")));
        }
    }

    private async Task<NotebookDocument> NotebookAsync(
        IReadOnlyList<NotebookDocument> chapters, Edition edition, Language language, Dictionary<NotebookDocument, NotebookDocument> solutions, CancellationToken cancellationToken)
    {
        List<NotebookDocument> made = [];
        foreach (NotebookDocument chapter in chapters)
        {
            NotebookDocument? blank = edition == Edition.Learner ? await Solutions.BlankAsync(chapter, language, environment.Root, cancellationToken).ConfigureAwait(false) : null;
            made.Add(EditionNotebook.Of(chapter, edition, language, solutions.GetValueOrDefault(chapter), blank));
        }

        return made.Count == 1 ? made[0] : SeriesNotebook.Join(made);
    }

    private Task<Handout> MakeAsync(
        IReadOnlyList<NotebookDocument> chapters, bool isSeries, HandoutForm form, Edition edition, Language language,
        Dictionary<NotebookDocument, NotebookDocument> solutions, CancellationToken cancellationToken)
    {
        HandoutOrder order = new()
        {
            Language = language,
            Edition = edition,
            Date = options.Date ?? (form == HandoutForm.Pdf ? DateOnly.FromDateTime(clock.GetLocalNow().DateTime) : null),
            Url = options.Url,
        };
        return isSeries
            ? _maker.SeriesAsync(chapters, solutions, order, cancellationToken)
            : _maker.ChapterAsync(chapters[0], solutions.GetValueOrDefault(chapters[0]), order, cancellationToken);
    }

    private async Task<byte[]> PageAsync(HandoutForm form, Handout handout, CancellationToken cancellationToken) => form == HandoutForm.Pdf
        ? await _printer!.PrintAsync(handout, cancellationToken).ConfigureAwait(false)
        : Encoding.UTF8.GetBytes(HandoutPage.Of(handout));

    private async Task PicturesAsync(byte[] pdf, string target, Edition edition, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        using PdfDocument booklet = PdfDocument.Open(pdf);
        foreach (int missing in options.Pictures.Where(p => p > booklet.NumberOfPages))
        {
            Tell(new(new(
                $"{Path.GetFileName(target)}.pdf에는 {missing}쪽이 없다. 모두 {booklet.NumberOfPages}쪽이다.", $"{Path.GetFileName(target)}.pdf has no page {missing}: it has {booklet.NumberOfPages}."), null));
        }

        int[] pages = [.. options.Pictures.Where(p => p <= booklet.NumberOfPages).Distinct()];
        IReadOnlyList<byte[]> pictures = await PdfPictures.OfAsync(_program!, pdf, pages, PictureWidth, cancellationToken).ConfigureAwait(false);
        foreach ((int page, byte[] picture) in pages.Zip(pictures))
        {
            string path = FormattableString.Invariant($"{target}-{page}.png");
            await WriteAsync(path, picture, cancellationToken).ConfigureAwait(false);
            Wrote(new HandoutFile(path, picture.Length, Stopwatch.GetElapsedTime(began), edition));
        }
    }

    private async Task<bool> CanPrintAsync(CancellationToken cancellationToken)
    {
        if (_printer is not null || _cannotPrint)
        {
            return _printer is not null;
        }

        try
        {
            if (BrowserFinder.Choose(options.Browser, environment) is { } program)
            {
                _printer = await PdfPrinter.StartAsync(program, cancellationToken).ConfigureAwait(false);
                _program = program;
                return true;
            }

            HandoutProblem none = new(
                new("인쇄본(PDF)은 만들지 않는다: Chromium, Chrome, Edge 가운데 아무것도 없다.", "No booklets (PDF) are made: there is neither Chromium nor Chrome nor Edge."),
                new("하나를 설치하거나 --browser에 실행 파일을 준다. 나머지는 모두 만든다.", "Install one, or give its program with --browser. Everything else is made."));
            if (options.PdfIsAsked)
            {
                Tell(none);
            }
            else
            {
                Failed(none);
            }
        }
        catch (BrowserException e)
        {
            TellOfBrowser(e);
        }

        _cannotPrint = true;
        return false;
    }

    private void TellOfBrowser(BrowserException problem) =>
        Tell(new(Text.Same($"{problem.Program}: {problem.What}{(problem.LastWords.Length == 0 ? "" : "\n")}{problem.LastWords}"), problem.WhatToDo));

    private void Tell(HandoutProblem problem)
    {
        HasFailed = true;
        Failed(problem);
    }

    // A reader never sees half a file, and a stopped export leaves none.
    private static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        string draft = $"{path}.{Guid.NewGuid():N}.tmp";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            await File.WriteAllBytesAsync(draft, content, cancellationToken).ConfigureAwait(false);
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}

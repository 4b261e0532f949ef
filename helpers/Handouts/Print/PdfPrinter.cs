using System.Reflection;
using System.Text.Json;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Handouts.Browsers;
using KafkaWorkbook.Handouts.Model;

namespace KafkaWorkbook.Handouts.Print;

/// <summary>Prints handouts as PDF, one after the other with one browser. A browser that failed is replaced by a new one for the next handout.</summary>
internal sealed class PdfPrinter : IAsyncDisposable
{
    // The second print has the numbers of the first; they only move when a number needs more room than there is.
    private const int MostPasses = 4;

    private readonly string _program;
    private readonly BrowserLimits _limits;
    private BrowserSession? _session;

    private PdfPrinter(string program, BrowserLimits limits)
    {
        _program = program;
        _limits = limits;
    }

    /// <summary>How often the last handout was printed until its page numbers were true; mostly once.</summary>
    public int Passes { get; private set; }

    /// <summary>How many pages the last handout has.</summary>
    public int Pages { get; private set; }

    /// <summary>The browser's process, or null when there is none at the moment.</summary>
    public int? ProcessId => _session?.ProcessId;

    /// <summary>Starts the browser.</summary>
    /// <param name="browser">Its program, as <see cref="BrowserFinder"/> finds it.</param>
    /// <param name="cancellationToken">Gives up and ends it.</param>
    /// <exception cref="BrowserException">It could not be started.</exception>
    public static Task<PdfPrinter> StartAsync(string browser, CancellationToken cancellationToken) => StartAsync(browser, new BrowserLimits(), cancellationToken);

    /// <summary>Starts the browser with limits of the caller's.</summary>
    /// <param name="browser">Its program.</param>
    /// <param name="limits">How long it may take.</param>
    /// <param name="cancellationToken">Gives up and ends it.</param>
    /// <exception cref="BrowserException">It could not be started.</exception>
    public static async Task<PdfPrinter> StartAsync(string browser, BrowserLimits limits, CancellationToken cancellationToken)
    {
        PdfPrinter printer = new(browser, limits);
        printer._session = await BrowserSession.StartAsync(browser, limits, cancellationToken).ConfigureAwait(false);
        return printer;
    }

    /// <summary>Prints a handout.</summary>
    /// <param name="handout">The handout.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The PDF.</returns>
    /// <exception cref="BrowserException">The browser hung, crashed or ended; it has been ended.</exception>
    public async Task<byte[]> PrintAsync(Handout handout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handout);
        _session ??= await BrowserSession.StartAsync(_program, _limits, cancellationToken).ConfigureAwait(false);
        try
        {
            return await PrintAsync(_session, PrintPage.Of(handout), new PrintWords(handout.Language), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BrowserException or OperationCanceledException)
        {
            await _session.DisposeAsync().ConfigureAwait(false);
            _session = null;
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<byte[]> PrintAsync(BrowserSession session, string html, PrintWords words, CancellationToken cancellationToken)
    {
        await session.ShowAsync(html, cancellationToken).ConfigureAwait(false);
        if (html.Contains("class=\"picture chart\"", StringComparison.Ordinal))
        {
            await session.EvaluateAsync($"{PlotlyScript.Source()};''", cancellationToken).ConfigureAwait(false);
        }

        await session.EvaluateAsync($"{Script("print.js")}({JsonSerializer.Serialize(new { more = words.MoreLines(0) })})", cancellationToken).ConfigureAwait(false);
        string measured = await session.EvaluateAsync($"{Script("print-pages.js")}({{}})", cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, int> numbers = JsonSerializer.Deserialize<Dictionary<string, int>>(JsonElement.Parse(measured).GetProperty("numbers"))!;
        for (Passes = 1; ; Passes++)
        {
            await session.EvaluateAsync(
                $"(n=>{{for(const e of document.querySelectorAll('[data-of]'))e.textContent=n[e.dataset.of]??'';}})({JsonSerializer.Serialize(numbers)});''",
                cancellationToken).ConfigureAwait(false);
            byte[] pdf = await session.PrintAsync(cancellationToken).ConfigureAwait(false);
            (IReadOnlyDictionary<string, int> found, Pages) = PdfDestinations.Of(pdf);
            if (Passes == MostPasses || found.All(f => numbers.TryGetValue(f.Key, out int number) && number == f.Value))
            {
                await session.ShowAsync("", cancellationToken).ConfigureAwait(false);
                return pdf;
            }

            numbers = found;
        }
    }

    private static string Script(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing; build the project again.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}

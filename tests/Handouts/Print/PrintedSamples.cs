using System.Collections.Concurrent;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Handouts.Print;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Print;

/// <summary>The sample handouts, each printed once for all tests.</summary>
public sealed class PrintedSamples : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<PrintedPdf>>> _printed = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private PdfPrinter? _printer;

    internal Task<PrintedPdf> LearnerAsync() => GetAsync("learner", PrintSample.Handout(Edition.Learner, "1"));

    internal Task<PrintedPdf> TrainerAsync() => GetAsync("trainer", PrintSample.Handout(Edition.Trainer, "1"));

    internal Task<PrintedPdf> SeriesAsync() => GetAsync("series", PrintSample.Handout(Edition.Learner, "1", "2"));

    internal Task<PrintedPdf> GetAsync(string name, Handout handout)
    {
        string browser = Need.Browser();
        return _printed.GetOrAdd(name, _ => new Lazy<Task<PrintedPdf>>(() => PrintAsync(browser, handout))).Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_printer is not null)
        {
            await _printer.DisposeAsync();
        }

        _turn.Dispose();
    }

    private async Task<PrintedPdf> PrintAsync(string browser, Handout handout)
    {
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _printer ??= await PdfPrinter.StartAsync(browser, CancellationToken.None);
            return new PrintedPdf(await _printer.PrintAsync(handout, CancellationToken.None));
        }
        finally
        {
            _turn.Release();
        }
    }
}

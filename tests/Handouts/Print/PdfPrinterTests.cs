using System.Buffers.Binary;
using System.Diagnostics;
using KafkaWorkbook.Handouts.Browsers;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Handouts.Print;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Print;

public sealed class PdfPrinterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_printer_whose_browser_died_takes_a_new_one_for_the_next_handout()
    {
        await using PdfPrinter printer = await PdfPrinter.StartAsync(Need.Browser(), Ct);
        int first = printer.ProcessId!.Value;
        using (Process process = Process.GetProcessById(first))
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(Ct);
        }

        BrowserException problem = await Assert.ThrowsAsync<BrowserException>(() => printer.PrintAsync(PrintSample.Handout(Edition.Learner, "1"), Ct));
        byte[] pdf = await printer.PrintAsync(PrintSample.Handout(Edition.Learner, "1"), Ct);

        Assert.StartsWith("ended during ", problem.What.English, StringComparison.Ordinal);
        Assert.NotEqual(first, printer.ProcessId);
        Assert.Equal(1, new PrintedPdf(pdf).PageOf("한 문장씩 직접 돌려 본다"));
    }

    [Fact]
    public async Task A_print_that_is_no_longer_wanted_ends_the_browser()
    {
        await using PdfPrinter printer = await PdfPrinter.StartAsync(Need.Browser(), Ct);
        using CancellationTokenSource impatience = new();
        Task<byte[]> printing = printer.PrintAsync(PrintSample.Handout(Edition.Learner, "1", "2", "3"), impatience.Token);
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => printing);

        Assert.Null(printer.ProcessId);
    }

    [Fact]
    public async Task A_page_becomes_a_picture_as_wide_as_asked()
    {
        string browser = Need.Browser();
        byte[] pdf;
        await using (PdfPrinter printer = await PdfPrinter.StartAsync(browser, Ct))
        {
            pdf = await printer.PrintAsync(PrintSample.Handout(Edition.Learner, "1"), Ct);
        }

        IReadOnlyList<byte[]> pictures = await PdfPictures.OfAsync(browser, pdf, [1, 3], 500, Ct);

        Assert.Equal(2, pictures.Count);
        Assert.NotEqual(pictures[0], pictures[1]);
        Assert.All(pictures, picture =>
        {
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture[..4]);
            Assert.Equal((500, 707), (BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20))));
            Assert.True(picture.Length > 8_000, $"{picture.Length} bytes: an empty page?");
        });
    }
}

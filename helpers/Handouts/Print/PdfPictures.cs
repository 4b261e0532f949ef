using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using KafkaWorkbook.Handouts.Browsers;

namespace KafkaWorkbook.Handouts.Print;

/// <summary>Pages of a PDF as PNG pictures, as the browser's own viewer shows them.</summary>
internal static class PdfPictures
{
    // The viewer leaves this much around a page that it fits into the window.
    private const int Left = 5;
    private const int Top = 3;
    private const int Around = 10;

    // A page that is not painted yet is one colour, which compresses to less than this.
    private const int LeastBytes = 6_000;

    private static readonly TimeSpan s_painting = TimeSpan.FromSeconds(15);

    /// <summary>Pictures of some pages.</summary>
    /// <param name="browser">The browser's program, as <see cref="BrowserFinder"/> finds it.</param>
    /// <param name="pdf">An A4 PDF.</param>
    /// <param name="pages">The pages, counted from 1.</param>
    /// <param name="width">How wide a picture is, in pixels.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>For each page a PNG, in the order of <paramref name="pages"/>.</returns>
    /// <exception cref="BrowserException">The browser could not be used.</exception>
    public static async Task<IReadOnlyList<byte[]>> OfAsync(string browser, byte[] pdf, IReadOnlyList<int> pages, int width, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        ArgumentNullException.ThrowIfNull(pages);
        BrowserSession session = await BrowserSession.StartAsync(browser, null, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            string file = Path.Combine(session.Folder, "handout.pdf");
            await File.WriteAllBytesAsync(file, pdf, cancellationToken).ConfigureAwait(false);
            List<byte[]> pictures = [];
            foreach (int page in pages)
            {
                pictures.Add(await OfAsync(session, file, page, width, cancellationToken).ConfigureAwait(false));
            }

            return pictures;
        }
    }

    private static async Task<byte[]> OfAsync(BrowserSession session, string file, int page, int width, CancellationToken cancellationToken)
    {
        int height = (int)Math.Round(width * 297.0 / 210);
        await session.OpenAsync(FormattableString.Invariant($"{new Uri(file).AbsoluteUri}#toolbar=0&navpanes=0&scrollbar=0&page={page}&view=Fit"), cancellationToken).ConfigureAwait(false);
        JsonObject window = new() { ["width"] = width + Around, ["height"] = height + Around, ["deviceScaleFactor"] = 1, ["mobile"] = false };
        await session.SendAsync("Emulation.setDeviceMetricsOverride", window, cancellationToken).ConfigureAwait(false);

        // The viewer does not say when it has painted: the picture is there when it is the same twice.
        byte[] last = [];
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < s_painting;)
        {
            await Task.Delay(300, cancellationToken).ConfigureAwait(false);
            byte[] now = await CaptureAsync(session, width, height, cancellationToken).ConfigureAwait(false);
            if (now.Length > LeastBytes && now.AsSpan().SequenceEqual(last))
            {
                break;
            }

            last = now;
        }

        return last;
    }

    private static async Task<byte[]> CaptureAsync(BrowserSession session, int width, int height, CancellationToken cancellationToken)
    {
        JsonObject arguments = new()
        {
            ["format"] = "png",
            ["clip"] = new JsonObject { ["x"] = Left, ["y"] = Top, ["width"] = width, ["height"] = height, ["scale"] = 1 },
        };
        JsonElement picture = await session.SendAsync("Page.captureScreenshot", arguments, cancellationToken).ConfigureAwait(false);
        return picture.GetProperty("data").GetBytesFromBase64();
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KafkaWorkbook.Handouts.Browsers;

namespace KafkaWorkbook.Tests.Infrastructure;

/// <summary>
/// The workbook's own headless browser, as a test uses it: opens a page, runs JavaScript in it, takes pictures, and remembers what the page wrote to its
/// console as an error and which addresses it asked for. One page at a time; not safe for two callers at once.
/// </summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly BrowserLimits Limits = new() { Command = TimeSpan.FromSeconds(90) };

    private readonly BrowserSession _session;
    private readonly List<string> _errors = [];
    private readonly List<string> _requests = [];
    private TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pages;

    private Browser(BrowserSession session)
    {
        _session = session;
        session.Happened += Note;
    }

    /// <summary>Uncaught exceptions, <c>console.error</c>, and what the browser itself complained of (such as a policy that was violated) on the pages so far.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors)
            {
                return [.. _errors];
            }
        }
    }

    /// <summary>The addresses that the pages asked for, the pages themselves included.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Starts the browser that <see cref="Need.Browser"/> finds; the test is skipped where there is none.</summary>
    public static async Task<Browser> StartAsync(CancellationToken cancellationToken)
    {
        Browser browser = new(await BrowserSession.StartAsync(Need.Browser(), Limits, cancellationToken));
        await browser.SendAsync("Network.enable", null, cancellationToken);
        await browser.SendAsync("Log.enable", null, cancellationToken);
        return browser;
    }

    /// <summary>Opens a page made of this HTML (as a file, so that nothing else is asked for) and waits for its load event.</summary>
    public async Task OpenHtmlAsync(string html, CancellationToken cancellationToken)
    {
        string file = Path.Combine(_session.Folder, $"page-{_pages++}.html");
        await File.WriteAllTextAsync(file, html, cancellationToken);
        await OpenAsync(new Uri(file), cancellationToken);
    }

    /// <summary>Opens an address and waits for its load event.</summary>
    public async Task OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address.AbsoluteUri }, cancellationToken);
        await _loaded.Task.WaitAsync(Limits.Command, cancellationToken);
    }

    /// <summary>Runs JavaScript in the page, waits for a promise, and answers its value as text (empty for undefined).</summary>
    public Task<string> EvaluateAsync(string script, CancellationToken cancellationToken) => _session.EvaluateAsync(script, cancellationToken);

    /// <summary>Repeats a script until it answers <c>true</c>.</summary>
    public async Task WaitUntilAsync(string script, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limits.Command);
        while (await EvaluateAsync(script, limit.Token) != "true")
        {
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>A PNG of the whole page at the given width, in CSS pixels.</summary>
    public async Task<byte[]> ScreenshotAsync(int width, CancellationToken cancellationToken)
    {
        await SendAsync("Emulation.setDeviceMetricsOverride", Metrics(width, 800), cancellationToken);
        int height = int.Parse(await EvaluateAsync("String(Math.ceil(document.documentElement.scrollHeight))", cancellationToken), CultureInfo.InvariantCulture);
        await SendAsync("Emulation.setDeviceMetricsOverride", Metrics(width, height), cancellationToken);
        JsonElement picture = await SendAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png" }, cancellationToken);
        return picture.GetProperty("data").GetBytesFromBase64();
    }

    /// <summary>Sends any command of the DevTools protocol and answers its result.</summary>
    public Task<JsonElement> SendAsync(string method, JsonObject? arguments, CancellationToken cancellationToken) =>
        _session.SendAsync(method, arguments, cancellationToken);

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static JsonObject Metrics(int width, int height) =>
        new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false };

    private void Note(string method, JsonElement details)
    {
        switch (method)
        {
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Runtime.exceptionThrown":
                Keep(_errors, details.GetProperty("exceptionDetails").GetRawText());
                break;
            case "Runtime.consoleAPICalled" when details.GetProperty("type").GetString() is "error" or "assert":
                Keep(_errors, details.GetProperty("args").GetRawText());
                break;
            case "Log.entryAdded" when details.GetProperty("entry").GetProperty("level").GetString() == "error":
                Keep(_errors, details.GetProperty("entry").GetRawText());
                break;
            case "Network.requestWillBeSent":
                Keep(_requests, details.GetProperty("request").GetProperty("url").GetString()!);
                break;
        }
    }

    private static void Keep(List<string> list, string text)
    {
        lock (list)
        {
            list.Add(text);
        }
    }
}

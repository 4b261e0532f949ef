using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KafkaWorkbook.Tests.Infrastructure;

/// <summary>
/// A headless Chromium driven over its DevTools protocol: opens a page, runs JavaScript in it, takes pictures, and remembers what the page wrote to its
/// console as an error and which addresses it asked for. One page at a time; not safe for two callers at once.
/// </summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-port=0",
    ];

    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly string _profile;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly List<string> _errors = [];
    private readonly List<string> _requests = [];
    private int _lastId;
    private string? _session;
    private bool _loaded;

    private Browser(Process process, string profile)
    {
        _process = process;
        _profile = profile;
    }

    /// <summary>Uncaught exceptions and <c>console.error</c> of the pages so far.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The addresses that the pages asked for, the pages themselves included.</summary>
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>Starts the browser that <see cref="Need.Browser"/> finds; the test is skipped where there is none.</summary>
    public static async Task<Browser> StartAsync(CancellationToken cancellationToken)
    {
        string executable = Need.Browser();
        string profile = Directory.CreateTempSubdirectory("workbook-browser-").FullName;
        ProcessStartInfo start = new(executable, [.. Flags, $"--user-data-dir={profile}", "about:blank"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        Browser browser = new(Process.Start(start)!, profile);
        try
        {
            await browser.ConnectAsync(cancellationToken);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a page made of this HTML (as a file, so that nothing else is asked for) and waits for its load event.</summary>
    public async Task OpenHtmlAsync(string html, CancellationToken cancellationToken)
    {
        string file = Path.Combine(_profile, $"page-{_lastId}.html");
        await File.WriteAllTextAsync(file, html, cancellationToken);
        await OpenAsync(new Uri(file), cancellationToken);
    }

    /// <summary>Opens an address and waits for its load event.</summary>
    public async Task OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        _loaded = false;
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address.AbsoluteUri }, cancellationToken);
        using CancellationTokenSource limit = Limited(cancellationToken);
        while (!_loaded)
        {
            Note(await ReceiveAsync(limit.Token));
        }
    }

    /// <summary>Runs JavaScript in the page, waits for a promise, and answers its value as text (empty for undefined).</summary>
    public async Task<string> EvaluateAsync(string script, CancellationToken cancellationToken)
    {
        JsonObject arguments = new() { ["expression"] = script, ["awaitPromise"] = true, ["returnByValue"] = true };
        JsonNode result = await SendAsync("Runtime.evaluate", arguments, cancellationToken);
        return result["exceptionDetails"] is { } problem
            ? throw new InvalidOperationException(problem.ToJsonString())
            : result["result"]!["value"]?.ToString() ?? "";
    }

    /// <summary>Repeats a script until it answers <c>true</c>.</summary>
    public async Task WaitUntilAsync(string script, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = Limited(cancellationToken);
        while (await EvaluateAsync(script, limit.Token) != "true")
        {
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>A PNG of the whole page at the given width, in CSS pixels.</summary>
    public async Task<byte[]> ScreenshotAsync(int width, CancellationToken cancellationToken)
    {
        await SendAsync("Emulation.setDeviceMetricsOverride", Metrics(width, 800), cancellationToken);
        int height = int.Parse(
            await EvaluateAsync("String(Math.ceil(document.documentElement.scrollHeight))", cancellationToken),
            System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync("Emulation.setDeviceMetricsOverride", Metrics(width, height), cancellationToken);
        JsonNode picture = await SendAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png" }, cancellationToken);
        return Convert.FromBase64String((string)picture["data"]!);
    }

    /// <summary>Sends any command of the DevTools protocol and answers its result.</summary>
    public async Task<JsonNode> SendAsync(string method, JsonObject? arguments, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = Limited(cancellationToken);
        int id = ++_lastId;
        JsonObject message = new() { ["id"] = id, ["method"] = method, ["params"] = arguments ?? [] };
        if (_session is not null)
        {
            message["sessionId"] = _session;
        }

        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, limit.Token);
        while (true)
        {
            JsonNode answer = await ReceiveAsync(limit.Token);
            if ((int?)answer["id"] == id)
            {
                return answer["error"] is { } error ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}") : answer["result"]!;
            }

            Note(answer);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _session = null;
        if (_socket.State == WebSocketState.Open)
        {
            try
            {
                await SendAsync("Browser.close", null, CancellationToken.None);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
            {
                // It is ended below.
            }
        }

        _socket.Dispose();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(3)))
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(TimeSpan.FromSeconds(3));
        }

        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A helper process of the browser may still hold a file; the folder is in the system's temporary folder.
        }
    }

    private static CancellationTokenSource Limited(CancellationToken cancellationToken)
    {
        CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        return limit;
    }

    private static JsonObject Metrics(int width, int height) =>
        new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false };

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        const string Sign = "DevTools listening on ";
        using CancellationTokenSource limit = Limited(cancellationToken);
        string? address = null;
        while (address is null)
        {
            string line = await _process.StandardError.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException("The browser ended before it could be driven.");
            address = line.StartsWith(Sign, StringComparison.Ordinal) ? line[Sign.Length..] : null;
        }

        // Both pipes have to be emptied, or the browser stops when they are full.
        _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await _socket.ConnectAsync(new Uri(address), limit.Token);
        JsonNode target = await SendAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" }, cancellationToken);
        JsonObject attach = new() { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true };
        _session = (string)(await SendAsync("Target.attachToTarget", attach, cancellationToken))["sessionId"]!;
        foreach (string domain in (string[])["Page", "Runtime", "Network"])
        {
            await SendAsync($"{domain}.enable", null, cancellationToken);
        }
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken cancellationToken)
    {
        using MemoryStream message = new();
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken);
            message.Write(_buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }

    private void Note(JsonNode @event)
    {
        JsonNode? details = @event["params"];
        switch ((string?)@event["method"])
        {
            case "Page.loadEventFired":
                _loaded = true;
                break;
            case "Runtime.exceptionThrown":
                _errors.Add(details!["exceptionDetails"]!.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when (string?)details!["type"] is "error" or "assert":
                _errors.Add(details["args"]!.ToJsonString());
                break;
            case "Network.requestWillBeSent":
                _requests.Add((string)details!["request"]!["url"]!);
                break;
        }
    }
}

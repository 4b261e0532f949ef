using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Browsers;

/// <summary>
/// A browser without a window and one page in it. Whatever it is asked for has a time limit; when it hangs, crashes or hangs up it is ended, and the
/// exception names it and what it was doing. One caller at a time.
/// </summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    // Page numbers in the margin came with this version.
    private const int OldestVersion = 131;

    private static readonly Text s_tryAgain = new(
        "다시 해 본다. 또 그러면 메모리를 비우거나 --browser로 다른 브라우저를 준다.",
        "Try again; if it happens again, free some memory or give another browser with --browser.");

    private readonly BrowserProcess _process;
    private readonly DevToolsConnection _connection;
    private readonly BrowserLimits _limits;
    private readonly TaskCompletionSource _crashed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _target;
    private string? _page;

    private BrowserSession(BrowserProcess process, DevToolsConnection connection, BrowserLimits limits)
    {
        _process = process;
        _connection = connection;
        _limits = limits;
        connection.Happened += Note;
    }

    /// <summary>An event of the page: its name and details. Called one after the other; must not wait.</summary>
    public event Action<string, JsonElement>? Happened;

    /// <summary>The browser's program.</summary>
    public string Program => _process.Program;

    /// <summary>The process's id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>A folder of its own, which goes when it ends.</summary>
    public string Folder => _process.Profile;

    /// <summary>Starts a browser with an empty page.</summary>
    /// <param name="program">Its program, as <see cref="BrowserFinder"/> finds it.</param>
    /// <param name="limits">How long it may take; null for the usual limits.</param>
    /// <param name="cancellationToken">Gives up and ends it.</param>
    /// <exception cref="BrowserException">It could not be started, or is too old.</exception>
    public static async Task<BrowserSession> StartAsync(string program, BrowserLimits? limits, CancellationToken cancellationToken)
    {
        limits ??= new BrowserLimits();
        BrowserProcess process = await BrowserProcess.StartAsync(program, limits, cancellationToken).ConfigureAwait(false);
        BrowserSession? session = null;
        try
        {
            session = new BrowserSession(process, await ConnectAsync(process, limits, cancellationToken).ConfigureAwait(false), limits);
            await session.CheckAndOpenAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            process.Kill();
            IAsyncDisposable left = session is null ? process : session;
            await left.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Opens an address as a new page, which takes the former one's place, without waiting for what is there. Unlike <c>Page.navigate</c> this cannot
    /// wait for ever where the browser's own viewer takes over.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task OpenAsync(string address, CancellationToken cancellationToken)
    {
        (string? former, _page) = (_target, null);
        JsonElement target = await SendAsync("Target.createTarget", new JsonObject { ["url"] = address }, cancellationToken).ConfigureAwait(false);
        _target = target.GetProperty("targetId").GetString();
        JsonElement attached = await SendAsync("Target.attachToTarget", new JsonObject { ["targetId"] = _target, ["flatten"] = true }, cancellationToken).ConfigureAwait(false);
        if (former is not null)
        {
            await SendAsync("Target.closeTarget", new JsonObject { ["targetId"] = former }, cancellationToken).ConfigureAwait(false);
        }

        _page = attached.GetProperty("sessionId").GetString();
        foreach (string domain in (string[])["Page", "Runtime", "Inspector"])
        {
            await SendAsync($"{domain}.enable", null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Puts HTML into the page and waits until its fonts and pictures are there.</summary>
    /// <param name="html">A whole page that needs nothing else.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ShowAsync(string html, CancellationToken cancellationToken)
    {
        JsonElement tree = await SendAsync("Page.getFrameTree", null, cancellationToken).ConfigureAwait(false);
        JsonObject arguments = new()
        {
            ["frameId"] = tree.GetProperty("frameTree").GetProperty("frame").GetProperty("id").GetString(),
            ["html"] = html,
        };
        await SendAsync("Page.setDocumentContent", arguments, cancellationToken).ConfigureAwait(false);
        await EvaluateAsync("Promise.all([document.fonts.ready,...[...document.images].map(i=>i.decode().catch(()=>0))]).then(()=>'')", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs JavaScript in the page, waits for a promise, and answers its value as text (empty for undefined).</summary>
    /// <param name="script">An expression.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The script threw.</exception>
    public async Task<string> EvaluateAsync(string script, CancellationToken cancellationToken)
    {
        JsonObject arguments = new() { ["expression"] = script, ["awaitPromise"] = true, ["returnByValue"] = true };
        JsonElement answer = await SendAsync("Runtime.evaluate", arguments, cancellationToken).ConfigureAwait(false);
        return answer.TryGetProperty("exceptionDetails", out JsonElement problem)
            ? throw new InvalidOperationException(problem.GetRawText())
            : answer.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value.ToString() : "";
    }

    /// <summary>Prints the page as its style says, with bookmarks, tags for screen readers and working links.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The PDF.</returns>
    public async Task<byte[]> PrintAsync(CancellationToken cancellationToken)
    {
        JsonObject arguments = new()
        {
            ["preferCSSPageSize"] = true,
            ["printBackground"] = true,
            ["generateDocumentOutline"] = true,
            ["generateTaggedPDF"] = true,
        };
        JsonElement printed = await SendAsync("Page.printToPDF", arguments, cancellationToken).ConfigureAwait(false);
        return printed.GetProperty("data").GetBytesFromBase64();
    }

    /// <summary>Sends a command of the DevTools protocol for the page.</summary>
    /// <param name="method">The command.</param>
    /// <param name="arguments">Its arguments, or null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DevToolsException">The browser refused the command.</exception>
    /// <exception cref="BrowserException">It did not answer in time, crashed or hung up, and was ended.</exception>
    public async Task<JsonElement> SendAsync(string method, JsonObject? arguments, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limits.Command);
        try
        {
            Task<JsonElement> answering = _connection.SendAsync(method, arguments, _page, limit.Token);
            if (await Task.WhenAny(answering, _crashed.Task).ConfigureAwait(false) == answering)
            {
                return await answering.ConfigureAwait(false);
            }

            await limit.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(answering).ConfigureAwait(false);
            throw Ended(new($"{method} 도중에 페이지가 죽었다.", $"the page crashed during {method}."), null);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            string seconds = _limits.Command.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
            throw Ended(new($"{method}에 {seconds}초가 지나도 대답하지 않아 끝냈다.", $"did not answer {method} within {seconds} s and was ended."), e);
        }
        catch (IOException e)
        {
            throw Ended(new($"{method} 도중에 끝나 버렸다.", $"ended during {method}."), e);
        }
    }

    /// <summary>Ends the browser.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasEnded && !_connection.Closed.IsCompleted)
        {
            try
            {
                using CancellationTokenSource limit = new(_limits.End);
                await _connection.SendAsync("Browser.close", null, null, limit.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or DevToolsException)
            {
                // It is ended below.
            }
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
        await _process.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<DevToolsConnection> ConnectAsync(BrowserProcess process, BrowserLimits limits, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(limits.Start);
        try
        {
            return await DevToolsConnection.ConnectAsync(process.Address, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new BrowserException(
                process.Program, new($"{process.Address}에서 대답하지 않는다.", $"does not answer at {process.Address}."), s_tryAgain, process.LastWords, e);
        }
    }

    private async Task CheckAndOpenAsync(CancellationToken cancellationToken)
    {
        JsonElement version = await SendAsync("Browser.getVersion", null, cancellationToken).ConfigureAwait(false);
        string product = version.GetProperty("product").GetString() ?? "";
        if (product.Split('/', '.') is not [_, var major, ..] || !int.TryParse(major, CultureInfo.InvariantCulture, out int number) || number < OldestVersion)
        {
            throw new BrowserException(
                Program, new($"{product}은(는) 너무 오래되었다. 쪽 번호를 찍지 못한다.", $"{product} is too old: it cannot print page numbers."),
                new($"{OldestVersion}판 이상의 Chrome, Edge, Chromium을 쓴다.", $"Use Chrome, Edge or Chromium {OldestVersion} or later."));
        }

        await OpenAsync("about:blank", cancellationToken).ConfigureAwait(false);
    }

    private void Note(string method, JsonElement details)
    {
        if (method is "Inspector.targetCrashed" or "Target.targetCrashed")
        {
            _crashed.TrySetResult();
        }

        Happened?.Invoke(method, details);
    }

    private BrowserException Ended(Text what, Exception? reason)
    {
        _process.Kill();
        return new BrowserException(Program, what, s_tryAgain, _process.LastWords, reason);
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Browsers;

/// <summary>A browser without a window, with a profile of its own that goes when it ends.</summary>
internal sealed class BrowserProcess : IAsyncDisposable
{
    private const string Sign = "DevTools listening on ";
    private const string OtherFamily = "WebDriver BiDi listening on ";
    private const int KeptLines = 12;

    // The last one keeps the browser from asking its maker for anything; the pages that are printed need nothing from a network.
    private static readonly string[] s_flags =
    [
        "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps", "--hide-scrollbars", "--font-render-hinting=none",
        "--mute-audio", "--password-store=basic", "--use-mock-keychain", "--disable-dev-shm-usage", "--remote-debugging-port=0",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    ];

    private static readonly Text s_tryAnother = new(
        "다시 해 보거나, --browser로 다른 브라우저를 준다.", "Try again, or give another browser with --browser.");

    private readonly Process _process;
    private readonly BrowserLimits _limits;
    private readonly Queue<string> _words = new();
    private readonly TaskCompletionSource<Uri?> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private BrowserProcess(string program, Process process, string profile, BrowserLimits limits)
    {
        Program = program;
        _process = process;
        Profile = profile;
        _limits = limits;
        _reading = Task.WhenAll(ReadErrorsAsync(), process.StandardOutput.BaseStream.CopyToAsync(Stream.Null));
    }

    /// <summary>The browser's program.</summary>
    public string Program { get; }

    /// <summary>The folder of its profile, which goes when it ends.</summary>
    public string Profile { get; }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Where it can be driven.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The last lines that it wrote to its standard error.</summary>
    public string LastWords
    {
        get
        {
            lock (_words)
            {
                return string.Join('\n', _words);
            }
        }
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts a browser and waits until it can be driven.</summary>
    /// <param name="program">Its program.</param>
    /// <param name="limits">How long that may take.</param>
    /// <param name="cancellationToken">Gives up and ends it.</param>
    /// <exception cref="BrowserException">It did not start, ended at once, or never became ready.</exception>
    public static async Task<BrowserProcess> StartAsync(string program, BrowserLimits limits, CancellationToken cancellationToken)
    {
        // Chromium refuses to run as root with its sandbox.
        bool sandbox = !(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess);
        try
        {
            return await StartAsync(program, sandbox, limits, cancellationToken).ConfigureAwait(false);
        }
        catch (BrowserException e) when (sandbox && OperatingSystem.IsLinux() && e.LastWords.Contains("sandbox", StringComparison.OrdinalIgnoreCase))
        {
            // In many containers the system forbids what the sandbox is made of. The page is our own, without scripts of others and without a network.
            return await StartAsync(program, sandbox: false, limits, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the browser and all its processes, and removes its profile.</summary>
    public async ValueTask DisposeAsync()
    {
        // Asked over the protocol it ends by itself within the limit; where nobody asked, or it does not listen, it is ended here.
        if (!_process.HasExited && !await EndsWithinAsync(Address is null ? TimeSpan.Zero : _limits.End).ConfigureAwait(false))
        {
            Kill();
            await EndsWithinAsync(_limits.End).ConfigureAwait(false);
        }

        // A process that escaped could hold the streams open.
        await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromMilliseconds(500))).ConfigureAwait(false);
        _process.Dispose();
        await RemoveProfileAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the browser and all its processes at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended already, or a process of its did in between.
        }
    }

    private static async Task<BrowserProcess> StartAsync(string program, bool sandbox, BrowserLimits limits, CancellationToken cancellationToken)
    {
        string profile = Directory.CreateTempSubdirectory("workbook-browser-").FullName;
        ProcessStartInfo start = new(program, [.. s_flags, .. sandbox ? (string[])[] : ["--no-sandbox"], $"--user-data-dir={profile}", "about:blank"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            CreateNoWindow = true,
        };
        // What it writes to the system's place for temporary files stays behind when it is killed; in its own folder it goes with that.
        // A socket of its lies there, too, and the path of one has room for 107 bytes on Linux; the other systems clear that place themselves.
        if (OperatingSystem.IsLinux() && Encoding.UTF8.GetByteCount(profile) < 60)
        {
            start.Environment["TMPDIR"] = profile;
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            Directory.Delete(profile, recursive: true);
            throw new BrowserException(program, new($"띄우지 못했다: {e.Message}", $"could not be started: {e.Message}"), s_tryAnother, innerException: e);
        }

        process.StandardInput.Close();
        BrowserProcess browser = new(program, process, profile, limits);
        try
        {
            browser.Address = await browser.WaitForAddressAsync(cancellationToken).ConfigureAwait(false);
            return browser;
        }
        catch
        {
            browser.Kill();
            await browser.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // It says its address on its standard error and writes it to a file; on some systems one of the two does not reach us.
    private async Task<Uri> WaitForAddressAsync(CancellationToken cancellationToken)
    {
        string file = Path.Combine(Profile, "DevToolsActivePort");
        Task ended = _process.WaitForExitAsync(cancellationToken);
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < _limits.Start)
        {
            await Task.WhenAny(_address.Task, ended, Task.Delay(100, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (_address.Task.IsCompletedSuccessfully && await _address.Task.ConfigureAwait(false) is not { IsAbsoluteUri: true })
            {
                throw new BrowserException(
                    Program, new("Chromium 계열이 아니라서 인쇄에 쓸 수 없다.", "not of the Chromium family, so it cannot be used for printing."),
                    new("Chrome, Edge, Chromium 가운데 하나를 준다.", "Give Chrome, Edge or Chromium."), LastWords);
            }

            if (_address.Task.IsCompletedSuccessfully)
            {
                return (await _address.Task.ConfigureAwait(false))!;
            }

            if (ended.IsCompleted)
            {
                await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken)).ConfigureAwait(false);
                string code = _process.ExitCode.ToString(CultureInfo.InvariantCulture);
                throw new BrowserException(Program, new($"뜨자마자 끝났다(종료 코드 {code}).", $"ended as soon as it started (exit code {code})."), s_tryAnother, LastWords);
            }

            if (FromFile(file) is { } address)
            {
                return address;
            }
        }

        string limit = Seconds(_limits.Start);
        throw new BrowserException(
            Program, new($"{limit}초가 지나도 준비되지 않아 끝냈다.", $"was not ready after {limit} s and was ended."), s_tryAnother, LastWords);
    }

    private static Uri? FromFile(string file)
    {
        try
        {
            return File.Exists(file) && File.ReadAllLines(file) is [var port, var path, ..] && int.TryParse(port, CultureInfo.InvariantCulture, out int number)
                ? new Uri($"ws://127.0.0.1:{number}{path}")
                : null;
        }
        catch (IOException)
        {
            // It is being written.
            return null;
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith(Sign, StringComparison.Ordinal) && Uri.TryCreate(line[Sign.Length..].Trim(), UriKind.Absolute, out Uri? address))
            {
                _address.TrySetResult(address);
            }
            else if (line.StartsWith(OtherFamily, StringComparison.Ordinal))
            {
                _address.TrySetResult(null);
            }

            if (!string.IsNullOrWhiteSpace(line))
            {
                Keep(line.TrimEnd());
            }
        }
    }

    private void Keep(string line)
    {
        lock (_words)
        {
            _words.Enqueue(line.Length <= 300 ? line : line[..300] + "…");
            if (_words.Count > KeptLines)
            {
                _words.Dequeue();
            }
        }
    }

    private async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(limit).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return _process.HasExited;
        }
    }

    private async Task RemoveProfileAsync()
    {
        for (int attempt = 0; attempt < 10; attempt++)
        {
            try
            {
                Directory.Delete(Profile, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A process of the browser still holds or writes a file for a moment; after that it is left to the system's temporary folder.
                await Task.Delay(100).ConfigureAwait(false);
            }
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
}

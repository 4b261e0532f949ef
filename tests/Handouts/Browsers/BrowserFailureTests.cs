using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using KafkaWorkbook.Handouts.Browsers;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Browsers;

public sealed class BrowserFailureTests
{
    private static readonly BrowserLimits Short = new() { Start = TimeSpan.FromSeconds(2), Command = TimeSpan.FromSeconds(2), End = TimeSpan.FromSeconds(2) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_that_never_becomes_ready_is_ended_within_its_limit_and_named()
    {
        using FakeBrowser fake = FakeBrowser.Silent();
        long began = Stopwatch.GetTimestamp();

        BrowserException problem = await Assert.ThrowsAsync<BrowserException>(() => BrowserSession.StartAsync(fake.Program, Short, Ct));

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 1.9, 15);
        Assert.Equal(fake.Program, problem.Program);
        Assert.StartsWith(fake.Program, problem.Message, StringComparison.Ordinal);
        Assert.Equal("was not ready after 2 s and was ended.", problem.What.English);
        Assert.Contains("--headless", problem.LastWords, StringComparison.Ordinal);
        Assert.False(Directory.Exists(ProfileIn(problem.LastWords)));
    }

    [Fact]
    public async Task A_browser_that_ends_at_once_is_named_with_its_last_words()
    {
        using FakeBrowser fake = FakeBrowser.Ending("no display, no luck", 7);
        long began = Stopwatch.GetTimestamp();

        BrowserException problem = await Assert.ThrowsAsync<BrowserException>(() => BrowserSession.StartAsync(fake.Program, null, Ct));

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 15);
        Assert.Contains("(exit code 7)", problem.What.English, StringComparison.Ordinal);
        Assert.Equal("no display, no luck", problem.LastWords.Trim());
        Assert.Contains("no display, no luck", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_of_another_family_is_told_from_one_that_hangs()
    {
        using FakeBrowser fake = FakeBrowser.Saying("WebDriver BiDi listening on ws://127.0.0.1:9");

        BrowserException problem = await Assert.ThrowsAsync<BrowserException>(() => BrowserSession.StartAsync(fake.Program, Short, Ct));

        Assert.Contains("Chromium family", problem.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_whose_address_nobody_answers_at_is_ended_and_named()
    {
        using TcpListener deaf = new(IPAddress.Loopback, 0);
        deaf.Start();
        using FakeBrowser fake = FakeBrowser.ListeningAt(new Uri($"ws://127.0.0.1:{((IPEndPoint)deaf.LocalEndpoint).Port}/devtools"));

        BrowserException problem = await Assert.ThrowsAsync<BrowserException>(() => BrowserSession.StartAsync(fake.Program, Short, Ct));

        Assert.StartsWith("does not answer at ws://127.0.0.1:", problem.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_takes_commands_and_never_answers_is_ended_within_the_commands_limit()
    {
        await using DeafServer server = await DeafServer.StartAsync(Ct);
        using FakeBrowser fake = FakeBrowser.ListeningAt(server.Address);
        long began = Stopwatch.GetTimestamp();

        BrowserException problem = await Assert.ThrowsAsync<BrowserException>(() => BrowserSession.StartAsync(fake.Program, Short, Ct));

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 1.9, 15);
        Assert.Equal("did not answer Browser.getVersion within 2 s and was ended.", problem.What.English);
    }

    [Fact]
    public async Task A_start_that_is_no_longer_wanted_leaves_nothing_behind()
    {
        using FakeBrowser fake = FakeBrowser.Silent();
        using CancellationTokenSource impatience = new(TimeSpan.FromMilliseconds(500));
        long began = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BrowserSession.StartAsync(fake.Program, new BrowserLimits(), impatience.Token));

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 15);
    }

    [Fact]
    public async Task What_is_no_program_at_all_is_named()
    {
        string file = Path.GetTempFileName();
        try
        {
            BrowserException problem = await Assert.ThrowsAsync<BrowserException>(() => BrowserSession.StartAsync(file, Short, Ct));

            Assert.Contains("could not be started", problem.What.English, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string ProfileIn(string words)
    {
        const string Flag = "--user-data-dir=";
        string rest = words[(words.IndexOf(Flag, StringComparison.Ordinal) + Flag.Length)..];
        return rest.Split(' ', '"', '\n')[0];
    }

    /// <summary>Shakes hands as a WebSocket and never says a word.</summary>
    private sealed class DeafServer : IAsyncDisposable
    {
        private readonly HttpListener _listener;
        private Task<WebSocket>? _socket;

        private DeafServer(HttpListener listener, Uri address)
        {
            _listener = listener;
            Address = address;
        }

        public Uri Address { get; }

        public static async Task<DeafServer> StartAsync(CancellationToken cancellationToken)
        {
            for (int attempt = 0; ; attempt++)
            {
                int port = Random.Shared.Next(20_000, 60_000);
                HttpListener listener = new();
                listener.Prefixes.Add($"http://127.0.0.1:{port}/");
                try
                {
                    listener.Start();
                }
                catch (HttpListenerException) when (attempt < 20)
                {
                    await Task.Delay(10, cancellationToken);
                    continue;
                }

                DeafServer server = new(listener, new Uri($"ws://127.0.0.1:{port}/devtools"));
                server._socket = server.AcceptAsync();
                return server;
            }
        }

        public async ValueTask DisposeAsync()
        {
            (await _socket!).Dispose();
            _listener.Close();
        }

        private async Task<WebSocket> AcceptAsync()
        {
            HttpListenerContext context = await _listener.GetContextAsync();
            return (await context.AcceptWebSocketAsync(null)).WebSocket;
        }
    }
}

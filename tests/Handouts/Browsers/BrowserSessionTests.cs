using System.Diagnostics;
using KafkaWorkbook.Handouts.Browsers;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Browsers;

public sealed class BrowserSessionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_shown_asked_and_printed_and_nothing_is_left_behind()
    {
        string folder;
        int process;
        await using (BrowserSession session = await BrowserSession.StartAsync(Need.Browser(), null, Ct))
        {
            folder = session.Folder;
            process = session.ProcessId;
            await session.ShowAsync("<!doctype html><meta charset=utf-8><p id=a>안녕</p>", Ct);

            Assert.Equal("안녕", await session.EvaluateAsync("document.getElementById('a').textContent", Ct));
            Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(await session.PrintAsync(Ct)), StringComparison.Ordinal);
            Assert.True(Directory.Exists(folder));
        }

        Assert.False(Directory.Exists(folder));
        Assert.False(Runs(process));
    }

    [Fact]
    public async Task A_page_that_never_comes_back_ends_the_browser_within_the_limit()
    {
        await using BrowserSession session = await BrowserSession.StartAsync(Need.Browser(), new BrowserLimits { Command = TimeSpan.FromSeconds(3) }, Ct);

        BrowserException problem = await Assert.ThrowsAsync<BrowserException>(() => session.EvaluateAsync("for(;;){}", Ct));

        Assert.Equal("did not answer Runtime.evaluate within 3 s and was ended.", problem.What.English);
        Assert.Equal(session.Program, problem.Program);
        Assert.False(await RunsStillAsync(session.ProcessId));
    }

    [Fact]
    public async Task A_page_that_crashes_is_noticed_at_once()
    {
        await using BrowserSession session = await BrowserSession.StartAsync(Need.Browser(), null, Ct);
        long began = Stopwatch.GetTimestamp();

        BrowserException problem = await Assert.ThrowsAsync<BrowserException>(() => session.SendAsync("Page.crash", null, Ct));

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 20);
        Assert.Equal("the page crashed during Page.crash.", problem.What.English);
        Assert.False(await RunsStillAsync(session.ProcessId));
    }

    [Fact]
    public async Task A_browser_that_is_ended_from_outside_is_noticed_at_once()
    {
        await using BrowserSession session = await BrowserSession.StartAsync(Need.Browser(), null, Ct);
        Task<string> asking = session.EvaluateAsync("new Promise(() => 0)", Ct);
        using (Process process = Process.GetProcessById(session.ProcessId))
        {
            process.Kill(entireProcessTree: true);
        }

        BrowserException problem = await Assert.ThrowsAsync<BrowserException>(() => asking.WaitAsync(TimeSpan.FromSeconds(20), Ct));

        Assert.Equal("ended during Runtime.evaluate.", problem.What.English);
        await Assert.ThrowsAsync<BrowserException>(() => session.EvaluateAsync("1", Ct));
    }

    private static async Task<bool> RunsStillAsync(int process)
    {
        for (int i = 0; i < 50 && Runs(process); i++)
        {
            await Task.Delay(100, Ct);
        }

        return Runs(process);
    }

    private static bool Runs(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

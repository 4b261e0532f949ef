using Xunit;

namespace KafkaWorkbook.Tests.Infrastructure;

public sealed class BrowserTests
{
    [Fact]
    public async Task A_page_is_opened_asked_and_pictured_and_its_errors_are_remembered()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        await using Browser browser = await Browser.StartAsync(ct);

        await browser.OpenHtmlAsync("<!doctype html><meta charset=utf-8><p id=a>안녕</p><script>console.error('oh', 1); missing();</script>", ct);

        Assert.Equal("안녕", await browser.EvaluateAsync("document.getElementById('a').textContent", ct));
        Assert.Equal(2, browser.Errors.Count);
        Assert.StartsWith("file://", Assert.Single(browser.Requests), StringComparison.Ordinal);
        byte[] picture = await browser.ScreenshotAsync(300, ct);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture[..4]);
    }
}

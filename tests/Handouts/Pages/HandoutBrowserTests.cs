using System.Collections.Immutable;
using System.Text.Json;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Handouts.Pages;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Pages;

public sealed class HandoutBrowserTests
{
    [Fact]
    public async Task Charts_become_interactive_offline_and_nothing_else_runs()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        Figure figure = new ChartSpec("제목 </script>", "alt", new ChartAxis("x"), new ChartAxis("y", "건"), new LineSeries("가 <img src=x onerror=hack()>", [1, 2, 3], [3, 1, 2])).ToFigure();
        NotebookDocument notebook = new()
        {
            Cells =
            [
                new NotebookCell(CellKind.Markdown, "# 제목\n\n<img src=x onerror=hack()>"),
                Cell(("text/html", PlotlyScript.Html())),
                Cell(("text/html", figure.ToHtml())),
                Cell((ValueOutput.PlotlyType, figure.ToPlotlyJson()!), ("image/svg+xml", figure.ToSvg())),
                Cell(("text/html", "<p id=harm onclick=\"hack()\">x</p><script>hack()</script>")),
            ],
        };
        await using Browser browser = await Browser.StartAsync(ct);

        await browser.OpenHtmlAsync(HandoutPage.Of(notebook, Language.Korean), ct);
        await browser.WaitUntilAsync("String(document.querySelectorAll('.chart .main-svg').length >= 2 && document.querySelectorAll('[data-static]').length === 0)", ct);

        Assert.Equal("function", await browser.EvaluateAsync("document.querySelectorAll('.output p').forEach(p => p.click()); typeof window.Plotly.newPlot", ct));
        Assert.Equal("undefined", await browser.EvaluateAsync("typeof hack", ct));
        Assert.All(browser.Requests, r => Assert.StartsWith("file://", r, StringComparison.Ordinal));
        Assert.DoesNotContain(browser.Errors, e => e.Contains("hack is not defined", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(900)]
    public async Task A_page_is_never_wider_than_its_screen(int width)
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        string longText = new('x', 500);
        NotebookDocument notebook = new()
        {
            Cells =
            [
                new NotebookCell(CellKind.Markdown, $"# 제목\n\n{longText}\n\n| a | b |\n| --- | --- |\n| {longText} | c |"),
                Cell(("text/plain", longText)) with { Source = $"var x = \"{longText}\";" },
                Cell(("text/html", Html.Table("표", ["a", "b"], [[longText, "1"]]))),
            ],
        };
        await using Browser browser = await Browser.StartAsync(ct);

        await browser.OpenHtmlAsync(HandoutPage.Of(notebook, Language.Korean), ct);
        await browser.ScreenshotAsync(width, ct);

        Assert.Equal($"{width}", await browser.EvaluateAsync("String(document.documentElement.scrollWidth)", ct));
    }

    private static NotebookCell Cell(params (string Type, string Form)[] forms) => new(CellKind.Code, "1")
    {
        Outputs =
        [
            new ValueOutput(true, ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, forms.Select(f => KeyValuePair.Create(
                f.Type,
                f.Type.EndsWith("json", StringComparison.Ordinal) ? JsonDocument.Parse(f.Form).RootElement : JsonSerializer.SerializeToElement(f.Form))))),
        ],
    };
}

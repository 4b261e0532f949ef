using System.Text.RegularExpressions;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Tests.Infrastructure;
using Microsoft.DotNet.Interactive.Formatting;
using Xunit;

namespace KafkaWorkbook.Tests.Figures;

public sealed class FigureDisplayTests
{
    [Fact]
    public void The_kernel_s_formatter_finds_the_figure_s_own_HTML()
    {
        Figure figure = SampleCharts.Bars.ToFigure();
        Assert.Contains("text/html", Formatter.GetPreferredMimeTypesFor(typeof(Figure)));
        Assert.DoesNotContain(Formatter.GetPreferredMimeTypesFor(typeof(Figure)), m => m.Contains("plotly", StringComparison.Ordinal));

        string html = figure.ToDisplayString("text/html");

        Assert.StartsWith("<figure", html, StringComparison.Ordinal);
        Assert.Contains(figure.ToSvg(), html, StringComparison.Ordinal);
        Assert.Contains(figure.ToPlotlyJson()!, html, StringComparison.Ordinal);
        Assert.Equal("분포: 파티션 0에 412건, 파티션 1에 388건.", figure.ToDisplayString("text/plain"));
    }

    [Fact]
    public void The_library_is_the_version_that_it_claims_and_fits_into_a_notebook()
    {
        string source = PlotlyScript.Source();
        Assert.Equal(PlotlyScript.Version, Regex.Match(source, @"plotly\.js \(cartesian - minified\) v([\d.]+)").Groups[1].Value);
        Assert.InRange(PlotlyScript.Html().Length, 1_000_000, 1_500_000);
        Assert.Single(Regex.Matches(PlotlyScript.Html(), "</script", RegexOptions.IgnoreCase));
    }

    [Fact]
    public async Task Every_chart_becomes_interactive_offline_without_an_error()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        await using Browser browser = await Browser.StartAsync(ct);
        string figures = string.Concat(SampleCharts.All.Values.Select(s => s.ToFigure().ToHtml()));

        await browser.OpenHtmlAsync($"<!doctype html><meta charset=utf-8>{PlotlyScript.Html()}{figures}", ct);
        await browser.WaitUntilAsync("String(!document.querySelector('[data-static]'))", ct);

        Assert.Empty(browser.Errors);
        Assert.Single(browser.Requests, r => !r.StartsWith("data:", StringComparison.Ordinal));
        Assert.Equal($"{SampleCharts.All.Count}", await browser.EvaluateAsync("String(document.querySelectorAll('.js-plotly-plot').length)", ct));
        Assert.Equal("412,388", await browser.EvaluateAsync("Array.from(document.querySelectorAll('.js-plotly-plot')[1].data[0].y).join(',')", ct));
        Assert.Equal("0", await browser.EvaluateAsync("String(document.querySelectorAll('[data-hint]').length)", ct));
    }

    [Fact]
    public async Task A_chart_stays_static_and_says_what_to_do_until_the_library_comes()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        await using Browser browser = await Browser.StartAsync(ct);

        await browser.OpenHtmlAsync($"<!doctype html><meta charset=utf-8>{SampleCharts.Bars.ToFigure().ToHtml()}", ct);
        Assert.Equal("true", await browser.EvaluateAsync("String(document.querySelector('[data-static] svg').getBoundingClientRect().height > 200)", ct));
        await browser.WaitUntilAsync("String(!document.querySelector('[data-hint]').hidden)", ct);

        // As when the first cell is run again: the output comes later, into the same page.
        string script = PlotlyScript.Html()["<script>".Length..^"</script>".Length];
        await browser.EvaluateAsync(script, ct);
        await browser.WaitUntilAsync("String(!document.querySelector('[data-static]') && !document.querySelector('[data-hint]'))", ct);
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task A_module_loader_on_the_page_does_not_get_the_library_instead_of_the_page()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        await using Browser browser = await Browser.StartAsync(ct);
        const string Loader = "<script>window.taken=0;window.define=function(){window.taken++};window.define.amd={};window.module={exports:{}};window.exports=window.module.exports</script>";

        await browser.OpenHtmlAsync($"<!doctype html><meta charset=utf-8>{Loader}{PlotlyScript.Html()}{PlotlyScript.Html()}{SampleCharts.Lines.ToFigure().ToHtml()}", ct);
        await browser.WaitUntilAsync("String(!document.querySelector('[data-static]'))", ct);

        Assert.Equal("0 function true", await browser.EvaluateAsync("window.taken + ' ' + typeof window.define + ' ' + !!window.define.amd", ct));
        Assert.Empty(browser.Errors);
    }
}

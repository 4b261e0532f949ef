using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Figures;

/// <summary>A title, a label, a record may hold anything. Nothing of it may run, and all of it should be readable.</summary>
public sealed class EscapingTests
{
    private static readonly string[] Tricks =
    [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "' onmouseover='alert(1)",
        "<!--<script>alert(1)",
        "]]><script>alert(1)</script>",
        "</title></svg><iframe src=javascript:alert(1)>",
        "<a href=\"javascript:alert(1)\">여기</a>",
        "<b>굵게</b><br>줄",
        "&lt;img src=x onerror=alert(1)&gt;",
        "%{y} ${1+1} {{1+1}} $\\alpha$",
        "\u0000\u0001\u001F\uFFFE 제어 문자",
        "\uD800 짝 없는 대리 문자",
        "</desc><style>*{display:none}</style>",
        "줄\n바꿈\r\n\u2028구분",
    ];

    public static TheoryData<string> All => [.. Tricks];

    [Theory]
    [MemberData(nameof(All))]
    public void No_text_becomes_an_element_an_attribute_or_a_script(string trick)
    {
        string html = SampleCharts.Of(trick).ToFigure().ToHtml();
        IDocument page = new HtmlParser().ParseDocument(html);

        Assert.Equal(2, page.Scripts.Length);
        Assert.Empty(page.QuerySelectorAll("img,iframe,a,b,style,object"));
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        Assert.Single(page.QuerySelectorAll("svg"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_static_picture_stays_well_formed(string trick)
    {
        XElement svg = XElement.Parse(SampleCharts.Of(trick).ToFigure().ToSvg());
        Assert.DoesNotContain(svg.DescendantsAndSelf(), e => e.Name.LocalName is "script" or "style" or "image" or "foreignObject" or "a");
    }

    [Fact]
    public async Task In_a_browser_nothing_runs_and_the_interactive_texts_are_the_plain_ones()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        await using Browser browser = await Browser.StartAsync(ct);
        string figures = string.Concat(Tricks.Select(t => SampleCharts.Of(t).ToFigure().ToHtml()));
        string page = $"<!doctype html><meta charset=utf-8><script>window.ran=0;window.alert=function(){{window.ran++}}</script>{PlotlyScript.Html()}{figures}";

        await browser.OpenHtmlAsync(page, ct);
        await browser.WaitUntilAsync($"String(document.querySelectorAll('.js-plotly-plot .main-svg').length >= {Tricks.Length} && !document.querySelector('[data-static]'))", ct);

        Assert.Empty(browser.Errors);
        Assert.Equal("0", await browser.EvaluateAsync("String(window.ran)", ct));
        Assert.Equal("0", await browser.EvaluateAsync("String(document.querySelectorAll('img,iframe,.js-plotly-plot a[href^=javascript],.js-plotly-plot svg image').length)", ct));
        string texts = await browser.EvaluateAsync("Array.from(document.querySelectorAll('.js-plotly-plot .legendtext')).map(e => e.textContent).join('\\n')", ct);
        Assert.Contains("<img src=x onerror=alert(1)>", texts, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", texts, StringComparison.Ordinal);
        Assert.Contains("<b>굵게</b><br>줄", texts, StringComparison.Ordinal);
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Handouts.Pages;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Handouts.Model;
using KafkaWorkbook.Tests.Handouts.Safe;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Pages;

public sealed partial class HandoutBrowserTests
{
    [Fact]
    public async Task Charts_become_interactive_offline_and_nothing_else_runs()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        Figure figure = Made.Chart("제목 </script>");
        Handout handout = Made.Handout(
            Made.Prose("# 제목\n\n<img src=x onerror=hack()>"),
            Made.Code("1", Made.Html(PlotlyScript.Html())),
            Made.Code("2", Made.Html(figure.ToHtml())),
            Made.Code("3", Made.Shown((ValueOutput.PlotlyType, figure.ToPlotlyJson()!), ("image/svg+xml", figure.ToSvg()))),
            Made.Code("4", Made.Shown((ValueOutput.PlotlyType, """{"data": [{"type": "pie", "values": [1, 2]}]}"""))));
        await using Browser browser = await Browser.StartAsync(ct);

        await browser.OpenHtmlAsync(HandoutPage.Of(handout), ct);
        await browser.WaitUntilAsync(AllDrawn, ct);

        Assert.Equal("3", await browser.EvaluateAsync("String(document.querySelectorAll('.chart[role=img][aria-label]').length)", ct));
        Assert.Equal("0", await browser.EvaluateAsync("String(document.querySelectorAll('[data-static]').length)", ct));
        Assert.Equal("셋 가운데 하나가 높다", await browser.EvaluateAsync("document.querySelector('.chart').getAttribute('aria-label')", ct));
        Assert.All(browser.Requests, r => Assert.StartsWith("file://", r, StringComparison.Ordinal));
        Assert.Empty(browser.Errors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_trick_works_with_and_without_the_pages_policy(bool withPolicy)
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        NotebookCell[] cells =
        [
            Made.Prose("# 장\n\n## 절\n\n글"),
            .. Tricks.All.Values.SelectMany(trick => (NotebookCell[])[
                Made.Prose(trick), Made.Prose($"글\n\n{trick}\n\n글"), Made.Code(trick, Made.Html(trick), Made.Shown(("image/svg+xml", trick)), Made.Shown(("text/markdown", trick)), Made.Shown(("text/plain", trick)))]),
            Made.Code("chart", Made.Shown((ValueOutput.PlotlyType, Tricks.Chart))),
            Made.Code("figure", Made.Html($"<figure class=\"workbook-figure\"><div data-static><svg onload=hack()><script>hack()</script></svg></div><script type=\"application/json\" class=\"workbook-plotly\" onload=hack()>{Tricks.Chart.Replace("</", "<\\/", StringComparison.Ordinal)}</script></figure>")),
        ];
        string page = HandoutPage.Of(Made.Handout(cells));
        await using Browser browser = await Browser.StartAsync(ct);
        await browser.SendAsync("Page.addScriptToEvaluateOnNewDocument", new JsonObject { ["source"] = "window.hacked = 0; window.hack = function () { window.hacked++; };" }, ct);

        await browser.OpenHtmlAsync(withPolicy ? page : Policy().Replace(page, ""), ct);
        await browser.WaitUntilAsync(AllDrawn, ct);

        // What waits for a hand gets one: every element but the library's own is pointed at, clicked where that leads nowhere, and focused.
        await browser.EvaluateAsync(
            """
            [...document.querySelectorAll("main *")].filter(e => !e.closest(".chart")).forEach(e => {
              for (const kind of ["mouseover", "mouseenter", "mousedown", "mouseup", "focus", "toggle"]) e.dispatchEvent(new Event(kind, { bubbles: true }));
              if (e.tagName !== "A") e.dispatchEvent(new MouseEvent("click", { bubbles: true }));
              if (e.focus) e.focus();
            });
            """, ct);
        await Task.Delay(500, ct);

        Assert.Equal("0", await browser.EvaluateAsync("String(window.hacked)", ct));
        Assert.Equal("[]", await browser.EvaluateAsync("JSON.stringify([...document.querySelectorAll('a[href]')].map(a => a.href).filter(h => !/^(https:|file:)/.test(h)))", ct));
        Assert.Equal("true", await browser.EvaluateAsync("String(document.getElementById('page-main').tagName === 'MAIN' && document.body.tagName === 'BODY' && typeof document.querySelectorAll === 'function' && ({}).polluted === undefined)", ct));
        Assert.Equal("[]", await browser.EvaluateAsync("JSON.stringify([...document.querySelectorAll('main *')].filter(e => /fixed|sticky/.test(getComputedStyle(e).position)).map(e => e.outerHTML))", ct));
        Assert.Equal("[]", await browser.EvaluateAsync(DoubleIds, ct));
        Assert.StartsWith("file://", Assert.Single(browser.Requests), StringComparison.Ordinal);
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task The_tricks_do_work_where_nobody_stops_them()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        string[] some = ["event attributes", "script", "noscript", "drawing with a script", "tables that throw things out", "end tags of the page", "an element that is never closed"];
        await using Browser browser = await Browser.StartAsync(ct);

        foreach (string name in some)
        {
            await browser.OpenHtmlAsync($"<!doctype html><meta charset=utf-8><script>window.hacked = 0; window.hack = () => window.hacked++;</script>{Tricks.All[name]}", ct);
            await browser.WaitUntilAsync("String(window.hacked > 0)", ct);
        }
    }

    [Theory]
    [InlineData(360)]
    [InlineData(390)]
    [InlineData(900)]
    [InlineData(1_280)]
    public async Task A_page_is_never_wider_than_its_screen(int width)
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        string longText = new('x', 500);
        Handout handout = Made.Handout(
            Made.Prose($"# {longText}\n\n## 가\n\n{longText}\n\n| a | b |\n| --- | --- |\n| {longText} | c |\n\n## 나"),
            Made.Code($"var x = \"{longText}\";", new StreamOutput(false, longText), new ErrorOutput("E", longText, [longText])),
            Made.Code("t", Made.Html(Html.Table("표", [.. Enumerable.Range(0, 30).Select(n => $"열 {n}")], [[.. Enumerable.Range(0, 30).Select(n => $"{n}000000")]]))),
            Made.Code("f", Made.Html(Made.Chart("차트").ToHtml()), Made.Html(Made.Chart("그림").ToSvg()), Made.Html($"<div style=\"width:3000px\">{longText}</div>"), Made.Html(Html.Note(longText, [longText]))),
            Made.Prose("**연습**").Tagged("exercise:1-1"), Made.Code("var answer11 = 1;").Tagged("exercise:1-1"));
        await using Browser browser = await Browser.StartAsync(ct);

        await browser.OpenHtmlAsync(HandoutPage.Of(handout), ct);
        await browser.WaitUntilAsync(AllDrawn, ct);
        await browser.ScreenshotAsync(width, ct);

        Assert.Equal($"{width}", await browser.EvaluateAsync("String(document.documentElement.scrollWidth)", ct));
        Assert.Empty(browser.Errors);
    }

    [Theory]
    [InlineData(390, 8, true)]
    [InlineData(390, 2, false)]
    [InlineData(1_280, 8, false)]
    public async Task Names_below_a_chart_never_lie_over_each_other(int width, int bars, bool aslant)
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        string[] names = [.. Enumerable.Range(0, bars).Select(n => $"프로듀서 {n} 큰 배치")];
        Figure chart = new ChartSpec("차트", "막대", new ChartAxis("단계") { Scale = AxisScale.Categorical, Categories = names }, new ChartAxis("값", "건"), new BarSeries("가", [.. names.Select((_, n) => n + 1.0)])).ToFigure();
        await using Browser browser = await Browser.StartAsync(ct);
        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false }, ct);
        await browser.OpenHtmlAsync(HandoutPage.Of(Made.Handout(Made.Prose("# 장"), Made.Code("x", Made.Html(chart.ToHtml())))), ct);
        await browser.WaitUntilAsync(AllDrawn, ct);

        const string Labels = "[...document.querySelectorAll('.chart .xtick text')]";
        Assert.Equal($"{bars}", await browser.EvaluateAsync($"String({Labels}.length)", ct));
        Assert.Equal(aslant ? "true" : "false", await browser.EvaluateAsync($"String({Labels}.every(t => /rotate\\(-50/.test(t.getAttribute('transform'))))", ct));
        string apart = aslant
            ? "b.right - a.right > 12"
            : "a.right <= b.left";
        Assert.Equal("true", await browser.EvaluateAsync($"String({Labels}.map(t => t.getBoundingClientRect()).every((b, i, all) => i === 0 || (a => {apart})(all[i - 1])))", ct));
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task A_keyboard_reaches_the_text_the_copy_buttons_and_what_scrolls()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        Handout handout = HandoutBuilder.Build(
            [Made.Notebook(
                Made.Prose("# 장\n\n## 가\n\n## 나"),
                Made.Code("short();", new StreamOutput(false, "x")), Made.Code($"wide(\"{new string('x', 400)}\");"),
                Made.Prose("**연습**").Tagged("exercise:1-1"), Made.Code("int? answer11 = null;").Tagged("exercise:1-1"))],
            new HandoutBuildOptions { Language = Language.Korean, Edition = Edition.Learner });
        await using Browser browser = await Browser.StartAsync(ct);
        await browser.OpenHtmlAsync(HandoutPage.Of(handout), ct);
        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = 1280, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = false }, ct);

        List<string> stops = [];
        for (int i = 0; i < 12; i++)
        {
            await PressAsync(browser, "Tab", 9, ct);
            stops.Add(await browser.EvaluateAsync("document.activeElement.tagName + ' ' + (document.activeElement.className || document.activeElement.type || '') + ' ' + getComputedStyle(document.activeElement).outlineStyle", ct));
        }

        Assert.Equal("A skip solid", stops[0]);
        Assert.Equal(2, stops.Count(s => s == "BUTTON copy solid"));
        Assert.Single(stops, s => s == "PRE code solid");
        Assert.Contains("INPUT checkbox solid", stops);
        Assert.Contains("TEXTAREA textarea solid", stops);
    }

    [Theory]
    [InlineData("navigator.clipboard.writeText = t => { window.copied = t; return Promise.resolve(); }; document.execCommand = () => false;", "복사했다")]
    [InlineData("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => { window.copied = String(getSelection()); return true; };", "복사했다")]
    [InlineData("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => { window.copied = String(getSelection()); return false; };", "복사하지 못했다. 코드를 골라 두었으니 Ctrl+C로 복사한다.")]
    public async Task Code_is_copied_in_the_way_that_works_and_the_reader_is_told(string browserThat, string told)
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        await using Browser browser = await Browser.StartAsync(ct);
        await browser.OpenHtmlAsync(HandoutPage.Of(Made.Handout(Made.Code("var a = 1 < 2;\nb(\"가\");"))), ct);

        await browser.EvaluateAsync($"{browserThat} document.querySelector('button.copy').click();", ct);
        await browser.WaitUntilAsync("String(document.querySelector('[role=status]').textContent !== '')", ct);

        Assert.Equal(told, await browser.EvaluateAsync("document.querySelector('[role=status]').textContent", ct));
        Assert.Equal("var a = 1 < 2;\nb(\"가\");", await browser.EvaluateAsync("window.copied", ct));
    }

    [Fact]
    public async Task A_screen_reader_finds_landmarks_headings_and_names()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        Handout handout = HandoutBuilder.Build(
            [Made.Named("01-a", Made.Prose("# 하나\n\n## 가\n\n### 나\n\n## 다"), Made.Code("x", Made.Html(Made.Chart("차트", alt: "가운데가 낮다").ToSvg()))), Made.Named("02-b", Made.Prose("# 둘\n\n## 라"))],
            new HandoutBuildOptions { Language = Language.Korean, Front = [new HandoutPart("agenda", "일정", "<p>글</p>")] });
        await using Browser browser = await Browser.StartAsync(ct);
        await browser.OpenHtmlAsync(HandoutPage.Of(handout), ct);

        JsonArray nodes = JsonNode.Parse((await browser.SendAsync("Accessibility.getFullAXTree", null, ct)).GetProperty("nodes").GetRawText())!.AsArray();
        ILookup<string, string> byRole = nodes.Where(n => (bool?)n!["ignored"] != true).ToLookup(n => (string?)n!["role"]?["value"] ?? "", n => (string?)n!["name"]?["value"] ?? "");

        Assert.Single(byRole["banner"]);
        Assert.Single(byRole["main"]);
        Assert.Single(byRole["contentinfo"]);
        Assert.Equal(["차례"], byRole["navigation"]);
        Assert.Equal(["하나", "둘"], byRole["article"]);
        Assert.Equal(["일정", "하나", "가", "나", "다", "둘", "라"], byRole["heading"]);
        Assert.Contains("가운데가 낮다", byRole["image"].Concat(byRole["img"]));
        Assert.Contains("그림 1-1 차트", byRole["figure"]);
    }

    [Fact]
    public async Task Contents_stand_beside_the_text_and_follow_the_reader_or_fold_above_it()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        string text = string.Join("\n\n", Enumerable.Repeat("글", 60));
        await using Browser browser = await Browser.StartAsync(ct);
        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = 1280, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = false }, ct);
        await browser.OpenHtmlAsync(HandoutPage.Of(Made.Handout(Made.Prose($"# 장\n\n## 가\n\n{text}\n\n## 나\n\n{text}"))), ct);

        await browser.EvaluateAsync("document.documentElement.style.scrollBehavior = 'auto'; document.getElementById('나').scrollIntoView()", ct);
        await browser.WaitUntilAsync("String(document.querySelector('nav [aria-current]')?.textContent === '나')", ct);
        Assert.Equal("true", await browser.EvaluateAsync("String(document.querySelector('nav details').open && document.querySelector('nav').getBoundingClientRect().right < document.querySelector('main').getBoundingClientRect().left)", ct));

        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = 390, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = false }, ct);
        await browser.WaitUntilAsync("String(!document.querySelector('nav details').open)", ct);
    }

    [Fact]
    public async Task Without_scripts_everything_can_still_be_read()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        await using Browser browser = await Browser.StartAsync(ct);
        await browser.SendAsync("Emulation.setScriptExecutionDisabled", new JsonObject { ["value"] = true }, ct);
        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = 1280, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = false }, ct);
        await browser.OpenHtmlAsync(HandoutPage.Of(Made.Handout(Made.Prose("# 장\n\n## 가\n\n## 나"), Made.Code("x", Made.Html(Made.Chart("차트").ToHtml())))), ct);

        Assert.Equal("true", await browser.EvaluateAsync("String(document.querySelector('figure svg').getBoundingClientRect().height > 200)", ct));
        Assert.Equal("true", await browser.EvaluateAsync("String(document.querySelector('nav li a').getBoundingClientRect().height > 10)", ct));
        Assert.Equal("0", await browser.EvaluateAsync("String(document.querySelectorAll('button').length)", ct));
    }

    private const string AllDrawn =
        "String(document.readyState === 'complete' && document.querySelectorAll('script.workbook-plotly').length === document.querySelectorAll('.chart > .plot-container .main-svg:first-child').length && document.querySelectorAll('figure script ~ [data-static], figure [data-static] ~ script').length === 0)";

    private const string DoubleIds =
        "JSON.stringify(Object.entries(Object.groupBy([...document.querySelectorAll('[id]')].filter(e => !e.closest('.chart')), e => e.id)).filter(([, all]) => all.length > 1).map(([id]) => id))";

    private static async Task PressAsync(Browser browser, string key, int code, CancellationToken ct)
    {
        foreach (string type in (string[])["keyDown", "keyUp"])
        {
            await browser.SendAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code }, ct);
        }
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex Policy();
}

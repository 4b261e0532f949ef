using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Handouts.Pages;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Chapters;
using KafkaWorkbook.Tests.Figures;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Pages;

/// <summary>A page as its reader meets it: numbered, in editions, on a phone, with a keyboard, without a network.</summary>
public sealed class WholePageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Figures_and_tables_are_numbered_and_a_text_can_refer_to_them()
    {
        NotebookDocument notebook = new()
        {
            FilePath = "03-three.ipynb",
            Cells =
            [
                new NotebookCell(CellKind.Markdown, "# 제목\n\n[여기](#second)와 [저기](#list)와 [글](#words)을 본다."),
                Showing("first", Figure("하나").ToHtml()), Showing("second", Figure("둘").ToHtml()), Showing("list", Html.Table("표 이름", ["a"], [["1"], ["2"]])), Showing("words", "<p>글</p>"),
            ],
        };

        IDocument page = Parse(HandoutPage.Of(notebook, Language.Korean));

        Assert.Equal(["그림 3-1", "그림 3-2", "표 3-1 "], page.QuerySelectorAll("figure figcaption").Select(c => c.TextContent.Trim()[..6]));
        string[] links = [.. page.QuerySelectorAll("main p a").Select(a => a.TextContent)];
        Assert.Equal(["그림 3-2", "표 3-1", "글"], links);
        Assert.All(page.QuerySelectorAll("main p a").Where(a => a.TextContent != "글"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
    }

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task A_learners_page_has_no_solution_and_the_trainers_has_all_and_both_are_the_same_every_time(string name)
    {
        NotebookDocument chapter = await Chapter.ReadAsync(name), solutions = await Chapter.SolutionsAsync(name), solved = await Chapter.SolvedAsync(name);

        // The learner's page is made of the solved chapter: whoever exports it may have the answers in it.
        string learner = Page(solved, solutions, Edition.Learner), trainer = Page(chapter, solutions, Edition.Trainer);

        Assert.Equal(learner, Page(solved, solutions, Edition.Learner));
        string learnerText = Squeezed(Parse(learner).QuerySelector("main")!.TextContent), trainerText = Squeezed(Parse(trainer).QuerySelector("main")!.TextContent);
        NotebookCell[] secrets = [.. solutions.Cells.Where(c => ChapterComposer.ExerciseOf(c) is not null && c.Kind == CellKind.Code)];
        Assert.True(secrets.Length >= 4);
        Assert.All(secrets, s => Assert.Contains(Squeezed(s.Source), trainerText, StringComparison.Ordinal));
        Assert.All(secrets, s => Assert.DoesNotContain(Squeezed(s.Source), learnerText, StringComparison.Ordinal));
        IEnumerable<string> sentences = solutions.Cells.Where(c => ChapterComposer.ExerciseOf(c) is not null && c.Kind == CellKind.Markdown)
            .SelectMany(c => c.Source.Split('.', '\n')).Select(Squeezed).Where(s => s.Length > 20);
        Assert.All(sentences, s => Assert.DoesNotContain(s, learnerText, StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_a_phone_and_offline_every_chart_is_drawn_and_nothing_is_wider_than_the_screen()
    {
        string page = Sample();
        await using Browser browser = await Browser.StartAsync(Token);

        await browser.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = true, ["latency"] = 0, ["downloadThroughput"] = 0, ["uploadThroughput"] = 0 }, Token);
        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = 390, ["height"] = 844, ["deviceScaleFactor"] = 1, ["mobile"] = false }, Token);
        await browser.OpenHtmlAsync(page, Token);
        await browser.EvaluateAsync("window.scrollTo(0, document.documentElement.scrollHeight)", Token);
        await browser.WaitUntilAsync("String([...document.querySelectorAll('script.workbook-plotly')].length > 0 && [...document.querySelectorAll('script.workbook-plotly')].every(s => s.closest('figure').querySelector('.main-svg')))", Token);

        Assert.Equal("390", await browser.EvaluateAsync("String(document.documentElement.scrollWidth)", Token));
        Assert.Empty(browser.Errors);
        Assert.All(browser.Requests, r => Assert.True(r.StartsWith("file:", StringComparison.Ordinal) || r.StartsWith("data:", StringComparison.Ordinal) || r.StartsWith("blob:", StringComparison.Ordinal) || r == "about:blank", r));
        Assert.Equal("0", await browser.EvaluateAsync("String([...document.querySelectorAll('[id]')].length - new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size)", Token));
    }

    [Fact]
    public async Task A_page_can_be_used_by_keyboard_and_read_by_a_screen_reader()
    {
        await using Browser browser = await Browser.StartAsync(Token);
        await browser.OpenHtmlAsync(Sample(), Token);

        await browser.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = "Tab", ["code"] = "Tab", ["windowsVirtualKeyCode"] = 9 }, Token);
        Assert.Equal("#page-main", await browser.EvaluateAsync("document.activeElement.getAttribute('href') ?? ''", Token));

        JsonElement tree = await browser.SendAsync("Accessibility.getFullAXTree", null, Token);
        List<(string Role, string Name)> nodes = [.. tree.GetProperty("nodes").EnumerateArray().Where(n => n.TryGetProperty("role", out _) && !n.GetProperty("ignored").GetBoolean()).Select(n => (
            n.GetProperty("role").GetProperty("value").GetString() ?? "", n.TryGetProperty("name", out JsonElement name) ? name.GetProperty("value").GetString() ?? "" : ""))];
        Assert.All((string[])["banner", "navigation", "main", "contentinfo"], role => Assert.Contains(nodes, n => n.Role == role));
        Assert.All(nodes.Where(n => n.Role is "button" or "link"), n => Assert.False(string.IsNullOrWhiteSpace(n.Name), n.Role));
        Assert.Contains(nodes, n => n.Role == "button");

        // Every chart says what it shows; the library's own signs on its buttons are the buttons'.
        Assert.Equal("8 0", await browser.EvaluateAsync(
            "(a => [a.length, a.filter(e => !(e.getAttribute('aria-label') ?? '').trim()).length].join(' '))([...document.querySelectorAll('figure')].map(f => f.querySelector('[role=img]')).filter(e => e))", Token));

        // No level of heading is left out.
        int[] levels = JsonSerializer.Deserialize<int[]>(await browser.EvaluateAsync("JSON.stringify([...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.localName[1]))", Token))!;
        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, string.Join(' ', levels)));
    }

    private static string Sample()
    {
        NotebookDocument notebook = new()
        {
            FilePath = "01-one.ipynb",
            Cells =
            [
                new NotebookCell(CellKind.Markdown, "# 1장. 제목\n\n## 1.1 절\n\n글 [웹](https://kafka.apache.org)\n\n### 작은 절"),
                new NotebookCell(CellKind.Code, $"var text = \"{new string('x', 200)}\";") { Id = "code", Outputs = [new StreamOutput(false, string.Join('\n', Enumerable.Range(1, 60)))], ExecutionCount = 1 },
                .. ((ChartSpec[])[SampleCharts.Lines, SampleCharts.Bars, SampleCharts.Stacked, SampleCharts.Settings, SampleCharts.Panels, SampleCharts.Spans, SampleCharts.Heat, SampleCharts.Logarithmic]).Select((c, i) => Showing($"chart-{i}", c.ToFigure().ToHtml())),
                Showing("table", Html.Table("표", ["가", "나"], [[new string('y', 300), "1"]])),
            ],
        };
        return HandoutPage.Of(notebook, Language.Korean);
    }

    private static string Page(NotebookDocument chapter, NotebookDocument solutions, Edition edition) =>
        HandoutPage.Of(HandoutBuilder.Build([chapter], new HandoutBuildOptions { Language = Language.Korean, Edition = edition, Solutions = _ => solutions }));

    private static Figure Figure(string title) => new ChartSpec(title, "alt", new ChartAxis("x"), new ChartAxis("y", "건"), new LineSeries("가", [1, 2, 3], [3, 1, 2])).ToFigure();

    private static NotebookCell Showing(string id, string html) => new(CellKind.Code, "1")
    {
        Id = id,
        ExecutionCount = 1,
        Outputs = [new ValueOutput(true, NotebookMetadata.Empty.Add("text/html", NotebookMetadata.Value(html)))],
    };

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}

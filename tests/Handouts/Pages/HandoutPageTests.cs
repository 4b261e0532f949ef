using System.Collections.Immutable;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KafkaWorkbook.Handouts.Pages;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Handouts.Safe;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Pages;

public sealed class HandoutPageTests
{
    [Fact]
    public void A_page_names_its_language_title_and_contents()
    {
        IDocument page = Page(Markdown("# 1장. 시작 ✅"), Markdown("## 첫 절\n글"), Markdown("## 첫 절\n### `offset` 읽기"));

        Assert.Equal("ko", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("1장. 시작 ✅", page.Title);
        Assert.Equal(["#첫-절", "#첫-절-2", "#offset-읽기"], page.QuerySelectorAll("nav a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["첫 절", "첫 절", "offset 읽기"], page.QuerySelectorAll("nav a").Select(a => a.TextContent));
        Assert.All(page.QuerySelectorAll("nav a"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
    }

    [Fact]
    public void A_page_asks_nobody_for_anything()
    {
        IDocument page = Page(
            Markdown($"![p](https://example.com/p.png) [w](https://example.com) ![d]({Pictures.Png})"),
            Code("1", Value("text/html", "<p>x</p><img src=\"https://example.com/x.png\" alt=\"a picture\"><link rel=stylesheet href=//example.com/a.css>")));

        string policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        Assert.StartsWith("default-src 'none'; img-src data: blob:;", policy, StringComparison.Ordinal);
        Assert.Equal(1, policy.Split("'sha256-").Length - 1);
        Assert.Equal([Pictures.Png], page.QuerySelectorAll("main img").Select(i => i.GetAttribute("src")));
        Assert.Contains("[p]", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("[a picture]", page.QuerySelector(".output")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script[src], link"));
    }

    [Theory]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("JavaScript:alert(1)", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("../README.md", null)]
    [InlineData("#here", null)]
    [InlineData("#cell", "#cell-1-cell")]
    [InlineData("https://kafka.apache.org", "https://kafka.apache.org")]
    [InlineData("02-next.ipynb#1.2-A", "02-next.html#1-2-a")]
    public void Links_lead_only_where_a_reader_may_go(string link, string? leadsTo)
    {
        IDocument page = Page(Markdown($"[x]({link})"), Code("1") with { Id = "cell" });

        Assert.Equal(leadsTo, page.QuerySelector("main .prose a")?.GetAttribute("href"));
        Assert.Contains("x", page.QuerySelector("main .prose p")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cells_wrote_is_escaped_and_scripts_of_outputs_are_gone()
    {
        IDocument page = Page(Code(
            "Console.Write(\"<b>\")",
            new StreamOutput(false, "<script>alert(1)</script> \u001b[31mred\u001b[0m"),
            new StreamOutput(true, "warn"),
            Value("text/html", "<p id=v>ok</p><script>alert(2)</script><SCRIPT src=x></SCRIPT >"),
            Value("text/plain", "<i>plain</i>"),
            new ErrorOutput("E", "<u>", ["E: <u>", "  line 1"])));

        Assert.Empty(page.QuerySelectorAll("main script, main i, main u, main .output b"));
        Assert.Equal(["<script>alert(1)</script> red", "warn", "<i>plain</i>"], page.QuerySelectorAll("pre.stream").Select(p => p.TextContent));
        Assert.Contains("ok", page.QuerySelectorAll(".output p").Select(p => p.TextContent));
        Assert.Null(page.GetElementById("v"));
        Assert.Equal("E: <u>\n  line 1", page.QuerySelector("pre.error")!.TextContent);
    }

    [Fact]
    public void Code_is_coloured_and_reads_the_same()
    {
        const string Source = "#r \"x.dll\"\n// 설명 <b>\nvar t = await Cluster.StartAsync(3, $\"a{1}\");\nt < 4 && broken(";

        IElement code = Page(Code(Source)).QuerySelector("pre.code code")!;

        Assert.Equal(Source, code.TextContent);
        Assert.Equal(["var", "await"], code.QuerySelectorAll(".keyword").Select(k => k.TextContent));
        Assert.Equal("// 설명 <b>", code.QuerySelector(".comment")!.TextContent);
        Assert.Contains("Cluster", code.QuerySelectorAll(".type").Select(k => k.TextContent));
        Assert.Contains("StartAsync", code.QuerySelectorAll(".call").Select(k => k.TextContent));
        Assert.Equal(["3", "1", "4"], code.QuerySelectorAll(".number").Select(k => k.TextContent));
    }

    [Fact]
    public void Charts_share_one_library_and_their_data_cannot_end_its_element()
    {
        const string Figure = "{\"data\": [{\"name\": \"</script><img src=x onerror=alert(1)>\"}], \"layout\": {}}";
        IDocument page = Page(
            Code("a", new ValueOutput(true, Bundle((ValueOutput.PlotlyType, JsonDocument.Parse(Figure).RootElement)))),
            Code("b", new ValueOutput(true, Bundle((ValueOutput.PlotlyType, Text(Figure)), ("text/html", Text("<p>fallback</p>"))))),
            Code("c", Value("text/html", "<figure><div data-static><svg></svg></div><script type=\"application/json\" class=\"workbook-plotly\">{\"data\": [{}]}</script><script>old()</script></figure>")));

        Assert.Equal(3, page.QuerySelectorAll("figure script[type='application/json'].workbook-plotly").Length);
        Assert.Equal(2, page.Body!.Children.Count(c => c.LocalName == "script"));
        Assert.Empty(page.QuerySelectorAll("main img"));
        string policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        Assert.Equal(2, policy.Split("'sha256-").Length - 1);
        Assert.All(page.QuerySelectorAll("figure script"), s => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(s.TextContent).RootElement.ValueKind));
    }

    [Fact]
    public void Exercises_stand_in_a_box_with_room_for_the_answer()
    {
        NotebookDocument tagged = NotebookDocument.Parse("""{"nbformat": 4, "cells": [{"cell_type": "raw", "source": "", "metadata": {"tags": ["exercise", "exercise:1-1"]}}]}""");
        NotebookCell[] cells = [Markdown("앞"), Markdown("**연습**") with { Metadata = tagged.Cells[0].Metadata }, Code("") with { Metadata = tagged.Cells[0].Metadata }, Markdown("뒤")];

        IElement box = Assert.Single(Page(cells).QuerySelectorAll("section.exercise"));

        Assert.Equal("연습 1-1", box.GetAttribute("aria-label"));
        Assert.Equal("연습 1-1의 답", box.QuerySelector("textarea")!.GetAttribute("aria-label"));
        Assert.DoesNotContain("뒤", box.TextContent, StringComparison.Ordinal);
    }

    private static IDocument Page(params NotebookCell[] cells) =>
        new HtmlParser().ParseDocument(HandoutPage.Of(new NotebookDocument { Cells = [.. cells] }, Language.Korean));

    private static NotebookCell Markdown(string source) => new(CellKind.Markdown, source);

    private static NotebookCell Code(string source, params CellOutput[] outputs) => new(CellKind.Code, source) { Outputs = [.. outputs] };

    private static ValueOutput Value(string type, string text) => new(true, Bundle((type, Text(text))));

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);

    private static ImmutableSortedDictionary<string, JsonElement> Bundle(params (string Type, JsonElement Form)[] forms) =>
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, forms.Select(f => KeyValuePair.Create(f.Type, f.Form)));
}

using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KafkaWorkbook.Handouts.Pages;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Handouts.Model;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Pages;

public sealed class PageOutputsTests
{
    [Fact]
    public void Long_output_is_folded_and_says_how_much_is_folded()
    {
        string[] lines = [.. Enumerable.Range(1, 200).Select(n => $"줄 {n}")];

        IDocument page = Page(new StreamOutput(false, string.Join('\n', lines)));

        IElement more = page.QuerySelector("details.more")!;
        Assert.Equal("185줄 더 보기", more.QuerySelector("summary")!.TextContent);
        Assert.Equal(lines, page.QuerySelectorAll("pre.stream").SelectMany(p => p.TextContent.Split('\n')));
        Assert.Equal(185, more.QuerySelector("pre")!.TextContent.Split('\n').Length);
    }

    [Fact]
    public void One_long_line_is_folded_by_its_characters_and_none_is_cut_in_half()
    {
        string line = string.Concat(Enumerable.Repeat("😀", 4_000));

        IDocument page = Page(new StreamOutput(false, line));

        Assert.Equal(line, string.Concat(page.QuerySelectorAll("pre.stream").Select(p => p.TextContent)));
        Assert.EndsWith("자 더 보기", page.QuerySelector("details.more summary")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("pre.stream"), p => Assert.DoesNotContain('\uFFFD', p.TextContent));
    }

    [Theory]
    [InlineData("""["10%\r", "20%\r30%\r\n", "done\r\n"]""", "30%\ndone")]
    [InlineData("\"10%\\r 20%\\r100%\"", "100%")]
    [InlineData("\"half \\r\\r\\nnext\"", "half \nnext")]
    [InlineData("\"10%\\b\\b\\b20%\"", "20%")]
    [InlineData("\"a\\u2028b\\fc\\n\"", "a\u2028b\uFFFDc")]
    public async Task A_files_line_of_progress_shows_its_last_state_only(string text, string expected)
    {
        string folder = Directory.CreateTempSubdirectory("kw-progress-").FullName;
        try
        {
            string file = Path.Combine(folder, "a.ipynb");
            await File.WriteAllTextAsync(
                file,
                $$"""{"nbformat": 4, "nbformat_minor": 5, "cells": [{"cell_type": "code", "source": ["1\r\n", "2"], "outputs": [{"output_type": "stream", "name": "stdout", "text": {{text}}}]}]}""",
                TestContext.Current.CancellationToken);

            NotebookDocument notebook = await NotebookDocument.ReadAsync(file, TestContext.Current.CancellationToken);

            IDocument page = new HtmlParser().ParseDocument(HandoutPage.Of(notebook, Language.Korean));
            Assert.Equal(expected, Assert.Single(page.QuerySelectorAll("pre.stream")).TextContent);
            Assert.Equal("1\n2", page.QuerySelector("pre.code")!.TextContent.TrimEnd());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_was_written_in_pieces_is_one_text()
    {
        IDocument page = Page(
            new StreamOutput(false, "10%"), new StreamOutput(false, "\r20%"), new StreamOutput(false, "\r30%\nready"), new StreamOutput(true, "oh"), new StreamOutput(false, "!\n"));

        Assert.Equal(["30%\nready", "oh", "!"], page.QuerySelectorAll("pre.stream").Select(p => p.TextContent));
    }

    [Theory]
    [InlineData(30, 10)]
    [InlineData(1, 2_500)]
    public void Ordinary_output_is_not_folded(int lines, int width) =>
        Assert.Null(Page(new StreamOutput(false, string.Join('\n', Enumerable.Repeat(new string('x', width), lines)))).QuerySelector("details.more"));

    [Fact]
    public void Figures_and_tables_have_their_numbers_and_captions()
    {
        IDocument page = Page(Made.Html(Made.Chart("제목 <b>").ToHtml()), Made.Html(Html.Table("표 이름", ["a"], [["1"]])));

        Assert.Equal("그림 1-1 제목 <b>", page.QuerySelector("#figure-1-1 figcaption")!.TextContent);
        Assert.Equal("표 1-1 표 이름", page.QuerySelector("#table-1-1 figcaption")!.TextContent);
        Assert.Equal("셋 가운데 하나가 높다", page.QuerySelector("#figure-1-1 svg[role=img]")!.GetAttribute("aria-label"));
    }

    [Fact]
    public void A_chart_without_a_picture_says_what_it_is_until_it_is_drawn()
    {
        IDocument page = Page(Made.Shown((ValueOutput.PlotlyType, """{"data": [{"type": "pie", "values": [1]}], "layout": {"title": "몫"}}""")));

        Assert.Contains("몫. 차트(pie)", page.QuerySelector("[data-static]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("몫. 차트(pie)", page.QuerySelector("script.workbook-plotly")!.GetAttribute("data-alt"));
    }

    [Fact]
    public void A_long_table_scrolls_within_itself()
    {
        string table = Html.Table(null, ["a"], Enumerable.Range(0, 60).Select(n => (IReadOnlyList<string>)[$"{n}"]));

        Assert.NotNull(Page(Made.Html(table)).QuerySelector(".scroll.tall table"));
        Assert.Null(Page(Made.Html(Html.Table(null, ["a"], [["1"]]))).QuerySelector(".tall"));
    }

    [Fact]
    public void Errors_and_cells_that_did_not_run_are_marked()
    {
        NotebookCell skipped = Made.Code("x") with
        {
            Metadata = NotebookDocument.Parse("""{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "metadata": {"kafka_workbook": {"state": "not run"}}, "outputs": []}]}""").Cells[0].Metadata,
        };
        IDocument page = new HtmlParser().ParseDocument(HandoutPage.Of(Made.Handout(Made.Code("y", new ErrorOutput("E", "m", ["E: m"])), skipped)));

        Assert.Equal("E: m", page.QuerySelector("[role=group][aria-label=오류] pre.error")!.TextContent);
        Assert.Contains("실행하지 않은 셀", page.QuerySelector(".cell.not-run .mark")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chapter_that_was_not_run_says_so_at_its_top()
    {
        IDocument idle = new HtmlParser().ParseDocument(HandoutPage.Of(Made.Handout(Made.Prose("# 장"), Made.Code("x"))));

        Assert.Contains("아직 실행하지 않은 장", idle.QuerySelector("article > .notice:first-child")!.TextContent, StringComparison.Ordinal);
        Assert.Null(Page(new StreamOutput(false, "x")).QuerySelector(".notice"));
    }

    private static IDocument Page(params CellOutput[] outputs) => new HtmlParser().ParseDocument(HandoutPage.Of(Made.Handout(Made.Code("x", outputs))));
}

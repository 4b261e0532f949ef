using System.Text.Json;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Tests.Handouts.Safe;
using Microsoft.Data.Analysis;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Model;

public sealed class OutputReaderTests
{
    private const string Chart = """{"data": [{"type": "bar", "y": [1, 2], "name": "가"}], "layout": {"title": {"text": "<b>굵은</b> 제목"}, "width": 600}}""";

    [Fact]
    public void Console_output_loses_its_colours_and_shows_the_last_state_of_a_line()
    {
        TextOutput[] texts = [.. Read<TextOutput>(
            new StreamOutput(false, "\u001b[31mred\u001b[0m \u001b]0;title\u0007plain\n 10%\r 50%\r100%\r\nbell\u0007\n"), new StreamOutput(true, "trouble"), new StreamOutput(false, "\n"))];

        Assert.Equal([new TextOutput("red plain\n100%\nbell\uFFFD", false), new TextOutput("trouble", true)], texts);
    }

    [Fact]
    public void An_error_shows_what_the_notebook_showed() =>
        Assert.Equal(
            ["E: m\n  at x", "E: only this"],
            Read<FailureOutput>(new ErrorOutput("E", "m", ["\u001b[1mE: m\u001b[0m", "  at x"]), new ErrorOutput("E", "only this", [])).Select(f => f.Text));

    [Theory]
    [InlineData("object")]
    [InlineData("string")]
    public void A_plotly_figure_is_a_chart_as_object_and_as_string(string form)
    {
        object figure = form == "object" ? JsonDocument.Parse(Chart).RootElement : Chart;

        FigureOutput chart = Assert.Single(Read<FigureOutput>(Made.Shown((ValueOutput.PlotlyType, figure), ("text/html", "<p>x</p>"), ("text/plain", "Figure()"))));

        Assert.Equal("굵은 제목", chart.Caption);
        Assert.Equal("굵은 제목. 차트(bar): 가", chart.Alt);
        Assert.DoesNotContain("제목", chart.PlotlyJson, StringComparison.Ordinal);
        Assert.DoesNotContain("600", chart.PlotlyJson, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_with_a_picture_beside_it_has_it_until_it_is_drawn()
    {
        FigureOutput chart = Assert.Single(Read<FigureOutput>(Made.Shown((ValueOutput.PlotlyType, Chart), ("image/png", Pictures.Png.Split(',')[1]))));

        Assert.Equal(Pictures.Png, chart.ImageUri);
        Assert.Contains("제목", chart.PlotlyJson, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_that_only_a_script_would_draw_is_read_from_the_script()
    {
        const string Python = """<div><script src="https://cdn.plot.ly/plotly-3.0.0.min.js"></script><div id="a"></div><script>Plotly.newPlot("a", [{"type":"scatter","y":[1,2]}], {"title":{"text":"A"}}, {"responsive": true})</script></div>""";
        const string Net = """<div id="b"></div><script>var renderPlotly = function() { require(['plotly'], function(Plotly) { var data = [{"type":"bar","y":[3],"name":"한글"}]; var layout = {"title":{"text":"B"}}; var config = {}; Plotly.newPlot('b', data, layout, config); }) };</script>""";

        FigureOutput[] charts = [.. Read<FigureOutput>(Made.Html(Python), Made.Html(Net))];

        Assert.Equal(["A", "B"], charts.Select(c => c.Caption));
        Assert.All(charts, c => Assert.NotNull(c.PlotlyJson));
        Assert.Contains("한글", charts[1].PlotlyJson, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_that_cannot_be_drawn_here_is_what_else_it_brings()
    {
        const string Surface = """{"data": [{"type": "surface", "z": [[1]]}]}""";

        Assert.Equal("<p>표면</p>", Assert.Single(Read<RichOutput>(Made.Shown((ValueOutput.PlotlyType, Surface), ("text/html", "<p>표면</p>")))).Html);
        Assert.Contains(ValueOutput.PlotlyType, Assert.Single(Read<RichOutput>(Made.Shown((ValueOutput.PlotlyType, Surface)))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Our_own_figures_are_recognised_in_their_html()
    {
        FigureOutput figure = Assert.Single(Read<OutputBlock>(Made.Html(Made.Chart("제목").ToHtml())).OfType<FigureOutput>());

        Assert.NotNull(figure.PlotlyJson);
        Assert.StartsWith("<svg", figure.Svg, StringComparison.Ordinal);
        Assert.Null(figure.ExtraHtml);
    }

    [Fact]
    public void Pictures_are_figures()
    {
        FigureOutput[] figures = [.. Read<FigureOutput>(
            Made.Shown(("image/png", Pictures.Png.Split(',')[1] + "\n"), ("text/plain", "<Figure size 640x480 with 1 Axes>")),
            Made.Shown(("image/gif", Pictures.Gif.Split(',')[1]), ("text/plain", "점 하나")),
            Made.Html($"<div><img src=\"{Pictures.Png}\" alt=\"점\"></div>"))];

        Assert.Equal([("", Pictures.Png), ("점 하나", Pictures.Gif), ("점", Pictures.Png)], figures.Select(f => (f.Alt, f.ImageUri!)));
    }

    [Fact]
    public void A_symbol_within_a_sentence_is_no_figure()
    {
        OutputBlock[] blocks = [.. Read<OutputBlock>(Made.Html("<p>가 <svg width=\"16\" height=\"16\"><circle r=\"4\"/></svg> 나</p>"))];

        Assert.Contains("<circle", Assert.IsType<RichOutput>(Assert.Single(blocks)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_json_and_text_have_their_forms()
    {
        Assert.Equal("<div class=\"prose\"><p><strong>굵게</strong></p>\n</div>", Read<RichOutput>(Made.Shown(("text/markdown", "**굵게**"), ("text/plain", "x"))).Single().Html.Replace("</p></div>", "</p>\n</div>", StringComparison.Ordinal));
        Assert.Equal("{\n  \"가\": [\n    1\n  ]\n}", Read<TextOutput>(Made.Shown(("application/json", JsonDocument.Parse("{\"가\": [1]}").RootElement))).Single().Text.ReplaceLineEndings("\n"));
        Assert.Equal("x < y", Read<TextOutput>(Made.Shown(("text/plain", "x < y"))).Single().Text);
    }

    [Fact]
    public void A_kind_that_nobody_knows_is_named() =>
        Assert.Contains("application/x-model", Assert.Single(Read<RichOutput>(Made.Shown(("application/x-model", "?")))).Html, StringComparison.Ordinal);

    [Fact]
    public void An_output_that_says_nothing_is_none() =>
        Assert.Empty(Read<OutputBlock>(Made.Html("<script>x()</script>"), Made.Shown(("application/javascript", "x()")), Made.Shown(("text/plain", "")), new StreamOutput(false, "")));

    [Fact]
    public void Html_that_only_runs_gives_way_to_the_text_beside_it() =>
        Assert.Equal("Widget()", Read<TextOutput>(Made.Shown(("text/html", "<script>x()</script><style>p{}</style>"), ("text/plain", "Widget()"))).Single().Text);

    [Fact]
    public void Data_frames_of_both_worlds_are_tables()
    {
        DataFrame frame = new(new Int32DataFrameColumn("값", [1, 2]));
        const string Pandas = "<div><style scoped>.dataframe td { vertical-align: top }</style><table border=\"1\" class=\"dataframe\"><thead><tr style=\"text-align: right;\"><th></th><th>a</th></tr></thead><tbody><tr><th>0</th><td>1</td></tr></tbody></table><p>1 rows × 1 columns</p></div>";

        TableOutput[] tables = [.. Read<TableOutput>(Made.Html(KafkaWorkbook.Notebooks.Formatting.DataFrameTable.ToHtml(frame)), Made.Html(Pandas))];

        Assert.Equal([2, 1], tables.Select(t => t.Rows));
        Assert.Equal("<p>1 rows × 1 columns</p>", Read<RichOutput>(Made.Html(Pandas)).Single().Html);
    }

    private static IEnumerable<T> Read<T>(params CellOutput[] outputs)
        where T : OutputBlock => Made.Handout(Made.Code("x", outputs)).Outputs<T>();
}

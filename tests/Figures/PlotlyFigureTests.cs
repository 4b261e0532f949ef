using System.Text.Json.Nodes;
using KafkaWorkbook.Figures;
using Plotly.NET;
using Xunit;
using Figure = KafkaWorkbook.Figures.Figure;

namespace KafkaWorkbook.Tests.Figures;

public sealed class PlotlyFigureTests
{
    [Fact]
    public void The_figure_has_the_data_of_the_chart()
    {
        JsonNode figure = Json(SampleCharts.Lines);
        JsonArray data = figure["data"]!.AsArray();

        Assert.Equal(["acks=all", "acks=0"], data.Select(t => (string)t!["name"]!));
        Assert.Equal(SampleCharts.Seconds, data[0]!["x"]!.AsArray().Select(v => (double)v!));
        Assert.Equal([0, 1234.5, 1500, null, 1250], data[0]!["y"]!.AsArray().Select(v => (double?)v));
        Assert.Equal("hv", (string?)data[1]!["line"]!["shape"]);
    }

    [Fact]
    public void Axes_titles_and_marks_are_those_of_the_chart()
    {
        JsonNode layout = Json(SampleCharts.Lines)["layout"]!;

        Assert.Contains("처리량", (string)layout["title"]!["text"]!, StringComparison.Ordinal);
        Assert.Equal("흐른 시간 (초)", (string?)layout["xaxis"]!["title"]!["text"]);
        Assert.Equal("처리량 (레코드/초)", (string?)layout["yaxis"]!["title"]!["text"]);
        Assert.Equal(["리더 교체", "브로커 2 종료"], layout["annotations"]!.AsArray().Select(a => (string)a!["text"]!).Order(StringComparer.Ordinal));
        Assert.Equal(["line", "rect"], layout["shapes"]!.AsArray().Select(a => (string)a!["type"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Panels_share_the_horizontal_axis_and_have_their_own_vertical_ones()
    {
        JsonNode figure = Json(SampleCharts.Panels);
        Assert.Equal(["y", "y", "y", "y2"], figure["data"]!.AsArray().Select(t => (string)t!["yaxis"]!));
        double[] first = [.. figure["layout"]!["yaxis"]!["domain"]!.AsArray().Select(v => (double)v!)];
        double[] second = [.. figure["layout"]!["yaxis2"]!["domain"]!.AsArray().Select(v => (double)v!)];
        Assert.True(second[1] < first[0]);
        Assert.Equal("지연 (건)", (string?)figure["layout"]!["yaxis2"]!["title"]!["text"]);
    }

    [Fact]
    public void Two_equal_names_stay_two_places()
    {
        ChartSpec spec = new("같은 이름", "…", ChartAxis.OfNames("실행", ["1회", "1회"]), new("건"), new BarSeries("값", [1, 2]));
        string[] places = [.. Json(spec)["data"]![0]!["x"]!.AsArray().Select(v => (string)v!)];
        Assert.Equal(2, places.Distinct().Count());
        Assert.All(places, p => Assert.Equal("1회", p.TrimEnd('\u200B')));
    }

    [Fact]
    public void Hangul_is_readable_and_nothing_can_end_the_script()
    {
        string json = SampleCharts.Of("한글 </script><!-- &").ToFigure().ToPlotlyJson()!;
        Assert.Contains("한글", json, StringComparison.Ordinal);
        Assert.DoesNotContain("<", json, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_Plotly_NET_chart_has_the_same_data_and_goes_on_with_its_own_methods()
    {
        foreach ((string name, ChartSpec spec) in SampleCharts.All)
        {
            Figure figure = spec.ToFigure();
            JsonNode ours = JsonNode.Parse(figure.ToPlotlyJson()!)!;
            JsonNode theirs = JsonNode.Parse(GenericChart.toFigureJson(figure.ToChart()))!;
            Assert.True(JsonNode.DeepEquals(Rounded(ours["data"]), Rounded(theirs["data"])), $"{name}\n{ours["data"]}\n{theirs["data"]}");
            Assert.Equal((string?)ours["layout"]!["xaxis"]!["title"]!["text"], (string?)theirs["layout"]!["xaxis"]!["title"]!["text"]);
        }

        GenericChart changed = Chart.withTitle("새 제목", null).Invoke(SampleCharts.Lines.ToFigure().ToChart());
        JsonNode layout = JsonNode.Parse(GenericChart.toFigureJson(changed))!["layout"]!;
        Assert.Equal("새 제목", (string?)layout["title"]!["text"]);
        Assert.Equal("흐른 시간 (초)", (string?)layout["xaxis"]!["title"]!["text"]);
    }

    [Fact]
    public void A_diagram_has_no_chart_and_says_what_to_do()
    {
        Figure diagram = Figure.OfDiagram("로그", "…", "<svg/>");
        Assert.Null(diagram.ToPlotlyJson());
        Assert.Contains("ToSvg()", Assert.Throws<InvalidOperationException>(diagram.ToChart).Message, StringComparison.Ordinal);
    }

    private static JsonNode Json(ChartSpec spec) => JsonNode.Parse(spec.ToFigure().ToPlotlyJson()!)!;

    /// <summary>The two serialisers write one number as 1 and 1.0.</summary>
    private static JsonNode? Rounded(JsonNode? node) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(Rounded)]),
        JsonObject map => new JsonObject(map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Rounded(p.Value)))),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create((double)value),
        _ => node?.DeepClone(),
    };
}

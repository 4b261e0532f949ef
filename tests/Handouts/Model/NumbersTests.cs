using System.Text.Json;
using AngleSharp.Html.Dom;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Handouts.Safe;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Model;

public sealed class NumbersTests
{
    [Fact]
    public void A_chart_has_its_title_below_it_and_not_in_it()
    {
        Figure figure = Made.Chart("값이 셋이다", "가늘게 쓴 말");

        FigureOutput read = Assert.Single(Made.Handout(Made.Code("a", Made.Html(figure.ToHtml()))).Outputs<FigureOutput>());

        Assert.Equal(("figure-1-1", "1-1", "값이 셋이다", "가늘게 쓴 말"), (read.Id, read.Label, read.Caption, read.ExtraHtml));
        Assert.Equal("셋 가운데 하나가 높다", read.Alt);
        Assert.DoesNotContain("값이 셋이다", read.Svg, StringComparison.Ordinal);
        Assert.DoesNotContain("가늘게 쓴 말", read.Svg, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"셋 가운데 하나가 높다\"", read.Svg, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(read.PlotlyJson!), before = JsonDocument.Parse(figure.ToPlotlyJson()!);
        Assert.False(json.RootElement.GetProperty("layout").TryGetProperty("title", out _));
        Assert.True(Height(json) < Height(before));
        Assert.Equal(before.RootElement.GetProperty("data").GetArrayLength(), json.RootElement.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public void The_picture_ends_where_its_title_stood()
    {
        string before = Made.Chart("값이 셋이다", "가늘게 쓴 말").ToSvg();

        IHtmlElement body = SafeHtml.Parse(Made.Handout(Made.Code("a", Made.Shown(("image/svg+xml", before)))).Outputs<FigureOutput>().Single().Svg!);

        double[] box = [.. body.QuerySelector("svg")!.GetAttribute("viewBox")!.Split(' ').Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
        double whole = double.Parse(SafeHtml.Parse(before).QuerySelector("svg")!.GetAttribute("height")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((0, 39, 720, whole - 39), (box[0], box[1], box[2], box[3]));
        Assert.Equal("39.5", body.QuerySelector("rect")!.GetAttribute("y"));
    }

    [Fact]
    public void A_drawing_of_another_kind_keeps_everything_and_gives_its_title_to_the_caption()
    {
        const string Svg = "<svg viewBox=\"0 0 720 100\" aria-label=\"길 그림\"><title>가는 길</title><rect y=\"0.5\" width=\"9\" height=\"9\"/><text x=\"16\" y=\"30\">가는 길</text></svg>";

        FigureOutput figure = Made.Handout(Made.Code("a", Made.Html(Svg))).Outputs<FigureOutput>().Single();

        Assert.Equal(("가는 길", "길 그림"), (figure.Caption, figure.Alt));
        Assert.Contains("<text", figure.Svg, StringComparison.Ordinal);
        Assert.Contains("0 0 720 100", figure.Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_and_tables_are_counted_apart_and_named_after_their_section()
    {
        Handout handout = HandoutBuilder.Build(
            [Made.Named(
                "07-x",
                Made.Prose("# 7장\n\n## 7.1 첫 절"),
                Made.Code("a", Made.Html(Html.Table(null, ["a"], [["1"]])), Made.Html(Html.Table(null, ["a"], [["2"]]))),
                Made.Code("b", Made.Html(Made.Chart("차트").ToHtml())),
                Made.Prose("### 둘째"),
                Made.Code("c", Made.Html(Html.Table("이름 있는 표", ["a"], [["3"]])), Made.Html(Html.Sentence("이렇게 되었다.") + Html.Table(null, ["a"], [["4"]]))),
                Made.Code("d", Made.Html(Html.Table(null, ["a"], [["5"]]))))],
            new HandoutBuildOptions { Language = Language.Korean });

        Assert.Equal(
            [("table-7-1", "첫 절"), ("table-7-2", "첫 절 (2)"), ("table-7-3", "이름 있는 표"), ("table-7-4", "이렇게 되었다."), ("table-7-5", "둘째")],
            handout.Outputs<TableOutput>().Select(t => (t.Id, t.Caption)));
        Assert.Equal([("7-1", "차트")], handout.Outputs<FigureOutput>().Select(f => (f.Label, f.Caption)));
        Assert.DoesNotContain("caption", string.Concat(handout.Outputs<TableOutput>().Select(t => t.Html)), StringComparison.Ordinal);
        Assert.Empty(handout.Outputs<RichOutput>());
    }

    [Fact]
    public void A_note_above_a_table_stays_a_note()
    {
        Handout handout = Made.Handout(Made.Code("a", Made.Html(Html.Note("제목", ["줄"]) + Html.Table("표", ["a"], [["1"]]) + Html.Sentence("뒤"))));

        Assert.Equal(2, handout.Outputs<RichOutput>().Count());
        Assert.Equal(["표"], handout.Outputs<TableOutput>().Select(t => t.Caption));
    }

    [Fact]
    public void A_sentence_between_two_tables_is_no_caption()
    {
        Handout handout = Made.Handout(Made.Code("a", Made.Html(Html.Table("하나", ["a"], [["1"]]) + Html.Sentence("… 이 밖에 더 있다.") + Html.Table(null, ["a"], [["2"]]))));

        Assert.Equal(["하나", ""], handout.Outputs<TableOutput>().Select(t => t.Caption));
        Assert.Contains("이 밖에", Assert.Single(handout.Outputs<RichOutput>()).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_lose_their_own_looks_but_not_what_says_something()
    {
        const string Table = "<table style=\"font-size:9px\" border=1><tr style=\"background:#eee\"><td style=\"text-align:right;padding:9px\">1</td><td align=right>2</td><td style=\"color:red;font-family:x\">3</td></tr></table>";

        TableOutput table = Made.Handout(Made.Code("a", Made.Html(Table))).Outputs<TableOutput>().Single();

        Assert.Equal(
            "<table class=\"data\"><tbody><tr style=\"background:#eee\"><td class=\"num\">1</td><td class=\"num\">2</td><td style=\"color:red\">3</td></tr></tbody></table>", table.Html);
        Assert.Equal(1, table.Rows);
    }

    private static double Height(JsonDocument figure) => figure.RootElement.GetProperty("layout").GetProperty("height").GetDouble();
}

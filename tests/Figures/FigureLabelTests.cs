using System.Globalization;
using System.Xml.Linq;
using KafkaWorkbook.Figures;
using Xunit;
using static KafkaWorkbook.Tests.Figures.SvgChecks;

namespace KafkaWorkbook.Tests.Figures;

public sealed class FigureLabelTests
{
    [Fact]
    public void A_stretch_says_its_one_letter_and_nothing_where_there_is_no_room_for_it()
    {
        ChartSpec spec = new("누가 언제", "…", new("시간", "초"), [new(ChartAxis.OfNames("파티션", ["P0", "P1"]), [new SpanSeries("컨슈머", [new(0, 0, 9, "a"), new(1, 0, 0.05, "b"), new(1, 1, 9, "c")])])]);

        string[] texts = Texts(spec.ToFigure());
        Assert.Contains("a", texts);
        Assert.Contains("c", texts);
        Assert.DoesNotContain("b", texts);
        Assert.DoesNotContain("…", texts);
    }

    [Theory]
    [InlineData(11.7)]
    [InlineData(9.9)]
    [InlineData(997)]
    public void The_figure_of_the_highest_bar_stays_below_the_name_of_the_axis(double highest)
    {
        XElement root = Drawn(new("막대", "…", ChartAxis.OfNames("프로토콜", ["가", "나"]), new("흔들린 파티션", "개"), new BarSeries("", [highest, 2])));

        double name = Baseline(root, "흔들린 파티션 (개)");
        Assert.True(Baseline(root, highest.ToString("0.#", CultureInfo.InvariantCulture)) - 13 > name + 2, "the figure runs into the axis' name");
    }

    [Fact]
    public void A_bars_figure_is_not_put_above_a_point_that_is_far_above_the_bar()
    {
        XElement root = Drawn(new(
            "막대와 점", "…", ChartAxis.OfNames("프로토콜", ["가", "나"]), new("멈춤", "초"),
            new BarSeries("가운뎃값", [7.5, 2.5]), new PointSeries("한 번", [0, 0, 0], [3.9, 7.5, 19.5])));

        XElement bar = root.Descendants(Svg + "rect").Single(r => ((string?)r.Element(Svg + "title"))?.Contains("가:", StringComparison.Ordinal) == true);
        double foot = Number(bar, "y") + Number(bar, "height");
        Assert.InRange(Baseline(root, "7.5"), Number(bar, "y") - 12, foot);
    }

    [Fact]
    public void Two_series_of_points_differ_without_colours()
    {
        ChartSpec spec = new("기다림", "…", new("시간", "초"), new("기다린 시간", "ms"), new PointSeries("잘 끝남", [0, 1], [5, 6]), new PointSeries("오류", [2, 3], [7, 8]) { Crosses = true });
        XElement root = Drawn(spec);

        // Two points and the sample in the legend, each.
        Assert.Equal(3, root.Descendants(Svg + "circle").Count());
        Assert.Equal(3, root.Descendants(Svg + "path").Count(p => ((string)p.Attribute("d")!).Count(c => c == 'M') == 2));
        Assert.Contains("x-thin", spec.ToFigure().ToPlotlyJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Areas_on_each_other_carry_their_names()
    {
        double[] x = [0, 1, 2, 3];
        ChartSpec spec = new("몫", "…", new("시간", "초"), new("메시지", "건"), new BandSeries("브로커 1", x, [0, 0, 0, 0], [9, 9, 9, 9]), new BandSeries("브로커 2", x, [9, 9, 9, 9], [9, 9, 19, 19]));

        Assert.Equal(2, Texts(spec.ToFigure()).Count(t => t == "브로커 1"));
        Assert.Equal(2, Texts(spec.ToFigure()).Count(t => t == "브로커 2"));
    }

    [Fact]
    public void A_line_that_ends_in_the_middle_is_named_in_the_legend_and_not_at_the_right_edge()
    {
        double[] x = [0, 1, 2, 3];
        XElement root = Drawn(new("순서", "…", new("읽은 차례"), new("번호"), new LineSeries("P0", x, [0, 9, double.NaN, double.NaN]), new LineSeries("P1", x, [double.NaN, double.NaN, 0, 9])));

        Assert.Equal(Baseline(root, "P0"), Baseline(root, "P1"));
    }

    private static XElement Drawn(ChartSpec spec) => XElement.Parse(spec.ToFigure().ToSvg());

    private static double Baseline(XElement root, string text) => Number(root.Descendants(Svg + "text").Single(t => t.Nodes().OfType<XText>().Any(n => n.Value == text)), "y");
}

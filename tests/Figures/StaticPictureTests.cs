using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KafkaWorkbook.Figures;
using Xunit;
using static KafkaWorkbook.Tests.Figures.SvgChecks;

namespace KafkaWorkbook.Tests.Figures;

public sealed class StaticPictureTests
{
    public static TheoryData<string> Names => [.. SampleCharts.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_chart_is_well_formed_on_its_card_and_named_for_those_who_do_not_see_it(string name) => SvgChecks.IsSound(SampleCharts.All[name].ToFigure());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_chart_is_the_same_in_every_culture(string name)
    {
        (string svg, string? json) = (SampleCharts.All[name].ToFigure().ToSvg(), SampleCharts.All[name].ToFigure().ToPlotlyJson());
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(svg, SampleCharts.All[name].ToFigure().ToSvg());
            Assert.Equal(json, SampleCharts.All[name].ToFigure().ToPlotlyJson());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Axes_say_what_they_measure_and_in_which_unit(string name)
    {
        ChartSpec spec = SampleCharts.All[name];
        string[] texts = Texts(spec);
        Assert.Contains(spec.X.Label, texts);
        Assert.All(spec.Panels, p => Assert.Contains(p.Y.Label, texts));
    }

    [Fact]
    public void Bars_are_as_long_as_their_values_and_say_them()
    {
        XElement root = XElement.Parse(SampleCharts.Settings.ToFigure().ToSvg());
        XElement[] bars = [.. root.Descendants(Svg + "rect").Where(r => r.Element(Svg + "title") is not null)];

        Assert.Equal(["가운뎃값, 느리게: 210 레코드/초", "가운뎃값, 빠르게: 61,000 레코드/초"], bars.Select(b => (string)b.Element(Svg + "title")!));
        Assert.Equal(61000.0 / 210, Number(bars[1], "height") / Number(bars[0], "height"), 0.03 * 61000 / 210);
        Assert.Contains("61,000", Texts(SampleCharts.Settings));
    }

    [Fact]
    public void A_line_goes_through_its_points_and_breaks_where_there_is_none()
    {
        XElement root = XElement.Parse(SampleCharts.Lines.ToFigure().ToSvg());
        XElement line = root.Descendants(Svg + "path").Single(p => (string?)p.Attribute("stroke-width") == "3");

        Assert.Equal(2, ((string)line.Attribute("d")!).Count(c => c == 'M'));
        string[] tips = [.. root.Descendants(Svg + "circle").Select(c => (string)c.Element(Svg + "title")!)];
        Assert.Contains("acks=all, 0.5 초: 1,235 레코드/초", tips);
        Assert.Equal(9, tips.Length);
    }

    [Fact]
    public void An_empty_chart_says_so() => Assert.Contains(ChartWords.Nothing.ToString(), Texts(SampleCharts.Nothing));

    [Fact]
    public void A_long_line_keeps_its_peaks()
    {
        double[] x = [.. Enumerable.Range(0, 50_000).Select(i => (double)i)];
        double[] y = [.. x.Select(i => i == 33_333 ? 1000 : 10.0)];
        string svg = new ChartSpec("긴 선", "…", new("시간"), new("값"), new LineSeries("값", x, y)).ToFigure().ToSvg();

        Assert.InRange(svg.Length, 1000, 80_000);
        XElement path = XElement.Parse(svg).Descendants(Svg + "path").Single();
        double[] heights = [.. Regex.Matches((string)path.Attribute("d")!, @"[ML]([\d.]+) ([\d.]+)").Select(m => double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture))];
        Assert.True(heights.Min() < heights.Max() - 200);
    }

    [Fact]
    public void Many_names_are_thinned_out_and_long_ones_are_shortened()
    {
        Assert.True(Texts(SampleCharts.Fifty).Count(t => t.StartsWith('P')) is > 10 and < 50);
        string name = string.Concat(Enumerable.Repeat("아주 긴 이름 ", 30));
        string[] texts = Texts(SampleCharts.Of(name));
        Assert.Contains(texts, t => t.EndsWith('…'));
        Assert.DoesNotContain(texts, t => t.Length > 120);
    }

    private static string[] Texts(ChartSpec spec) => SvgChecks.Texts(spec.ToFigure());
}

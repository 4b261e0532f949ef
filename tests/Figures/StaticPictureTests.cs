using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KafkaWorkbook.Figures;
using Xunit;

namespace KafkaWorkbook.Tests.Figures;

public sealed partial class StaticPictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names => [.. SampleCharts.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_chart_is_well_formed_and_has_no_broken_number_in_any_culture(string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string here = SampleCharts.All[name].ToFigure().ToSvg();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(here, SampleCharts.All[name].ToFigure().ToSvg());
            Assert.Equal(SampleCharts.All[name].ToFigure().ToPlotlyJson(), SampleCharts.All[name].ToFigure().ToPlotlyJson());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        XElement root = XElement.Parse(here);
        Assert.DoesNotContain("NaN", here, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", here, StringComparison.Ordinal);
        foreach (XAttribute number in root.DescendantsAndSelf().Attributes().Where(a => Geometry().IsMatch(a.Name.LocalName)))
        {
            Assert.True(double.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _), $"{number}");
        }

        foreach (XAttribute path in root.Descendants(Svg + "path").Attributes("d"))
        {
            Assert.Matches("^[MLHVZC0-9. -]*$", path.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_stays_on_the_card_and_is_named_for_those_who_do_not_see_it(string name)
    {
        ChartSpec spec = SampleCharts.All[name];
        XElement root = XElement.Parse(spec.ToFigure().ToSvg());
        double width = Number(root, "width"), height = Number(root, "height");

        Assert.Equal(720, width);
        Assert.Equal("img", (string?)root.Attribute("role"));
        Assert.Equal(spec.Title, (string?)root.Element(Svg + "title"));
        Assert.Equal(spec.AltText, (string?)root.Element(Svg + "desc"));
        foreach (XElement text in root.Descendants(Svg + "text"))
        {
            Assert.InRange(Number(text, "x"), 0, width);
            Assert.InRange(Number(text, "y"), 8, height);
        }

        foreach (XElement box in root.Descendants(Svg + "rect"))
        {
            Assert.InRange(Number(box, "y") + Number(box, "height"), 0, height);
            Assert.InRange(Number(box, "x") + Number(box, "width"), 0, width);
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

        Assert.Equal(["가운데값, 느리게: 210 레코드/초", "가운데값, 빠르게: 61,000 레코드/초"], bars.Select(b => (string)b.Element(Svg + "title")!));
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

    private static double Number(XElement element, string attribute) => double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);

    private static string[] Texts(ChartSpec spec) => [.. XElement.Parse(spec.ToFigure().ToSvg()).Descendants(Svg + "text").Select(t => t.Nodes().OfType<XText>().Single().Value)];

    [GeneratedRegex("^(x|y|x1|x2|y1|y2|cx|cy|r|rx|width|height|stroke-width)$")]
    private static partial Regex Geometry();
}

using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KafkaWorkbook.Figures;
using Xunit;

namespace KafkaWorkbook.Tests.Figures;

/// <summary>What must hold for every static picture, chart or diagram.</summary>
internal static partial class SvgChecks
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static double Number(XElement element, string attribute) => double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);

    public static string[] Texts(Figure figure) => [.. XElement.Parse(figure.ToSvg()).Descendants(Svg + "text").Select(t => t.Nodes().OfType<XText>().Single().Value)];

    public static string[] Tips(Figure figure) => [.. XElement.Parse(figure.ToSvg()).Descendants(Svg + "title").Skip(1).Select(t => t.Value)];

    public static void IsSound(Figure figure)
    {
        string svg = figure.ToSvg();
        XElement root = XElement.Parse(svg);
        double width = Number(root, "width"), height = Number(root, "height");
        Assert.Equal(720, width);
        Assert.InRange(height, 60, 2000);
        Assert.Equal("img", (string?)root.Attribute("role"));
        Assert.Equal(figure.Title, (string?)root.Element(Svg + "title"));
        Assert.Equal(figure.AltText, (string?)root.Element(Svg + "desc"));
        Assert.NotEmpty(figure.AltText);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
        foreach (XAttribute number in root.DescendantsAndSelf().Attributes().Where(a => Geometry().IsMatch(a.Name.LocalName)))
        {
            Assert.True(double.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _), $"{number}");
        }

        Assert.All(root.Descendants(Svg + "path").Attributes("d"), p => Assert.Matches("^[MLHVZCchvl0-9. -]*$", p.Value));
        Assert.All(root.Descendants(Svg + "text"), t =>
        {
            Assert.InRange(Number(t, "x"), 0, width);
            Assert.InRange(Number(t, "y"), 8, height);
        });
        Assert.All(root.Descendants(Svg + "rect"), r =>
        {
            Assert.InRange(Number(r, "x"), 0, width);
            Assert.InRange(Number(r, "x") + Number(r, "width"), 0, width);
            Assert.InRange(Number(r, "y") + Number(r, "height"), 0, height);
        });
    }

    [GeneratedRegex("^(x|y|x1|x2|y1|y2|cx|cy|r|rx|width|height|stroke-width)$")]
    private static partial Regex Geometry();
}

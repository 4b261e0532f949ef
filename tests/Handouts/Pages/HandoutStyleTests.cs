using System.Globalization;
using System.Text.RegularExpressions;
using KafkaWorkbook.Handouts.Pages;
using KafkaWorkbook.Tests.Handouts.Model;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Pages;

public sealed partial class HandoutStyleTests
{
    private static readonly string s_css = Style().Match(HandoutPage.Of(Made.Handout())).Groups[1].Value;

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Words_stand_out_from_their_ground(string scheme)
    {
        Dictionary<string, string> colours = Colours(scheme);
        string[] inks = ["ink", "quiet", "accent", "bad", "good", "warn", "keyword", "string", "number", "type", "call"];

        Assert.All(inks, ink => Assert.All((string[])["paper", "shade"], ground =>
            Assert.True(Contrast(colours[ink], colours[ground]) >= 4.5, $"{ink} on {ground} ({scheme}): {Contrast(colours[ink], colours[ground]):0.00}")));
    }

    [Fact]
    public void Both_schemes_name_the_same_colours_and_nothing_uses_another() =>
        Assert.Equal(
            Colours("light").Keys.Order(StringComparer.Ordinal),
            [.. Colours("dark").Keys.Union(Used().Matches(s_css).Select(m => m.Groups[1].Value)).Order(StringComparer.Ordinal)]);

    [Fact]
    public void The_style_sheet_asks_for_nothing()
    {
        Assert.DoesNotContain("url(", s_css, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", s_css, StringComparison.Ordinal);
        Assert.DoesNotContain("@font-face", s_css, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Colours(string scheme)
    {
        string block = Root().Matches(s_css)[scheme == "light" ? 0 : 1].Value;
        return Colour().Matches(block).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.Ordinal);
    }

    // WCAG 2.2, contrast (minimum).
    private static double Contrast(string one, string other)
    {
        double a = Luminance(one), b = Luminance(other);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double[] parts = [.. Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex(@":root \{[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex("--([a-z]+): (#[0-9a-f]{6});")]
    private static partial Regex Colour();

    [GeneratedRegex(@"var\(--([a-z]+)\)")]
    private static partial Regex Used();
}

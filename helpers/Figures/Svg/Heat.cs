using System.Globalization;

namespace KafkaWorkbook.Figures.Svg;

/// <summary>The colours of a heat map: from nearly white to dark red, evenly darker, so that grey print keeps the order.</summary>
internal static class Heat
{
    private static readonly (double At, int R, int G, int B)[] Stops = [(0, 0xF4, 0xF5, 0xF7), (0.35, 0xFB, 0xD3, 0x9E), (0.7, 0xD9, 0x6B, 0x3C), (1, 0x7D, 0x16, 0x2B)];

    /// <summary>The colour stops for plotly.js: a share and a colour.</summary>
    public static IReadOnlyList<object[]> Scale => [.. Stops.Select(s => new object[] { s.At, Hex(s.R, s.G, s.B) })];

    public static string Colour(double value, double most)
    {
        double share = most > 0 && double.IsFinite(value) ? Math.Clamp(value / most, 0, 1) : 0;
        int upper = Math.Max(1, Array.FindIndex(Stops, s => s.At >= share));
        (double at, int r, int g, int b) = Stops[upper];
        (double before, int r0, int g0, int b0) = Stops[upper - 1];
        double part = (share - before) / (at - before);
        return Hex(Mix(r0, r, part), Mix(g0, g, part), Mix(b0, b, part));
    }

    /// <summary>A small scale that ends at the given right edge.</summary>
    public static void DrawScale(SvgCanvas svg, string name, double most, double right, double baseline, string ink)
    {
        string end = Ticks.Write(most);
        double x = right - TextMeasure.Width(end);
        svg.Text(right, baseline, end, Palette.Calm, Anchor.End);
        const int Steps = 20;
        x -= 6 + (Steps * 4);
        for (int i = 0; i < Steps; i++)
        {
            svg.Rect(x + (i * 4), baseline - 10, 4.4, 11, Colour(i, Steps - 1));
        }

        svg.Text(x - 6, baseline, $"{name}  0", ink, Anchor.End);
    }

    private static int Mix(int from, int to, double share) => (int)Math.Round(from + ((to - from) * share));

    private static string Hex(int r, int g, int b) => string.Create(CultureInfo.InvariantCulture, $"#{r:x2}{g:x2}{b:x2}");
}

namespace KafkaWorkbook.Figures.Svg;

/// <summary>One point of a point series: a ring, or a cross where two series have to be told apart without colours.</summary>
internal static class PointMark
{
    private const double Arm = 3.4;

    public static void Draw(SvgCanvas svg, PointSeries points, double x, double y, string ink, string? tip = null)
    {
        if (!points.Crosses)
        {
            svg.Circle(x, y, 3.5, Palette.Card, ink, tip);
            return;
        }

        string cross = $"M{SvgCanvas.N(x - Arm)} {SvgCanvas.N(y - Arm)}L{SvgCanvas.N(x + Arm)} {SvgCanvas.N(y + Arm)}M{SvgCanvas.N(x - Arm)} {SvgCanvas.N(y + Arm)}L{SvgCanvas.N(x + Arm)} {SvgCanvas.N(y - Arm)}";
        svg.Path(cross, "none", ink, 1.6, tip: tip);
    }
}

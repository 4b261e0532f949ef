using KafkaWorkbook.Figures.Svg;
using static KafkaWorkbook.Figures.Svg.SvgCanvas;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>KRaft's controllers as marks inside the brokers that they are, tied together as the quorum that they form.</summary>
internal static class QuorumMarks
{
    private const double Radius = 4;

    public static void Draw(SvgCanvas svg, ControllerRole role, double left, double top, double width, double height)
    {
        DrawBar(svg, role, left, top, width, height);
        string colour = role == ControllerRole.Active ? Palette.Card : role == ControllerRole.Standby ? Palette.InkOf(ChartColour.Violet) : Palette.InkOf(ChartColour.Red);
        string text = TextMeasure.Fit(TopologyWords.ControllerName(role).ToString(), width - 8, bold: true);
        svg.Text(left + (width / 2), top + (height / 2) + 4.5, text, colour, Anchor.Middle, bold: role == ControllerRole.Active);
    }

    /// <summary>Ties each mark to its neighbour in the same row; dashed where a vote is missing.</summary>
    public static void Tie(SvgCanvas svg, TopologyPicture picture, Func<int, (double Left, double Right)> sides, Func<int, double> middle)
    {
        for (int i = 1; i < picture.Brokers.Count; i++)
        {
            if (middle(i) > middle(i - 1))
            {
                continue;
            }

            bool both = picture.ControllerRoleOf(picture.Brokers[i - 1]) != ControllerRole.Away && picture.ControllerRoleOf(picture.Brokers[i]) != ControllerRole.Away;
            svg.Line(sides(i - 1).Right, middle(i), sides(i).Left, middle(i), Palette.Fill(ChartColour.Violet), 2, both ? "" : "3 3");
        }
    }

    public static void Legend(SvgCanvas svg, double left, double baseline)
    {
        double x = left;
        foreach ((ControllerRole role, string name) in new[] { (ControllerRole.Active, TopologyWords.ActiveLegend.ToString()), (ControllerRole.Standby, TopologyWords.StandbyLegend.ToString()) })
        {
            DrawBar(svg, role, x, baseline - 11, 18, 13);
            svg.Text(x + 25, baseline, name, Palette.Calm);
            x += 25 + TextMeasure.Width(name) + 18;
        }
    }

    private static void DrawBar(SvgCanvas svg, ControllerRole role, double left, double top, double width, double height)
    {
        if (role == ControllerRole.Away)
        {
            svg.Path($"M{N(left)} {N(top)}h{N(width)}v{N(height)}h{N(-width)}Z", Palette.Card, Palette.Fill(ChartColour.Red), 1.3, "4 3");
            return;
        }

        svg.Rect(left, top, width, height, role == ControllerRole.Active ? Palette.InkOf(ChartColour.Violet) : Palette.Tint(ChartColour.Violet), Palette.Fill(ChartColour.Violet), radius: Radius);
    }
}

using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Reporting;
using static KafkaWorkbook.Figures.Svg.SvgCanvas;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>What a box within a broker says of what is in it.</summary>
internal enum BoxState
{
    /// <summary>It leads: filled, with light text.</summary>
    Leading,

    /// <summary>It follows: tinted.</summary>
    Following,

    /// <summary>It is not there: dashed and red.</summary>
    Missing,
}

/// <summary>Small boxes within a broker, for copies of partitions and for controllers alike, and the legend that names them.</summary>
internal static class StateBox
{
    public static void Draw(SvgCanvas svg, BoxState state, ChartColour colour, double x, double y, double width, double height)
    {
        if (state == BoxState.Missing)
        {
            svg.Path($"M{N(x)} {N(y)}h{N(width)}v{N(height)}h{N(-width)}Z", Palette.Card, Palette.Fill(ChartColour.Red), 1.3, "4 3");
            return;
        }

        // Text stands on it, so that the darker shade is taken.
        svg.Rect(x, y, width, height, state == BoxState.Leading ? Palette.InkOf(colour) : Palette.Tint(colour), Palette.Fill(colour), radius: 3);
    }

    /// <summary>The colour of text on such a box.</summary>
    public static string Ink(BoxState state, ChartColour colour) => state switch
    {
        BoxState.Leading => Palette.Card,
        BoxState.Following => Palette.InkOf(colour),
        _ => Palette.InkOf(ChartColour.Red),
    };

    public static void Legend(SvgCanvas svg, ChartColour colour, IEnumerable<(BoxState State, Text Name)> entries, double left, double baseline)
    {
        double x = left;
        foreach ((BoxState state, Text name) in entries)
        {
            Draw(svg, state, colour, x, baseline - 11, 18, 13);
            svg.Text(x + 25, baseline, name.ToString(), Palette.Calm);
            x += 25 + TextMeasure.Width(name.ToString()) + 18;
        }
    }
}

using KafkaWorkbook.Figures.Svg;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>KRaft's controllers as marks inside the brokers that they are, tied together as the quorum that they form.</summary>
internal static class QuorumMarks
{
    public static void Draw(SvgCanvas svg, BoxState state, double left, double top, double width, double height)
    {
        StateBox.Draw(svg, state, ChartColour.Violet, left, top, width, height);
        string text = TextMeasure.Fit(TopologyWords.ControllerName(state).ToString(), width - 8, bold: true);
        svg.Text(left + (width / 2), top + (height / 2) + 4.5, text, StateBox.Ink(state, ChartColour.Violet), Anchor.Middle, bold: state == BoxState.Leading);
    }

    /// <summary>Ties each mark to its neighbour in the same row; dashed where a vote is missing.</summary>
    /// <param name="svg">The drawing.</param>
    /// <param name="states">The controllers' states, in the order of their brokers.</param>
    /// <param name="sides">Where the mark of the n-th broker begins and ends.</param>
    /// <param name="middle">How far down the middle of that mark is.</param>
    public static void Tie(SvgCanvas svg, IReadOnlyList<BoxState> states, Func<int, (double Left, double Right)> sides, Func<int, double> middle)
    {
        for (int i = 1; i < states.Count; i++)
        {
            if (middle(i) > middle(i - 1))
            {
                continue;
            }

            bool both = states[i - 1] != BoxState.Missing && states[i] != BoxState.Missing;
            svg.Line(sides(i - 1).Right, middle(i), sides(i).Left, middle(i), Palette.Fill(ChartColour.Violet), 2, both ? "" : "3 3");
        }
    }
}

namespace KafkaWorkbook.Figures.Svg;

/// <summary>The text of a vertical mark or of a region, at the top of the plot: in another row where it would meet a neighbour.</summary>
/// <param name="At">The place on the horizontal axis, as a value.</param>
/// <param name="Text">The text.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Left">The text's left edge in pixels.</param>
/// <param name="Row">Which row, from 0 at the top.</param>
/// <param name="Anchor">Which part of the text is at the place.</param>
internal sealed record PlaceLabel(double At, string Text, ChartColour Colour, double Left, int Row, Anchor Anchor)
{
    public const double RowHeight = 16;
    public const double MostWidth = 260;
    private const double Gap = 5;

    public static IReadOnlyList<PlaceLabel> Arrange(ChartSpec spec, AxisMap x)
    {
        IEnumerable<(double At, bool Centred, string Text, ChartColour Colour)> wanted =
        [
            .. spec.Marks.Where(m => x.Holds(m.At)).OrderBy(m => m.At).Select(m => (m.At, false, m.Label, m.Colour)),
            .. spec.Regions.Select(r => ((r.From + r.To) / 2, true, r.Label, ChartColour.Red)),
        ];
        const double Edge = 16;
        double right = Palette.Width - Edge;
        List<PlaceLabel> labels = [];
        foreach ((double value, bool centred, string text, ChartColour colour) in wanted.Where(w => w.Text.Length > 0))
        {
            double at = x.At(value), width = Math.Min(TextMeasure.Width(text), MostWidth);
            Anchor anchor = centred ? Anchor.Middle : at + Gap + width > right ? Anchor.End : Anchor.Start;
            double left = Math.Clamp(anchor switch { Anchor.Middle => at - (width / 2), Anchor.End => at - Gap - width, _ => at + Gap }, Edge, right - width);
            int row = 0;
            while (labels.Any(l => l.Row == row && l.Left < left + width + 6 && l.Left + Math.Min(TextMeasure.Width(l.Text), MostWidth) > left - 6))
            {
                row++;
            }

            labels.Add(new(value, text, colour, left, row, anchor));
        }

        return labels;
    }
}

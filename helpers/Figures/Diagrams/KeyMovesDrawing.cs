using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Draws keys as streams from their partitions before to those afterwards; a stream is as wide as it has keys.</summary>
internal sealed class KeyMovesDrawing
{
    private const double Pad = CardHead.Pad;
    private const double BoxWidth = 128;
    private const double PerKey = 9;
    private const double LeastBox = 20;
    private const double Gap = 10;
    private static readonly Text Before = new("전", "before"), After = new("후", "afterwards"), Stayed = new("그대로", "stayed"), Moved = new("옮겨 갔다", "moved");

    private readonly KeyMoves _moves;
    private readonly double _unit;

    private KeyMovesDrawing(KeyMoves moves)
    {
        _moves = moves;

        // Many keys make narrower streams, so that the picture stays on a page.
        _unit = Math.Min(PerKey, 300.0 / moves.Keys.Count);
    }

    public static Figure Draw(KeyMoves moves)
    {
        string title = new Text(
            $"파티션을 {moves.PartitionsBefore}개에서 {moves.Topic.Partitions}개로 늘리자 키 {moves.Keys.Count}개 가운데 {moves.Moved}개가 옮겨 갔다",
            $"From {moves.PartitionsBefore} to {moves.Topic.Partitions} partitions: {moves.Moved} of {moves.Keys.Count} keys moved").ToString();
        string altText = string.Join(", ", moves.Keys.GroupBy(k => (k.Before, k.After)).OrderBy(g => g.Key.Before).ThenBy(g => g.Key.After)
            .Select(g => new Text($"P{g.Key.Before}에서 P{g.Key.After}로 {g.Count()}개", $"P{g.Key.Before} to P{g.Key.After}: {g.Count()}").ToString())) + ".";
        return Figure.OfDiagram(title, altText, new KeyMovesDrawing(moves).Draw(title, altText));
    }

    private string Draw(string title, string altText)
    {
        CardHead head = new(title, "");
        double top = head.Bottom + 26;
        double[] left = Tops(_moves.PartitionsBefore, k => k.Before), right = Tops(_moves.Topic.Partitions, k => k.After);
        double body = Math.Max(left[^1], right[^1]);
        double leftShift = top + ((body - left[^1]) / 2), rightShift = top + ((body - right[^1]) / 2);
        SvgCanvas svg = new(title, altText, Palette.Width, top + body + 34);
        head.Draw(svg);
        svg.Text(Pad + (BoxWidth / 2), top - 8, Before.ToString(), Palette.Calm, Anchor.Middle);
        svg.Text(Palette.Width - Pad - (BoxWidth / 2), top - 8, After.ToString(), Palette.Calm, Anchor.Middle);
        DrawStreams(svg, [.. left.Select(t => t + leftShift)], [.. right.Select(t => t + rightShift)]);
        DrawBoxes(svg, Pad, left, leftShift, k => k.Before, 0);
        DrawBoxes(svg, Palette.Width - Pad - BoxWidth, right, rightShift, k => k.After, _moves.PartitionsBefore);
        DrawLegend(svg, top + body + 20);
        return svg.Finish();
    }

    // The boxes' upper edges, and behind the last one where the column ends.
    private double[] Tops(int partitions, Func<KeyMove, int> of)
    {
        double[] tops = new double[partitions + 1];
        for (int p = 0; p < partitions; p++)
        {
            tops[p + 1] = tops[p] + HeightOf(_moves.Keys.Count(k => of(k) == p)) + Gap;
        }

        return tops;
    }

    private double HeightOf(int keys) => Math.Max(LeastBox, keys * _unit);

    private void DrawStreams(SvgCanvas svg, double[] left, double[] right)
    {
        double[] from = [.. left], to = [.. right];
        const double X1 = Pad + BoxWidth, X2 = Palette.Width - Pad - BoxWidth;
        foreach (IGrouping<(int Before, int After), KeyMove> stream in _moves.Keys.GroupBy(k => (k.Before, k.After)).OrderBy(g => g.Key.Before).ThenBy(g => g.Key.After))
        {
            double width = stream.Count() * _unit, y1 = from[stream.Key.Before], y2 = to[stream.Key.After], middle = (X1 + X2) / 2;
            from[stream.Key.Before] += width;
            to[stream.Key.After] += width;
            bool moved = stream.Key.Before != stream.Key.After;
            ChartColour colour = moved ? ChartColour.Orange : ChartColour.Blue;
            string path = $"M{N(X1)} {N(y1)}C{N(middle)} {N(y1)} {N(middle)} {N(y2)} {N(X2)} {N(y2)}v{N(width)}C{N(middle)} {N(y2 + width)} {N(middle)} {N(y1 + width)} {N(X1)} {N(y1 + width)}Z";
            svg.Path(path, Palette.Fill(colour), Palette.Fill(colour), 0.8, moved ? "4 3" : "", 0.45, string.Join(", ", stream.Select(k => k.Key)));
        }

        static string N(double value) => SvgCanvas.N(value);
    }

    private void DrawBoxes(SvgCanvas svg, double x, double[] tops, double shift, Func<KeyMove, int> of, int newFrom)
    {
        for (int p = 0; p < tops.Length - 1; p++)
        {
            int keys = _moves.Keys.Count(k => of(k) == p);
            double height = HeightOf(keys), top = tops[p] + shift;
            bool added = newFrom > 0 && p >= newFrom;
            svg.Rect(x, top, BoxWidth, height, added ? Palette.Tint(ChartColour.Orange) : Palette.Tint(ChartColour.Blue), Palette.Axis, radius: 3);
            string text = new Text($"P{p}: 키 {keys}개{(added ? " (새)" : "")}", $"P{p}: {keys} keys{(added ? " (new)" : "")}").ToString();
            svg.Text(x + (BoxWidth / 2), top + (height / 2) + 4.5, text, anchor: Anchor.Middle, tip: string.Join(", ", _moves.Keys.Where(k => of(k) == p).Select(k => k.Key)));
        }
    }

    private static void DrawLegend(SvgCanvas svg, double baseline)
    {
        double x = Pad;
        foreach ((ChartColour colour, Text name) in new[] { (ChartColour.Blue, Stayed), (ChartColour.Orange, Moved) })
        {
            svg.Path(
                $"M{SvgCanvas.N(x)} {SvgCanvas.N(baseline - 10)}h22v11h-22Z", Palette.Fill(colour), Palette.Fill(colour), 0.8, colour == ChartColour.Orange ? "4 3" : "", 0.45);
            svg.Text(x + 28, baseline, name.ToString(), Palette.Calm);
            x += 28 + TextMeasure.Width(name.ToString()) + 18;
        }
    }
}

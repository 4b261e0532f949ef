using System.Text;
using static KafkaWorkbook.Figures.Svg.SvgCanvas;

namespace KafkaWorkbook.Figures.Svg;

/// <summary>Points in pixels as SVG path data. A line of more points than pixels keeps the lowest and highest of each pixel: it looks the same.</summary>
internal static class LinePath
{
    private const int MostPoints = 1500;

    /// <summary>The pixels of a line, null where it has a gap.</summary>
    public static IReadOnlyList<(double X, double Y)?> Pixels(IReadOnlyList<double> x, IReadOnlyList<double> y, AxisMap mapX, AxisMap mapY)
    {
        int count = Math.Min(x.Count, y.Count);
        IEnumerable<(double X, double Y)?> all = Enumerable.Range(0, count)
            .Select(i => double.IsFinite(x[i]) && double.IsFinite(y[i]) ? (mapX.At(x[i]), mapY.At(y[i])) : ((double, double)?)null);
        return count <= MostPoints ? [.. all] : [.. all.GroupAdjacent().SelectMany(Extremes)];
    }

    public static string Line(IReadOnlyList<(double X, double Y)?> pixels, bool stepped)
    {
        StringBuilder path = new();
        bool pen = false;
        foreach ((double X, double Y)? pixel in pixels)
        {
            if (pixel is not { } p)
            {
                pen = false;
                continue;
            }

            path.Append(!pen ? $"M{N(p.X)} {N(p.Y)}" : stepped ? $"H{N(p.X)}V{N(p.Y)}" : $"L{N(p.X)} {N(p.Y)}");
            pen = true;
        }

        return path.ToString();
    }

    /// <summary>The closed area between two lines over the same places.</summary>
    public static string Area(IReadOnlyList<(double X, double Y)> lower, IReadOnlyList<(double X, double Y)> upper, bool stepped)
    {
        if (lower.Count == 0)
        {
            return "";
        }

        StringBuilder path = new($"M{N(upper[0].X)} {N(upper[0].Y)}");
        foreach ((double x, double y) in upper.Skip(1))
        {
            path.Append(stepped ? $"H{N(x)}V{N(y)}" : $"L{N(x)} {N(y)}");
        }

        path.Append(stepped ? $"V{N(lower[^1].Y)}" : $"L{N(lower[^1].X)} {N(lower[^1].Y)}");
        foreach ((double x, double y) in lower.Reverse().Skip(1))
        {
            // Backwards, a step goes up or down at the later place before it goes to the earlier one.
            path.Append(stepped ? $"V{N(y)}H{N(x)}" : $"L{N(x)} {N(y)}");
        }

        return path.Append('Z').ToString();
    }

    private static IEnumerable<List<(double X, double Y)?>> GroupAdjacent(this IEnumerable<(double X, double Y)?> pixels)
    {
        List<(double X, double Y)?> group = [];
        int? column = null;
        foreach ((double X, double Y)? pixel in pixels)
        {
            int? next = pixel is { } p ? (int)p.X : null;
            if (group.Count > 0 && next != column)
            {
                yield return group;
                group = [];
            }

            column = next;
            group.Add(pixel);
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    private static IEnumerable<(double X, double Y)?> Extremes(List<(double X, double Y)?> group)
    {
        if (group.Count <= 4 || group[0] is null)
        {
            return group.Take(4);
        }

        int low = 0, high = 0;
        for (int i = 1; i < group.Count; i++)
        {
            low = group[i]!.Value.Y > group[low]!.Value.Y ? i : low;
            high = group[i]!.Value.Y < group[high]!.Value.Y ? i : high;
        }

        return new[] { 0, Math.Min(low, high), Math.Max(low, high), group.Count - 1 }.Distinct().Select(i => group[i]);
    }
}

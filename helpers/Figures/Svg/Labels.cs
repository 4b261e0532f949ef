namespace KafkaWorkbook.Figures.Svg;

/// <summary>The names below a categorical axis: in up to two lines each, and only every n-th where there are many.</summary>
internal sealed class CategoryLabels
{
    private readonly AxisMap _x;
    private readonly int _every = 1;
    private readonly IReadOnlyList<IReadOnlyList<string>> _lines = [];

    public CategoryLabels(AxisMap x)
    {
        _x = x;
        if (x.Axis.Scale != AxisScale.Categorical)
        {
            return;
        }

        double longest = x.Axis.Categories.Select(c => TextMeasure.Width(c)).DefaultIfEmpty(0).Max();
        bool many = x.Slot < 34;
        _every = many ? Math.Max(1, (int)Math.Ceiling((Math.Min(longest, 60) + 8) / x.Slot)) : 1;
        double room = Math.Max((x.Slot * _every) - 6, 24);
        _lines = [.. x.Axis.Categories.Select(c => TextMeasure.Wrap(c, room, many ? 1 : 3))];
    }

    public double Height => 6 + (16 * Math.Max(1, _lines.Select(l => l.Count).DefaultIfEmpty(1).Max()));

    public void Draw(SvgCanvas svg, double top)
    {
        for (int i = 0; i < _lines.Count; i += _every)
        {
            string whole = _x.Axis.Categories[i];
            for (int line = 0; line < _lines[i].Count; line++)
            {
                string text = _lines[i][line];
                svg.Text(_x.At(i), top + 18 + (line * 16), text, Palette.Ink, Anchor.Middle, tip: text == whole ? null : whole);
            }
        }
    }
}

/// <summary>The names of lines at their right ends, moved apart where they would cover each other.</summary>
internal static class DirectLabels
{
    private const double Least = 16;

    public static void Draw(SvgCanvas svg, IReadOnlyList<SeriesStyle> styles, AxisMap x, AxisMap y, double left, double width, double top, double bottom)
    {
        (SeriesStyle Style, double At)[] ends =
        [
            .. from style in styles
               let line = style.Series as LineSeries
               where line is not null
               let last = Last(line)
               where last is not null
               let at = y.At(last.Value.Y)
               orderby at
               select (style, at),
        ];
        double[] places = [.. ends.Select(e => e.At)];
        for (int i = 1; i < places.Length; i++)
        {
            places[i] = Math.Max(places[i], places[i - 1] + Least);
        }

        // What ran over the lower edge is pushed up again.
        double limit = bottom - 2;
        for (int i = places.Length - 1; i >= 0; i--, limit -= Least)
        {
            places[i] = Math.Min(places[i], limit);
        }

        for (int i = 0; i < places.Length; i++)
        {
            (SeriesStyle style, double at) = ends[i];
            bool main = style.Series.Emphasis == Emphasis.Main;
            string name = TextMeasure.Fit(style.Series.Name, width, bold: main);
            double place = Math.Max(places[i], top + 2);
            if (Math.Abs(place - at) > 5)
            {
                svg.Line(left - 7, at, left - 1, place, style.Stroke, 0.8);
            }

            svg.Text(left, place + 4.5, name, style.Ink, bold: main, tip: name == style.Series.Name ? null : style.Series.Name);
        }
    }

    private static (double X, double Y)? Last(LineSeries line)
    {
        for (int i = Math.Min(line.X.Count, line.Y.Count) - 1; i >= 0; i--)
        {
            if (double.IsFinite(line.Y[i]))
            {
                return (line.X[i], line.Y[i]);
            }
        }

        return null;
    }
}

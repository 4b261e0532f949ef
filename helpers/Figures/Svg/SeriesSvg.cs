namespace KafkaWorkbook.Figures.Svg;

/// <summary>Draws the series of one panel.</summary>
internal sealed class SeriesSvg(SvgCanvas svg, ChartPanel panel, AxisMap x, AxisMap y, double top)
{
    /// <summary>More points than this get no hover texts: the picture would grow more than it tells.</summary>
    private const int MostTips = 80;

    private const int MostColumns = 140;

    private readonly BarSeries[] _bars = [.. panel.Series.OfType<BarSeries>()];
    private readonly bool _figures = BarFigures.Fit(panel, x.Slot);
    private readonly double[] _stacked = new double[x.Axis.Categories.Count];

    public void Draw(SeriesStyle style)
    {
        switch (style.Series)
        {
            case LineSeries line:
                DrawLine(line, style);
                break;
            case BandSeries band:
                DrawBand(band, style);
                break;
            case BarSeries bars:
                DrawBars(bars, style);
                break;
            case PointSeries points:
                DrawPoints(points, style);
                break;
            case SpanSeries spans:
                DrawSpans(spans, style);
                break;
            case HeatSeries heat:
                DrawHeat(heat, style);
                break;
        }
    }

    private void DrawLine(LineSeries line, SeriesStyle style)
    {
        svg.Path(LinePath.Line(LinePath.Pixels(line.X, line.Y, x, y), line.Stepped), "none", style.Stroke, style.Thickness, Palette.Dash(style.Dash));
        int count = Math.Min(line.X.Count, line.Y.Count);
        bool lonely = count == 1;
        for (int i = 0; i < count && count <= MostTips; i++)
        {
            if (double.IsFinite(line.Y[i]))
            {
                bool seen = line.Dots || lonely;
                svg.Circle(
                    x.At(line.X[i]), y.At(line.Y[i]), seen ? 3.2 : 5, seen ? style.Stroke : "transparent", seen ? Palette.Card : "none", Tip(line.Name, line.X[i], line.Y[i]));
            }
        }
    }

    private void DrawBand(BandSeries band, SeriesStyle style)
    {
        List<(double X, double Y)> lower = [], upper = [];
        for (int i = 0; i < Math.Min(band.X.Count, Math.Min(band.Lower.Count, band.Upper.Count)); i++)
        {
            if (double.IsFinite(band.Lower[i]) && double.IsFinite(band.Upper[i]))
            {
                lower.Add((x.At(band.X[i]), y.At(band.Lower[i])));
                upper.Add((x.At(band.X[i]), y.At(band.Upper[i])));
            }
        }

        svg.Path(LinePath.Area(lower, upper, band.Stepped), style.Tint, tip: band.Name);
    }

    private void DrawBars(BarSeries bars, SeriesStyle style)
    {
        bool stacked = panel.Bars == BarMode.Stacked;
        int side = stacked ? 1 : _bars.Length, place = stacked ? 0 : Array.IndexOf(_bars, bars);
        double width = Math.Min(x.Slot * (side == 1 ? 0.62 : 0.9) / side, 76);
        for (int i = 0; i < Math.Min(bars.Values.Count, x.Axis.Categories.Count); i++)
        {
            double value = bars.Values[i];
            if (!double.IsFinite(value))
            {
                continue;
            }

            double left = x.At(i) + ((place - (side / 2.0)) * width);
            double under = stacked ? _stacked[i] : 0;
            double from = stacked ? y.At(under) : y.Base, to = y.At(under + value);
            double gap = width > 6 ? 1 : 0;
            ChartColour? own = i < bars.BarColours.Count ? bars.BarColours[i] : null;
            (double X, double Y, double W, double H) box = (left + gap, Math.Min(from, to), width - (2 * gap), Math.Abs(to - from));
            svg.Rect(box.X, box.Y, box.W, box.H, own is { } c ? Palette.Fill(c) : style.Fill, tip: $"{Name(bars.Name)}{x.Axis.Categories[i]}: {Ticks.Write(value)}{Unit(y)}");
            Hatching.Draw(svg, style.Hatch, box.X, box.Y, box.W, box.H);
            _stacked[i] += stacked ? value : 0;
            if (_figures)
            {
                DrawFigure(i, value, box, style.Hatch % 4 == 0);
            }
        }
    }

    /// <summary>
    /// A bar's figure stands on the bar. Where single runs are drawn there as points it stands in the bar's foot: above a point it would be read as the point's.
    /// </summary>
    private void DrawFigure(int place, double value, (double X, double Y, double W, double H) box, bool plain)
    {
        string figure = Ticks.Write(value);
        double middle = box.X + (box.W / 2);
        double[] points = [.. panel.Series.OfType<PointSeries>().SelectMany(p => p.X.Zip(p.Y)).Where(p => p.First == place && double.IsFinite(p.Second)).Select(p => y.At(p.Second))];
        const double Radius = 4, Tall = 14, Near = 8;
        double highest = points.Append(box.Y).Min(), foot = box.Y + box.H - 6;
        bool fits = plain && value > 0 && TextMeasure.Width(figure) <= box.W - 4 && foot - Tall > box.Y + 2 && points.All(p => p + Radius < foot - Tall + 2);
        if (highest < box.Y - Near && fits)
        {
            svg.Text(middle, foot, figure, Palette.Card, Anchor.Middle);
        }
        else
        {
            double over = points.Any(p => p < box.Y + Radius) ? highest - Radius : box.Y;
            svg.Text(middle, Math.Max(over - 5, top - 4), figure, Palette.Ink, Anchor.Middle, halo: true);
        }
    }

    private void DrawPoints(PointSeries points, SeriesStyle style)
    {
        for (int i = 0; i < Math.Min(points.X.Count, points.Y.Count); i++)
        {
            if (double.IsFinite(points.X[i]) && double.IsFinite(points.Y[i]))
            {
                PointMark.Draw(svg, points, x.At(points.X[i]), y.At(points.Y[i]), style.Ink, points.X.Count <= MostTips ? Tip(points.Name, points.X[i], points.Y[i]) : null);
            }
        }
    }

    private void DrawSpans(SpanSeries spans, SeriesStyle style)
    {
        double height = Math.Min(y.Slot * 0.66, 30);
        foreach (ChartSpan span in spans.Spans)
        {
            double from = x.At(Math.Min(span.From, span.To)), to = x.At(Math.Max(span.From, span.To)), middle = y.At(span.Row);
            string row = span.Row >= 0 && span.Row < y.Axis.Categories.Count ? y.Axis.Categories[span.Row] : "";
            string tip = $"{row}, {spans.Name}: {Ticks.Write(span.From)}–{Ticks.Write(span.To)}{Unit(x)} {span.Label}".TrimEnd();
            bool main = style.Series.Emphasis == Emphasis.Main;
            svg.Rect(from, middle - (height / 2), Math.Max(1, to - from), height, main ? style.Fill : style.Tint, style.Stroke, radius: 2, tip: tip);
            string label = TextMeasure.Fit(span.Label, to - from - 8);
            if (label.Length > 0 && label != TextMeasure.Ellipsis && height >= 14)
            {
                svg.Text((from + to) / 2, middle + 4.5, label, main ? Palette.Card : style.Ink, Anchor.Middle, tip: tip);
            }
        }
    }

    private void DrawHeat(HeatSeries heat, SeriesStyle style)
    {
        double most = heat.Rows.SelectMany(r => r).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        int merge = Math.Max(1, (int)Math.Ceiling(heat.X.Count / (double)MostColumns));
        double step = AxisRange.HeatStep(heat), gap = y.Slot > 12 ? 1 : -0.3;
        for (int row = 0; row < heat.Rows.Count; row++)
        {
            for (int i = 0; i < Math.Min(heat.X.Count, heat.Rows[row].Count); i += merge)
            {
                int end = Math.Min(i + merge, heat.X.Count) - 1;
                double value = heat.Rows[row].Skip(i).Take(merge).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
                double from = x.At(heat.X[i] - (step / 2)), to = x.At(heat.X[end] + (step / 2));
                string tip = $"{y.Axis.Categories[row]}, {Ticks.Write(heat.X[i])}{Unit(x)}: {Ticks.Write(value)}";
                svg.Rect(from, y.At(row) - (y.Slot / 2), to - from + 0.4, y.Slot - gap, Heat.Colour(value, most), tip: heat.X.Count * heat.Rows.Count <= 400 ? tip : null);
            }
        }

        Heat.DrawScale(svg, heat.Name, most, Palette.Width - 16, top - 9, style.Ink);
    }

    private string Tip(string name, double atX, double atY)
    {
        string place = x.Axis.Scale == AxisScale.Categorical
            ? (atX >= 0 && atX < x.Axis.Categories.Count ? x.Axis.Categories[(int)Math.Round(atX)] : "")
            : $"{Ticks.Write(atX)}{Unit(x)}";
        return $"{Name(name)}{place}: {Ticks.Write(atY)}{Unit(y)}";
    }

    private static string Name(string name) => name.Length == 0 ? "" : $"{name}, ";

    private static string Unit(AxisMap axis) => axis.Axis.Unit.Length == 0 ? "" : $" {axis.Axis.Unit}";
}

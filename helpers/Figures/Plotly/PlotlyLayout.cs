using KafkaWorkbook.Figures.Svg;

namespace KafkaWorkbook.Figures.Plotly;

/// <summary>The plotly.js layout of a chart: the same palette, axes and texts as the static picture.</summary>
internal static class PlotlyLayout
{
    /// <summary>About how wide the plot is in pixels, where the page is as wide as the static picture.</summary>
    public const double PlotWidth = Palette.Width - Left - Right;

    private const int Left = 70;
    private const int Right = 24;
    private const int Gap = 46;
    private const int Foot = 62;

    public static Dictionary<string, object?> Of(ChartSpec spec, bool showLegend)
    {
        const double Inner = Palette.Width - 40;
        IReadOnlyList<string> title = TextMeasure.Wrap(spec.Title, Inner, 2, Palette.TitleSize, bold: true);
        IReadOnlyList<string> subtitle = spec.Subtitle.Length == 0 ? [] : TextMeasure.Wrap(spec.Subtitle, Inner, 2);
        int head = 26 + (title.Count * 20) + (subtitle.Count * 17) + (showLegend ? 8 + (19 * LegendRows(spec)) : 0);
        int plots = spec.Panels.Sum(p => p.Height) + (Gap * (spec.Panels.Count - 1));
        string text = $"<b>{PlotlyText.Lines(title)}</b>";
        text += subtitle.Count == 0 ? "" : $"<br><span style=\"font-size:{SvgCanvas.N(Palette.TextSize)}px;color:{Palette.Calm}\">{PlotlyText.Lines(subtitle)}</span>";
        Dictionary<string, object?> layout = new()
        {
            ["title"] = Map(("text", text), ("x", 0.02), ("xanchor", "left"), ("y", 1), ("yanchor", "top"), ("yref", "container"), ("pad", Map(("t", 14 + (9 * (title.Count + subtitle.Count - 1))))), ("font", Font(Palette.Ink, Palette.TitleSize))),
            ["font"] = Font(Palette.Ink, Palette.TextSize),
            ["paper_bgcolor"] = Palette.Card,
            ["plot_bgcolor"] = Palette.Card,
            ["height"] = head + plots + Foot,
            ["margin"] = Map(("t", head), ("r", Right + LevelRoom(spec)), ("b", Foot), ("l", Left)),
            ["separators"] = ".,",
            ["showlegend"] = showLegend,
            ["legend"] = Map(("orientation", "h"), ("x", 0), ("xanchor", "left"), ("y", 1), ("yanchor", "bottom"), ("traceorder", "normal")),
            ["hovermode"] = spec.Panels.SelectMany(p => p.Series).All(s => s is LineSeries or BandSeries) ? "x unified" : "closest",
            ["hoverlabel"] = Map(("namelength", -1)),
            ["barmode"] = spec.Panels.SelectMany(p => p.Series).Any(s => s is SpanSeries) ? "overlay" : spec.Panels.Any(p => p.Bars == BarMode.Stacked) ? "stack" : "group",
            ["bargap"] = 0.3,
        };
        layout["xaxis"] = HorizontalAxis(spec);
        double top = 1;
        for (int i = 0; i < spec.Panels.Count; i++)
        {
            double bottom = Math.Max(0, top - (spec.Panels[i].Height / (double)plots));
            layout[i == 0 ? "yaxis" : $"yaxis{i + 1}"] = VerticalAxis(spec.Panels[i], bottom, top);
            top = Math.Max(0, bottom - (Gap / (double)plots));
        }

        layout["shapes"] = Shapes(spec).ToArray();
        layout["annotations"] = Annotations(spec).ToArray();
        return layout;
    }

    /// <summary>The names of horizontal marks stand right of the plot.</summary>
    private static double LevelRoom(ChartSpec spec) => Math.Min(190, spec.Panels.SelectMany(p => p.Levels).Select(l => TextMeasure.Width(l.Label)).DefaultIfEmpty(0).Max());

    /// <summary>About how many rows plotly.js will need for the legend.</summary>
    private static int LegendRows(ChartSpec spec)
    {
        double width = spec.Panels.SelectMany(p => p.Series).Select(s => s.Name).Where(n => n.Length > 0).Distinct().Sum(n => TextMeasure.Width(n) + 52);
        return Math.Clamp((int)Math.Ceiling(width / PlotWidth), 1, 6);
    }

    private static Dictionary<string, object?> HorizontalAxis(ChartSpec spec)
    {
        Dictionary<string, object?> axis = Axis(spec.X, AxisRange.OfX(spec), horizontal: true, PlotWidth);
        axis["anchor"] = spec.Panels.Count == 1 ? "y" : $"y{spec.Panels.Count}";
        axis["showgrid"] = spec.Panels.Any(p => p.Y.Scale == AxisScale.Categorical);
        axis["ticks"] = spec.X.Scale == AxisScale.Categorical ? "" : "outside";
        axis["linecolor"] = Palette.Axis;
        axis["showline"] = true;
        return axis;
    }

    private static Dictionary<string, object?> VerticalAxis(ChartPanel panel, double bottom, double top)
    {
        (double Minimum, double Maximum) range = AxisRange.OfY(panel);
        bool figures = panel.Series.Any(s => s is BarSeries) && panel.Y.Scale == AxisScale.Linear;
        Dictionary<string, object?> axis = Axis(panel.Y, figures ? (range.Minimum, range.Maximum * 1.06) : range, horizontal: false, Math.Max(panel.Height, 130));
        axis["domain"] = new[] { bottom, top };
        axis["anchor"] = "x";
        axis["showgrid"] = panel.Y.Scale != AxisScale.Categorical;
        axis["zeroline"] = panel.Y.Scale == AxisScale.Linear;
        axis["zerolinecolor"] = Palette.Axis;
        if (panel.Y.Scale == AxisScale.Categorical)
        {
            // The first name at the top; a place without data keeps its room, which "autorange" would not leave it.
            axis["range"] = new[] { Math.Max(1, panel.Y.Categories.Count) - 0.5, -0.5 };
        }

        return axis;
    }

    private static Dictionary<string, object?> Axis(ChartAxis axis, (double Minimum, double Maximum) range, bool horizontal, double room)
    {
        Dictionary<string, object?> made = Map(
            ("title", Map(("text", PlotlyText.Lines(TextMeasure.Wrap(axis.Label, room, 2))), ("font", Font(Palette.Calm, Palette.TextSize)), ("standoff", 10))),
            ("type", axis.Scale switch { AxisScale.Logarithmic => "log", AxisScale.Categorical => "category", _ => "linear" }),
            ("automargin", true),
            ("gridcolor", Palette.Grid),
            ("zeroline", false),
            ("tickfont", Map(("color", axis.Scale == AxisScale.Categorical ? Palette.Ink : Palette.Calm))),
            ("fixedrange", false));
        switch (axis.Scale)
        {
            case AxisScale.Categorical:
                IReadOnlyList<string> names = PlotlyText.Names(axis.Categories);
                made["categoryorder"] = "array";
                made["categoryarray"] = names;
                made["range"] = new[] { -0.5, Math.Max(1, names.Count) - 0.5 };
                if (horizontal && names.Count > 0 && PlotWidth / names.Count > 34)
                {
                    // Long names stand in several lines instead of aslant.
                    made["tickvals"] = names;
                    made["ticktext"] = axis.Categories.Select(c => PlotlyText.Lines(TextMeasure.Wrap(c, (PlotWidth / names.Count) - 6, 3))).ToArray();
                    made["tickangle"] = 0;
                }

                break;
            case AxisScale.Logarithmic:
                made["range"] = new[] { Math.Log10(range.Minimum), Math.Log10(range.Maximum) };
                made["dtick"] = Math.Log10(range.Maximum / range.Minimum) > 2 ? 1 : "D2";
                made["separatethousands"] = true;
                made["exponentformat"] = "none";
                break;
            default:
                made["range"] = new[] { range.Minimum, range.Maximum };
                made["separatethousands"] = true;
                made["exponentformat"] = "none";
                if (axis.WholeNumbers && range.Maximum - range.Minimum <= 5)
                {
                    // Else it would write halves between them.
                    made["dtick"] = 1;
                }

                break;
        }

        return made;
    }

    private static IEnumerable<Dictionary<string, object?>> Shapes(ChartSpec spec)
    {
        foreach (ChartRegion region in spec.Regions)
        {
            yield return Map(
                ("type", "rect"), ("xref", "x"), ("yref", "paper"), ("x0", region.From), ("x1", region.To), ("y0", 0), ("y1", 1),
                ("fillcolor", Palette.Shade), ("layer", "below"), ("line", Map(("width", 0))));
        }

        foreach (ChartMark mark in spec.Marks)
        {
            yield return Map(
                ("type", "line"), ("xref", "x"), ("yref", "paper"), ("x0", mark.At), ("x1", mark.At), ("y0", 0), ("y1", 1),
                ("line", Map(("color", Palette.InkOf(mark.Colour)), ("width", 1.3), ("dash", "dash"))));
        }

        for (int i = 0; i < spec.Panels.Count; i++)
        {
            foreach (ChartMark level in spec.Panels[i].Levels)
            {
                yield return Map(
                    ("type", "line"), ("layer", "below"), ("xref", "paper"), ("yref", AxisName(i)), ("x0", 0), ("x1", 1), ("y0", level.At), ("y1", level.At),
                    ("line", Map(("color", Palette.InkOf(level.Colour)), ("width", 1.3), ("dash", "dash"))));
            }
        }
    }

    private static IEnumerable<Dictionary<string, object?>> Annotations(ChartSpec spec)
    {
        AxisMap x = new(spec.X, AxisRange.OfX(spec), Left, Left + PlotWidth);
        foreach (PlaceLabel label in PlaceLabel.Arrange(spec, x))
        {
            yield return Note(
                label.Text, Palette.InkOf(label.Colour), ("x", At(spec.X, label.At)), ("xref", "x"),
                ("xanchor", label.Anchor switch { Anchor.Start => "left", Anchor.Middle => "center", _ => "right" }),
                ("y", 1), ("yref", "paper"), ("yanchor", "top"), ("yshift", -PlaceLabel.RowHeight * label.Row));
        }

        for (int i = 0; i < spec.Panels.Count; i++)
        {
            ChartPanel panel = spec.Panels[i];
            if (!AxisRange.HasData(panel))
            {
                yield return Note(ChartWords.Nothing.ToString(), Palette.Calm, ("x", 0.5), ("xref", "paper"), ("y", 0.5), ("yref", $"{AxisName(i)} domain"));
            }

            foreach (ChartMark level in panel.Levels)
            {
                yield return Note(
                    level.Label, Palette.InkOf(level.Colour), ("x", 1), ("xref", "paper"), ("xanchor", "left"), ("y", At(panel.Y, level.At)), ("yref", AxisName(i)), ("yanchor", "middle"));
            }

            foreach (ChartNote note in panel.Notes)
            {
                yield return Note(note.Text, Palette.Ink, ("x", At(spec.X, note.X)), ("xref", "x"), ("y", At(panel.Y, note.Y)), ("yref", AxisName(i)), ("yanchor", "bottom"));
            }
        }
    }

    /// <summary>Texts on a logarithmic axis are placed by the logarithm, unlike data and shapes.</summary>
    private static double At(ChartAxis axis, double value) => axis.Scale == AxisScale.Logarithmic ? Math.Log10(Math.Max(value, double.Epsilon)) : value;

    private static string AxisName(int panel) => panel == 0 ? "y" : $"y{panel + 1}";

    private static Dictionary<string, object?> Note(string text, string colour, params (string Name, object? Value)[] place)
    {
        Dictionary<string, object?> note = Map(place);
        note["text"] = PlotlyText.Escape(text);
        note["showarrow"] = false;
        note["bgcolor"] = "rgba(255,255,255,0.8)";
        note["font"] = Font(colour, Palette.TextSize);
        return note;
    }

    private static Dictionary<string, object?> Font(string colour, double size) => Map(("family", Palette.Font), ("size", size), ("color", colour));

    private static Dictionary<string, object?> Map(params (string Name, object? Value)[] entries) => entries.ToDictionary(e => e.Name, e => e.Value);
}

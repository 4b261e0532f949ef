using KafkaWorkbook.Figures.Svg;

namespace KafkaWorkbook.Figures.Plotly;

/// <summary>The plotly.js traces of one panel's series.</summary>
internal sealed class PlotlyTraces
{
    private readonly ChartPanel _panel;
    private readonly string _axis;
    private readonly HashSet<string> _named;
    private readonly IReadOnlyList<string> _columns;
    private readonly IReadOnlyList<string> _rows;

    /// <param name="spec">The chart.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="axis">The panel's vertical axis in plotly.js' words: y, y2, …</param>
    /// <param name="named">The names that the legend has already: several panels share them.</param>
    public PlotlyTraces(ChartSpec spec, ChartPanel panel, string axis, HashSet<string> named)
    {
        _panel = panel;
        _axis = axis;
        _named = named;
        _columns = PlotlyText.Names(spec.X.Categories);
        _rows = PlotlyText.Names(panel.Y.Categories);
    }

    public IEnumerable<Dictionary<string, object?>> Of(SeriesStyle style) => style.Series switch
    {
        LineSeries line => [Line(line, style)],
        BandSeries band => Band(band, style),
        BarSeries bars => [Bars(bars, style)],
        PointSeries points => [Points(points, style)],
        SpanSeries spans => [Spans(spans, style)],
        HeatSeries heat => [Heat(heat)],
        _ => [],
    };

    private Dictionary<string, object?> Line(LineSeries line, SeriesStyle style)
    {
        Dictionary<string, object?> trace = Trace("scatter", line.Name);
        trace["mode"] = line.Dots || line.X.Count == 1 ? "lines+markers" : "lines";
        trace["x"] = _columns.Count == 0 ? Places(line.X) : Named(line.X);
        trace["y"] = Numbers(line.Y);
        trace["line"] = new Dictionary<string, object?>
        {
            ["color"] = style.Stroke,
            ["width"] = style.Thickness,
            ["dash"] = Palette.PlotlyDash(style.Dash),
            ["shape"] = line.Stepped ? "hv" : "linear",
        };
        return trace;
    }

    private IEnumerable<Dictionary<string, object?>> Band(BandSeries band, SeriesStyle style)
    {
        // plotly.js fills from one trace to the one before it.
        Dictionary<string, object?> lower = Trace("scatter", band.Name, listed: false);
        Dictionary<string, object?> upper = Trace("scatter", band.Name);
        foreach ((Dictionary<string, object?> trace, IReadOnlyList<double> values) in new[] { (lower, band.Lower), (upper, band.Upper) })
        {
            trace["mode"] = "lines";
            trace["x"] = Places(band.X);
            trace["y"] = Numbers(values);
            trace["line"] = new Dictionary<string, object?> { ["width"] = 0, ["shape"] = band.Stepped ? "hv" : "linear", ["color"] = style.Stroke };
            trace["hoverinfo"] = "skip";
        }

        upper["fill"] = "tonexty";
        upper["fillcolor"] = style.Tint;
        return [lower, upper];
    }

    private Dictionary<string, object?> Bars(BarSeries bars, SeriesStyle style)
    {
        Dictionary<string, object?> trace = Trace("bar", bars.Name);
        trace["x"] = _columns;
        trace["y"] = Numbers(bars.Values);
        Dictionary<string, object?> marker = new()
        {
            ["color"] = bars.BarColours.Any(c => c is not null)
                ? bars.Values.Select((_, i) => i < bars.BarColours.Count && bars.BarColours[i] is { } own ? Palette.Fill(own) : style.Fill).ToArray()
                : style.Fill,
        };
        if (style.Hatch % 4 != 0)
        {
            marker["pattern"] = new Dictionary<string, object?> { ["shape"] = "/\\x".Substring((style.Hatch % 4) - 1, 1), ["fillmode"] = "overlay", ["fgcolor"] = Palette.Card, ["size"] = 7 };
        }

        trace["marker"] = marker;
        if (!_panel.Series.Any(s => s is PointSeries) && BarFigures.Fit(_panel, PlotlyLayout.PlotWidth / Math.Max(1, _columns.Count)))
        {
            trace["text"] = bars.Values.Select(Ticks.Write).ToArray();
            trace["textposition"] = "outside";
            trace["constraintext"] = "none";
            trace["textangle"] = 0;
            trace["cliponaxis"] = false;
            trace["hoverinfo"] = "x+name+text";
        }

        return trace;
    }

    private Dictionary<string, object?> Points(PointSeries points, SeriesStyle style)
    {
        Dictionary<string, object?> trace = Trace("scatter", points.Name);
        trace["mode"] = "markers";
        trace["x"] = _columns.Count == 0 ? Places(points.X) : Named(points.X);
        trace["y"] = Numbers(points.Y);
        trace["marker"] = new Dictionary<string, object?>
        {
            ["symbol"] = points.Crosses ? "x-thin" : "circle",
            ["color"] = Palette.Card,
            ["size"] = 8,
            ["line"] = new Dictionary<string, object?> { ["color"] = style.Ink, ["width"] = points.Crosses ? 1.6 : 1.2 },
        };
        return trace;
    }

    private Dictionary<string, object?> Spans(SpanSeries spans, SeriesStyle style)
    {
        bool main = style.Series.Emphasis == Emphasis.Main;
        Dictionary<string, object?> trace = Trace("bar", spans.Name);
        trace["orientation"] = "h";
        trace["y"] = spans.Spans.Select(s => s.Row >= 0 && s.Row < _rows.Count ? _rows[s.Row] : null).ToArray();
        trace["base"] = Numbers([.. spans.Spans.Select(s => s.From)]);
        trace["x"] = Numbers([.. spans.Spans.Select(s => s.To - s.From)]);
        trace["text"] = spans.Spans.Select(s => PlotlyText.Escape(s.Label)).ToArray();
        trace["textposition"] = "inside";
        trace["insidetextanchor"] = "middle";
        trace["textangle"] = 0;
        trace["hovertext"] = spans.Spans.Select(s => $"{Ticks.Write(s.From)} – {Ticks.Write(s.To)}  {PlotlyText.Escape(s.Label)}").ToArray();
        trace["hoverinfo"] = "y+name+text";
        trace["width"] = 0.66;
        trace["marker"] = new Dictionary<string, object?>
        {
            ["color"] = main ? style.Fill : style.Tint,
            ["line"] = new Dictionary<string, object?> { ["color"] = style.Stroke, ["width"] = 1 },
        };
        trace["insidetextfont"] = new Dictionary<string, object?> { ["color"] = main ? Palette.Card : style.Ink };
        return trace;
    }

    private Dictionary<string, object?> Heat(HeatSeries heat)
    {
        Dictionary<string, object?> trace = Trace("heatmap", heat.Name, listed: false);
        trace["x"] = Numbers(heat.X);
        trace["y"] = _rows;
        trace["z"] = heat.Rows.Select(Numbers).ToArray();
        trace["zmin"] = 0;
        trace["colorscale"] = Svg.Heat.Scale;
        trace["ygap"] = 1;
        trace["colorbar"] = new Dictionary<string, object?>
        {
            ["title"] = new Dictionary<string, object?> { ["text"] = PlotlyText.Escape(heat.Name) },
            ["thickness"] = 12,
            ["separatethousands"] = true,
        };
        return trace;
    }

    private Dictionary<string, object?> Trace(string type, string name, bool listed = true)
    {
        Dictionary<string, object?> trace = new() { ["type"] = type, ["name"] = PlotlyText.Escape(name), ["xaxis"] = "x", ["yaxis"] = _axis };
        trace["legendgroup"] = trace["name"];
        trace["showlegend"] = listed && name.Length > 0 && _named.Add(name);
        return trace;
    }

    // plotly.js would take a number on an axis of names for one more name.
    private string?[] Named(IReadOnlyList<double> places) => [.. places.Select(i => i >= 0 && i < _columns.Count ? _columns[(int)Math.Round(i)] : null)];

    private static double?[] Places(IReadOnlyList<double> values) => Numbers(values);

    /// <summary>JSON has no NaN: a gap is null.</summary>
    private static double?[] Numbers(IReadOnlyList<double> values) => [.. values.Select(v => double.IsFinite(v) ? v : (double?)null)];
}

namespace KafkaWorkbook.Figures.Svg;

/// <summary>Draws a chart as a static SVG: what is seen where no script runs, and in print.</summary>
internal sealed class ChartSvg
{
    private const double Pad = CardHead.Pad;
    private const double AxisLine = 28;
    private const double PanelGap = 14;
    private const double MostRowLabel = 170;

    private readonly ChartSpec _spec;
    private readonly IReadOnlyList<IReadOnlyList<SeriesStyle>> _styles;
    private readonly ChartLegend _legend;
    private readonly CardHead _head;
    private readonly double _left;
    private readonly double _right;

    private ChartSvg(ChartSpec spec)
    {
        _spec = spec;
        _styles = [.. spec.Panels.Select(SeriesStyle.Of)];
        double inner = Palette.Width - (2 * Pad);
        _head = new(spec.Title, spec.Subtitle);
        _legend = new(spec, _styles, inner);
        _left = Pad + Math.Max(28, spec.Panels.Select(LabelWidth).DefaultIfEmpty(0).Max()) + 8;
        _right = Palette.Width - Pad - (_legend.LabelWidth > 0 ? _legend.LabelWidth + 8 : 8);
    }

    public static string Draw(ChartSpec spec) => new ChartSvg(spec).Draw();

    private string Draw()
    {
        double head = _head.Bottom + _legend.Height + (_legend.Height > 0 ? 5 : 0);
        AxisMap x = new(_spec.X, AxisRange.OfX(_spec), _left, _right);
        CategoryLabels names = new(x);
        double height = head + _spec.Panels.Sum(p => AxisLine + p.Height) + (PanelGap * (_spec.Panels.Count - 1)) + names.Height + 26 + 8;
        SvgCanvas svg = new(_spec.Title, _spec.AltText, Palette.Width, height);
        _head.Draw(svg);
        _legend.Draw(svg, Pad, _head.Bottom + 1);
        double top = head;
        for (int i = 0; i < _spec.Panels.Count; i++)
        {
            ChartPanel panel = _spec.Panels[i];
            top += AxisLine;
            bool rows = panel.Y.Scale == AxisScale.Categorical;
            AxisMap y = new(panel.Y, AxisRange.OfY(panel), rows ? top : top + panel.Height, rows ? top + panel.Height : top);
            svg.Text(Pad, top - 12, TextMeasure.Fit(panel.Y.Label, Palette.Width - (2 * Pad)), Palette.Calm);
            DrawPanel(svg, panel, _styles[i], x, y, top, last: i == _spec.Panels.Count - 1, names, first: i == 0);
            top += panel.Height + PanelGap;
        }

        double bottom = top - PanelGap;
        svg.Text((_left + _right) / 2, bottom + names.Height + 22, TextMeasure.Fit(_spec.X.Label, _right - _left), Palette.Calm, Anchor.Middle);
        return svg.Finish();
    }

    private void DrawPanel(
        SvgCanvas svg, ChartPanel panel, IReadOnlyList<SeriesStyle> styles, AxisMap x, AxisMap y, double top, bool last, CategoryLabels names, bool first)
    {
        double bottom = top + panel.Height;
        foreach (ChartRegion region in _spec.Regions)
        {
            double from = x.At(Math.Min(region.From, region.To)), to = x.At(Math.Max(region.From, region.To));
            svg.Rect(from, top, Math.Max(1, to - from), panel.Height, Palette.Shade);
        }

        DrawGrid(svg, panel, x, y, top, bottom, last, names);
        foreach (ChartMark level in panel.Levels.Where(l => y.Holds(l.At)))
        {
            double at = y.At(level.At);
            svg.Line(_left, at, _right + 4, at, Palette.InkOf(level.Colour), 1.3, "4 3");
            string label = TextMeasure.Fit(level.Label, _legend.LabelWidth);
            svg.Text(_right + 8, at + 4.5, label, Palette.InkOf(level.Colour), tip: label == level.Label ? null : level.Label);
        }

        SeriesSvg series = new(svg, panel, x, y, top);
        foreach (SeriesStyle style in styles)
        {
            series.Draw(style);
        }

        BandNames.Draw(svg, styles, x, y);
        foreach (ChartMark mark in _spec.Marks.Where(m => x.Holds(m.At)))
        {
            double at = x.At(mark.At);
            svg.Line(at, top, at, bottom, Palette.InkOf(mark.Colour), 1.3, "4 3");
        }

        if (first)
        {
            foreach (PlaceLabel label in PlaceLabel.Arrange(_spec, x))
            {
                Label(svg, label.Left, top + 13 + (label.Row * PlaceLabel.RowHeight), label.Text, Palette.InkOf(label.Colour), Anchor.Start);
            }
        }

        foreach (ChartNote note in panel.Notes)
        {
            Label(svg, x.At(note.X), Math.Max(y.At(note.Y) - 8, top + 12), note.Text, Palette.Ink, Anchor.Middle);
        }

        if (!AxisRange.HasData(panel))
        {
            svg.Text((_left + _right) / 2, (top + bottom) / 2, ChartWords.Nothing.ToString(), Palette.Calm, Anchor.Middle);
        }

        if (_legend.Direct)
        {
            DirectLabels.Draw(svg, styles, x, y, _right + 8, _legend.LabelWidth, top, bottom);
        }
    }

    private void DrawGrid(SvgCanvas svg, ChartPanel panel, AxisMap x, AxisMap y, double top, double bottom, bool last, CategoryLabels names)
    {
        bool rows = panel.Y.Scale == AxisScale.Categorical;
        int every = rows ? Math.Max(1, (int)Math.Ceiling(15 / y.Slot)) : 1;
        foreach (double tick in y.Ticks(38))
        {
            double at = y.At(tick);
            if (!rows)
            {
                svg.Line(_left, at, _right, at, Palette.Grid);
                svg.Text(_left - 7, at + 4.5, Ticks.Write(tick), Palette.Calm, Anchor.End);
            }
            else if ((int)tick % every == 0)
            {
                string name = panel.Y.Categories[(int)tick];
                svg.Text(_left - 7, at + 4.5, TextMeasure.Fit(name, MostRowLabel), Palette.Ink, Anchor.End, tip: name);
            }
        }

        svg.Line(_left, rows ? bottom : y.Base, _right, rows ? bottom : y.Base, Palette.Axis);
        if (x.Axis.Scale == AxisScale.Categorical)
        {
            if (last)
            {
                names.Draw(svg, bottom);
            }

            return;
        }

        foreach (double tick in x.Ticks(78))
        {
            double at = x.At(tick);
            svg.Line(at, rows ? top : bottom, at, bottom + 4, rows ? Palette.Grid : Palette.Axis);
            if (last)
            {
                svg.Text(at, bottom + 18, Ticks.Write(tick), Palette.Calm, Anchor.Middle);
            }
        }
    }

    /// <summary>A short text inside the plot, kept inside the card.</summary>
    private static void Label(SvgCanvas svg, double x, double y, string text, string colour, Anchor anchor)
    {
        string shown = TextMeasure.Fit(text, PlaceLabel.MostWidth);
        double width = TextMeasure.Width(shown);
        double start = anchor switch
        {
            Anchor.Start => x,
            Anchor.Middle => x - (width / 2),
            _ => x - width,
        };
        start = Math.Clamp(start, Pad, Palette.Width - Pad - width);
        svg.Text(start, y, shown, colour, tip: shown == text ? null : text, halo: true);
    }

    private static double LabelWidth(ChartPanel panel)
    {
        if (panel.Y.Scale == AxisScale.Categorical)
        {
            return Math.Min(MostRowLabel, panel.Y.Categories.Select(c => TextMeasure.Width(c)).DefaultIfEmpty(0).Max());
        }

        AxisMap y = new(panel.Y, AxisRange.OfY(panel), panel.Height, 0);
        return y.Ticks(38).Select(t => TextMeasure.Width(Ticks.Write(t))).DefaultIfEmpty(0).Max();
    }
}

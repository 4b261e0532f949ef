using KafkaWorkbook.Figures.Svg;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Draws logs offset by offset as rows of small cells. An empty place is an offset at which nothing can be read; it keeps its place.</summary>
internal sealed class StripDrawing
{
    private const double Pad = CardHead.Pad;
    private const double Head = 22;
    private const double CellHeight = 22;
    private const double LineGap = 17;
    private const double Between = 14;
    private const double LegendLine = 20;
    private const double WidestCell = 26;
    private const double NarrowestCell = 17;

    private readonly StripPicture _picture;
    private readonly CardHead _head;
    private readonly string _title;
    private readonly double _cell;
    private readonly int _perLine;
    private readonly List<List<StripLegend>> _legend = [];

    private StripDrawing(StripPicture picture, string title)
    {
        _picture = picture;
        _title = title;
        _head = new(title, "");
        int most = Math.Max(1, picture.Rows.Select(r => r.Cells.Count).DefaultIfEmpty(1).Max());
        _cell = Math.Clamp(Room / most, NarrowestCell, WidestCell);
        _perLine = Math.Max(1, (int)(Room / _cell));
        double x = 0;
        foreach (StripLegend entry in picture.Legend)
        {
            double width = 22 + TextMeasure.Width(entry.Name) + 16;
            if (_legend.Count == 0 || x + width > Room)
            {
                _legend.Add([]);
                x = 0;
            }

            _legend[^1].Add(entry);
            x += width;
        }
    }

    private static double Room => Palette.Width - (2 * Pad);

    public static string Draw(StripPicture picture, string title, string altText) => new StripDrawing(picture, title).Draw(altText);

    private string Draw(string altText)
    {
        double top = _head.Bottom + 4;
        double height = top + _picture.Rows.Sum(HeightOf) + (_legend.Count * LegendLine) + 14;
        SvgCanvas svg = new(_title, altText, Palette.Width, height);
        _head.Draw(svg);
        foreach (StripRow row in _picture.Rows)
        {
            DrawRow(svg, row, top);
            top += HeightOf(row);
        }

        foreach (List<StripLegend> line in _legend)
        {
            double x = Pad;
            foreach ((ChartColour? colour, string name, StripMark mark) in line)
            {
                Cell(svg, x, top - 1, 14, 14, colour, mark, name);
                svg.Text(x + 20, top + 11, name, Palette.Ink);
                x += 22 + TextMeasure.Width(name) + 16;
            }

            top += LegendLine;
        }

        return svg.Finish();
    }

    private int LinesOf(StripRow row) => Math.Max(1, (row.Cells.Count + _perLine - 1) / _perLine);

    private double HeightOf(StripRow row) => Head + (LinesOf(row) * (CellHeight + LineGap)) + Between;

    private void DrawRow(SvgCanvas svg, StripRow row, double top)
    {
        svg.Text(Pad, top + 15, TextMeasure.Fit(row.Name, Room * 0.5, bold: true), bold: true);
        svg.Text(Palette.Width - Pad, top + 15, TextMeasure.Fit(row.Note, Room * 0.62), Palette.Calm, Anchor.End);
        for (int i = 0; i < row.Cells.Count; i++)
        {
            StripCell cell = row.Cells[i];
            double x = Pad + (i % _perLine * _cell), y = top + Head + (i / _perLine * (CellHeight + LineGap));
            Cell(svg, x, y, _cell - 1.5, CellHeight, cell.Colour, cell.Mark, cell.Tip);
            svg.Text(x + ((_cell - 1.5) / 2), y + 15.5, TextMeasure.Fit(cell.Text, _cell, 10.5), cell.Colour is null ? Palette.Axis : Palette.Ink, Anchor.Middle, size: 10.5, tip: cell.Tip);
            if (i % 10 == 0)
            {
                svg.Text(x + ((_cell - 1.5) / 2), y + CellHeight + 11.5, Ticks.Write(i), Palette.Calm, Anchor.Middle, size: 9.5);
            }
        }
    }

    private static void Cell(SvgCanvas svg, double x, double y, double width, double height, ChartColour? colour, StripMark mark, string tip)
    {
        if (colour is { } c)
        {
            svg.Rect(x, y, width, height, Palette.Tint(c), Palette.Fill(c), radius: 2, tip: tip, thickness: mark == StripMark.None ? 1 : 1.8);
            if (mark == StripMark.Struck)
            {
                svg.Line(x + 2, y + height - 2, x + width - 2, y + 2, Palette.Fill(c), 1.2);
            }

            return;
        }

        svg.Path(
            $"M{SvgCanvas.N(x)} {SvgCanvas.N(y)}h{SvgCanvas.N(width)}v{SvgCanvas.N(height)}h{SvgCanvas.N(-width)}Z", "none", Palette.Axis, 0.9, "2 3", tip: tip);
    }
}

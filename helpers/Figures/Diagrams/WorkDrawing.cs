using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>
/// Draws what became of records that consumers worked through: a cell a record, plain when its work was done once, with a mark when it was done again, crossed out when it is
/// lost; below it a bar for each consumer, from the first record that it was handed to the one at which it ended.
/// </summary>
internal sealed class WorkDrawing
{
    private const double Pad = CardHead.Pad;
    private const double HeadHeight = 24;
    private const double CellHeight = 28;
    private const double LifeHeight = 17;
    private const double Between = 16;
    private const double MostCell = 40;

    /// <summary>More records than this have no room for cells that can be read.</summary>
    private const int MostCells = 48;

    private readonly IReadOnlyList<WorkReport> _reports;
    private readonly double _cell;
    private readonly int _shown;

    private WorkDrawing(IReadOnlyList<WorkReport> reports)
    {
        _reports = reports;
        _shown = Math.Min(MostCells, reports.Max(r => r.Records));
        _cell = Math.Min(MostCell, (Palette.Width - (2 * Pad)) / Math.Max(1, _shown));
    }

    public static Figure Draw(IReadOnlyList<WorkReport> reports)
    {
        string title = WorkWords.Title(reports).ToString(), altText = WorkWords.AltText(reports).ToString();
        return Figure.OfDiagram(title, altText, new WorkDrawing(reports).Draw(title, altText));
    }

    private static double HeightOf(WorkReport report) => HeadHeight + CellHeight + 4 + (LifeHeight * report.Lives.Count) + Between;

    private string Draw(string title, string altText)
    {
        CardHead head = new(title, _reports.Max(r => r.Records) > _shown ? WorkWords.Rest(_shown).ToString() : "");
        SvgCanvas svg = new(title, altText, Palette.Width, head.Bottom + 8 + _reports.Sum(HeightOf) + 22);
        head.Draw(svg);
        double top = head.Bottom + 8;
        foreach (WorkReport report in _reports)
        {
            DrawReport(svg, report, top);
            top += HeightOf(report);
        }

        DrawLegend(svg, top + 4);
        return svg.Finish();
    }

    private void DrawReport(SvgCanvas svg, WorkReport report, double top)
    {
        string counts = WorkWords.Counts(report).ToString();
        svg.Text(Palette.Width - Pad, top + 15, counts, report.Lost > 0 || report.Waiting > 0 ? Palette.InkOf(ChartColour.Red) : Palette.Calm, Anchor.End);
        svg.Text(Pad, top + 15, TextMeasure.Fit(report.Label, Palette.Width - (2 * Pad) - TextMeasure.Width(counts) - 16, bold: true), bold: true);
        double cells = top + HeadHeight;
        for (int i = 0; i < Math.Min(_shown, report.Records); i++)
        {
            DrawCell(svg, report, i, cells);
        }

        for (int i = 0; i < report.Lives.Count; i++)
        {
            DrawLife(svg, report, report.Lives[i], cells + CellHeight + 4 + (i * LifeHeight));
        }
    }

    private void DrawCell(SvgCanvas svg, WorkReport report, int index, double top)
    {
        WorkPlace place = report.Places[index];
        double x = Pad + (index * _cell), right = x + _cell, bottom = top + CellHeight;
        int times = report.TimesDone(place);
        bool lost = report.IsLost(place), parked = times == 0 && report.IsParked(place);
        string fill = times > 1 ? Palette.Tint(ChartColour.Orange) : times == 1 ? Palette.Read : lost ? Palette.Tint(ChartColour.Red) : parked ? Palette.Tint(ChartColour.Violet) : Palette.Card;
        svg.Rect(x, top, _cell, CellHeight, fill, Palette.Axis, thickness: 0.8, tip: WorkWords.Cell(place, times, lost, parked).ToString());
        if (lost)
        {
            svg.Line(x + 3, top + 3, right - 3, bottom - 3, Palette.Fill(ChartColour.Red), 1.8);
            svg.Line(x + 3, bottom - 3, right - 3, top + 3, Palette.Fill(ChartColour.Red), 1.8);
            return;
        }

        string offset = Ticks.Write(place.Offset);
        svg.Text(x + (_cell / 2), top + 18.5, offset, times == 0 && !parked ? Palette.Axis : Palette.Ink, Anchor.Middle, size: _cell < 26 ? 10 : 0);
        if (parked)
        {
            svg.Path($"M{SvgCanvas.N(x + 1)} {SvgCanvas.N(top + 1)}h10l-10 10Z", Palette.Fill(ChartColour.Violet));
        }

        if (times > 1)
        {
            // A second line below the number tells it apart in grey print.
            svg.Rect(x + 2, bottom - 6, _cell - 4, 4, Palette.Fill(ChartColour.Orange));
        }
    }

    private void DrawLife(SvgCanvas svg, WorkReport report, WorkLife life, double top)
    {
        if (life.Given.Count == 0)
        {
            return;
        }

        List<WorkPlace> places = [.. report.Places];
        int from = Math.Min(_shown - 1, places.IndexOf(life.Given[0])), to = Math.Min(_shown - 1, places.IndexOf(life.Given[^1]));
        double x = Pad + (from * _cell) + 2, end = Pad + ((to + 1) * _cell) - 2, y = top + 8;
        bool died = life.End != LifeEnd.Finished;
        string colour = died ? Palette.Fill(ChartColour.Red) : Palette.Fill(ChartColour.Blue);
        svg.Line(x, y, end, y, colour, 2.4);
        svg.Line(x, y - 4, x, y + 4, colour, 2.4);
        if (died)
        {
            svg.Line(end - 5, y - 5, end + 3, y + 5, colour, 2);
            svg.Line(end - 5, y + 5, end + 3, y - 5, colour, 2);
        }
        else
        {
            svg.ArrowHead(end + 2, y, 1, 0, colour);
        }

        string text = WorkWords.Life(life).ToString();
        double room = Palette.Width - Pad - end - 10, width = TextMeasure.Width(text, 11.5);
        if (room >= width)
        {
            svg.Text(end + 10, y + 4, text, Palette.InkOf(died ? ChartColour.Red : ChartColour.Blue), size: 11.5, halo: true);
        }
        else
        {
            svg.Text(x - 8 >= Pad + width ? x - 8 : Pad + ((x - Pad + end) / 2), y + 4, text, Palette.InkOf(died ? ChartColour.Red : ChartColour.Blue), x - 8 >= Pad + width ? Anchor.End : Anchor.Middle, size: 11.5, halo: true);
        }
    }

    private void DrawLegend(SvgCanvas svg, double baseline)
    {
        double x = Pad;
        Box(Palette.Read, WorkWords.Once.ToString());
        Box(Palette.Tint(ChartColour.Orange), WorkWords.Twice.ToString(), underlined: true);
        Box(Palette.Tint(ChartColour.Red), WorkWords.Lost.ToString());
        if (_reports.Any(r => r.Parked > 0))
        {
            Box(Palette.Tint(ChartColour.Violet), WorkWords.Parked.ToString());
        }

        Box(Palette.Card, WorkWords.Waiting.ToString());

        void Box(string fill, string name, bool underlined = false)
        {
            svg.Rect(x, baseline - 10, 13, 12, fill, Palette.Axis, thickness: 0.8);
            if (underlined)
            {
                svg.Rect(x + 1.5, baseline - 1.5, 10, 2.5, Palette.Fill(ChartColour.Orange));
            }

            svg.Text(x + 19, baseline, name, Palette.Calm);
            x += 19 + TextMeasure.Width(name) + 16;
        }
    }
}

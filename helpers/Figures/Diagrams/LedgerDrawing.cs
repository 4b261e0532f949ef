using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Draws a ledger. A field is dark where something was lost, so that it is seen first, in grey as well; signs and words say the rest.</summary>
internal static class LedgerDrawing
{
    private const double Pad = CardHead.Pad;
    private const double RowHeight = 74;
    private const double Gap = 8;
    private const double HeadHeight = 40;
    private const double MostField = 270;

    public static string Draw(LedgerPicture picture, string title, string altText)
    {
        CardHead head = new(title, picture.Subtitle.ToString());
        double top = head.Bottom + 12 + HeadHeight;
        SvgCanvas svg = new(title, altText, Palette.Width, top + (picture.Settings.Count * (RowHeight + Gap)) + 8);
        head.Draw(svg);
        double left = Pad + picture.Settings.Select(s => TextMeasure.Width(s.ToString(), bold: true)).DefaultIfEmpty(0).Max() + 14;
        double width = Math.Min(MostField, ((Palette.Width - Pad - left + Gap) / Math.Max(1, picture.Faults.Count)) - Gap);
        for (int column = 0; column < picture.Faults.Count; column++)
        {
            double x = left + (column * (width + Gap));
            IReadOnlyList<string> lines = TextMeasure.Wrap(LedgerCase.NameOf(picture.Faults[column]).ToString(), width, 2, bold: true);
            for (int i = 0; i < lines.Count; i++)
            {
                svg.Text(x + (width / 2), top - 8 - ((lines.Count - 1 - i) * 17), lines[i], bold: true, anchor: Anchor.Middle);
            }

            for (int row = 0; row < picture.Settings.Count; row++)
            {
                DrawField(svg, picture.At(picture.Settings[row], picture.Faults[column]), x, top + (row * (RowHeight + Gap)), width);
            }
        }

        for (int row = 0; row < picture.Settings.Count; row++)
        {
            svg.Text(Pad, top + (row * (RowHeight + Gap)) + (RowHeight / 2) + 4.5, picture.Settings[row].ToString(), bold: true);
        }

        return svg.Finish();
    }

    private static void DrawField(SvgCanvas svg, LedgerRow? row, double x, double y, double width)
    {
        double middle = x + (width / 2);
        if (row is null)
        {
            svg.Rect(x, y, width, RowHeight, Palette.Card, Palette.CardEdge, radius: 4);
            svg.Text(middle, y + (RowHeight / 2) + 4.5, new Text("재지 않음", "not run").ToString(), Palette.Calm, Anchor.Middle);
            return;
        }

        bool lost = row.Lost > 0, copies = row.Duplicated > 0 || row.Reordered > 0;
        ChartColour colour = lost ? ChartColour.Red : copies ? ChartColour.Orange : ChartColour.Green;
        svg.Rect(x, y, width, RowHeight, lost ? Palette.Fill(colour) : Palette.Tint(colour), Palette.Fill(colour), radius: 4, tip: row.Case.Setting.ToString());
        string ink = lost ? Palette.Card : Palette.InkOf(colour), calm = lost ? Palette.Card : Palette.Ink;
        string sign = lost ? "✗" : copies ? "!" : "✓";
        Line(25, $"{sign} {new Text($"{N(row.Lost)}건 사라짐", $"{N(row.Lost)} lost")}", ink, bold: true, size: 15);
        Line(45, new Text($"중복 {N(row.Duplicated)} · 순서 바뀜 {N(row.Reordered)}", $"{N(row.Duplicated)} duplicated · {N(row.Reordered)} reordered").ToString(), calm);
        Line(63, new Text($"확인 {N(row.Acked)} → 읽음 {N(row.Read)}", $"{N(row.Acked)} acked → {N(row.Read)} read").ToString(), lost ? Palette.Card : Palette.Calm);

        void Line(double down, string text, string fill, bool bold = false, double size = Palette.TextSize)
        {
            string shown = TextMeasure.Fit(text, width - 8, size, bold);
            svg.Text(middle, y + down, shown, fill, Anchor.Middle, bold, size, tip: shown == text ? null : text);
        }
    }

    private static string N(long value) => Ticks.Write(value);
}

using KafkaWorkbook.Clusters.Storage;
using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using static KafkaWorkbook.Figures.Svg.SvgCanvas;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Draws a partition's files in up to three rows, each a part of the one above seen larger: the segments, the batches of one, the records of one batch.</summary>
internal sealed class StorageDrawing
{
    private const double Pad = CardHead.Pad;
    private const double Left = Pad, Right = Palette.Width - Pad;
    private const double RowHeight = 46;
    private const double Zoom = 58;
    private const double SegmentGap = 6;
    private const int MostSegments = 12;
    private const int MostRecords = 120;
    private const double LeastRecord = 3;

    private readonly StoragePicture _picture;
    private readonly CardHead _head;
    private readonly SegmentFile[] _segments;
    private readonly bool _shortened;

    private StorageDrawing(StoragePicture picture, string title)
    {
        _picture = picture;
        _head = new CardHead(title, picture.Folder.Path);
        _shortened = picture.Folder.Segments.Count > MostSegments;
        _segments = [.. _shortened ? picture.Folder.Segments.TakeLast(MostSegments) : picture.Folder.Segments];
    }

    public static string Draw(StoragePicture picture, string title, string altText) => new StorageDrawing(picture, title).Draw(title, altText);

    private string Draw(string title, string altText)
    {
        bool record = _picture.Lookup is { Record: not null };
        double first = _head.Bottom + 34, second = first + RowHeight + 22 + Zoom, third = second + RowHeight + 30 + Zoom;
        double bottom = _picture.Content is null ? first + RowHeight + 26 : record ? third + RowHeight + 54 : second + RowHeight + 46;
        SvgCanvas svg = new(title, altText, Palette.Width, bottom);
        _head.Draw(svg);
        svg.Text(Left, first - 10, StoragePicture.Names.ToString(), Palette.Calm);
        int chosen = Array.FindIndex(_segments, s => s.BaseOffset == _picture.Content?.Segment.BaseOffset);
        if (chosen >= 0)
        {
            // Below what is drawn later: the offsets under the row stay readable.
            Funnel(svg, LeftOf(chosen), LeftOf(chosen) + SegmentWidth, first + RowHeight, second - 30);
        }

        DrawSegments(svg, first);
        if (_picture.Content is { } content && chosen >= 0)
        {
            svg.Text(Left, second - 36, StoragePicture.InFile.ToString(), Palette.Calm, halo: true);
            (double From, double To) found = DrawBatches(svg, content, second);
            DrawLegend(svg, record ? third + RowHeight + 38 : second + RowHeight + 30);
            if (_picture.Lookup is { Record: not null } lookup)
            {
                Funnel(svg, found.From, found.To, second + RowHeight, third - 8);
                svg.Text(Left, third - 14, StoragePicture.InBatch.ToString(), Palette.Calm, halo: true);
                DrawRecords(svg, content, lookup, third);
            }
        }

        return svg.Finish();
    }

    private double SegmentWidth => (Right - Left - (SegmentGap * (_segments.Length - 1))) / Math.Max(1, _segments.Length);

    private double LeftOf(int segment) => Left + (segment * (SegmentWidth + SegmentGap));

    private void DrawSegments(SvgCanvas svg, double top)
    {
        double width = SegmentWidth;
        long most = Math.Max(1, _segments.Select(s => s.Bytes).DefaultIfEmpty(1).Max());
        for (int i = 0; i < _segments.Length; i++)
        {
            SegmentFile segment = _segments[i];
            double x = LeftOf(i);
            bool chosen = _picture.Content?.Segment.BaseOffset == segment.BaseOffset;
            svg.Rect(x, top, width, RowHeight, chosen ? Palette.Tint(ChartColour.Orange) : "#f8fafc", chosen ? Palette.Fill(ChartColour.Orange) : Palette.Axis, radius: 4, thickness: chosen ? 1.6 : 1);
            svg.Rect(x + 1, top + RowHeight - 5, (width - 2) * segment.Bytes / most, 4, Palette.Fill(ChartColour.Blue), tip: $"{segment.LogName}: {Ticks.Write(segment.Bytes)} bytes");

            // The zeros in front say nothing; the whole name is in the table and under the mouse.
            string name = width > 150 ? segment.LogName : $"…{segment.BaseOffset}.log";
            svg.Text(x + (width / 2), top + 18, TextMeasure.Fit(name, width - 8), Palette.Ink, Anchor.Middle, bold: true, tip: segment.LogName);
            string size = segment.Bytes >= 10_000 ? FormattableString.Invariant($"{segment.Bytes / 1000.0:N0} kB") : $"{Ticks.Write(segment.Bytes)} B";
            svg.Text(x + (width / 2), top + 35, TextMeasure.Fit(segment.Active ? $"{size} · {StoragePicture.Active}" : size, width - 8), Palette.Calm, Anchor.Middle);
            svg.Text(x, top + RowHeight + 15, Ticks.Write(segment.BaseOffset), Palette.Calm, size: 11);
        }

        if (_segments.Length > 0)
        {
            svg.Text(Right, top + RowHeight + 15, Ticks.Write(_segments[^1].EndOffset), Palette.Calm, Anchor.End, size: 11);
        }

        if (_shortened)
        {
            svg.Text(Right, top - 10, $"… {_picture.Folder.Segments.Count - _segments.Length}", Palette.Calm, Anchor.End);
        }
    }

    private (double From, double To) DrawBatches(SvgCanvas svg, SegmentContent content, double top)
    {
        double all = Math.Max(1, content.Bytes);
        double At(double position) => Left + ((Right - Left) * Math.Min(position, all) / all);
        HashSet<int> passed = [.. _picture.Lookup?.Passed.Select(b => b.Position) ?? []];
        (double From, double To) found = (Left, Right);
        foreach (RecordBatch batch in content.Batches)
        {
            double from = At(batch.Position), to = At(batch.Position + batch.Bytes);
            bool hit = _picture.Lookup?.Batch.Position == batch.Position;
            string fill = hit ? Palette.Fill(ChartColour.Red) : passed.Contains(batch.Position) ? Palette.Fill(ChartColour.Orange) : Palette.Tint(ChartColour.Blue);
            svg.Rect(from, top, Math.Max(0.6, to - from), RowHeight, fill, to - from > 2.5 ? Palette.Card : null, tip: FormattableString.Invariant($"{batch.BaseOffset}–{batch.LastOffset}: {batch.Count}, {batch.Bytes} bytes"));
            found = hit ? (from, Math.Max(to, from + 1)) : found;
        }

        foreach (IndexEntry entry in content.Index.Entries)
        {
            double x = At(entry.Position);
            bool begin = _picture.Lookup?.Entry?.Position == entry.Position;
            svg.Path($"M{N(x)} {N(top - 2)}l-4 -8h8Z", begin ? Palette.Fill(ChartColour.Orange) : Palette.Fill(ChartColour.Violet), tip: FormattableString.Invariant($"{entry.Offset} → {entry.Position}"));
        }

        if (_picture.Lookup is { } lookup)
        {
            double x = At(lookup.Entry?.Position ?? 0);
            Anchor anchor = x > Palette.Width / 2.0 ? Anchor.End : Anchor.Start;
            svg.Text(x, top - 15, StoragePicture.Begin.ToString(), Palette.InkOf(ChartColour.Orange), anchor, bold: true, halo: true);
        }

        svg.Text(Left, top + RowHeight + 15, "0", Palette.Calm, size: 11);
        svg.Text(Right, top + RowHeight + 15, Ticks.Write(content.Bytes), Palette.Calm, Anchor.End, size: 11);
        return found;
    }

    private static void DrawRecords(SvgCanvas svg, SegmentContent content, OffsetLookup lookup, double top)
    {
        IReadOnlyList<StoredRecord> records = content.RecordsOf(lookup.Batch) ?? [];
        int at = records.ToList().FindIndex(r => r.Offset == lookup.Offset), from = records.Count <= MostRecords ? 0 : Math.Clamp(at - (MostRecords / 2), 0, records.Count - MostRecords);
        StoredRecord[] shown = [.. records.Skip(from).Take(MostRecords)];
        double width = Math.Max(LeastRecord, (Right - Left) / Math.Max(1, shown.Length));
        for (int i = 0; i < shown.Length; i++)
        {
            bool hit = shown[i].Offset == lookup.Offset;
            svg.Rect(Left + (i * width), top, Math.Min(width, Right - Left - (i * width)), RowHeight, hit ? Palette.Fill(ChartColour.Red) : Palette.Tint(ChartColour.Blue), width > 4 ? Palette.Card : null, tip: $"{shown[i].Offset}: {shown[i].KeyText}");
        }

        double middle = Left + ((at - from + 0.5) * width);
        string words = $"{Ticks.Write(lookup.Offset)}: {lookup.Record!.KeyText ?? "null"}";
        double half = TextMeasure.Width(words, bold: true) / 2;
        svg.Text(Math.Clamp(middle, Left + half, Right - half), top + RowHeight + 15, words, Palette.InkOf(ChartColour.Red), Anchor.Middle, bold: true, halo: true);
    }

    private void DrawLegend(SvgCanvas svg, double baseline)
    {
        List<(ChartColour Colour, bool Entry, string Words)> entries = [(ChartColour.Violet, true, StoragePicture.IndexEntry.ToString())];
        if (_picture.Lookup is { } lookup)
        {
            if (lookup.Passed.Count > 0)
            {
                entries.Add((ChartColour.Orange, false, StoragePicture.Passed.ToString()));
            }

            entries.Add((ChartColour.Red, false, StoragePicture.FoundBatch.ToString()));
        }

        double x = Left;
        foreach ((ChartColour colour, bool entry, string words) in entries)
        {
            if (entry)
            {
                svg.Path($"M{N(x + 8)} {N(baseline)}l-4 -8h8Z", Palette.Fill(colour));
            }
            else
            {
                svg.Rect(x, baseline - 11, 16, 12, Palette.Fill(colour));
            }

            svg.Text(x + 22, baseline, words, Palette.Calm);
            x += 22 + TextMeasure.Width(words) + 18;
        }
    }

    private static void Funnel(SvgCanvas svg, double from, double to, double top, double bottom) =>
        svg.Path($"M{N(from)} {N(top)}L{N(Left)} {N(bottom)}L{N(Right)} {N(bottom)}L{N(to)} {N(top)}Z", Palette.Tint(ChartColour.Grey), opacity: 0.55);
}

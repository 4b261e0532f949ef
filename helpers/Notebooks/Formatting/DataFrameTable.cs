using System.Globalization;
using System.Text;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Notebooks.Formatting;

/// <summary>A DataFrame as a table: its first rows, and how many there are.</summary>
internal static class DataFrameTable
{
    private const int Rows = 20;
    private const int Columns = 20;

    public static string ToHtml(DataFrame frame) => Html.Table(Caption(frame), Heads(frame), Body(frame));

    public static string ToText(DataFrame frame)
    {
        List<string[]> lines = [Heads(frame), .. Body(frame)];
        int[] widths = [.. Enumerable.Range(0, lines[0].Length).Select(c => lines.Max(l => l[c].Length))];
        StringBuilder text = new(Caption(frame));
        foreach (string[] line in lines)
        {
            text.Append('\n').AppendJoin("  ", line.Select((cell, c) => cell.PadLeft(widths[c])));
        }

        return text.ToString();
    }

    private static string Caption(DataFrame frame)
    {
        long rows = frame.Rows.Count;
        int columns = frame.Columns.Count;
        Text size = new(FormattableString.Invariant($"{rows:N0}행 × {columns}열"), FormattableString.Invariant($"{rows:N0} rows × {columns} columns"));
        Text cut = rows > Rows || columns > Columns
            ? new($" (처음 {Math.Min(rows, Rows)}행, {Math.Min(columns, Columns)}열)", $" (the first {Math.Min(rows, Rows)} rows, {Math.Min(columns, Columns)} columns)")
            : Text.Same("");
        return $"{size}{cut}";
    }

    private static string[] Heads(DataFrame frame) => [.. frame.Columns.Take(Columns).Select(c => c.Name)];

    private static IEnumerable<string[]> Body(DataFrame frame)
    {
        for (long row = 0; row < Math.Min(frame.Rows.Count, Rows); row++)
        {
            yield return [.. frame.Columns.Take(Columns).Select(c => Cell(c[row]))];
        }
    }

    private static string Cell(object? value) => value switch
    {
        null => "–",
        double number => number.ToString("#,0.###", CultureInfo.InvariantCulture),
        float number => number.ToString("#,0.###", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

using System.Text;
using static System.FormattableString;

namespace KafkaWorkbook.Reporting;

/// <summary>A line of a panel: a lamp, what it stands for, its value, and a remark.</summary>
/// <param name="Tone">The lamp's colour.</param>
/// <param name="Name">What the line is about.</param>
/// <param name="Value">Its value.</param>
/// <param name="Note">A remark; empty for none.</param>
public sealed record LampRow(Tone Tone, string Name, string Value, string Note);

/// <summary>A panel of lamps: green, yellow, red, and a sign beside each colour, so that grey print and colour-blind eyes lose nothing.</summary>
public static class Lamps
{
    /// <summary>The sign that goes with a lamp's colour.</summary>
    /// <param name="tone">The colour.</param>
    public static string Sign(this Tone tone) => tone switch
    {
        Tone.Good => "✓",
        Tone.Warning => "!",
        Tone.Bad => "✗",
        _ => "–",
    };

    /// <summary>The panel as HTML; all texts are escaped.</summary>
    /// <param name="caption">What stands above it.</param>
    /// <param name="rows">Its lines.</param>
    public static string ToHtml(string caption, IEnumerable<LampRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        StringBuilder html = new(Invariant($"<table style=\"{Html.Font};border-collapse:collapse;margin:4px 0 10px\">"));
        html.Append(Invariant($"<caption style=\"text-align:left;font-weight:600;padding:2px 0\">{Html.Encode(caption)}</caption><tbody>"));
        foreach (LampRow row in rows)
        {
            string lamp = Invariant($"display:inline-block;width:20px;height:20px;line-height:20px;border-radius:10px;text-align:center;color:#fff;font-weight:700;background:{Colour(row.Tone)}");
            html.Append(Invariant($"<tr><td style=\"{Cell}\"><span style=\"{lamp}\">{row.Tone.Sign()}</span></td>"));
            html.Append(Invariant($"<td style=\"{Cell};white-space:nowrap\">{Html.Encode(row.Name)}</td>"));
            html.Append(Invariant($"<td style=\"{Cell};white-space:nowrap;text-align:right;font-weight:600\">{Html.Encode(row.Value)}</td>"));
            html.Append(Invariant($"<td style=\"{Cell}\">{Html.Encode(row.Note)}</td></tr>"));
        }

        return html.Append("</tbody></table>").ToString();
    }

    private const string Cell = "padding:3px 14px 3px 6px;border-bottom:1px solid #8885;text-align:left";

    // Dark enough for a white sign.
    private static string Colour(Tone tone) => tone switch
    {
        Tone.Good => "#2c7a58",
        Tone.Warning => "#9a5b0e",
        Tone.Bad => "#a32f42",
        _ => "#59636e",
    };
}

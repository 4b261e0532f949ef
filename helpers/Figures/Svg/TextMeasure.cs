using System.Globalization;
using System.Text;

namespace KafkaWorkbook.Figures.Svg;

/// <summary>
/// How wide a text will be, without a font at hand: the reader's machine chooses the font, so this errs on the wide side of the fonts in
/// <see cref="Palette.Font"/>.
/// </summary>
internal static class TextMeasure
{
    /// <summary>What stands for the end that had no room.</summary>
    public const string Ellipsis = "…";

    public static double Width(string text, double size = Palette.TextSize, bool bold = false) =>
        text.EnumerateRunes().Sum(Em) * size * (bold ? 1.06 : 1);

    /// <summary>The text, shortened by an ellipsis when it is wider than allowed.</summary>
    public static string Fit(string text, double width, double size = Palette.TextSize, bool bold = false)
    {
        if (Width(text, size, bold) <= width)
        {
            return text;
        }

        StringBuilder kept = new();
        double used = Width(Ellipsis, size, bold);
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            used += Width(element, size, bold);
            if (used > width)
            {
                break;
            }

            kept.Append(element);
        }

        return kept.ToString().TrimEnd() + Ellipsis;
    }

    /// <summary>The text in lines that are no wider than allowed, broken at spaces where it has any; the last one is shortened.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, int lines, double size = Palette.TextSize, bool bold = false)
    {
        List<string> done = [];
        string rest = text.ReplaceLineEndings(" ").Trim();
        while (done.Count < lines - 1 && Width(rest, size, bold) > width)
        {
            int end = BreakAt(rest, width, size, bold);
            done.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }

        done.Add(Fit(rest, width, size, bold));
        return done;
    }

    private static int BreakAt(string text, double width, double size, bool bold)
    {
        int lastSpace = 0;
        double used = 0;
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            used += Width(element, size, bold);
            if (used > width)
            {
                // A word without a space (an URL, a topic's name) is cut; at least one element has to go into the line.
                return lastSpace > 0 ? lastSpace : Math.Max(elements.ElementIndex, element.Length);
            }

            if (element == " ")
            {
                lastSpace = elements.ElementIndex + 1;
            }
        }

        return text.Length;
    }

    private static double Em(Rune rune) => rune.Value switch
    {
        >= 0x1100 and <= 0x11FF or >= 0x2E80 and <= 0xD7FF or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFFEF => 0.95,
        >= 0x1F000 => 1.25,
        >= '0' and <= '9' => 0.57,
        ' ' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or 'i' or 'j' or 'l' or 'I' or '(' or ')' or '[' or ']' or '·' => 0.32,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.9,
        >= 'A' and <= 'Z' => 0.68,
        >= 'a' and <= 'z' or '-' or '/' or '=' or '_' => 0.56,
        '…' or '→' or '—' => 0.95,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format ? 0 : 0.65,
    };
}

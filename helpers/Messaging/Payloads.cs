using System.Globalization;
using System.Text;

namespace KafkaWorkbook.Messaging;

/// <summary>Payloads as they stand in tables: on one line, and not longer than a line.</summary>
internal static class Payloads
{
    public const int MaxShown = 80;

    /// <summary>Cuts after whole characters as a reader sees them; control characters become visible signs.</summary>
    public static string Cut(string? text, int max = MaxShown)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        StringBuilder shown = new();
        int count = 0;
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            if (++count > max)
            {
                return shown.Append('…').ToString();
            }

            string element = elements.GetTextElement();
            shown.Append(element switch
            {
                "\n" or "\r\n" or "\r" => "⏎",
                "\t" => "→",
                [var c] when char.IsControl(c) => "·",
                _ => element,
            });
        }

        return shown.ToString();
    }

    /// <summary>A count with thousands separators, the same in every locale.</summary>
    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A time that took: milliseconds below a second, seconds above.</summary>
    public static string Took(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? FormattableString.Invariant($"{time.TotalMilliseconds:0} ms")
        : FormattableString.Invariant($"{time.TotalSeconds:0.00} s");
}

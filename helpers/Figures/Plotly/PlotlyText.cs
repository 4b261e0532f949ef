using System.Text;

namespace KafkaWorkbook.Figures.Plotly;

/// <summary>
/// Texts for plotly.js. It reads every text as a small HTML of its own (bold, line breaks, links), so a payload has to be escaped for it; a text of ours
/// that breaks lines says so itself.
/// </summary>
internal static class PlotlyText
{
    /// <summary>Makes any text a plain one.</summary>
    public static string Escape(string text)
    {
        StringBuilder kept = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            kept.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '\n' => " ",
                < 0x20 or (>= 0x7F and <= 0x9F) => "\uFFFD",
                _ => rune.ToString(),
            });
        }

        return kept.ToString();
    }

    /// <summary>Several lines as one text, each escaped.</summary>
    public static string Lines(IEnumerable<string> lines) => string.Join("<br>", lines.Select(Escape));

    /// <summary>Escaped names that differ from each other: plotly.js merges the places of a categorical axis that have one name.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<string> names)
    {
        HashSet<string> seen = [];
        List<string> unique = [];
        foreach (string name in names)
        {
            // An empty name would be no place at all.
            string candidate = name.Length == 0 ? "\u200B" : Escape(name);
            while (!seen.Add(candidate))
            {
                // No width, so that the reader sees the name as it is.
                candidate += '\u200B';
            }

            unique.Add(candidate);
        }

        return unique;
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Print;

/// <summary>
/// Code and output as lines of their own, so that paper never splits one, and so that a line that is too long goes on below its own beginning.
/// </summary>
internal static partial class PrintLines
{
    /// <summary>More lines than this are no longer kept on one page: it would leave too much of the page before empty.</summary>
    public const int LongCode = 34;

    /// <summary>More lines of output than this are cut.</summary>
    public const int MostOutputLines = 36;

    /// <summary>What stays of an output that is cut.</summary>
    public const int KeptOutputLines = 30;

    /// <summary>A longer line of output is cut.</summary>
    public const int LongestOutputLine = 600;

    /// <summary>Coloured code as lines; a word's colour goes on over line ends.</summary>
    /// <param name="html">Escaped text with inline elements such as <c>span</c> at most.</param>
    public static string OfCode(string html)
    {
        StringBuilder lines = new();
        List<(string Name, string Tag)> open = [];
        foreach (string line in html.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            StringBuilder content = new();
            open.ForEach(o => content.Append(o.Tag));
            content.Append(line);
            foreach (Match tag in Tag().Matches(line))
            {
                string name = tag.Groups["name"].Value;
                if (tag.Value[1] != '/')
                {
                    open.Add((name, tag.Value));
                }
                else if (open.FindLastIndex(o => o.Name == name) is >= 0 and var last)
                {
                    open.RemoveRange(last, open.Count - last);
                }
            }

            for (int i = open.Count - 1; i >= 0; i--)
            {
                content.Append("</").Append(open[i].Name).Append('>');
            }

            AppendLine(lines, content.ToString(), IndentOf(Tag().Replace(line, "")));
        }

        return lines.ToString();
    }

    /// <summary>Output as lines, cut with a count where it is long.</summary>
    /// <param name="text">The text, not escaped.</param>
    /// <param name="words">The words for the count.</param>
    /// <param name="rest">How many lines were left out, in words; empty when none were.</param>
    public static string OfOutput(string text, PrintWords words, out string rest)
    {
        string[] all = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        int kept = all.Length > MostOutputLines ? KeptOutputLines : all.Length;
        StringBuilder lines = new();
        foreach (string line in all.Take(kept))
        {
            AppendLine(lines, Html.Encode(Cut(line, words)), IndentOf(line));
        }

        rest = kept < all.Length ? words.MoreLines(all.Length - kept) : "";
        return lines.ToString();
    }

    /// <summary>How many lines a piece of code has.</summary>
    /// <param name="html">The code.</param>
    public static int Count(string html) => html.ReplaceLineEndings("\n").TrimEnd('\n').AsSpan().Count('\n') + 1;

    /// <summary>HTML with each block of code in it as lines.</summary>
    /// <param name="html">Safe HTML.</param>
    public static string Within(string html) => Block().Replace(html, m =>
        $"<pre class=\"text{(Count(m.Groups["code"].Value) > LongCode ? " long" : "")}\">{OfCode(m.Groups["code"].Value)}</pre>");

    private static void AppendLine(StringBuilder lines, string html, int indent)
    {
        lines.Append("<span class=\"ln\" style=\"--i:").Append(indent.ToString(CultureInfo.InvariantCulture)).Append("\">").Append(Option().Replace(html, "<span class=\"whole\">$0</span>")).Append("\n</span>");
    }

    private static string Cut(string line, PrintWords words)
    {
        if (line.Length <= LongestOutputLine)
        {
            return line;
        }

        int end = char.IsHighSurrogate(line[LongestOutputLine - 1]) ? LongestOutputLine - 1 : LongestOutputLine;
        return $"{line[..end]} {words.MoreCharacters(line.Length - end)}";
    }

    // A deep indent would leave no room for what goes on below it.
    private static int IndentOf(string line) => Math.Min(24, line.TakeWhile(c => c is ' ' or '\t').Sum(c => c == '\t' ? 4 : 1));

    // A line that is too long may end at a hyphen, but not within an option such as --status.
    [GeneratedRegex(@"(?<![\w-])--[a-z][\w-]*(?![^<>]*>)")]
    private static partial Regex Option();

    [GeneratedRegex("</?(?<name>[a-z][a-z0-9]*)\\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex("<pre\\b[^>]*>(?:<code\\b[^>]*>)?(?<code>.*?)(?:</code>\\s*)?</pre>", RegexOptions.Singleline)]
    private static partial Regex Block();
}

using System.Text;
using System.Text.RegularExpressions;
using KafkaWorkbook.Handouts.Safe;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>What a program wrote to a terminal, as it would stand there in the end: no colour codes, and a line that was written over shows its last state.</summary>
internal static partial class TerminalText
{
    public static string Clean(string text)
    {
        string plain = Codes().Replace(text, "").Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd();
        StringBuilder lines = new(plain.Length);
        foreach (string line in plain.Split('\n'))
        {
            lines.Append(lines.Length == 0 ? "" : "\n").Append(SafeText.Plain(LastState(line)));
        }

        return lines.ToString();
    }

    // Behind \r the line begins again; \b takes the character before it back.
    private static string LastState(string line)
    {
        line = line.TrimEnd('\r');
        line = line[(line.LastIndexOf('\r') + 1)..];
        if (!line.Contains('\b', StringComparison.Ordinal))
        {
            return line;
        }

        StringBuilder kept = new();
        foreach (char c in line)
        {
            if (c != '\b')
            {
                kept.Append(c);
            }
            else if (kept.Length > 0)
            {
                kept.Length--;
            }
        }

        return kept.ToString();
    }

    // Colours and cursor movements, and what sets a window's title.
    [GeneratedRegex("\u001b\\[[0-9;:?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(\u0007|\u001b\\\\)|\u001b[@-Z\\\\-_]")]
    private static partial Regex Codes();
}

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
            lines.Append(lines.Length == 0 ? "" : "\n").Append(SafeText.Plain(line.Contains('\r', StringComparison.Ordinal) ? line[(line.TrimEnd('\r').LastIndexOf('\r') + 1)..].TrimEnd('\r') : line));
        }

        return lines.ToString();
    }

    // Colours and cursor movements, and what sets a window's title.
    [GeneratedRegex("\u001b\\[[0-9;:?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(\u0007|\u001b\\\\)|\u001b[@-Z\\\\-_]")]
    private static partial Regex Codes();
}

using System.Globalization;
using System.Text;

namespace KafkaWorkbook.Clusters.External;

/// <summary>One setting of a <c>.properties</c> file.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Key">The key, without escapes.</param>
/// <param name="Value">The value, without escapes. May be a secret.</param>
internal readonly record struct JavaProperty(int Line, string Key, string Value)
{
    // The value may be a password, so it is not shown by accident.
    public override string ToString() => FormattableString.Invariant($"{Line}: {Key}");
}

/// <summary>Reads a <c>.properties</c> file by the rules of Java's own reader: comments, escapes, continued lines, '=', ':' or blanks between key and value.</summary>
internal static class JavaProperties
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The settings in their order; a key that stands twice is there twice.</summary>
    /// <param name="bytes">The file. Java takes it for Latin-1, most editors write UTF-8: what is valid UTF-8 is read as that.</param>
    /// <exception cref="FormatException">A broken <c>\u</c> escape; the message names the line and nothing of its content.</exception>
    public static IReadOnlyList<JavaProperty> Parse(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        List<JavaProperty> found = [];
        foreach ((int number, string line) in LogicalLines(Decode(bytes)))
        {
            int end = KeyEnd(line);
            int start = ValueStart(line, end);
            found.Add(new JavaProperty(number, Unescape(line[..end], number), Unescape(line[start..], number)));
        }

        return found;
    }

    private static string Decode(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    // A line that ends in an odd number of backslashes goes on in the next one, whose first blanks do not count. Comments are never continued.
    private static IEnumerable<(int Number, string Line)> LogicalLines(string text)
    {
        string[] lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimStart(' ', '\t', '\f');
            if (line.Length == 0 || line[0] is '#' or '!')
            {
                continue;
            }

            int first = i + 1;
            StringBuilder whole = new();
            while (IsContinued(line))
            {
                whole.Append(line, 0, line.Length - 1);
                line = ++i < lines.Length ? lines[i].TrimStart(' ', '\t', '\f') : "";
            }

            yield return (first, whole.Append(line).ToString());
        }
    }

    private static bool IsContinued(string line) => (line.Length - line.TrimEnd('\\').Length) % 2 == 1;

    private static int KeyEnd(string line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i] is '=' or ':' or ' ' or '\t' or '\f')
            {
                return i;
            }
        }

        return line.Length;
    }

    private static int ValueStart(string line, int keyEnd)
    {
        int i = SkipBlanks(line, keyEnd);
        return i < line.Length && line[i] is '=' or ':' ? SkipBlanks(line, i + 1) : i;
    }

    private static int SkipBlanks(string line, int i)
    {
        while (i < line.Length && line[i] is ' ' or '\t' or '\f')
        {
            i++;
        }

        return i;
    }

    private static string Unescape(string text, int line)
    {
        StringBuilder plain = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || ++i >= text.Length)
            {
                plain.Append(i < text.Length ? text[i] : "");
                continue;
            }

            if (text[i] == 'u')
            {
                if (i + 4 >= text.Length || !ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
                {
                    throw new FormatException(FormattableString.Invariant($"line {line}: \\u needs four hexadecimal digits"));
                }

                plain.Append((char)code);
                i += 4;
                continue;
            }

            plain.Append(text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', char other => other });
        }

        return plain.ToString();
    }
}

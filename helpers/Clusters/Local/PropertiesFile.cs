using System.Globalization;
using System.Text;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>
/// Writes Java's <c>.properties</c> files. Java reads them as Latin-1, so everything else is escaped: a data folder below <c>/홍길동 문서/</c> would
/// otherwise be another folder.
/// </summary>
internal static class PropertiesFile
{
    /// <summary>Writes a file: <c>key=value</c> lines, each with its comment above it.</summary>
    public static void Write(string path, IEnumerable<(string Key, string Value, string? Comment)> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        StringBuilder text = new();
        foreach ((string key, string value, string? comment) in lines)
        {
            if (comment is not null)
            {
                text.Append("# ").Append(Ascii(comment.ReplaceLineEndings(" "))).Append('\n');
            }

            text.Append(Escape(key, isKey: true)).Append('=').Append(Escape(value)).Append('\n');
        }

        File.WriteAllText(path, text.ToString(), Encoding.Latin1);
    }

    /// <summary>A key or value as it has to stand in the file.</summary>
    public static string Escape(string text, bool isKey = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder escaped = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            _ = c switch
            {
                '\\' => escaped.Append(@"\\"),
                '\n' => escaped.Append(@"\n"),
                '\r' => escaped.Append(@"\r"),
                '\t' => escaped.Append(@"\t"),

                // Leading blanks of a value would be dropped, and these end a key.
                ' ' when isKey || i == 0 => escaped.Append(@"\ "),
                '=' or ':' or '#' or '!' when isKey => escaped.Append('\\').Append(c),
                < ' ' or > '~' => escaped.Append(Code(c)),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    // A backslash in a comment means nothing to Java, and \u is not decoded there; a reader still sees which character it was.
    private static string Ascii(string comment) => string.Concat(comment.Select(c => c is < ' ' or > '~' ? Code(c) : c.ToString()));

    private static string Code(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}

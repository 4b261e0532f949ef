namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>
/// Mends texts in JSON that hold half a character, such as <c>"\ud83d"</c> alone: a program that cut an emoji in two wrote them, and .NET refuses to
/// read such a text at all.
/// </summary>
internal static class HalfCharacters
{
    /// <summary>The same JSON with the replacement character in the place of each half; the same memory when there is none.</summary>
    /// <param name="json">The JSON, valid UTF-8.</param>
    public static ReadOnlyMemory<byte> Mend(ReadOnlyMemory<byte> json)
    {
        byte[]? mended = null;
        ReadOnlySpan<byte> rest = json.Span;
        int position = 0;
        while (rest[position..].IndexOf((byte)'\\') is >= 0 and int next)
        {
            position += next;
            int unit = UnitAt(rest, position);
            if (unit is < 0xD800 or > 0xDFFF)
            {
                // The character behind the backslash belongs to it: \\ud800 is a backslash and five letters.
                position = Math.Min(position + 2, rest.Length);
                continue;
            }

            if (unit <= 0xDBFF && UnitAt(rest, position + Escape) is >= 0xDC00 and <= 0xDFFF)
            {
                position += 2 * Escape;
                continue;
            }

            mended ??= json.ToArray();
            "\\ufffd"u8.CopyTo(mended.AsSpan(position));
            position += Escape;
        }

        return mended ?? json;
    }

    private const int Escape = 6;

    private static int UnitAt(ReadOnlySpan<byte> json, int position) =>
        position + Escape <= json.Length && json[position] == '\\' && json[position + 1] == 'u'
        && ushort.TryParse(json.Slice(position + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out ushort unit)
            ? unit
            : -1;
}

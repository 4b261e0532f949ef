using System.Text.Json;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>Says where a file stops being JSON, in which cell, and what it probably is instead.</summary>
internal static class BrokenJson
{
    private const int DeepestLevel = 64;

    public static NotebookFormatException Of(ReadOnlySpan<byte> content, string name, JsonException failure)
    {
        if (content.TrimStart(" \t\r\n"u8).StartsWith("<"u8) && !content.TrimStart(" \t\r\n"u8).StartsWith("<<<<<<<"u8))
        {
            return new(name, null, new(
                "노트북이 아니라 웹 페이지다. 사이트에서 원본 파일(raw)을 내려받는다.",
                "a web page, no notebook; download the raw file from the site."), failure);
        }

        if (ConflictAt(content) is { } line)
        {
            return new(name, null, new(
                $"git의 병합 충돌이 남아 있다({line}행). 충돌을 풀고 저장한다.", $"git's merge conflict is still in it (line {line}); resolve it and save."), failure);
        }

        (int? cell, bool tooDeep) = Place(content);
        string place = FormattableString.Invariant($"line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}");
        string korean = FormattableString.Invariant($"{failure.LineNumber + 1}행 {failure.BytePositionInLine + 1}번째 바이트");
        if (tooDeep)
        {
            return new(name, cell, new($"{DeepestLevel}겹보다 깊이 들어간 곳이 있다({korean}).", $"nested deeper than {DeepestLevel} levels ({place})."), failure);
        }

        string why = WithoutPlace(failure.Message);
        return new(name, cell, new($"JSON이 아니다({korean}): {why}", $"not JSON ({place}): {why}"), failure);
    }

    /// <summary>The cell, counted from 1, that the reader is in where it can read no further.</summary>
    private static (int? Cell, bool TooDeep) Place(ReadOnlySpan<byte> content)
    {
        Utf8JsonReader reader = new(content, new JsonReaderOptions { MaxDepth = DeepestLevel });
        bool inCells = false;
        int cell = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1)
                {
                    inCells = reader.TokenType switch
                    {
                        JsonTokenType.PropertyName => reader.ValueTextEquals("cells"u8),
                        JsonTokenType.StartArray => inCells,
                        _ => false,
                    };
                }
                else if (inCells && reader.CurrentDepth == 2 && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                {
                    cell++;
                }
            }
        }
        catch (JsonException)
        {
            return (inCells && cell > 0 ? cell : null, reader.CurrentDepth >= DeepestLevel - 1);
        }

        return (null, false);
    }

    private static int? ConflictAt(ReadOnlySpan<byte> content)
    {
        int position = content.StartsWith("<<<<<<< "u8) ? 0 : content.IndexOf("\n<<<<<<< "u8);
        return position < 0 ? null : content[..(position + 1)].Count((byte)'\n') + 1;
    }

    // The sentence repeats the place in a programmer's words, and points into it.
    private static string WithoutPlace(string message)
    {
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}

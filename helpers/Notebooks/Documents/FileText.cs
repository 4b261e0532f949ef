using System.Text;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>The bytes of a file as UTF-8 without a mark, whichever of Unicode's encodings an editor chose; what is no text is named.</summary>
internal static class FileText
{
    /// <summary>The file's content as valid UTF-8.</summary>
    /// <param name="file">All its bytes.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="NotebookFormatException">It is empty, or no text in Unicode.</exception>
    public static ReadOnlyMemory<byte> Utf8(ReadOnlyMemory<byte> file, string name)
    {
        ReadOnlyMemory<byte> content = WithoutMark(file, name);
        if (content.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            throw new NotebookFormatException(name, null, new("빈 파일이다.", "the file is empty."));
        }

        if (content.Span.Contains((byte)0))
        {
            throw new NotebookFormatException(name, null, new(
                "글이 아니라 이진 파일이거나, 표시(BOM)가 없는 UTF-16이다. UTF-8로 저장한다.",
                "a binary file, or UTF-16 without a byte order mark; save it as UTF-8."));
        }

        return IsUtf8(content.Span, out int line)
            ? content
            : throw new NotebookFormatException(name, null, new(
                $"UTF-8이 아니다({line}행). UTF-8로 저장한다.", $"not UTF-8 (line {line}); save it as UTF-8."));
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> file, string name)
    {
        // The mark of UTF-32 begins with that of UTF-16, so it is looked for first.
        foreach (Encoding encoding in (Encoding[])
            [new UTF8Encoding(true, true), new UTF32Encoding(false, true, true), new UTF32Encoding(true, true, true), new UnicodeEncoding(false, true, true), new UnicodeEncoding(true, true, true)])
        {
            ReadOnlySpan<byte> mark = encoding.Preamble;
            if (!file.Span.StartsWith(mark))
            {
                continue;
            }

            ReadOnlyMemory<byte> content = file[mark.Length..];
            if (encoding is UTF8Encoding)
            {
                return content;
            }

            try
            {
                return Encoding.UTF8.GetBytes(encoding.GetString(content.Span));
            }
            catch (DecoderFallbackException e)
            {
                throw new NotebookFormatException(
                    name, null, new($"{encoding.WebName}로 읽히지 않는다. UTF-8로 저장한다.", $"not valid {encoding.WebName}; save it as UTF-8."), e);
            }
        }

        return file;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> content, out int line)
    {
        line = 0;
        if (System.Text.Unicode.Utf8.IsValid(content))
        {
            return true;
        }

        int position = 0;
        while (Rune.DecodeFromUtf8(content[position..], out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            position += length;
        }

        line = content[..position].Count((byte)'\n') + 1;
        return false;
    }
}

using System.Text;
using System.Text.Encodings.Web;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>
/// Escapes only what JSON asks for: quotes, backslashes, control characters and halves of characters. The encoders that .NET brings also escape
/// every emoji, so a reader who saves a notebook would see lines change that nobody touched.
/// </summary>
internal sealed class ReadableJson : JavaScriptEncoder
{
    public static ReadableJson Encoder { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        ReadOnlySpan<char> rest = new(text, textLength);
        int position = 0;
        while (position < rest.Length)
        {
            bool whole = Rune.DecodeFromUtf16(rest[position..], out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (!whole || WillEncode(rune.Value))
            {
                return position;
            }

            position += length;
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\' or 0x7f or 0x2028 or 0x2029;
}

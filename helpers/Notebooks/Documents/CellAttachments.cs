using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>Pictures within a Markdown cell. What a file says a picture is has to be what its bytes are; nothing else leaves here.</summary>
internal static class CellAttachments
{
    private const string Prefix = "attachment:";

    // A page with more than that in one picture is no page to hand out.
    private const int MostBytes = 10 * 1024 * 1024;

    private static readonly (string Type, Func<ReadOnlySpan<byte>, bool> Fits)[] s_pictures =
    [
        ("image/png", bytes => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])),
        ("image/jpeg", bytes => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])),
        ("image/gif", bytes => bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)),
        ("image/svg+xml", bytes => bytes.IndexOf("<svg"u8) >= 0),
    ];

    public static string? UriOf(JsonElement? attachments, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string bare = name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name[Prefix.Length..] : name;
        if (attachments is not { ValueKind: JsonValueKind.Object } all
            || !(all.TryGetProperty(bare, out JsonElement forms) || all.TryGetProperty(Uri.UnescapeDataString(bare), out forms))
            || forms.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach ((string type, Func<ReadOnlySpan<byte>, bool> fits) in s_pictures)
        {
            if (forms.TryGetProperty(type, out JsonElement form) && NotebookMetadata.Text(form) is { } text && Bytes(text) is { } bytes && fits(bytes))
            {
                return $"data:{type};base64,{Convert.ToBase64String(bytes)}";
            }
        }

        return null;
    }

    // Editors keep every attachment in Base64, an SVG now and then as it is.
    private static byte[]? Bytes(string text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        if (trimmed.StartsWith("<"))
        {
            return Encoding.UTF8.GetByteCount(trimmed) <= MostBytes ? Encoding.UTF8.GetBytes(trimmed.ToString()) : null;
        }

        return Base64.IsValid(trimmed, out int length) && length <= MostBytes ? Convert.FromBase64String(text) : null;
    }
}

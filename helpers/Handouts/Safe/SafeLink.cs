using System.Globalization;
using System.Text.RegularExpressions;

namespace KafkaWorkbook.Handouts.Safe;

/// <summary>Where links may lead, and which pictures may be shown.</summary>
internal static partial class SafeLink
{
    /// <summary>The address when a reader may go there (the web, a mail, a place on the page); null otherwise.</summary>
    /// <param name="address">The address as written.</param>
    /// <param name="relative">Whether a file beside the page counts, too: a link to another chapter.</param>
    public static string? Clean(string? address, bool relative = false)
    {
        string url = (address ?? "").Trim();
        if (url.Length is 0 or > 2_000 || url.Any(IsHidden))
        {
            return null;
        }

        if (url.StartsWith('#'))
        {
            return url.Length > 1 ? url : null;
        }

        if (Allowed().IsMatch(url))
        {
            return url;
        }

        // A colon before the path would make it a scheme; two slashes, of either kind, another host.
        return relative && Relative().IsMatch(url) ? url : null;
    }

    /// <summary>A raster picture as a data URI without blanks; null when it is anything else.</summary>
    public static string? Picture(string? address)
    {
        if (address is null || DataUri().Match(address) is not { Success: true } match)
        {
            return null;
        }

        string content = Blank().Replace(match.Groups["content"].Value, "");
        string type = match.Groups["type"].Value.ToLowerInvariant() is var name && name == "jpg" ? "jpeg" : name;
        return IsPicture(type, content) ? $"data:image/{type};base64,{content}" : null;
    }

    // What the first bytes say has to be what the address says.
    private static bool IsPicture(string type, string base64)
    {
        Span<byte> bytes = stackalloc byte[12];
        return base64.Length >= 16 && base64.Length % 4 == 0
            && Convert.TryFromBase64Chars(base64.AsSpan(0, 16), bytes, out int length) && length == 12
            && type switch
            {
                "png" => bytes[0] == 0x89 && bytes[1..4].SequenceEqual("PNG"u8),
                "jpeg" => bytes[0] == 0xff && bytes[1] == 0xd8,
                "gif" => bytes.StartsWith("GIF8"u8),
                "webp" => bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8),
                _ => false,
            };
    }

    // Control characters, marks that turn the direction of a text, and marks without width: an address has none of them.
    private static bool IsHidden(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    [GeneratedRegex(@"^(https?://[^\s\\/?#]|mailto:[^\s])[^\s\\]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();

    [GeneratedRegex(@"^(?![/\\]{1,2})[^:\\]*([?#].*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Relative();

    [GeneratedRegex(@"^\s*data:image/(?<type>png|jpe?g|gif|webp);base64,(?<content>[A-Za-z0-9+/=\s]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DataUri();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}

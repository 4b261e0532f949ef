using System.Text.RegularExpressions;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>The few HTML tags that Markdown cells may hold: harmless, without attributes, the same in every editor.</summary>
internal static partial class PlainTags
{
    /// <summary>Whether a tag, such as <c>&lt;br&gt;</c>, is one of them, or a comment.</summary>
    public static bool IsPlain(string tag) => Tag().IsMatch(tag);

    /// <summary>Whether every tag of a piece of HTML is one of them.</summary>
    public static bool AllPlain(string html) => !AnyTag().Replace(html, m => IsPlain(m.Value) ? "" : m.Value).Contains('<', StringComparison.Ordinal);

    [GeneratedRegex("^(</?(br|details|summary|kbd|sub|sup|mark)\\s*/?>|<!--.*?-->)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex("<!--.*?-->|<[^>]*>", RegexOptions.Singleline)]
    public static partial Regex AnyTag();
}

using System.Text.RegularExpressions;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>Gives each heading of a handout an id that nothing else on the page has.</summary>
internal sealed partial class HandoutIds
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes an id that is given elsewhere.</summary>
    public void Take(string id) => _taken.Add(id);

    /// <summary>An id for a heading: its words, and a number where they stood before.</summary>
    public string New(string heading)
    {
        string slug = Slug(heading);
        for (int n = 2; ; n++)
        {
            string id = n == 2 ? slug : FormattableString.Invariant($"{slug}-{n - 1}");
            if (_taken.Add(id))
            {
                return id;
            }
        }
    }

    /// <summary>A text as an id: letters and digits of any script in lower case, hyphens between. Names that the page gives itself are kept apart.</summary>
    public static string Slug(string text)
    {
        string slug = Other().Replace(text.ToLowerInvariant(), "-").Trim('-');
        return slug.Length == 0 ? "section" : Own().IsMatch(slug) ? "s-" + slug : slug;
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+")]
    private static partial Regex Other();

    [GeneratedRegex("^(page|figure|table|cell|note|exercise|chapter)-")]
    private static partial Regex Own();
}

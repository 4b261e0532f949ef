using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace KafkaWorkbook.Handouts.Safe;

/// <summary>
/// Style attributes: named properties with plain values. Nothing that loads (<c>url()</c>), runs (<c>expression()</c>), lies over the page (<c>position</c>) or
/// hides in escapes gets through, because only values of a few characters and functions do.
/// </summary>
internal static partial class SafeStyle
{
    private static readonly FrozenSet<string> s_properties =
        """
        align-items background background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width border-collapse border-color
        border-left border-left-color border-left-style border-left-width border-radius border-right border-right-color border-right-style border-right-width
        border-spacing border-style border-top border-top-color border-top-style border-top-width border-width clear color column-gap display dominant-baseline
        fill fill-opacity fill-rule flex flex-basis flex-direction flex-grow flex-shrink flex-wrap float font font-family font-size font-style font-variant
        font-variant-numeric font-weight gap grid-template-columns height justify-content letter-spacing line-height list-style-type margin margin-bottom
        margin-left margin-right margin-top max-height max-width min-height min-width opacity overflow overflow-wrap overflow-x overflow-y padding padding-bottom
        padding-left padding-right padding-top paint-order row-gap stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
        stroke-linejoin stroke-miterlimit stroke-opacity stroke-width table-layout text-align text-anchor text-decoration text-indent text-transform
        user-select vertical-align white-space width word-break word-spacing
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> s_functions =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "rgb", "rgba", "hsl", "hsla", "calc", "min", "max", "clamp", "repeat", "minmax");

    /// <summary>The declarations that may stay; empty when none may.</summary>
    public static string Clean(string style)
    {
        StringBuilder kept = new();
        foreach (string declaration in style.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && declaration[..colon].TrimEnd() is var name && declaration[(colon + 1)..].Trim() is var value && IsSafe(name, value))
            {
                kept.Append(kept.Length == 0 ? "" : ";").Append(name.ToLowerInvariant()).Append(':').Append(value);
            }
        }

        return kept.ToString();
    }

    private static bool IsSafe(string name, string value) =>
        s_properties.Contains(name) && value.Length <= 400 && Plain().IsMatch(value)
        && Function().Matches(value).All(f => s_functions.Contains(f.Groups[1].Value))
        && value.Count(c => c == '(') == value.Count(c => c == ')') && value.Count(c => c == '\'') % 2 == 0 && value.Count(c => c == '"') % 2 == 0

        // A negative margin would draw one output over another.
        && !((name.StartsWith("margin", StringComparison.OrdinalIgnoreCase) || name.Equals("text-indent", StringComparison.OrdinalIgnoreCase)) && value.Contains('-', StringComparison.Ordinal));

    // No backslash (escapes), no colon (schemes), no @, no braces, no comment signs.
    [GeneratedRegex(@"^(?!.*/\*)[\p{L}\p{Nd}\s#%.,()'""+*/!-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"([\p{L}\p{Nd}-]*)\s*\(", RegexOptions.CultureInvariant)]
    private static partial Regex Function();
}

using System.Text;

namespace KafkaWorkbook.Handouts.Safe;

/// <summary>Texts without marks that would turn the direction of what follows, and with a sign in the place of control characters.</summary>
internal static class SafeText
{
    public static string Plain(string text)
    {
        if (!text.Any(c => IsControl(c) || IsTurning(c)))
        {
            return text;
        }

        StringBuilder kept = new(text.Length);
        foreach (char c in text)
        {
            kept.Append(IsTurning(c) ? "" : IsControl(c) ? "\uFFFD" : c.ToString());
        }

        return kept.ToString();
    }

    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r');

    private static bool IsTurning(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

namespace KafkaWorkbook.Commands;

/// <summary>Finds the name that a reader probably meant.</summary>
internal static class DidYouMean
{
    /// <summary>The nearest of the known names, or null when none is near.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">What could have been meant.</param>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        string asked = typed.ToUpperInvariant();
        (string Name, int Distance)[] near =
        [
            .. known.Select(n => (Name: n, Distance: Distance(asked, n.ToUpperInvariant())))
                .Where(n => n.Distance <= Math.Max(2, Math.Max(asked.Length, n.Name.Length) / 3) || Begins(asked, n.Name.ToUpperInvariant()))
                .OrderBy(n => Begins(asked, n.Name.ToUpperInvariant()) ? 0 : 1).ThenBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal),
        ];
        return near.Length == 0 ? null : near[0].Name;
    }

    private static bool Begins(string typed, string name) => typed.Length >= 2 && name.StartsWith(typed, StringComparison.Ordinal);

    /// <summary>How many slips lie between two names: letters that are wrong, missing or too many, and two that changed places.</summary>
    public static int Distance(string a, string b)
    {
        int[] before = new int[b.Length + 1];
        int[] last = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last) = (last, row);
        }

        return last[b.Length];
    }
}

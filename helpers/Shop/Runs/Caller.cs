using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>The order service's code, the one piece of the shop that a customer waits for: what runs, and how it is written in the notebook.</summary>
/// <param name="Source">The code as it stands in the cell; the compiler hands it over.</param>
/// <param name="Code">The code that runs.</param>
public sealed record Caller(string Source, Delegate Code)
{
    /// <summary>The lines of the code without indentation and blank ones.</summary>
    public IReadOnlyList<string> Lines => [.. Source.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];
}

/// <summary>What became of a line of the order service's code.</summary>
public enum LineChange
{
    /// <summary>It is as it was.</summary>
    Kept,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,
}

/// <summary>How the order service's code changed between two runs. Compared are the lines of the code that ran, not what somebody says of them.</summary>
/// <param name="Lines">All lines in their order, each with what became of it.</param>
/// <param name="SameCode">Whether the very same compiled code ran both times.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record CallerChange(IReadOnlyList<(LineChange Change, string Line)> Lines, bool SameCode) : IHtmlView
{
    /// <summary>How many lines are new.</summary>
    public int Added => Lines.Count(l => l.Change == LineChange.Added);

    /// <summary>How many lines are gone.</summary>
    public int Removed => Lines.Count(l => l.Change == LineChange.Removed);

    /// <summary>How many lines are new or gone.</summary>
    public int Changed => Added + Removed;

    /// <summary>Compares the code of two runs.</summary>
    /// <param name="before">The earlier run.</param>
    /// <param name="after">The later run.</param>
    public static CallerChange Between(ShopRun before, ShopRun after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new(Compare(before.Caller.Lines, after.Caller.Lines), ReferenceEquals(before.Caller.Code, after.Caller.Code));
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Title, [], Changed == 0 ? Tone.Good : Tone.Warning) + Html.Table(
        null, ["", new Text("order 서비스의 코드", "the order service's code").ToString()], Lines.Select(l => (IReadOnlyList<string>)[Sign(l.Change), l.Line]));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', [Title, .. Shown]);

    /// <summary>The longest common subsequence stays; what is not in it was added or removed.</summary>
    internal static IReadOnlyList<(LineChange Change, string Line)> Compare(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        int[,] common = new int[before.Count + 1, after.Count + 1];
        for (int i = before.Count - 1; i >= 0; i--)
        {
            for (int j = after.Count - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        List<(LineChange, string)> lines = [];
        for (int i = 0, j = 0; i < before.Count || j < after.Count;)
        {
            if (i < before.Count && j < after.Count && before[i] == after[j])
            {
                lines.Add((LineChange.Kept, before[i++]));
                j++;
            }
            else if (j < after.Count && (i == before.Count || common[i, j + 1] >= common[i + 1, j]))
            {
                lines.Add((LineChange.Added, after[j++]));
            }
            else
            {
                lines.Add((LineChange.Removed, before[i++]));
            }
        }

        return lines;
    }

    private string Title => (Changed, SameCode) switch
    {
        (0, true) => new Text("주문 서비스에서 바뀐 줄: 0. 같은 코드가 그대로 돌았다.", "Lines changed in the order service: 0. The very same code ran.").ToString(),
        (0, false) => new Text("주문 서비스에서 바뀐 줄: 0.", "Lines changed in the order service: 0.").ToString(),
        _ => new Text($"주문 서비스에서 바뀐 줄: {Changed} (늘어난 줄 {Added}, 없어진 줄 {Removed}).", $"Lines changed in the order service: {Changed} ({Added} added, {Removed} removed).").ToString(),
    };

    private IEnumerable<string> Shown => Lines.Select(l => $"{Sign(l.Change)} {l.Line}");

    private static string Sign(LineChange change) => change switch { LineChange.Added => "+", LineChange.Removed => "−", _ => "\u00a0" };
}

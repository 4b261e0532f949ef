using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>In which partition each key is.</summary>
public static class KeyPlaces
{
    /// <summary>The partition of each key that was sent; records without a key are left out.</summary>
    /// <param name="sent">What was sent.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<int>> PartitionsByKey(this Sent sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        return Of(sent.Records.Select(r => (r.Key, r.Partition)));
    }

    /// <summary>The partition of each key that was read; records without a key are left out.</summary>
    /// <param name="read">What was read.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<int>> PartitionsByKey(this ReadResult read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Of(read.Records.Select(r => (r.Key, r.Partition)));
    }

    /// <summary>Puts side by side where several producers put the same keys.</summary>
    /// <param name="producers">A name for each producer, and where its keys are.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static KeyTable Compare(params IReadOnlyList<(string Name, IReadOnlyDictionary<string, IReadOnlyList<int>> Places)> producers)
    {
        ArgumentNullException.ThrowIfNull(producers);
        if (producers.Count == 0)
        {
            throw new ArgumentException(new Text("견줄 프로듀서가 없다.", "There is no producer to compare.").ToString(), nameof(producers));
        }

        string[] keys = [.. producers.SelectMany(p => p.Places.Keys).Distinct().Order(StringComparer.Ordinal)];
        return new KeyTable(
            [.. producers.Select(p => p.Name)],
            [.. keys.Select(k => new KeyRow(k, [.. producers.Select(p => p.Places.TryGetValue(k, out IReadOnlyList<int>? at) ? at : [])]))]);
    }

    private static Dictionary<string, IReadOnlyList<int>> Of(IEnumerable<(string? Key, int Partition)> records) => records
        .Where(r => r.Key is not null)
        .GroupBy(r => r.Key!, r => r.Partition)
        .ToDictionary(k => k.Key, k => (IReadOnlyList<int>)[.. k.Distinct().Order()]);
}

/// <summary>Where several producers put one key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Partitions">For each producer the partitions in which it is: one, unless the key is not what decides.</param>
public sealed record KeyRow(string Key, IReadOnlyList<IReadOnlyList<int>> Partitions)
{
    /// <summary>Whether all producers put it into the same partition.</summary>
    public bool Same => Partitions.All(p => p.Count == 1 && p[0] == Partitions[0].FirstOrDefault(-1));
}

/// <summary>Where several producers put the same keys.</summary>
/// <param name="Producers">The producers' names.</param>
/// <param name="Rows">A row a key.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record KeyTable(IReadOnlyList<string> Producers, IReadOnlyList<KeyRow> Rows) : IHtmlView
{
    /// <summary>How many keys all producers put into the same partition.</summary>
    public int Same => Rows.Count(r => r.Same);

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("키", "key"), .. Producers, ""],
        Rows.Select(r => (IReadOnlyList<string>)[r.Key, .. r.Partitions.Select(p => string.Join(' ', p.Select(n => FormattableString.Invariant($"P{n}")))), r.Same ? "=" : "≠"]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"키 {Rows.Count}개 가운데 {Same}개는 어느 쪽으로 보내도 같은 파티션에 갔다.", $"Of {Rows.Count} keys, all producers put {Same} into the same partition.");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

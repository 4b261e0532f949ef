using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>A compacted topic before and after. Everything is counted by reading: compaction leaves gaps, so end offsets say nothing.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Before">What could be read before compaction.</param>
/// <param name="After">What could be read afterwards.</param>
/// <param name="ActiveFrom">Where the active segment began at the latest: the record that was written to close the one before. It is never compacted.</param>
/// <param name="Took">From the last write until the brokers had compacted.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record CompactionRun(Topic Topic, IReadOnlyList<ReadRecord> Before, IReadOnlyList<ReadRecord> After, long ActiveFrom, TimeSpan Took) : IHtmlView
{
    /// <summary>The different keys.</summary>
    public int Keys => Before.Select(r => r.Key).Distinct().Count();

    /// <summary>The last value of each key before: what the topic says as a table.</summary>
    public IReadOnlyDictionary<string, string> TableBefore => TableOf(Before);

    /// <summary>The same afterwards.</summary>
    public IReadOnlyDictionary<string, string> TableAfter => TableOf(After);

    /// <summary>Whether compaction left the table as it was.</summary>
    public bool SameTable => TableBefore.Count == TableAfter.Count && TableBefore.All(r => TableAfter.TryGetValue(r.Key, out string? value) && value == r.Value);

    /// <summary>Whether each key is there once behind the active segment's beginning.</summary>
    public bool OncePerKey => After.Where(r => r.Offset < ActiveFrom).GroupBy(r => r.Key).All(g => g.Count() == 1);

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("키", "key"), Say("압축 전 건수", "records before"), Say("압축 뒤 건수", "records after"), Say("마지막 값", "last value")],
        TableAfter.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (IReadOnlyList<string>)
            [r.Key, Payloads.Number(Before.Count(b => b.Key == r.Key)), Payloads.Number(After.Count(a => a.Key == r.Key)), Payloads.Cut(r.Value)]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"{Payloads.Number(Before.Count)}건이 {Payloads.Number(After.Count)}건으로 줄었다({Payloads.Took(Took)}). 키마다 마지막 값은 {(SameTable ? "그대로다" : "달라졌다")}.",
        $"{Payloads.Number(Before.Count)} records became {Payloads.Number(After.Count)} ({Payloads.Took(Took)}). The last value of each key is {(SameTable ? "as it was" : "another")}.");

    private static Dictionary<string, string> TableOf(IEnumerable<ReadRecord> records) =>
        records.OrderBy(r => r.Partition).ThenBy(r => r.Offset).GroupBy(r => r.Key ?? "").ToDictionary(g => g.Key, g => g.Last().Value);

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

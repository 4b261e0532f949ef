using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>Where one key's records lie.</summary>
/// <param name="Key">The key.</param>
/// <param name="Records">How many records it has in each partition, from the lowest.</param>
public sealed record KeyHome(string Key, IReadOnlyList<(int Partition, long Records)> Records)
{
    /// <summary>Whether its records lie in more than one partition, between which there is no order.</summary>
    public bool IsSplit => Records.Count > 1;
}

/// <summary>In which partitions the records of each key lie.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Keys">The keys, in alphabetical order.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record KeyHomes(Topic Topic, IReadOnlyList<KeyHome> Keys) : IHtmlView
{
    /// <summary>How many keys have records in more than one partition.</summary>
    public int Split => Keys.Count(k => k.IsSplit);

    /// <summary>Sorts records by their keys and partitions; those without a key are left out.</summary>
    /// <param name="read">What was read.</param>
    public static KeyHomes Of(ReadResult read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new KeyHomes(read.Topic, [.. read.Records.Where(r => r.Key is not null).GroupBy(r => r.Key!).OrderBy(k => k.Key, StringComparer.Ordinal)
            .Select(k => new KeyHome(k.Key, [.. k.CountBy(r => r.Partition).OrderBy(p => p.Key).Select(p => (p.Key, (long)p.Value))]))]);
    }

    /// <summary>A table with the columns key, partition, records.</summary>
    public DataFrame ToDataFrame() => new(
        new StringDataFrameColumn("key", Keys.SelectMany(k => k.Records.Select(_ => k.Key))),
        new PrimitiveDataFrameColumn<int>("partition", Keys.SelectMany(k => k.Records.Select(r => r.Partition))),
        new PrimitiveDataFrameColumn<long>("records", Keys.SelectMany(k => k.Records.Select(r => r.Records))));

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(Sentence) + Html.Table(
        null,
        [Say("키", "key"), Say("어느 파티션에 몇 건", "records by partition"), ""],
        Keys.Select(k => (IReadOnlyList<string>)[Payloads.Cut(k.Key, 40), Places(k), k.IsSplit ? Say("두 군데", "split") : ""]));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Keys.Select(k => $"{k.Key}: {Places(k)}").Prepend(Sentence));

    private string Sentence => Say(
        $"키 {Keys.Count}개 가운데 {Split}개의 레코드가 여러 파티션에 흩어져 있다.", $"The records of {Split} of {Keys.Count} keys lie in several partitions.");

    private static string Places(KeyHome key) => string.Join(" + ", key.Records.Select(r => $"P{r.Partition} × {Payloads.Number(r.Records)}"));

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

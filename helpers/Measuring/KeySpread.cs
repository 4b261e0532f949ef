using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>How the same events would spread over a number of partitions.</summary>
/// <param name="Partitions">How many partitions.</param>
/// <param name="Idle">How many of them would get nothing.</param>
/// <param name="Skew">The fullest partition's events over an even share: 1 is even.</param>
public sealed record SpreadChoice(int Partitions, int Idle, double Skew);

/// <summary>
/// What the number of partitions does to a set of keys. Computed, not measured: by the rule of this client's default, CRC-32 modulo the number of partitions.
/// </summary>
/// <param name="Events">How many events.</param>
/// <param name="Keys">How many different keys they have.</param>
/// <param name="Choices">The numbers of partitions, in the order asked for.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record KeySpread(int Events, int Keys, IReadOnlyList<SpreadChoice> Choices) : IHtmlView
{
    /// <summary>Computes where events would go.</summary>
    /// <param name="events">The events; each has a key.</param>
    /// <param name="partitions">The numbers of partitions to try, each 1 to 10,000.</param>
    /// <exception cref="ArgumentException">There are no events, one has no key, or a number is out of range.</exception>
    public static KeySpread Over(IEnumerable<Event> events, params IReadOnlyList<int> partitions)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(partitions);
        string?[] keys = [.. events.Select(e => e.Key)];
        if (keys.Length == 0 || keys.Any(string.IsNullOrEmpty) || partitions.Count == 0 || partitions.Any(p => p is < 1 or > 10_000))
        {
            throw new ArgumentException(
                new Text("키가 있는 이벤트 하나 이상과, 1에서 10,000까지의 파티션 수를 넘긴다.", "Give one or more events that have keys, and numbers of partitions from 1 to 10,000.").ToString(), nameof(events));
        }

        (string Key, int Count)[] counts = [.. keys.CountBy(k => k!).Select(c => (c.Key, c.Value))];
        return new KeySpread(keys.Length, counts.Length, [.. partitions.Select(p => Choice(counts, keys.Length, p))]);
    }

    /// <summary>A table with the columns partitions, idle, skew.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("partitions", Choices.Select(c => c.Partitions)),
        new PrimitiveDataFrameColumn<int>("idle", Choices.Select(c => c.Idle)),
        new PrimitiveDataFrameColumn<double>("skew", Choices.Select(c => c.Skew)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("파티션 수", "partitions"), Say("노는 파티션", "idle"), Say("가장 찬 파티션, 평균의 몇 배", "fullest, times the mean")],
        Choices.Select(c => (IReadOnlyList<string>)[Payloads.Number(c.Partitions), Payloads.Number(c.Idle), FormattableString.Invariant($"{c.Skew:0.00}")]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"키 {Payloads.Number(Keys)}개, 이벤트 {Payloads.Number(Events)}건을 CRC-32로 나눠 본 셈이다(계산).",
        $"{Payloads.Number(Events)} events of {Payloads.Number(Keys)} keys, dealt out by CRC-32 (computed).");

    private static SpreadChoice Choice((string Key, int Count)[] keys, int events, int partitions)
    {
        long[] records = new long[partitions];
        foreach ((string key, int count) in keys)
        {
            records[KeyHash.LibrdkafkaPartition(key, partitions)] += count;
        }

        return new SpreadChoice(partitions, records.Count(r => r == 0), records.Max() * (double)partitions / events);
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

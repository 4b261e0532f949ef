using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Numbered records that were sent while requests were refused, so that the client had to send some again.</summary>
/// <param name="Name">What was tried, such as the producer's settings.</param>
/// <param name="Trouble">What was in the way, and whether it was injected.</param>
/// <param name="Injected">Whether the trouble was put into brokers that only imitate Kafka.</param>
/// <param name="Sent">How many records were handed to the client.</param>
/// <param name="Acked">How many the brokers acknowledged.</param>
/// <param name="Lost">How many acknowledged records are at no place of the topic.</param>
/// <param name="Order">The topic as it was read back.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record RetryRun(Text Name, Text Trouble, bool Injected, long Sent, long Acked, long Lost, OrderCheck Order) : IHtmlView
{
    /// <summary>Whether every record is there once and in the order of sending.</summary>
    public bool Whole => Acked == Sent && Lost == 0 && Order.InOrderInsidePartitions;

    /// <param name="name">What was tried.</param>
    /// <param name="trouble">What was in the way.</param>
    /// <param name="injected">Whether it was put into brokers that only imitate Kafka.</param>
    /// <param name="acked">For each number that was sent whether it was acknowledged.</param>
    /// <param name="order">The topic as it was read back.</param>
    internal static RetryRun Of(Text name, Text trouble, bool injected, IReadOnlyList<bool> acked, OrderCheck order)
    {
        HashSet<long> stored = [.. order.Points.Select(p => p.Number)];
        return new RetryRun(
            name, trouble, injected, acked.Count, acked.LongCount(a => a), acked.Index().LongCount(a => a.Item && !stored.Contains(a.Index)), order);
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Name.ToString(), [Trouble.ToString(), Counts], Whole ? Tone.Good : Tone.Bad);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Name.ToString(), Trouble.ToString(), Counts);

    private string Counts => new Text(
        $"보낸 것 {N(Sent)}건, 확인받은 것 {N(Acked)}건, 사라진 것 {N(Lost)}건, 순서가 바뀐 것 {N(Order.Reordered)}건, 중복 {N(Order.Duplicated)}건",
        $"{N(Sent)} sent, {N(Acked)} acknowledged, {N(Lost)} lost, {N(Order.Reordered)} out of order, {N(Order.Duplicated)} duplicates").ToString();

    private static string N(long count) => Messaging.Payloads.Number(count);
}

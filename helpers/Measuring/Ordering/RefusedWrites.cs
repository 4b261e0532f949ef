using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>Producers with different settings that wrote side by side while the brokers refused writes for a while.</summary>
/// <param name="Trouble">What was in the way.</param>
/// <param name="Runs">The producers, in the order given.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record RefusedWrites(Text Trouble, IReadOnlyList<RetryRun> Runs) : IHtmlView
{
    /// <summary>A table with the columns producer, sent, acked, lost, reordered, duplicated.</summary>
    public DataFrame ToDataFrame() => new(
        new StringDataFrameColumn("producer", Runs.Select(r => r.Name.ToString())),
        new PrimitiveDataFrameColumn<long>("sent", Runs.Select(r => r.Sent)),
        new PrimitiveDataFrameColumn<long>("acked", Runs.Select(r => r.Acked)),
        new PrimitiveDataFrameColumn<long>("lost", Runs.Select(r => r.Lost)),
        new PrimitiveDataFrameColumn<long>("reordered", Runs.Select(r => r.Order.Reordered)),
        new PrimitiveDataFrameColumn<long>("duplicated", Runs.Select(r => r.Order.Duplicated)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Trouble.ToString(), []) + Html.Table(
        null,
        [
            Say("프로듀서", "producer"), Say("보냄", "sent"), Say("확인받음", "acknowledged"), Say("사라짐", "lost"), Say("순서 바뀜", "reordered"), Say("중복", "duplicates"),
        ],
        Runs.Select(r => (IReadOnlyList<string>)[r.Name.ToString(), N(r.Sent), N(r.Acked), N(r.Lost), N(r.Order.Reordered), N(r.Order.Duplicated)]));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Runs.Select(r => Say(
        $"{r.Name}: 사라진 것 {N(r.Lost)}건, 순서가 바뀐 것 {N(r.Order.Reordered)}건, 중복 {N(r.Order.Duplicated)}건",
        $"{r.Name}: {N(r.Lost)} lost, {N(r.Order.Reordered)} out of order, {N(r.Order.Duplicated)} duplicates")).Prepend(Trouble.ToString()));

    private static string N(long count) => Payloads.Number(count);

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

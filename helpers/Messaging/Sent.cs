using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Messaging;

/// <summary>What was sent and acknowledged.</summary>
/// <param name="Topic">Where to.</param>
/// <param name="Records">The records in the order sent, each with the partition and offset that the broker gave it.</param>
/// <param name="Took">From the first send to the last acknowledgement.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record Sent(Topic Topic, IReadOnlyList<SentRecord> Records, TimeSpan Took) : IHtmlView
{
    /// <summary>The records as a table with the columns partition, offset, key, value.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("partition", Records.Select(r => r.Partition)),
        new PrimitiveDataFrameColumn<long>("offset", Records.Select(r => r.Offset)),
        new StringDataFrameColumn("key", Records.Select(r => r.Key)),
        new StringDataFrameColumn("value", Records.Select(r => r.Value)));

    /// <inheritdoc/>
    public string ToHtml() =>
        Html.Sentence(Sentence)
        + RecordTables.First(Records.Select(r => (r.Partition, r.Offset, r.Key, r.Value)), Records.Count)
        + RecordTables.PerPartition(Topic, Records.Select(r => r.Partition));

    /// <inheritdoc/>
    public override string ToString() => Sentence;

    private string Sentence => new Text(
        $"토픽 {Topic.Label}에 {Payloads.Number(Records.Count)}건을 보냈고 모두 확인받았다. ({Payloads.Took(Took)})",
        $"Sent {Payloads.Number(Records.Count)} records to the topic {Topic.Label}, all acknowledged. ({Payloads.Took(Took)})").ToString();
}

using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Messaging;

/// <summary>What was read.</summary>
/// <param name="Topic">Where from.</param>
/// <param name="Group">The full id of the consumer group, or null when it was read without one.</param>
/// <param name="Records">The records in the order in which they arrived. Partitions may alternate; inside one the offsets rise.</param>
/// <param name="Took">From the call to the last record.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ReadResult(Topic Topic, string? Group, IReadOnlyList<ReadRecord> Records, TimeSpan Took) : IHtmlView
{
    /// <summary>Whether offsets rise inside every partition, as Kafka promises.</summary>
    public bool InOrderInsidePartitions => Records.GroupBy(r => r.Partition).All(p => p.Zip(p.Skip(1), (a, b) => a.Offset < b.Offset).All(rises => rises));

    /// <summary>Looks for every sent record among those that were read: by partition, offset, key and value.</summary>
    /// <param name="sent">What was sent to the same topic.</param>
    /// <param name="guess">How many of them the reader expected to find, or null for no guess.</param>
    /// <exception cref="ArgumentException">It was sent to another topic.</exception>
    public Comparison ComparedWith(Sent sent, long? guess = null)
    {
        ArgumentNullException.ThrowIfNull(sent);
        return RecordComparer.Compare(sent, this, guess);
    }

    /// <summary>The records as a table with the columns partition, offset, key, value, timestamp (UTC).</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("partition", Records.Select(r => r.Partition)),
        new PrimitiveDataFrameColumn<long>("offset", Records.Select(r => r.Offset)),
        new StringDataFrameColumn("key", Records.Select(r => r.Key)),
        new StringDataFrameColumn("value", Records.Select(r => r.Value)),
        new PrimitiveDataFrameColumn<DateTime>("timestamp", Records.Select(r => r.Timestamp.UtcDateTime)));

    /// <inheritdoc/>
    public string ToHtml() =>
        Html.Sentence(ToString())
        + RecordTables.First(Records.Select(r => (r.Partition, r.Offset, r.Key, r.Value)), Records.Count)
        + (Records.Count == 0 ? "" : RecordTables.PerPartition(Topic, Records.Select(r => r.Partition)));

    /// <inheritdoc/>
    public override string ToString()
    {
        string group = Group is null ? "" : Labels.LabelOf(Group, Topic.Cluster.Owned.Id);
        Text what = (Group, Records.Count) switch
        {
            (null, 0) => new("읽을 것이 없다: 토픽이 비어 있다.", "There is nothing to read: the topic is empty."),
            (not null, 0) => new($"그룹 {group}: 새로 읽을 것이 없다.", $"There is nothing new for the group {group}."),
            (null, var n) => new($"토픽 {Topic.Label}에서 {Payloads.Number(n)}건을 읽었다.", $"Read {Payloads.Number(n)} records of the topic {Topic.Label}."),
            (_, var n) => new(
                $"그룹 {group}: 토픽 {Topic.Label}에서 {Payloads.Number(n)}건을 읽고 커밋했다.",
                $"The group {group} read and committed {Payloads.Number(n)} records of the topic {Topic.Label}."),
        };
        Text order = Records.Count < 2 ? Text.Same("") : InOrderInsidePartitions
            ? new(" 파티션 안에서는 오프셋 순서대로 왔다.", " Inside each partition they came in the order of their offsets.")
            : new(" 파티션 안에서 순서가 어긋난 것이 있다.", " Inside a partition some came out of order.");
        return $"{what}{order} ({Payloads.Took(Took)})";
    }
}

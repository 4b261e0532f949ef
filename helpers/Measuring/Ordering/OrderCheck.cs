using System.Globalization;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>What is wrong with the place at which a record lies.</summary>
public enum OrderFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It lies, inside its partition, behind a record that was sent later.</summary>
    Reordered,

    /// <summary>It is a copy of a record that lies further ahead. Copies are never counted as reordered.</summary>
    Duplicated,
}

/// <summary>A record's place and its number.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Offset">The offset.</param>
/// <param name="Number">Its number in the order of sending.</param>
/// <param name="Flaw">What is wrong with it.</param>
public sealed record OrderPoint(int Partition, long Offset, long Number, OrderFlaw Flaw);

/// <summary>One partition's order.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Records">How many records it holds.</param>
/// <param name="Reordered">How many lie behind one that was sent later.</param>
/// <param name="Duplicated">How many are copies.</param>
public sealed record PartitionOrder(int Partition, long Records, long Reordered, long Duplicated);

/// <summary>
/// Numbered records in the order in which they were read: does the number rise inside every partition, and does it rise over all of them? Reordered and duplicated
/// records are counted apart.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class OrderCheck : IHtmlView
{
    private OrderCheck(string label, IReadOnlyList<OrderPoint> points)
    {
        Label = label;
        Points = points;
        Partitions = [.. points.GroupBy(p => p.Partition).OrderBy(p => p.Key).Select(p => new PartitionOrder(
            p.Key, p.LongCount(), p.LongCount(r => r.Flaw == OrderFlaw.Reordered), p.LongCount(r => r.Flaw == OrderFlaw.Duplicated)))];
        OrderPoint[] first = [.. points.Where(p => p.Flaw != OrderFlaw.Duplicated)];
        StepsBack = first.Zip(first.Skip(1), (a, b) => b.Number < a.Number).LongCount(back => back);
    }

    /// <summary>The topic's label.</summary>
    public string Label { get; }

    /// <summary>The records in the order in which they were read.</summary>
    public IReadOnlyList<OrderPoint> Points { get; }

    /// <summary>The partitions that hold records, from the lowest.</summary>
    public IReadOnlyList<PartitionOrder> Partitions { get; }

    /// <summary>How many records were read.</summary>
    public long Records => Points.Count;

    /// <summary>Records that lie, inside their partition, behind one that was sent later.</summary>
    public long Reordered => Partitions.Sum(p => p.Reordered);

    /// <summary>Copies of records that lie further ahead.</summary>
    public long Duplicated => Partitions.Sum(p => p.Duplicated);

    /// <summary>How often, over all partitions, a record came whose number is lower than that of the one read before it.</summary>
    public long StepsBack { get; }

    /// <summary>Whether every partition holds its records once and in the order of sending.</summary>
    public bool InOrderInsidePartitions => Reordered == 0 && Duplicated == 0;

    /// <summary>Takes records whose values are their numbers in the order of sending.</summary>
    /// <param name="read">What was read.</param>
    /// <exception cref="ArgumentException">A value is no number.</exception>
    public static OrderCheck Of(ReadResult read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Of(read.Topic.Label, read.Records.Select(r => (r.Partition, r.Offset, NumberOf(r))));
    }

    /// <summary>The records as a table with the columns partition, offset, number, flaw.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("partition", Points.Select(p => p.Partition)),
        new PrimitiveDataFrameColumn<long>("offset", Points.Select(p => p.Offset)),
        new PrimitiveDataFrameColumn<long>("number", Points.Select(p => p.Number)),
        new StringDataFrameColumn("flaw", Points.Select(p => p.Flaw.ToString())));

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Sentence, [Across], InOrderInsidePartitions ? Tone.Good : Tone.Bad) + Html.Table(
        null,
        [Say("파티션", "partition"), Say("레코드", "records"), Say("순서가 바뀐 것", "reordered"), Say("중복", "duplicated")],
        Partitions.Select(p => (IReadOnlyList<string>)[Payloads.Number(p.Partition), Payloads.Number(p.Records), Payloads.Number(p.Reordered), Payloads.Number(p.Duplicated)]));

    /// <inheritdoc/>
    public override string ToString() => Across.Length == 0 ? Sentence : $"{Sentence} {Across}";

    internal static OrderCheck Of(string label, IEnumerable<(int Partition, long Offset, long Number)> read)
    {
        Dictionary<int, (HashSet<long> Seen, long Highest)> partitions = [];
        List<OrderPoint> points = [];
        foreach ((int partition, long offset, long number) in read)
        {
            (HashSet<long> seen, long highest) = partitions.TryGetValue(partition, out (HashSet<long>, long) known) ? known : ([], long.MinValue);

            // Of a record that was stored twice the first copy counts for the order; the second one is a duplicate wherever it lies.
            OrderFlaw flaw = !seen.Add(number) ? OrderFlaw.Duplicated : number < highest ? OrderFlaw.Reordered : OrderFlaw.None;
            partitions[partition] = (seen, Math.Max(highest, number));
            points.Add(new OrderPoint(partition, offset, number, flaw));
        }

        return new OrderCheck(label, points);
    }

    private string Sentence => Say(
        $"{Payloads.Number(Records)}건, 파티션 {Partitions.Count}개. 파티션 안에서 순서가 바뀐 것 {Payloads.Number(Reordered)}건, 중복 {Payloads.Number(Duplicated)}건.",
        $"{Payloads.Number(Records)} records in {Partitions.Count} partitions. Inside a partition {Payloads.Number(Reordered)} are out of order, {Payloads.Number(Duplicated)} are duplicates.");

    private string Across => Partitions.Count < 2 ? "" : Say(
        $"읽은 차례 전체로 보면 번호가 {Payloads.Number(StepsBack)}번 뒤로 돌아갔다.",
        $"Over all partitions, in the order of reading, the number went back {Payloads.Number(StepsBack)} times.");

    private static long NumberOf(ReadRecord record) => long.TryParse(record.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        ? number
        : throw new ArgumentException(
            new Text(
                $"파티션 {record.Partition}, 오프셋 {record.Offset}의 값 '{Payloads.Cut(record.Value, 30)}'이(가) 번호가 아니다. 값에 0, 1, 2, …를 담아 보낸 토픽에서 쓴다.",
                $"The value '{Payloads.Cut(record.Value, 30)}' in partition {record.Partition} at offset {record.Offset} is no number. Use it on records whose values are 0, 1, 2, ….").ToString(),
            nameof(record));

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>One partition's part of the records.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Records">How many records.</param>
/// <param name="Share">Of all records, 0 to 1.</param>
public sealed record PartitionShare(int Partition, long Records, double Share);

/// <summary>How records spread over a topic's partitions.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class PartitionDistribution : IHtmlView
{
    /// <summary>Makes a distribution from counts.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="counts">How many records each partition has, from partition 0, none below 0.</param>
    internal PartitionDistribution(Topic topic, IReadOnlyList<long> counts)
    {
        Topic = topic;
        Total = counts.Sum();
        Partitions = [.. counts.Select((c, p) => new PartitionShare(p, c, Total == 0 ? 0 : c / (double)Total))];
    }

    /// <summary>The topic.</summary>
    public Topic Topic { get; }

    /// <summary>The partitions from 0, empty ones included.</summary>
    public IReadOnlyList<PartitionShare> Partitions { get; }

    /// <summary>All records.</summary>
    public long Total { get; }

    /// <summary>Records a partition would have if all had equally many.</summary>
    public double Mean => Total / (double)Partitions.Count;

    /// <summary>The fullest partition's records over the mean: 1 is even, the number of partitions means that one has all; 1 when there are no records.</summary>
    public double Skew => Total == 0 ? 1 : Partitions.Max(p => p.Records) / Mean;

    /// <summary>The partitions as a table with the columns partition, records, share.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("partition", Partitions.Select(p => p.Partition)),
        new PrimitiveDataFrameColumn<long>("records", Partitions.Select(p => p.Records)),
        new PrimitiveDataFrameColumn<double>("share", Partitions.Select(p => p.Share)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("파티션", "partition"), Say("레코드", "records"), Say("비율 %", "share %")],
        Partitions.Select(p => (IReadOnlyList<string>)[Payloads.Number(p.Partition), Payloads.Number(p.Records), FormattableString.Invariant($"{p.Share * 100:0.0}")]));

    /// <inheritdoc/>
    public override string ToString()
    {
        string skew = FormattableString.Invariant($"{Skew:0.00}");
        return Say(
            $"{Payloads.Number(Total)}건이 파티션 {Partitions.Count}개에 나뉘었다. 가장 많은 파티션은 평균의 {skew}배다.",
            $"{Payloads.Number(Total)} records over {Partitions.Count} partitions. The fullest has {skew} times the mean.");
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

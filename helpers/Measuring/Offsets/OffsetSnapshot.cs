using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>One partition's log.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="LogStart">The offset of the oldest record that is still there.</param>
/// <param name="LogEnd">The offset that the next record will get.</param>
public sealed record PartitionOffsets(int Partition, long LogStart, long LogEnd);

/// <summary>How far a group is in one partition.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Committed">The offset that the group will read next; null when it has committed none, which is not the same as 0.</param>
/// <param name="Lag">Records still ahead of the group. A group that has committed none starts at the beginning of the log.</param>
public sealed record GroupPartitionOffset(int Partition, long? Committed, long Lag);

/// <summary>How far a group is.</summary>
/// <param name="Group">The full group id.</param>
/// <param name="Label">The name that the notebook gave it.</param>
/// <param name="Partitions">Partition by partition, from 0.</param>
public sealed record GroupOffsets(string Group, string Label, IReadOnlyList<GroupPartitionOffset> Partitions)
{
    /// <summary>Records still ahead of the group in all partitions.</summary>
    public long TotalLag => Partitions.Sum(p => p.Lag);
}

/// <summary>Where a topic's logs begin and end, and how far groups are, at one moment.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="At">When it was asked.</param>
/// <param name="Partitions">The logs, from partition 0.</param>
/// <param name="Groups">The groups, in the order asked for.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record OffsetSnapshot(
    Topic Topic, DateTimeOffset At, IReadOnlyList<PartitionOffsets> Partitions, IReadOnlyList<GroupOffsets> Groups) : IHtmlView
{
    /// <summary>The ends of all logs added up: rises by one with every record.</summary>
    public long TotalEnd => Partitions.Sum(p => p.LogEnd);

    /// <summary>Records still ahead of all groups together.</summary>
    public long TotalLag => Groups.Sum(g => g.TotalLag);

    /// <summary>Whether something was written and every group has read it all.</summary>
    public bool IsDrained => TotalEnd > 0 && TotalLag == 0;

    /// <summary>A table with the columns group, partition, log_start, log_end, committed, lag; without groups one row a partition and no group.</summary>
    public DataFrame ToDataFrame() => OffsetTables.Frame([(null, this)]);

    /// <inheritdoc/>
    public string ToHtml()
    {
        List<string> headers = [Say("파티션", "partition"), Say("로그 시작", "log start"), Say("로그 끝", "log end")];
        headers.AddRange(Groups.SelectMany(g => new[] { Say($"{g.Label} 커밋", $"{g.Label} committed"), Say($"{g.Label} 지연", $"{g.Label} lag") }));
        return Html.Table(
            Say($"토픽 {Topic.Label}의 오프셋", $"Offsets of the topic {Topic.Label}"),
            headers,
            Partitions.Select(p => (IReadOnlyList<string>)
            [
                Payloads.Number(p.Partition), Payloads.Number(p.LogStart), Payloads.Number(p.LogEnd),
                .. Groups.SelectMany(g => new[]
                {
                    g.Partitions[p.Partition].Committed is { } committed ? Payloads.Number(committed) : Say("없음", "none"),
                    Payloads.Number(g.Partitions[p.Partition].Lag),
                }),
            ]));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string groups = string.Concat(Groups.Select(g => $" · {g.Label} lag {Payloads.Number(g.TotalLag)}"));
        long held = Partitions.Sum(p => p.LogEnd - p.LogStart);
        return Say(
            $"토픽 {Topic.Label}: 파티션 {Partitions.Count}개, 오프셋 {Payloads.Number(held)}개{groups}",
            $"topic {Topic.Label}: {Partitions.Count} partitions, {Payloads.Number(held)} offsets{groups}");
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

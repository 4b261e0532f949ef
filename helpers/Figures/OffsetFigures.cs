using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Figures.Diagrams;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of offsets: logs, groups and lag.</summary>
public static class OffsetFigures
{
    /// <summary>
    /// Draws each partition's log with its offsets, and where each group of the snapshot reads next. Of long logs the ends and the groups' positions are drawn, and how
    /// many offsets are left out; more than 8 partitions are drawn as bars.
    /// </summary>
    /// <param name="offsets">The offsets.</param>
    public static Figure LogDiagram(this OffsetSnapshot offsets)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        return Diagram.Of(PictureOf(offsets));
    }

    /// <summary>
    /// Draws who writes and who reads: the producers, the partitions that they wrote to, and for each group of the snapshot its consumers with their partitions.
    /// </summary>
    /// <param name="offsets">The offsets.</param>
    /// <param name="writers">The producers; none draws none.</param>
    /// <param name="readers">The consumers; null draws one for each group of the snapshot, which reads every partition.</param>
    public static Figure ReadersDiagram(this OffsetSnapshot offsets, IEnumerable<FlowWriter> writers, IEnumerable<FlowReader>? readers = null)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(writers);
        int[] all = [.. offsets.Partitions.Select(p => p.Partition)];
        IEnumerable<FlowReader> consumers = readers ?? offsets.Groups.Select(g => new FlowReader(g.Label, new Text("컨슈머 1", "consumer 1").ToString(), all));
        return Diagram.Of(new FlowPicture(PictureOf(offsets), [.. writers], [.. consumers]));
    }

    /// <summary>Draws who writes and who reads, a producer for each piece of what was sent.</summary>
    /// <param name="offsets">The offsets.</param>
    /// <param name="sent">What was sent to this topic.</param>
    /// <exception cref="ArgumentException">Something was sent to another topic.</exception>
    public static Figure ReadersDiagram(this OffsetSnapshot offsets, params Sent[] sent)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(sent);
        if (Array.Find(sent, s => s.Topic.Name != offsets.Topic.Name) is { } other)
        {
            throw new ArgumentException(
                new Text(
                    $"오프셋은 토픽 {offsets.Topic.Label}의 것인데 보낸 레코드는 토픽 {other.Topic.Label}의 것이다. 같은 토픽의 것을 넘긴다.",
                    $"The offsets are those of the topic {offsets.Topic.Label}, but the records were sent to {other.Topic.Label}. Give those of the same topic.").ToString(),
                nameof(sent));
        }

        return ReadersDiagram(offsets, sent.Select((s, i) => new FlowWriter(
            new Text($"프로듀서 {i + 1}", $"producer {i + 1}").ToString(),
            s.Records.GroupBy(r => r.Partition).ToDictionary(g => g.Key, g => g.LongCount()))));
    }

    /// <summary>
    /// Draws offsets and lag over time, all partitions added up: the logs' end, how far each group has read, and below how many records were ahead of it.
    /// </summary>
    /// <param name="timeline">What was watched.</param>
    public static Figure Chart(this OffsetTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return OffsetCharts.Totals(timeline).ToFigure();
    }

    /// <summary>Draws one group's offsets and lag over time, partition by partition; more than 6 partitions as a map of colours.</summary>
    /// <param name="timeline">What was watched.</param>
    /// <param name="group">The group's label; null for the first that was watched.</param>
    /// <exception cref="ArgumentException">The group was not watched, or none was.</exception>
    public static Figure PartitionsChart(this OffsetTimeline timeline, string? group = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return OffsetCharts.ByPartition(timeline, group).ToFigure();
    }

    private static LogPicture PictureOf(OffsetSnapshot offsets) => new(
        offsets.Topic.Label,
        [.. offsets.Partitions.Select(p => new PartitionLog(
            p.Partition, p.LogStart, p.LogEnd, [.. offsets.Groups.Select(g => PositionOf(g, p.Partition)).Where(g => g.Committed is not null || p.LogEnd > p.LogStart)]))]);

    private static GroupPosition PositionOf(GroupOffsets group, int partition)
    {
        GroupPartitionOffset at = group.Partitions.First(p => p.Partition == partition);
        return new(group.Label, at.Committed, at.Lag);
    }
}

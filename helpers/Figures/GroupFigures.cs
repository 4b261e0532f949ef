using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Measuring;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of groups whose members come and go.</summary>
public static class GroupFigures
{
    /// <summary>Draws a lane for each partition: which member had it when, and when members joined, left and died. A gap is a time in which nobody had it.</summary>
    /// <param name="timeline">The timeline.</param>
    public static Figure Chart(this GroupTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return GroupCharts.Partitions(timeline).ToFigure();
    }

    /// <summary>Draws a lane for each member: which partitions it had when. Who has none is drawn, too.</summary>
    /// <param name="timeline">The timeline.</param>
    public static Figure MembersChart(this GroupTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return GroupCharts.Members(timeline).ToFigure();
    }

    /// <summary>Draws for each protocol how many partitions the change disturbed and how long they were not read; each run is a point, a bar is the median.</summary>
    /// <param name="comparison">The comparison.</param>
    public static Figure Chart(this ProtocolComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return GroupCharts.Protocols(comparison).ToFigure();
    }
}

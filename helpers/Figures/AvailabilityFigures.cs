using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Measuring;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of what faults do.</summary>
public static class AvailabilityFigures
{
    /// <summary>
    /// Draws acknowledgements over time: how many records waited for theirs, in which stretches each partition acknowledged and in which it was silent, who led the
    /// partitions, and how many replicas were in sync. The longest gap is shaded, and what happened to brokers is marked.
    /// </summary>
    /// <param name="timeline">What was measured.</param>
    public static Figure Chart(this AckTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return AckCharts.Of(timeline).ToFigure();
    }
}

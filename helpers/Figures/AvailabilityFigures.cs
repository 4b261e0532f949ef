using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Figures.Diagrams;
using KafkaWorkbook.Measuring;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of what faults do.</summary>
public static class AvailabilityFigures
{
    /// <summary>
    /// Draws acknowledgements over time: how many records waited for theirs, in which stretches each partition acknowledged and in which it was silent, who led the
    /// partitions, and how many replicas were in sync. The longest gap is shaded, and what happened to brokers is marked. Gaps under half a second, or under a sixth of the longest,
    /// are not drawn.
    /// </summary>
    /// <param name="timeline">What was measured.</param>
    public static Figure Chart(this AckTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return AckCharts.Of(timeline).ToFigure();
    }

    /// <summary>Draws a ledger as a grid: settings downwards, faults to the right; fields in which something was lost are dark.</summary>
    /// <param name="ledger">What was measured; several are put together with <see cref="DeliveryLedger.With"/>.</param>
    public static Figure Chart(this DeliveryLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return Diagram.Of(new LedgerPicture(ledger));
    }

    /// <summary>Draws how many of the records were accepted with acks=1 and with acks=all, while fewer and fewer replicas were in sync.</summary>
    /// <param name="steps">What was measured.</param>
    public static Figure Chart(this MinIsrSteps steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return MinIsrCharts.Of(steps).ToFigure();
    }
}

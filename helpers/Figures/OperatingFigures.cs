using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Measuring;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of scaling out and of looking after a cluster.</summary>
public static class OperatingFigures
{
    /// <summary>Draws the records a second against the number of consumers, beside what as many times one consumer would be, with a mark at the number of partitions.</summary>
    /// <param name="scaling">What was measured.</param>
    public static Figure Chart(this ConsumerScaling scaling)
    {
        ArgumentNullException.ThrowIfNull(scaling);
        return ScalingCharts.Of(scaling).ToFigure();
    }

    /// <summary>Draws over time how many partitions were under-replicated, offline or led elsewhere, and below how many each broker led. Absent brokers are shaded.</summary>
    /// <param name="timeline">What was watched.</param>
    public static Figure Chart(this StatusTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return StatusCharts.Of(timeline).ToFigure();
    }

    /// <summary>Draws how many partitions each broker led before and after the election.</summary>
    /// <param name="election">The election.</param>
    public static Figure Chart(this LeaderElection election)
    {
        ArgumentNullException.ThrowIfNull(election);
        return StatusCharts.Of(election).ToFigure();
    }

    /// <summary>Draws where the logs begin and end over time: what is between the two lines is there, what is below the lower one was deleted.</summary>
    /// <param name="timeline">What was watched.</param>
    public static Figure RetentionChart(this OffsetTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return RetentionCharts.Of(timeline).ToFigure();
    }

    /// <summary>Draws how many records each group got, case by case.</summary>
    /// <param name="starts">What was tried.</param>
    public static Figure Chart(this StartReads starts)
    {
        ArgumentNullException.ThrowIfNull(starts);
        return StartCharts.Of(starts).ToFigure();
    }

    /// <summary>Draws what each broker took of the stream over time, one on top of the other.</summary>
    /// <param name="shares">The shares.</param>
    public static Figure Chart(this BrokerShares shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        return ShareCharts.Of(shares).ToFigure();
    }
}

using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of which partition records go to.</summary>
public static class PartitioningFigures
{
    /// <summary>Draws, in the order in which the records were sent, which partition each went to.</summary>
    /// <param name="sent">What was sent.</param>
    public static Figure OrderChart(this Sent sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        return PartitioningCharts.Order(sent).ToFigure();
    }

    /// <summary>Draws for each number of partitions how uneven they would be, and how many would get nothing.</summary>
    /// <param name="spread">The computed spread.</param>
    public static Figure Chart(this KeySpread spread)
    {
        ArgumentNullException.ThrowIfNull(spread);
        return PartitioningCharts.Choices(spread).ToFigure();
    }
}

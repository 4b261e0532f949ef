using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Measuring;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of one measurement. For several side by side see <see cref="Compare"/>.</summary>
public static class LoadFigures
{
    /// <summary>Draws the rate of acknowledged records over the run's time, with its mean.</summary>
    /// <param name="run">The run.</param>
    public static Figure ThroughputChart(this LoadRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return LoadCharts.Throughput(run).ToFigure();
    }

    /// <summary>Draws how many records took how long from the produce call to the acknowledgement, on a logarithmic axis, with p50, p95 and p99.</summary>
    /// <param name="run">The run.</param>
    public static Figure LatencyChart(this LoadRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return LatencyCharts.Of(run.Latency, LoadCharts.Subtitle([run])).ToFigure();
    }

    /// <summary>Draws how many records each partition has, and what an even share would be. A partition that has far more is pointed at.</summary>
    /// <param name="distribution">The distribution.</param>
    public static Figure Chart(this PartitionDistribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        return DistributionCharts.Of(distribution).ToFigure();
    }
}

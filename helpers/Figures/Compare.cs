using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures;

/// <summary>
/// Several measurements in one picture, each with a name: <c>Compare.Throughput(("acks=0", fast), ("acks=all", safe))</c>. What all of them have in common stands
/// below the title.
/// </summary>
public static class Compare
{
    /// <summary>Draws the rates of acknowledged records over time, a line for each run.</summary>
    /// <param name="runs">The runs, one or more.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Figure Throughput(params IReadOnlyList<(string Name, LoadRun Run)> runs) => LoadCharts.Throughput(AtLeastOne(runs, nameof(runs))).ToFigure();

    /// <summary>
    /// Draws a bar for each name: the mean rate of its run. Runs of the same name are repetitions: the bar is their median, and each run a point over it.
    /// </summary>
    /// <param name="runs">The runs, one or more.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Figure Settings(params IReadOnlyList<(string Name, LoadRun Run)> runs) => LoadCharts.Settings(AtLeastOne(runs, nameof(runs))).ToFigure();

    /// <summary>Draws p50, p95 and p99 of the latencies, a bar for each run.</summary>
    /// <param name="runs">The runs, one or more.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Figure Latency(params IReadOnlyList<(string Name, LoadRun Run)> runs) => LatencyCharts.Of(AtLeastOne(runs, nameof(runs))).ToFigure();

    /// <summary>Draws how many records each partition has, a bar for each distribution.</summary>
    /// <param name="distributions">The distributions, one or more.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Figure Distributions(params IReadOnlyList<(string Name, PartitionDistribution Distribution)> distributions) =>
        DistributionCharts.Of(AtLeastOne(distributions, nameof(distributions))).ToFigure();

    /// <summary>Draws where logs begin and end over time, one topic below the other.</summary>
    /// <param name="timelines">What was watched, one or more.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Figure Retention(params IReadOnlyList<(string Name, OffsetTimeline Timeline)> timelines) =>
        RetentionCharts.Of(AtLeastOne(timelines, nameof(timelines))).ToFigure();

    private static IReadOnlyList<T> AtLeastOne<T>(IReadOnlyList<T> all, string parameter)
    {
        ArgumentNullException.ThrowIfNull(all, parameter);
        return all.Count > 0 ? all : throw new ArgumentException(
            new Text("견줄 것이 하나도 없다. (이름, 결과) 짝을 하나 이상 넘긴다.", "There is nothing to compare. Give one or more pairs of a name and a result.").ToString(), parameter);
    }
}

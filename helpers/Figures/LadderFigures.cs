using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Measuring;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of ladders, of LinkedIn's tests and of read runs.</summary>
public static class LadderFigures
{
    /// <summary>Draws each step's rate on a logarithmic axis, every run a point, with the factor that the step brought.</summary>
    /// <param name="ladder">The ladder.</param>
    public static Figure Chart(this Ladder ladder)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        return LadderCharts.Of(ladder).ToFigure();
    }

    /// <summary>Draws LinkedIn's rates and ours side by side, every run of ours a point.</summary>
    /// <param name="tests">The tests.</param>
    public static Figure Chart(this LinkedIn2014 tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        return LinkedInCharts.Of(tests).ToFigure();
    }

    /// <summary>Draws the rate of read records over the run's time, with its mean.</summary>
    /// <param name="run">The run.</param>
    public static Figure ThroughputChart(this ReadRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReadCharts.Throughput(run).ToFigure();
    }
}

using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Figures.Diagrams;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of order, of work and its crashes, of lost disks, and of keys that move.</summary>
public static class CoreFeatureFigures
{
    /// <summary>
    /// Draws each partition's log: the number in the order of sending against the offset. Rising lines mean that the order was kept; where it was not, the stretch around it is
    /// drawn, with what is out of order and what is a duplicate in colours of their own.
    /// </summary>
    /// <param name="order">The order.</param>
    public static Figure Chart(this OrderCheck order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return OrderCharts.Log(order).ToFigure();
    }

    /// <summary>Draws the records of all partitions as they came when they were read: the number in the order of sending against the place in the order of reading.</summary>
    /// <param name="order">The order.</param>
    public static Figure ArrivalChart(this OrderCheck order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return OrderCharts.Arrival(order).ToFigure();
    }

    /// <summary>Draws where the records of a run lie in the log: the number in the order of sending against the offset.</summary>
    /// <param name="run">The run.</param>
    public static Figure Chart(this RetryRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return OrderCharts.Log(run.Order).ToFigure();
    }

    /// <summary>Draws how many records of each producer are lost, out of order, or there twice.</summary>
    /// <param name="writes">The producers.</param>
    public static Figure Chart(this RefusedWrites writes)
    {
        ArgumentNullException.ThrowIfNull(writes);
        return OrderCharts.Refused(writes).ToFigure();
    }

    /// <summary>Draws every record and what became of it: done once, done again, lost, or still waiting; below it each consumer from its start to its end.</summary>
    /// <param name="report">The report.</param>
    public static Figure Chart(this WorkReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return WorkDrawing.Draw([report]);
    }

    /// <summary>Draws several ways to work below each other.</summary>
    /// <param name="reports">The reports, one or more.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Figure Work(params IReadOnlyList<WorkReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return WorkDrawing.Draw(reports.Count > 0 ? reports : throw Nothing(nameof(reports)));
    }

    /// <summary>Draws who worked on which record when, and when a member was put out of its group.</summary>
    /// <param name="run">The run.</param>
    public static Figure Chart(this Overtime run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return CoreFeatureCharts.Overtime([run]).ToFigure();
    }

    /// <summary>Draws several runs below each other, on one axis of time.</summary>
    /// <param name="runs">The runs, one or more.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Figure Chart(this IReadOnlyList<Overtime> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return CoreFeatureCharts.Overtime(runs.Count > 0 ? runs : throw Nothing(nameof(runs))).ToFigure();
    }

    /// <summary>Draws how many records were written and how many are left after disks were lost.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="others">More of them, for the same picture.</param>
    public static Figure Chart(this DiskLoss loss, params IReadOnlyList<DiskLoss> others)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(others);
        return CoreFeatureCharts.Disks([loss, .. others]).ToFigure();
    }

    /// <summary>Draws what the group got done against the number of partitions, and how many of its consumers had work.</summary>
    /// <param name="ceiling">What was measured.</param>
    public static Figure Chart(this PartitionCeiling ceiling)
    {
        ArgumentNullException.ThrowIfNull(ceiling);
        return CoreFeatureCharts.Ceiling(ceiling).ToFigure();
    }

    /// <summary>Draws the keys as streams from their partitions before to those afterwards.</summary>
    /// <param name="moves">The keys.</param>
    public static Figure Chart(this KeyMoves moves)
    {
        ArgumentNullException.ThrowIfNull(moves);
        return KeyMovesDrawing.Draw(moves);
    }

    private static ArgumentException Nothing(string parameter) =>
        new(new Text("그릴 것이 하나도 없다.", "There is nothing to draw.").ToString(), parameter);
}

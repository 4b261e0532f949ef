using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Figures.Diagrams;
using KafkaWorkbook.Shop;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of the small shop: by calls and by events, its rush, its ledger, its topics.</summary>
public static class ShopFigures
{
    /// <summary>Draws a run of the shop over time: how long each customer waited, and how many orders each service had done.</summary>
    /// <param name="run">The run.</param>
    public static Figure Chart(this ShopRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ShopCharts.Of(run).ToFigure();
    }

    /// <summary>Draws who told whom in a run: arrows from service to service with calls, all through one topic with events. With the run's counts.</summary>
    /// <param name="run">The run.</param>
    public static Figure Diagram(this ShopRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Kind == ShopKind.Calls ? Diagrams.Diagram.Of(ShopRunPictures.Calls(run)) : Diagrams.Diagram.Of(ShopRunPictures.Events(run));
    }

    /// <summary>Draws a burst by events: what arrived and what was done a second, and what waited, with the predicted and the measured end.</summary>
    /// <param name="run">The run.</param>
    public static Figure Chart(this BurstRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return BurstCharts.Rates(run).ToFigure();
    }

    /// <summary>Draws how long each customer of two bursts waited, one below the other on the same axis of time.</summary>
    /// <param name="calls">The burst with calls.</param>
    /// <param name="events">The burst with events.</param>
    public static Figure WaitsBeside(this BurstRun calls, BurstRun events)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(events);
        return BurstCharts.Waits(calls, events).ToFigure();
    }

    /// <summary>Draws each customer's balance over time, as it was rebuilt from the log.</summary>
    /// <param name="balances">The rebuilt state.</param>
    /// <param name="mark">A time to be marked; null for none.</param>
    public static Figure Chart(this Balances balances, DateTimeOffset? mark = null)
    {
        ArgumentNullException.ThrowIfNull(balances);
        return LedgerCharts.Of(balances, mark).ToFigure();
    }

    /// <summary>Draws a compacted log offset by offset, before and after.</summary>
    /// <param name="run">The compaction.</param>
    public static Figure Diagram(this CompactionRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Diagrams.Diagram.Of(LogStrips.Of(run));
    }

    /// <summary>Draws the output's log of each run offset by offset: valid results, those that came twice, those that were taken back, and the marks of transactions.</summary>
    /// <param name="comparison">The runs.</param>
    public static Figure Diagram(this PipeComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Diagrams.Diagram.Of(LogStrips.Of(comparison));
    }

    /// <summary>Draws the output's log of a run offset by offset.</summary>
    /// <param name="run">The run.</param>
    public static Figure Diagram(this PipeRun run) => PipeComparison.Of(run).Diagram();

    /// <summary>Draws the flow as it was measured: who wrote to which topic, who read from it, and how many.</summary>
    /// <param name="flow">The flow.</param>
    public static Figure Diagram(this ShopFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return Diagrams.Diagram.Of(FlowPictures.Hub(flow));
    }

    /// <summary>Draws the same flow as if the services called each other. Computed from what was measured.</summary>
    /// <param name="flow">The flow.</param>
    public static Figure CallsDiagram(this ShopFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return Diagrams.Diagram.Of(FlowPictures.Calls(flow));
    }
}

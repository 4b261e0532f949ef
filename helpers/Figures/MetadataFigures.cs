using KafkaWorkbook.Figures.Charts;
using KafkaWorkbook.Measuring;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of who keeps a cluster's metadata.</summary>
public static class MetadataFigures
{
    /// <summary>Draws two clusters side by side: where their metadata are, who the controller is, and who talks to whom about it.</summary>
    /// <param name="comparison">The two clusters' answers.</param>
    public static Figure Diagram(this MetadataComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Diagrams.Diagram.Of(comparison);
    }

    /// <summary>Draws which brokers the metadata called alive, and which one the controller, before and after the controller was killed.</summary>
    /// <param name="succession">What was seen.</param>
    public static Figure Chart(this ControllerSuccession succession)
    {
        ArgumentNullException.ThrowIfNull(succession);
        return MetadataCharts.Succession(succession).ToFigure();
    }
}

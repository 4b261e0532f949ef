using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;

namespace KafkaWorkbook.Notebooks.Formatting;

/// <summary>
/// Tells the formatter of the kernel at hand how to show types of other libraries, which cannot say it themselves. The formatter is the kernel's own copy
/// where there is one, because the runtime loads an assembly of one name only once.
/// </summary>
internal static class ValueFormatters
{
    /// <summary>Registers them; a second registration of a type replaces the first.</summary>
    public static void Register()
    {
        Formatter.Register<DataFrame>((frame, writer) => writer.Write(DataFrameTable.ToHtml(frame)), "text/html");
        Formatter.Register<DataFrame>((frame, writer) => writer.Write(DataFrameTable.ToText(frame)), "text/plain");
        Formatter.SetPreferredMimeTypesFor(typeof(DataFrame), "text/html", "text/plain");
        Formatter.Register<GenericChart>((chart, writer) => writer.Write(PlotlyNetHtml.Of(chart)), "text/html");
        Formatter.Register<GenericChart>((chart, writer) => writer.Write(PlotlyNetHtml.ToText(chart)), "text/plain");
        Formatter.SetPreferredMimeTypesFor(typeof(GenericChart), "text/html", "text/plain");
    }
}

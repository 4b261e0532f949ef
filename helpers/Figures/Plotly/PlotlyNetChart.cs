using Microsoft.FSharp.Collections;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace KafkaWorkbook.Figures.Plotly;

/// <summary>
/// A plotly.js figure as a Plotly.NET chart. Objects that Plotly.NET has a type for get that type, because its own methods (<c>withXAxisStyle</c>,
/// <c>withShapes</c>, …) only go on with what they recognise.
/// </summary>
internal static class PlotlyNetChart
{
    public static GenericChart Of(PlotlyFigure figure)
    {
        FSharpList<Trace> traces = ListModule.OfSeq(figure.Data.Select(ToTrace));
        Layout layout = Fill(new Layout(), figure.Layout);
        Config config = Fill(new Config(), figure.Config);
        return traces.Length == 1
            ? GenericChart.NewChart(traces.Head, layout, config, new DisplayOptions())
            : GenericChart.NewMultiChart(traces, layout, config, new DisplayOptions());
    }

    private static Trace ToTrace(Dictionary<string, object?> properties)
    {
        Trace trace = new((string)properties["type"]!);
        return Fill(trace, properties.Where(p => p.Key != "type"));
    }

    private static T Fill<T>(T target, IEnumerable<KeyValuePair<string, object?>> properties)
        where T : DynamicObj.DynamicObj
    {
        foreach ((string name, object? value) in properties)
        {
            target.SetProperty(name, Convert(name, value));
        }

        return target;
    }

    private static object? Convert(string name, object? value) => value switch
    {
        Dictionary<string, object?> map => Fill(Empty(name), map),
        Dictionary<string, object?>[] maps when name == "shapes" => maps.Select(m => Fill(new Shape(), m)).ToArray(),
        Dictionary<string, object?>[] maps => maps.Select(m => Fill(new Annotation(), m)).ToArray(),
        _ => value,
    };

    private static DynamicObj.DynamicObj Empty(string name) => name switch
    {
        "title" => new Title(),
        "font" => new Font(),
        "margin" => new Margin(),
        "legend" => new Legend(),
        "line" => new Line(),
        "marker" => new global::Plotly.NET.TraceObjects.Marker(),
        "colorbar" => new ColorBar(),
        _ when name.StartsWith("xaxis", StringComparison.Ordinal) || name.StartsWith("yaxis", StringComparison.Ordinal) => new LinearAxis(),
        _ => new DynamicObj.DynamicObj(),
    };
}

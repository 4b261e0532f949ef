using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using KafkaWorkbook.Figures.Svg;

namespace KafkaWorkbook.Figures.Plotly;

/// <summary>A plotly.js figure as plain objects: what both the JSON and the Plotly.NET chart are made of.</summary>
/// <param name="Data">The traces.</param>
/// <param name="Layout">Axes, texts, sizes.</param>
/// <param name="Config">How the picture behaves.</param>
internal sealed record PlotlyFigure(IReadOnlyList<Dictionary<string, object?>> Data, Dictionary<string, object?> Layout, Dictionary<string, object?> Config)
{
    // Keeps Hangul readable and escapes what could end a script element.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Selecting points has no use here.</summary>
    private static readonly string[] UselessButtons = ["lasso2d", "select2d"];

    public static PlotlyFigure Of(ChartSpec spec)
    {
        List<Dictionary<string, object?>> data = [];
        HashSet<string> named = [];
        for (int i = 0; i < spec.Panels.Count; i++)
        {
            PlotlyTraces traces = new(spec, spec.Panels[i], i == 0 ? "y" : $"y{i + 1}", named);
            data.AddRange(SeriesStyle.Of(spec.Panels[i]).SelectMany(traces.Of));
        }

        return new(data, PlotlyLayout.Of(spec, showLegend: named.Count > 1), new()
        {
            ["responsive"] = true,
            ["displaylogo"] = false,
            ["typesetMath"] = false,
            ["modeBarButtonsToRemove"] = UselessButtons,
        });
    }

    /// <summary>The whole as JSON that may stand in a script element.</summary>
    public string ToJson() => JsonSerializer.Serialize(new Dictionary<string, object?> { ["data"] = Data, ["layout"] = Layout, ["config"] = Config }, Json);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Reporting;
using Plotly.NET;
using Text = KafkaWorkbook.Reporting.Text;

namespace KafkaWorkbook.Notebooks.Formatting;

/// <summary>
/// A chart that a reader made with Plotly.NET. Its own page asks for the chart library on the network, or embeds it once more; here it takes the one that
/// the first cell has put on the page.
/// </summary>
internal static class PlotlyNetHtml
{
    /// <summary>The chart as a plotly.js figure in JSON, safe inside a script element.</summary>
    public static string ToJson(GenericChart chart) => GenericChart.toFigureJson(chart).Replace("<", "\\u003c", StringComparison.Ordinal);

    /// <summary>The chart as a piece of HTML.</summary>
    public static string Of(GenericChart chart)
    {
        string missing = Html.Sentence(new Text("차트를 보려면 첫 셀을 실행한다.", "Run the first cell to see the chart.").ToString());
        return FigureHtml.Of($"<div aria-label=\"{Html.Encode(ToText(chart))}\">{missing}</div>", Sized(ToJson(chart)));
    }

    /// <summary>The chart in a line.</summary>
    public static string ToText(GenericChart chart)
    {
        using JsonDocument figure = JsonDocument.Parse(ToJson(chart));
        IEnumerable<string> traces = figure.RootElement.GetProperty("data").EnumerateArray()
            .Select(t => t.TryGetProperty("type", out JsonElement type) ? type.GetString() ?? "" : "").Distinct(StringComparer.Ordinal);
        return new Text($"Plotly.NET 차트 ({string.Join(", ", traces)})", $"Plotly.NET chart ({string.Join(", ", traces)})").ToString();
    }

    // The script that draws figures asks for a height, which Plotly.NET's charts may leave open.
    private static string Sized(string json)
    {
        JsonNode figure = JsonNode.Parse(json)!;
        JsonObject layout = figure["layout"] as JsonObject ?? [];
        layout["height"] ??= 400;
        layout.Remove("width");
        figure["layout"] = layout;
        return figure.ToJsonString();
    }
}

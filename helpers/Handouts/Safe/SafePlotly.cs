using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KafkaWorkbook.Handouts.Safe;

/// <summary>
/// A plotly.js figure that somebody else wrote, reduced to what draws: data and layout without addresses, menus and maps, texts without links that lead
/// anywhere but to the web, and a configuration of ours.
/// </summary>
internal static partial class SafePlotly
{
    // What the library on the page can draw: plotly.js's cartesian bundle.
    private static readonly FrozenSet<string> s_drawn = FrozenSet.Create(
        StringComparer.Ordinal, "bar", "box", "contour", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "image", "pie", "scatter", "scatterternary", "violin");

    // Names that lead to addresses or act when clicked, and names that would reach into JavaScript's own objects.
    private static readonly FrozenSet<string> s_dropped = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "updatemenus", "sliders", "frames", "transforms", "stream", "accesstoken", "sourceattribution", "topojsonurl",
        "plotlyserverurl", "mapboxaccesstoken", "href", "url", "__proto__", "constructor", "prototype");

    private const int Deepest = 48;

    /// <summary>The figure, or null when it is none or has traces that cannot be drawn here.</summary>
    /// <param name="json">A figure as JSON: an object with a <c>data</c> array.</param>
    public static SafeChart? Clean(string json)
    {
        try
        {
            return JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = Deepest }) is JsonObject figure ? Clean(figure) : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // No JSON, too deep, or an object with one name twice.
            return null;
        }
    }

    private static SafeChart? Clean(JsonObject figure)
    {
        if (figure["data"] is not JsonArray { Count: > 0 } traces || traces.Any(t => t is not JsonObject))
        {
            return null;
        }

        string[] types = [.. traces.Select(t => Word(t!["type"]) ?? "scatter").Select(t => t == "scattergl" ? "scatter" : t)];
        if (!types.All(s_drawn.Contains))
        {
            return null;
        }

        JsonArray data = (JsonArray)Kept(traces)!;
        foreach ((int i, string type) in types.Index())
        {
            data[i]!["type"] = type;
        }

        JsonObject layout = figure["layout"] is JsonObject given ? (JsonObject)Kept(given)! : [];
        foreach (string name in layout.Select(p => p.Key).Where(IsMap).ToList())
        {
            layout.Remove(name);
        }

        if (layout["template"] is not JsonObject)
        {
            layout.Remove("template");
        }

        layout.Remove("width");
        return new SafeChart(data, layout, [.. types.Distinct(StringComparer.Ordinal)], [.. traces.Select(t => Word(t!["name"])).OfType<string>().Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)]);
    }

    private static string? Word(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static bool IsMap(string name) => Map().IsMatch(name);

    // A copy without what may not be there.
    private static JsonNode? Kept(JsonNode? node, string name = "")
    {
        switch (node)
        {
            case JsonObject map:
                JsonObject kept = [];
                foreach ((string key, JsonNode? value) in map)
                {
                    if (!s_dropped.Contains(key) && !(IsSource(key) && value is JsonValue && SafeLink.Picture(Word(value)) is null))
                    {
                        kept[key] = Kept(value, key);
                    }
                }

                return kept;
            case JsonArray array:
                return new JsonArray([.. array.Select(item => Kept(item, name))]);
            case JsonValue value when Word(value) is { } text:
                return JsonValue.Create(IsSource(name) ? SafeLink.Picture(text) ?? "" : PlotlyMarkup.Clean(text));
            default:
                return node?.DeepClone();
        }
    }

    private static bool IsSource(string name) => name.Equals("source", StringComparison.OrdinalIgnoreCase) || name.Equals("src", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(mapbox|map|geo|scene)\d*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Map();
}

/// <summary>A plotly.js figure that may stand on a page.</summary>
/// <param name="Data">The traces.</param>
/// <param name="Layout">The layout, without a width.</param>
/// <param name="Types">The traces' types.</param>
/// <param name="Names">The traces' names, as far as they have any.</param>
internal sealed record SafeChart(JsonArray Data, JsonObject Layout, ImmutableArray<string> Types, ImmutableArray<string> Names);

using System.Text.Json.Nodes;
using KafkaWorkbook.Handouts.Safe;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>Takes the title off a chart, and the room that it had.</summary>
internal static class PlotlyHead
{
    private const double TitleLine = 20;
    private const double SubtitleLine = 17;

    /// <summary>What the chart's buttons need of the room above it.</summary>
    private const double ButtonsRoom = 8;

    /// <summary>The chart's title, which is in the layout no more; null when it has none.</summary>
    public static FigureHead? Take(JsonObject layout)
    {
        JsonNode? title = layout["title"];
        string text = Word(title) ?? Word((title as JsonObject)?["text"]) ?? "";
        layout.Remove("title");
        if (PlotlyMarkup.Words(text).Length == 0)
        {
            return null;
        }

        // Our own titles are bold lines, with quieter ones below, and say how much room they take.
        int end = text.IndexOf("</b>", StringComparison.Ordinal);
        bool isOurs = text.StartsWith("<b>", StringComparison.Ordinal) && end > 0 && (title as JsonObject)?["pad"] is not null;
        string first = isOurs ? text[..end] : text, rest = isOurs ? text[(end + 4)..] : "";
        rest = rest.StartsWith("<br>", StringComparison.Ordinal) ? rest[4..] : rest;
        if (isOurs)
        {
            double room = (Lines(first) * TitleLine) + (rest.Length == 0 ? 0 : Lines(rest) * SubtitleLine) - ButtonsRoom;
            Shrink(layout, "height", room);
            Shrink(layout["margin"] as JsonObject, "t", room);
        }
        else if (layout["margin"] is null)
        {
            layout["margin"] = new JsonObject { ["t"] = 40 };
        }

        return new FigureHead(PlotlyMarkup.Words(first), PlotlyMarkup.Words(rest));
    }

    private static int Lines(string text) => text.Split("<br>").Length;

    private static void Shrink(JsonObject? map, string name, double by)
    {
        if (map?[name] is JsonValue value && value.TryGetValue(out double number) && number - by > 20)
        {
            map[name] = number - by;
        }
    }

    private static string? Word(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}

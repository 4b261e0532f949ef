using KafkaWorkbook.Figures;

namespace KafkaWorkbook.Handouts;

/// <summary>A plotly.js chart on a page of ours: its data, and the static picture that stands until it is drawn.</summary>
internal static class ChartHtml
{
    /// <summary>The class of the element that holds a chart's figure; the same that <c>Figure.ToHtml()</c> writes.</summary>
    public const string DataClass = FigureHtml.DataClass;

    /// <summary>A chart.</summary>
    /// <param name="json">The plotly.js figure.</param>
    /// <param name="svg">The static picture, or null when there is none.</param>
    public static string Of(string json, string? svg) =>
        $"<figure class=\"workbook-figure\"><div data-static>{svg}</div><script type=\"application/json\" class=\"{DataClass}\">{Safe(json)}</script></figure>";

    // In JSON a < stands within texts only, and there it may be written like this; a text then cannot end the element.
    private static string Safe(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);
}

using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Handouts.Safe;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>
/// Finds the charts in an output's HTML before its scripts go: the data of our own figures, and what other libraries hand to <c>Plotly.newPlot</c>. Only the
/// JSON is read; nothing runs.
/// </summary>
internal static partial class ChartScripts
{
    /// <summary>The charts by the figure element that stands for each; where there was none, one is put in the script's place.</summary>
    public static Dictionary<IElement, SafeChart> Take(IHtmlElement body)
    {
        Dictionary<IElement, SafeChart> charts = [];
        foreach (IElement script in body.QuerySelectorAll("script").ToList())
        {
            bool isOurs = script.ClassList.Contains(FigureHtml.DataClass);
            string code = script.TextContent;
            string? json = isOurs ? code : code.Length < 5_000_000 && code.Contains("Plotly.newPlot", StringComparison.Ordinal) && !code.Contains("plotly.js v", StringComparison.Ordinal) ? FromCall(code) : null;
            if (json is null || SafePlotly.Clean(json) is not { } chart)
            {
                continue;
            }

            IElement? figure = script.Closest("figure");
            if (figure is null || charts.ContainsKey(figure))
            {
                figure = body.Owner!.CreateElement("figure");
                script.Parent!.InsertBefore(figure, script);
            }

            charts[figure] = chart;
        }

        return charts;
    }

    // Plotly.newPlot(place, data, layout, …), where data and layout are JSON, written there or given to variables of these names before.
    private static string? FromCall(string code)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(code);
        string? data = ValueAfter(utf8, DataName().Match(code), code), layout = ValueAfter(utf8, LayoutName().Match(code), code);
        if (data is null && Call().Match(code) is { Success: true } call)
        {
            data = ValueAfter(utf8, call, code, out int end);
            Match comma = data is null ? Match.Empty : Comma().Match(Encoding.UTF8.GetString(utf8.AsSpan(end, Math.Min(40, utf8.Length - end))));
            layout = comma.Success ? ValueAt(utf8, end + comma.Length, out _) : null;
        }

        return data is null ? null : $"{{\"data\":{data},\"layout\":{layout ?? "{}"}}}";
    }

    private static string? ValueAfter(byte[] utf8, Match match, string code) => ValueAfter(utf8, match, code, out _);

    private static string? ValueAfter(byte[] utf8, Match match, string code, out int end)
    {
        end = 0;
        return match.Success ? ValueAt(utf8, Encoding.UTF8.GetByteCount(code.AsSpan(0, match.Index + match.Length)), out end) : null;
    }

    // One JSON value, whatever comes behind it.
    private static string? ValueAt(byte[] utf8, int start, out int end)
    {
        end = start;
        try
        {
            Utf8JsonReader reader = new(utf8.AsSpan(start), new JsonReaderOptions { MaxDepth = 64, AllowMultipleValues = true });
            if (!reader.Read() || reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
            {
                return null;
            }

            reader.Skip();
            end = start + (int)reader.BytesConsumed;
            return Encoding.UTF8.GetString(utf8.AsSpan(start, end - start));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\b(var|let|const)\s+data\s*=\s*")]
    private static partial Regex DataName();

    [GeneratedRegex(@"\b(var|let|const)\s+layout\s*=\s*")]
    private static partial Regex LayoutName();

    [GeneratedRegex(@"Plotly\.newPlot\(\s*(""[^""]*""|'[^']*'|[\w.]+)\s*,\s*")]
    private static partial Regex Call();

    [GeneratedRegex(@"^\s*,\s*")]
    private static partial Regex Comma();
}

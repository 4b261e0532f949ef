using System.Text.RegularExpressions;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts;

/// <summary>What a cell showed, as HTML. Text is escaped; HTML loses its scripts, which the page's policy would not let run anyway.</summary>
internal static partial class OutputHtml
{
    public static string Of(CellOutput output) => output switch
    {
        StreamOutput stream => $"<pre class=\"stream{(stream.IsError ? " stderr" : "")}\">{Html.Encode(WithoutColours(stream.Text))}</pre>",
        ErrorOutput error => OfError(error),
        ValueOutput value => OfValue(value),
        _ => "",
    };

    private static string OfError(ErrorOutput error)
    {
        string lines = error.Traceback.Length > 0 ? string.Join('\n', error.Traceback) : $"{error.Name}: {error.Message}";
        return $"<pre class=\"error\" role=\"alert\">{Html.Encode(WithoutColours(lines))}</pre>";
    }

    private static string OfValue(ValueOutput value)
    {
        if (value.TextOf("text/html") is { } html)
        {
            // A figure of ours brings its data, its static picture and its script in one piece; here the page's own script draws.
            return html.Contains(ChartHtml.DataClass, StringComparison.Ordinal) || value.Plotly is not { } figure
                ? Script().Replace(html, m => IsData(m.Value) ? m.Value : "")
                : ChartHtml.Of(figure.GetRawText(), value.TextOf("image/svg+xml"));
        }

        return value.Plotly is { } chart ? ChartHtml.Of(chart.GetRawText(), value.TextOf("image/svg+xml"))
            : value.TextOf("image/png") is { } png ? $"<img alt=\"\" src=\"data:image/png;base64,{Html.Encode(string.Concat(png.Where(c => !char.IsWhiteSpace(c))))}\">"
            : value.TextOf("image/svg+xml") is { } svg ? Script().Replace(svg, "")
            : value.TextOf("text/plain") is { } plain ? $"<pre class=\"stream\">{Html.Encode(WithoutColours(plain))}</pre>"
            : "";
    }

    private static bool IsData(string script) => DataScript().IsMatch(script);

    private static string WithoutColours(string text) => Colour().Replace(text, "");

    [GeneratedRegex("<script\\b[^>]*>.*?</script\\s*>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("^<script type=\"application/json\" class=\"" + ChartHtml.DataClass + "\">", RegexOptions.IgnoreCase)]
    private static partial Regex DataScript();

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Colour();
}

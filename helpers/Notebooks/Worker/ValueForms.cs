using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Formatting;
using KafkaWorkbook.Reporting;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using Figure = KafkaWorkbook.Figures.Figure;
using Text = KafkaWorkbook.Reporting.Text;

namespace KafkaWorkbook.Notebooks.Worker;

/// <summary>The forms in which a value is shown: by .NET Interactive's own formatter, so that a reader sees the same in VS Code.</summary>
internal static class ValueForms
{
    private const string HtmlType = "text/html";
    private const string PlainType = "text/plain";

    // A page of the embedded plotly.js is 4.5 MB; anything over this is no figure but a mistake that no browser would open.
    private const int LongestForm = 32 * 1024 * 1024;

    /// <summary>The forms by MIME type; JSON forms as text.</summary>
    /// <param name="value">The value, or null.</param>
    public static IReadOnlyDictionary<string, string> Of(object? value)
    {
        Dictionary<string, string> forms = new(StringComparer.Ordinal);
        if (value is IHtmlView view)
        {
            forms[HtmlType] = view.ToHtml();
            forms[PlainType] = view.ToString() ?? "";
        }
        else
        {
            foreach (string type in Formatter.GetPreferredMimeTypesFor(value?.GetType()).Append(PlainType).Distinct(StringComparer.Ordinal))
            {
                forms[type] = value.ToDisplayString(type);
            }
        }

        // Renderers that know plotly.js draw from this; all others take the HTML.
        if (PlotlyOf(value) is { } figure)
        {
            forms[ValueOutput.PlotlyType] = figure;
        }

        foreach ((string type, string form) in forms.Where(f => f.Value.Length > LongestForm).ToList())
        {
            forms.Remove(type);
            forms[PlainType] = new Text(
                FormattableString.Invariant($"(값이 너무 커서 보여 주지 않는다: {form.Length:N0}자)"),
                FormattableString.Invariant($"(the value is too large to be shown: {form.Length:N0} characters)")).ToString();
        }

        return forms;
    }

    private static string? PlotlyOf(object? value) => value switch
    {
        Figure figure => figure.ToPlotlyJson(),
        GenericChart chart => PlotlyNetHtml.ToJson(chart),
        _ => null,
    };
}

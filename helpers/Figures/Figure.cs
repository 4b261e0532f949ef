using KafkaWorkbook.Figures.Plotly;
using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Reporting;
using Plotly.NET;

namespace KafkaWorkbook.Figures;

/// <summary>
/// A picture of the workbook: a chart, or a diagram such as a log with its readers. A cell whose last value it is shows it: static everywhere, interactive
/// (zoom, values under the mouse) for charts where scripts run and <see cref="PlotlyScript"/> is on the page.
/// </summary>
/// <remarks>
/// It shows itself as text/html only, also for charts. With plotly's own MIME type beside it, JupyterLab's plotly extension would take that one, and break:
/// .NET Interactive hands it over as a string.
/// </remarks>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Figure : IHtmlView
{
    private readonly Lazy<string> _svg;

    private Figure(string title, string altText, Lazy<string> svg, ChartSpec? spec)
    {
        Title = title;
        AltText = altText;
        _svg = svg;
        Spec = spec;
    }

    /// <summary>The sentence above the picture.</summary>
    public string Title { get; }

    /// <summary>What the picture shows, with its numbers, for someone who does not see it.</summary>
    public string AltText { get; }

    /// <summary>What a chart shows, apart from how it is drawn; null for a diagram.</summary>
    public ChartSpec? Spec { get; }

    /// <summary>A chart.</summary>
    /// <param name="spec">What it shows.</param>
    public static Figure Of(ChartSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new(spec.Title, spec.AltText, new Lazy<string>(() => ChartSvg.Draw(spec)), spec);
    }

    /// <summary>A diagram that is drawn already.</summary>
    internal static Figure OfDiagram(string title, string altText, string svg) => new(title, altText, new Lazy<string>(svg), null);

    /// <summary>The static picture: one self-contained SVG element, 720 pixels wide, that needs no script and no network.</summary>
    public string ToSvg() => _svg.Value;

    /// <summary>The chart as a plotly.js figure (<c>data</c>, <c>layout</c>, <c>config</c>) in JSON, safe inside a script element; null for a diagram.</summary>
    public string? ToPlotlyJson() => Spec is null ? null : PlotlyFigure.Of(Spec).ToJson();

    /// <summary>The same chart as a Plotly.NET chart, to go on with that library. The first call of a process takes about two seconds.</summary>
    /// <exception cref="InvalidOperationException">This is a diagram.</exception>
    public GenericChart ToChart() => Spec is null
        ? throw new InvalidOperationException(new Text(
            $"'{Title}'은(는) SVG로 그린 그림이라 Plotly.NET 차트로 바꿀 수 없다. ToSvg()를 쓴다.",
            $"'{Title}' is a diagram drawn as SVG and has no Plotly.NET chart. Use ToSvg().").ToString())
        : PlotlyNetChart.Of(PlotlyFigure.Of(Spec));

    /// <inheritdoc/>
    public string ToHtml() => FigureHtml.Of(ToSvg(), ToPlotlyJson());

    /// <inheritdoc/>
    public override string ToString() => $"{Title}: {AltText}";
}

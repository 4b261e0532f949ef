using KafkaWorkbook.Figures;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Notebooks;

/// <summary>What the first cell shows: that the helper is there, and, unseen, the chart library for the page.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Connection : IHtmlView
{
    internal Connection()
    {
    }

    /// <summary>
    /// The libraries that a cell may use without a line of its own to load them. A compiler only finds what this library refers to, so each is named here
    /// by one of its types.
    /// </summary>
    public static IReadOnlyList<Type> Libraries { get; } =
        [typeof(Confluent.Kafka.Message<,>), typeof(Microsoft.Data.Analysis.DataFrame), typeof(Plotly.NET.GenericChart), typeof(Plotly.NET.CSharp.Chart)];

    /// <summary>The helper library's version.</summary>
    public static string Version => typeof(Connection).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + PlotlyScript.Html();

    /// <inheritdoc/>
    public override string ToString() => new Text($"Kafka Workbook {Version} 준비됨", $"Kafka Workbook {Version} is ready").ToString();
}

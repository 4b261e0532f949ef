using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Notebooks;

/// <summary>What the first cell shows: that the helper is there, and, unseen, the chart library for the page.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Connection : IHtmlView
{
    internal Connection()
    {
    }

    /// <summary>The helper library's version.</summary>
    public static string Version => typeof(Connection).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString());

    /// <inheritdoc/>
    public override string ToString() => new Text($"Kafka Workbook {Version} 준비됨", $"Kafka Workbook {Version} is ready").ToString();
}

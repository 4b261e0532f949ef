using Confluent.Kafka;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.External;

/// <summary>A configuration that shows its secrets to nobody, should a cell end with it. A kernel would print every property of Confluent's own.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
internal sealed class DiscreetClientConfig(ClientConfig config) : ClientConfig(config), IHtmlView
{
    public string ToHtml() => DiscreetView.Html(this);

    public override string ToString() => DiscreetView.Text(this);
}

/// <inheritdoc cref="DiscreetClientConfig"/>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
internal sealed class DiscreetProducerConfig(ProducerConfig config) : ProducerConfig(config), IHtmlView
{
    public string ToHtml() => DiscreetView.Html(this);

    public override string ToString() => DiscreetView.Text(this);
}

/// <inheritdoc cref="DiscreetClientConfig"/>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
internal sealed class DiscreetConsumerConfig(ConsumerConfig config) : ConsumerConfig(config), IHtmlView
{
    public string ToHtml() => DiscreetView.Html(this);

    public override string ToString() => DiscreetView.Text(this);
}

/// <summary>A configuration's settings, with stars for secrets.</summary>
internal static class DiscreetView
{
    public static string Html(Config config) => Reporting.Html.Table(
        null, [new Text("설정", "Setting").ToString(), new Text("값", "Value").ToString()], Shown(config).Select(s => (IReadOnlyList<string>)[s.Key, s.Value]));

    public static string Text(Config config) => string.Join('\n', Shown(config).Select(s => $"{s.Key}={s.Value}"));

    private static IEnumerable<KeyValuePair<string, string>> Shown(Config config) =>
        config.OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => KeyValuePair.Create(s.Key, ExternalSettings.IsSecret(s.Key) ? "***" : s.Value));
}

using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Every broker was killed at once and started again.</summary>
/// <param name="Brokers">The brokers that were killed.</param>
/// <param name="Dark">From the first kill until the cluster was ready again.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record Blackout(IReadOnlyList<int> Brokers, TimeSpan Dark) : IHtmlView
{
    /// <inheritdoc/>
    public string ToHtml() => Html.Note(ToString(), [], Tone.Warning);

    /// <inheritdoc/>
    public override string ToString()
    {
        string seconds = FormattableString.Invariant($"{Dark.TotalSeconds:0.0}");
        return new Text(
            $"브로커 {string.Join(", ", Brokers)}에 kill -9를 보냈고, {seconds}초 뒤에 모두 돌아왔다.",
            $"Brokers {string.Join(", ", Brokers)} were killed with -9; {seconds} seconds later all were back.").ToString();
    }
}

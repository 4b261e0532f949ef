using System.Globalization;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>A leader that the workbook itself moved, as a real cluster's controller would have.</summary>
/// <param name="At">When.</param>
/// <param name="Topic">The topic's full name.</param>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="From">The broker that led before.</param>
/// <param name="To">The broker that leads since.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record LeaderMove(DateTimeOffset At, string Topic, int Partition, int From, int To) : IHtmlView
{
    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString());

    /// <inheritdoc/>
    public override string ToString()
    {
        string partition = string.Create(CultureInfo.InvariantCulture, $"{Topic}[{Partition}]");
        return new Text(
            string.Create(CultureInfo.InvariantCulture, $"{partition}: 리더를 브로커 {From}에서 {Particle.EuroRo(To)} 옮겼다(워크북이 시킨 것)."),
            string.Create(CultureInfo.InvariantCulture, $"{partition}: the leader went from broker {From} to {To} (the workbook made it so).")).ToString();
    }
}

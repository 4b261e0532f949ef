using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>What the metadata said at one moment.</summary>
/// <param name="At">When, from the beginning of the watch.</param>
/// <param name="Controller">The controller; null while there is none or nobody answers.</param>
/// <param name="Epoch">How many controllers there were; null while nobody answers.</param>
/// <param name="Brokers">The brokers that count as alive.</param>
public sealed record ControllerMoment(TimeSpan At, int? Controller, int? Epoch, IReadOnlyList<int> Brokers);

/// <summary>A controller's death and its successor.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Before">The broker that was the controller and was killed.</param>
/// <param name="After">The broker that became the controller.</param>
/// <param name="EpochBefore">The number of the old one's term.</param>
/// <param name="EpochAfter">The number of the new one's term.</param>
/// <param name="Killed">When it was killed, from the beginning of the watch.</param>
/// <param name="Succeeded">When the metadata first named the successor.</param>
/// <param name="Back">When all brokers counted as alive again.</param>
/// <param name="Moments">Everything that was seen, about 20 times a second.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ControllerSuccession(
    Cluster Cluster, int Before, int After, int EpochBefore, int EpochAfter, TimeSpan Killed, TimeSpan Succeeded, TimeSpan Back, IReadOnlyList<ControllerMoment> Moments) : IHtmlView
{
    /// <summary>From the kill until the metadata named a successor.</summary>
    public TimeSpan Took => Succeeded - Killed;

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        null,
        ["", Say("죽기 전", "before"), Say("죽은 뒤", "after")],
        [
            [Say("컨트롤러", "controller"), Say($"브로커 {Before}", $"broker {Before}"), Say($"브로커 {After}", $"broker {After}")],
            [Say("몇 번째 임기(epoch)", "term (epoch)"), FormattableString.Invariant($"{EpochBefore}"), FormattableString.Invariant($"{EpochAfter}")],
        ]) + Html.Sentence(ToString());

    /// <inheritdoc/>
    public override string ToString()
    {
        string took = FormattableString.Invariant($"{Took.TotalSeconds:0.0}");
        return Say(
            $"컨트롤러인 브로커 {Particle.EulReul(Before)} kill -9로 죽이고 {took}초 뒤에 브로커 {Particle.IGa(After)} 이어받았다.",
            $"{took} s after broker {Before}, the controller, was killed with -9, broker {After} took over.");
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

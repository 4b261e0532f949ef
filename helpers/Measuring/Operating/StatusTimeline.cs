using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>A panel with its place on the timeline.</summary>
/// <param name="At">From the start of the watch to the answer.</param>
/// <param name="Panel">What was seen.</param>
public sealed record StatusMoment(TimeSpan At, StatusPanel Panel);

/// <summary>A cluster's status over time.</summary>
/// <param name="Moments">The panels, oldest first.</param>
/// <param name="Missed">How many times the cluster did not answer in time; those moments are missing.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record StatusTimeline(IReadOnlyList<StatusMoment> Moments, int Missed) : IHtmlView
{
    /// <summary>The first panel.</summary>
    public StatusPanel Before => Moments[0].Panel;

    /// <summary>The panel with most partitions in trouble; of equals the last, when everything has come to rest.</summary>
    public StatusPanel Worst => Moments.Select(m => m.Panel)
        .Aggregate((worst, next) => Trouble(next).CompareTo(Trouble(worst)) >= 0 ? next : worst);

    /// <summary>The last panel.</summary>
    public StatusPanel After => Moments[^1].Panel;

    /// <summary>The stretches in which a broker was missing.</summary>
    public IReadOnlyList<(int Broker, TimeSpan From, TimeSpan To)> Absences =>
    [
        .. from broker in Before.BrokerIds
           let gone = Moments.Where(m => m.Panel.Missing.Contains(broker)).ToArray()
           where gone.Length > 0
           select (broker, gone[0].At, gone[^1].At),
    ];

    /// <summary>A table with the columns seconds, brokers, controller, offline, under_replicated, led_elsewhere.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<double>("seconds", Moments.Select(m => m.At.TotalSeconds)),
        new PrimitiveDataFrameColumn<int>("brokers", Moments.Select(m => m.Panel.Running.Count)),
        new PrimitiveDataFrameColumn<int>("controller", Moments.Select(m => m.Panel.ControllerId)),
        new PrimitiveDataFrameColumn<int>("offline", Moments.Select(m => m.Panel.Offline)),
        new PrimitiveDataFrameColumn<int>("under_replicated", Moments.Select(m => m.Panel.UnderReplicated)),
        new PrimitiveDataFrameColumn<int>("led_elsewhere", Moments.Select(m => m.Panel.LedElsewhere)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString());

    /// <inheritdoc/>
    public override string ToString()
    {
        Text missed = Missed == 0 ? Text.Same("") : new($" 클러스터가 답하지 않은 것이 {Missed}번이다.", $" The cluster did not answer {Missed} times.");
        return new Text(
            $"{Payloads.Took(Moments[^1].At)} 동안 상태를 {Payloads.Number(Moments.Count)}번 보았다.{missed.Korean}",
            $"Looked at the status {Payloads.Number(Moments.Count)} times in {Payloads.Took(Moments[^1].At)}.{missed.English}").ToString();
    }

    private static (int, int, int) Trouble(StatusPanel panel) => (panel.Offline ?? 0, panel.UnderReplicated ?? 0, panel.Missing.Count);
}

using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>A snapshot with its place on the timeline.</summary>
/// <param name="At">From the start of the watch to the answer.</param>
/// <param name="Snapshot">The offsets.</param>
public sealed record OffsetMoment(TimeSpan At, OffsetSnapshot Snapshot);

/// <summary>One point of a group's lag.</summary>
/// <param name="At">From the start of the watch.</param>
/// <param name="Lag">Records ahead of the group in all partitions.</param>
/// <param name="LogEnd">The ends of all logs added up: what was produced.</param>
/// <param name="Read">What the group has behind it: <paramref name="LogEnd"/> − <paramref name="Lag"/>.</param>
public sealed record LagPoint(TimeSpan At, long Lag, long LogEnd, long Read);

/// <summary>Offsets and lag over time.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Groups">The groups' labels, in the order asked for.</param>
/// <param name="StartedAt">When the watch began.</param>
/// <param name="Moments">The snapshots, oldest first.</param>
/// <param name="Missed">How many times brokers did not answer in time; those moments are missing.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record OffsetTimeline(
    Topic Topic, IReadOnlyList<string> Groups, DateTimeOffset StartedAt, IReadOnlyList<OffsetMoment> Moments, int Missed) : IHtmlView
{
    /// <summary>One group's lag over time.</summary>
    /// <param name="group">The group's label or full id.</param>
    /// <exception cref="ArgumentException">The group was not watched.</exception>
    public IReadOnlyList<LagPoint> Lag(string group)
    {
        int index = Groups.ToList().FindIndex(g => g == group);
        if (index < 0 && Moments.Count > 0)
        {
            index = Moments[0].Snapshot.Groups.ToList().FindIndex(g => g.Group == group);
        }

        return index >= 0
            ? [.. Moments.Select(m => new LagPoint(m.At, m.Snapshot.Groups[index].TotalLag, m.Snapshot.TotalEnd, m.Snapshot.TotalEnd - m.Snapshot.Groups[index].TotalLag))]
            : throw new ArgumentException(
                new Text($"그룹 '{group}'은(는) 지켜보지 않았다. 지켜본 그룹: {string.Join(", ", Groups)}", $"The group '{group}' was not watched. Watched: {string.Join(", ", Groups)}.").ToString(),
                nameof(group));
    }

    /// <summary>The highest lag of a group.</summary>
    /// <param name="group">The group's label or full id.</param>
    public long HighestLag(string group) => Lag(group).Select(p => p.Lag).DefaultIfEmpty(0).Max();

    /// <summary>A table with the columns seconds, group, partition, log_start, log_end, committed, lag.</summary>
    public DataFrame ToDataFrame() => OffsetTables.Frame(Moments.Select(m => ((TimeSpan?)m.At, m.Snapshot)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + (Moments.Count == 0 ? "" : Html.Table(
        null,
        [Say("그룹", "group"), Say("가장 컸던 지연", "highest lag"), Say("마지막 지연", "last lag"), Say("읽은 것", "read")],
        Groups.Select(g => (g, points: Lag(g))).Select(g => (IReadOnlyList<string>)
            [g.g, Payloads.Number(HighestLag(g.g)), Payloads.Number(g.points[^1].Lag), Payloads.Number(g.points[^1].Read)])));

    /// <inheritdoc/>
    public override string ToString()
    {
        string took = Payloads.Took(Moments.Count == 0 ? TimeSpan.Zero : Moments[^1].At);
        Text missed = Missed == 0 ? Text.Same("") : new($" 브로커가 답하지 않은 것이 {Missed}번이다.", $" Brokers did not answer {Missed} times.");
        return Say(
            $"토픽 {Topic.Label}의 오프셋을 {took} 동안 {Payloads.Number(Moments.Count)}번 보았다.{missed.Korean}",
            $"Looked at the offsets of the topic {Topic.Label} {Payloads.Number(Moments.Count)} times in {took}.{missed.English}");
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

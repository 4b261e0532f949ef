using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>The same change of a group under several protocols, each a few times.</summary>
/// <param name="Topic">The topic that all groups read.</param>
/// <param name="Runs">The runs.</param>
/// <param name="Unsettled">Runs in which the group was not shared out evenly within 12 seconds; they were done again and are not among the runs.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ProtocolComparison(Topic Topic, IReadOnlyList<GroupTimeline> Runs, int Unsettled) : IHtmlView
{
    /// <summary>The protocols, oldest first.</summary>
    public IReadOnlyList<RebalanceProtocol> Protocols => [.. Runs.Select(r => r.Protocol).OfType<RebalanceProtocol>().Distinct().Order()];

    /// <summary>What the change did in each run of a protocol: the last change of each timeline.</summary>
    /// <param name="protocol">The protocol.</param>
    public IReadOnlyList<GroupChange> Of(RebalanceProtocol protocol) => [.. Runs.Where(r => r.Protocol == protocol).Select(r => r.Changes[^1])];

    /// <summary>How many partitions the change disturbed in the middle one of a protocol's runs.</summary>
    /// <param name="protocol">The protocol.</param>
    public int Median(RebalanceProtocol protocol)
    {
        int[] counts = [.. Of(protocol).Select(c => c.Disturbed.Count).Order()];
        return counts[counts.Length / 2];
    }

    /// <summary>The first run of a protocol, to be drawn.</summary>
    /// <param name="protocol">The protocol.</param>
    public GroupTimeline Timeline(RebalanceProtocol protocol) => Runs.First(r => r.Protocol == protocol);

    /// <summary>A table with the columns protocol, run, disturbed, moved, longest_pause, total_pause, elsewhere; times in seconds.</summary>
    public DataFrame ToDataFrame()
    {
        (RebalanceProtocol Protocol, int Run, GroupChange Change)[] rows = [.. Protocols.SelectMany(p => Of(p).Select((c, i) => (p, i + 1, c)))];
        return new DataFrame(
            new StringDataFrameColumn("protocol", rows.Select(r => r.Protocol.ToString())),
            new PrimitiveDataFrameColumn<int>("run", rows.Select(r => r.Run)),
            new PrimitiveDataFrameColumn<int>("disturbed", rows.Select(r => r.Change.Disturbed.Count)),
            new PrimitiveDataFrameColumn<int>("moved", rows.Select(r => r.Change.Moved.Count)),
            new PrimitiveDataFrameColumn<double>("longest_pause", rows.Select(r => r.Change.LongestPause.TotalSeconds)),
            new PrimitiveDataFrameColumn<double>("total_pause", rows.Select(r => r.Change.TotalPause.TotalSeconds)),
            new PrimitiveDataFrameColumn<double>("elsewhere", rows.Select(r => r.Change.LongestPauseElsewhere.TotalSeconds)));
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [
            Say("프로토콜", "protocol"), Say("흔들린 파티션", "disturbed"), Say("옮겨 간 파티션", "moved"), Say("가장 긴 멈춤(초)", "longest pause (s)"),
            Say("멈춤의 합(파티션·초)", "pauses in all (partition·s)"), Say("나머지의 가장 긴 멈춤(초)", "longest pause elsewhere (s)"),
        ],
        Protocols.Select(p => (IReadOnlyList<string>)
        [
            GroupWords.Name(p).ToString(),
            Counts(Of(p).Select(c => c.Disturbed.Count)),
            Counts(Of(p).Select(c => c.Moved.Count)),
            Times(Of(p).Select(c => c.LongestPause)),
            Times(Of(p).Select(c => c.TotalPause)),
            Of(p).All(c => c.Disturbed.Count == Topic.Partitions) ? "–" : Times(Of(p).Select(c => c.LongestPauseElsewhere)),
        ])) + (Unsettled == 0 ? "" : Html.Sentence(Say(
            $"12초 안에 나눠 맡지 못한 실행이 {Unsettled}번 있어 다시 했다. 위의 표에는 없다.", $"{Unsettled} runs were not shared out within 12 seconds and were done again; they are not in the table.")));

    /// <inheritdoc/>
    public override string ToString()
    {
        int repeats = Protocols.Count == 0 ? 0 : Of(Protocols[0]).Count;
        string counts = string.Join(", ", Protocols.Select(p => $"{GroupWords.Name(p)} {Counts(Of(p).Select(c => c.Disturbed.Count))}"));
        return Say(
            $"컨슈머 하나가 들어올 때 파티션 {Topic.Partitions}개 가운데 흔들린 수, {repeats}번씩: {counts}.",
            $"Partitions of {Topic.Partitions} that a joining member disturbed, {repeats} runs each: {counts}.");
    }

    private static string Counts(IEnumerable<int> counts) => string.Join(" · ", counts);

    private static string Times(IEnumerable<TimeSpan> times) => string.Join(" · ", times.Select(t => FormattableString.Invariant($"{t.TotalSeconds:0.0}")));

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

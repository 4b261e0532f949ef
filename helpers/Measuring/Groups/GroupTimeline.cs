using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>A stretch of time in which a member had a partition.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Member">The member's name.</param>
/// <param name="From">When it got it, from the timeline's beginning.</param>
/// <param name="To">When it gave it back, lost it or died; the timeline's length when it still had it.</param>
public sealed record OwnedSpan(int Partition, string Member, TimeSpan From, TimeSpan To);

/// <summary>A member's time in the group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Joined">When it began to join, from the timeline's beginning.</param>
/// <param name="Stopped">When it was told to leave, or died; null when it is still there.</param>
/// <param name="Died">Whether it ended without a goodbye.</param>
public sealed record MemberSpan(string Name, TimeSpan Joined, TimeSpan? Stopped, bool Died);

/// <summary>A change of the group's members, and what it did to the partitions until the next one.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Members">To whom.</param>
/// <param name="At">When, from the timeline's beginning.</param>
/// <param name="Until">When the next change came, or the timeline ended.</param>
/// <param name="Disturbed">The partitions that a member had to give back or lost, ascending; also those that came back to the same member.</param>
/// <param name="Moved">The partitions that had another owner afterwards, ascending.</param>
/// <param name="LongestPause">The longest time in which a disturbed partition was not read; zero when none was disturbed.</param>
/// <param name="TotalPause">The longest pauses of all disturbed partitions, added up.</param>
/// <param name="LongestPauseElsewhere">The longest time in which any other partition was not read; zero when nothing was read or all were disturbed.</param>
public sealed record GroupChange(
    GroupChangeKind Kind,
    IReadOnlyList<string> Members,
    TimeSpan At,
    TimeSpan Until,
    IReadOnlyList<int> Disturbed,
    IReadOnlyList<int> Moved,
    TimeSpan LongestPause,
    TimeSpan TotalPause,
    TimeSpan LongestPauseElsewhere);

/// <summary>
/// Which member of a group had which partition when. Pauses are the times between two records of a partition that were worked on, where records came steadily
/// (<see cref="TopicGroupWatching.WatchGroupAsync"/>); else the times in which nobody had the partition.
/// </summary>
/// <param name="Topic">The topic.</param>
/// <param name="Group">The group's name for the reader.</param>
/// <param name="Protocol">The group protocol that was asked for; null for the cluster's usual one.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Members">The members in the order in which they joined.</param>
/// <param name="Spans">Who had what when, by partition and time.</param>
/// <param name="Changes">The changes of the group's members, oldest first.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record GroupTimeline(
    Topic Topic,
    string Group,
    RebalanceProtocol? Protocol,
    TimeSpan Length,
    IReadOnlyList<MemberSpan> Members,
    IReadOnlyList<OwnedSpan> Spans,
    IReadOnlyList<GroupChange> Changes) : IHtmlView
{
    /// <summary>The timeline of a group's members from the first one's join until now, or until the last one left.</summary>
    /// <param name="members">All members of one group, those that left included.</param>
    /// <exception cref="ArgumentException">There is none, or they are of several groups.</exception>
    public static GroupTimeline Of(params IEnumerable<GroupMember> members) => GroupTimelineBuilder.Build([.. members], null, null, null);

    /// <summary>Who has a partition at a moment; null when nobody does.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="at">The moment, from the timeline's beginning.</param>
    public string? OwnerAt(int partition, TimeSpan at) => Spans.LastOrDefault(s => s.Partition == partition && s.From <= at && (at < s.To || (at == s.To && at == Length)))?.Member;

    /// <summary>What a member has at a moment, ascending.</summary>
    /// <param name="member">Its name.</param>
    /// <param name="at">The moment, from the timeline's beginning.</param>
    public IReadOnlyList<int> HeldAt(string member, TimeSpan at) => [.. Enumerable.Range(0, Topic.Partitions).Where(p => OwnerAt(p, at) == member)];

    /// <summary>A table with the columns partition, member, from, to in seconds.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("partition", Spans.Select(s => s.Partition)),
        new StringDataFrameColumn("member", Spans.Select(s => s.Member)),
        new PrimitiveDataFrameColumn<double>("from", Spans.Select(s => s.From.TotalSeconds)),
        new PrimitiveDataFrameColumn<double>("to", Spans.Select(s => s.To.TotalSeconds)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("때(초)", "at (s)"), Say("일어난 일", "what happened"), Say("흔들린 파티션", "disturbed"), Say("옮겨 간 파티션", "moved"), Say("가장 긴 멈춤", "longest pause")],
        Changes.Select(c => (IReadOnlyList<string>)
        [
            FormattableString.Invariant($"{c.At.TotalSeconds:0.0}"),
            GroupWords.Happened(c).ToString(),
            GroupWords.Partitions(c.Disturbed),
            GroupWords.Partitions(c.Moved),
            c.Disturbed.Count == 0 ? "–" : GroupWords.Seconds(c.LongestPause).ToString(),
        ]));

    /// <inheritdoc/>
    public override string ToString() => new Text(
        $"그룹 {Group} ({GroupWords.Name(Protocol, Topic).Korean}): {GroupWords.Seconds(Length).Korean} 동안 컨슈머 {Members.Count}개가 파티션 {Topic.Partitions}개를 나눠 맡았다.",
        $"Group {Group} ({GroupWords.Name(Protocol, Topic).English}): {Members.Count} members shared {Topic.Partitions} partitions for {GroupWords.Seconds(Length).English}.").ToString();

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

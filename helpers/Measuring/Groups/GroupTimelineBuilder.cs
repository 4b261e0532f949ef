using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>One record that a member worked on.</summary>
internal readonly record struct GroupRead(int Partition, DateTimeOffset At);

/// <summary>Makes a timeline of what the members themselves have seen.</summary>
internal static class GroupTimelineBuilder
{
    /// <summary>Members that join within this time of each other join together.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(0.5);

    public static GroupTimeline Build(IReadOnlyList<GroupMember> members, string? label, RebalanceProtocol? protocol, IReadOnlyCollection<GroupRead>? reads)
    {
        if (members.Count == 0)
        {
            throw new ArgumentException(new Text("컨슈머가 하나도 없다.", "There is no member.").ToString(), nameof(members));
        }

        if (members.Select(m => (m.Topic.Name, m.Group)).Distinct().Count() > 1)
        {
            throw new ArgumentException(
                new Text("컨슈머들의 그룹이나 토픽이 서로 다르다. 한 그룹의 컨슈머만 넘긴다.", "The members are of several groups or topics. Give those of one group.").ToString(), nameof(members));
        }

        DateTimeOffset start = members.Min(m => m.Started), now = SteadyClock.Now;
        DateTimeOffset end = members.All(m => m.Stopped is not null) ? members.Max(m => m.Stopped!.Value) : now;
        Topic topic = members[0].Topic;
        return Assemble(
            topic,
            label ?? Labels.LabelOf(members[0].Group, topic.Cluster.Owned.Id),
            protocol,
            end - start,
            [.. members.OrderBy(m => m.Started).Select(m => new MemberSpan(m.Name, m.Started - start, m.Stopped - start, m.Died))],
            [.. members.SelectMany(m => SpansOf(m, start, end)).OrderBy(s => s.Partition).ThenBy(s => s.From)],
            reads?.Select(r => (r.Partition, r.At - start)));
    }

    /// <summary>The timeline of known spans; changes and pauses are worked out here.</summary>
    internal static GroupTimeline Assemble(
        Topic topic,
        string group,
        RebalanceProtocol? protocol,
        TimeSpan length,
        IReadOnlyList<MemberSpan> members,
        IReadOnlyList<OwnedSpan> spans,
        IEnumerable<(int Partition, TimeSpan At)>? reads)
    {
        ILookup<int, TimeSpan>? read = reads?.OrderBy(r => r.At).ToLookup(r => r.Partition, r => r.At);
        List<(GroupChangeKind Kind, List<string> Members, TimeSpan At)> events = EventsOf(members);
        List<GroupChange> changes = [];
        for (int i = 0; i < events.Count; i++)
        {
            TimeSpan from = events[i].At, to = i + 1 < events.Count ? events[i + 1].At : length;
            changes.Add(Change(events[i].Kind, events[i].Members, from, to, topic.Partitions, length, spans, read));
        }

        return new GroupTimeline(topic, group, protocol, length, members, spans, changes);
    }

    private static GroupChange Change(
        GroupChangeKind kind, IReadOnlyList<string> members, TimeSpan from, TimeSpan to, int partitions, TimeSpan length, IReadOnlyList<OwnedSpan> spans, ILookup<int, TimeSpan>? read)
    {
        List<int> disturbed = [], moved = [];
        TimeSpan longest = TimeSpan.Zero, total = TimeSpan.Zero, elsewhere = TimeSpan.Zero;
        for (int p = 0; p < partitions; p++)
        {
            OwnedSpan[] own = [.. spans.Where(s => s.Partition == p)];
            bool lost = own.Any(s => s.To >= from && s.To < to && s.To < length);
            TimeSpan pause = read is not null ? Silence(read[p], from, to, length) : Unowned(own, from, to);
            if (!lost)
            {
                elsewhere = read is not null && own.Any(s => s.From <= from) && pause > elsewhere ? pause : elsewhere;
                continue;
            }

            disturbed.Add(p);
            total += pause;
            longest = pause > longest ? pause : longest;
            string? before = own.LastOrDefault(s => s.From <= from && s.To >= from)?.Member, after = own.LastOrDefault(s => s.From < to)?.Member;
            if (before != after)
            {
                moved.Add(p);
            }
        }

        return new GroupChange(kind, members, from, to, disturbed, moved, longest, total, elsewhere);
    }

    /// <summary>
    /// The longest time between two records that has its middle in the window: a pause begins a little before the change that makes it, and may end after the next.
    /// Records came steadily, so that the timeline's end counts as a record, too.
    /// </summary>
    private static TimeSpan Silence(IEnumerable<TimeSpan> reads, TimeSpan from, TimeSpan to, TimeSpan length)
    {
        TimeSpan? last = null;
        TimeSpan longest = TimeSpan.Zero;
        foreach (TimeSpan at in reads.Append(length))
        {
            if (last is { } before && (before + at) / 2 is var middle && middle >= from && middle < to && at - before > longest)
            {
                longest = at - before;
            }

            last = at;
        }

        return longest;
    }

    private static TimeSpan Unowned(OwnedSpan[] spans, TimeSpan from, TimeSpan to)
    {
        TimeSpan longest = TimeSpan.Zero;
        foreach (OwnedSpan lost in spans.Where(s => s.To >= from && s.To < to))
        {
            TimeSpan back = spans.Where(s => s.From >= lost.To).Select(s => s.From).DefaultIfEmpty(to).Min();
            longest = back - lost.To > longest ? back - lost.To : longest;
        }

        return longest;
    }

    private static List<(GroupChangeKind Kind, List<string> Members, TimeSpan At)> EventsOf(IReadOnlyList<MemberSpan> members)
    {
        IEnumerable<(GroupChangeKind Kind, string Member, TimeSpan At)> single =
        [
            .. members.Select(m => (GroupChangeKind.Joined, m.Name, m.Joined)),
            .. members.Where(m => m.Stopped is not null).Select(m => (m.Died ? GroupChangeKind.Died : GroupChangeKind.Left, m.Name, m.Stopped!.Value)),
        ];
        List<(GroupChangeKind Kind, List<string> Members, TimeSpan At)> events = [];
        foreach ((GroupChangeKind kind, string member, TimeSpan at) in single.OrderBy(s => s.At))
        {
            if (events.Count > 0 && events[^1].Kind == kind && at - events[^1].At <= Together)
            {
                events[^1].Members.Add(member);
            }
            else
            {
                events.Add((kind, [member], at));
            }
        }

        return events;
    }

    private static IEnumerable<OwnedSpan> SpansOf(GroupMember member, DateTimeOffset start, DateTimeOffset end)
    {
        Dictionary<int, DateTimeOffset> open = [];
        foreach (AssignmentEvent change in member.Events.Where(e => e.At <= end))
        {
            foreach (int partition in change.Partitions)
            {
                if (change.Change == AssignmentChange.Assigned)
                {
                    open.TryAdd(partition, change.At);
                }
                else if (open.Remove(partition, out DateTimeOffset since))
                {
                    yield return new OwnedSpan(partition, member.Name, since - start, change.At - start);
                }
            }
        }

        // Who died holds what it had in the group's eyes, but reads no more.
        DateTimeOffset last = member is { Died: true, Stopped: { } died } && died < end ? died : end;
        foreach ((int partition, DateTimeOffset since) in open.Where(o => o.Value < last))
        {
            yield return new OwnedSpan(partition, member.Name, since - start, last - start);
        }
    }
}

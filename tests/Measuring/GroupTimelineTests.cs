using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Figures;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>What a timeline makes of who had what when: first of spans that are written down here, then of a group that lives.</summary>
public sealed class GroupTimelineTests : IAsyncLifetime
{
    private Cluster _kafka = null!;
    private Topic _topic = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _kafka = await TestClusters.EmbeddedAsync();
        _topic = await _kafka.CreateTopicAsync("rides", partitions: 4, ct: Token);
    }

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    [Fact]
    public void An_eager_join_disturbs_all_partitions_and_moves_some()
    {
        GroupTimeline timeline = Assemble(
            [Member("a", 0), Member("b", 10)],
            [Span(0, "a", 1, 11), Span(0, "a", 12, 20), Span(1, "a", 1, 11), Span(1, "a", 12, 20), Span(2, "a", 1, 11), Span(2, "b", 12, 20), Span(3, "a", 1, 11), Span(3, "b", 12, 20)]);
        GroupChange join = timeline.Changes[^1];

        Assert.Equal((GroupChangeKind.Joined, "b"), (join.Kind, join.Members.Single()));
        Assert.Equal([0, 1, 2, 3], join.Disturbed);
        Assert.Equal([2, 3], join.Moved);
        Assert.Equal(TimeSpan.FromSeconds(1), join.LongestPause);
        Assert.Equal(TimeSpan.FromSeconds(4), join.TotalPause);
        Assert.Empty(timeline.Changes[0].Disturbed);
    }

    [Fact]
    public void A_cooperative_join_disturbs_only_what_moves()
    {
        GroupTimeline timeline = Assemble(
            [Member("a", 0), Member("b", 10)],
            [Span(0, "a", 1, 20), Span(1, "a", 1, 20), Span(2, "a", 1, 11), Span(2, "b", 12.5, 20), Span(3, "a", 1, 11), Span(3, "b", 12.5, 20)]);
        GroupChange join = timeline.Changes[^1];

        Assert.Equal([2, 3], join.Disturbed);
        Assert.Equal([2, 3], join.Moved);
        Assert.Equal(TimeSpan.FromSeconds(1.5), join.LongestPause);
        Assert.Equal("a", timeline.OwnerAt(2, TimeSpan.FromSeconds(10.5)));
        Assert.Null(timeline.OwnerAt(2, TimeSpan.FromSeconds(12)));
        Assert.Equal([2, 3], timeline.HeldAt("b", timeline.Length));
    }

    [Fact]
    public void Where_records_flow_a_pause_is_the_time_between_two_of_them()
    {
        OwnedSpan[] spans = [Span(0, "a", 1, 20), Span(1, "a", 1, 11), Span(1, "b", 12, 20), Span(2, "a", 1, 20), Span(3, "a", 1, 20)];
        double[] steady = [.. Enumerable.Range(0, 191).Select(i => 1 + (i * 0.1))];
        GroupTimeline timeline = Assemble(
            [Member("a", 0), Member("b", 10)],
            spans,
            [.. steady.Select(s => (0, s)), .. steady.Where(s => s is < 10.95 or > 12.95).Select(s => (1, s)), .. steady.Where(s => s is < 15 or > 15.65).Select(s => (2, s)), .. steady.Select(s => (3, s))]);
        GroupChange join = timeline.Changes[^1];

        Assert.Equal([1], join.Disturbed);
        Assert.Equal(2.1, join.LongestPause.TotalSeconds, 1);
        Assert.Equal(0.8, join.LongestPauseElsewhere.TotalSeconds, 1);
    }

    [Fact]
    public void What_nobody_reads_any_more_is_a_pause_until_the_end()
    {
        GroupTimeline timeline = Assemble([Member("a", 0), Member("b", 0.1, 10, died: true)], [Span(0, "a", 1, 20), Span(1, "b", 1, 10), Span(2, "a", 1, 20), Span(3, "a", 1, 20)], [(1, 9.0), (1, 9.9)]);
        GroupChange death = timeline.Changes[^1];

        Assert.Equal(GroupChangeKind.Died, death.Kind);
        Assert.Equal([1], death.Disturbed);
        Assert.Empty(death.Moved);
        Assert.Equal(10.1, death.LongestPause.TotalSeconds, 1);
        Assert.Equal(["a", "b"], timeline.Changes[0].Members);
    }

    [Fact]
    public void Its_pictures_have_a_lane_for_each_partition_and_for_each_member()
    {
        GroupTimeline timeline = Assemble(
            [Member("a", 0), Member("b", 5), Member("c", 10, 15, died: true)], [Span(0, "a", 1, 20), Span(1, "a", 1, 6), Span(1, "b", 7, 20), Span(2, "b", 7, 20), Span(3, "a", 1, 20)]);
        Figure partitions = timeline.Chart(), members = timeline.MembersChart();

        SvgChecks.IsSound(partitions);
        SvgChecks.IsSound(members);
        Assert.All(new[] { "P0", "P1", "P2", "P3", Said(timeline.Changes[1]), Said(timeline.Changes[^1]) }, w => Assert.Contains(w, SvgChecks.Texts(partitions)));
        Assert.All(new[] { "a", "b", "c", "P0 P3", None }, w => Assert.Contains(w, SvgChecks.Texts(members)));
        Assert.NotNull(partitions.ToPlotlyJson());
        Assert.Contains(Said(timeline.Changes[^1]), timeline.ToHtml(), StringComparison.Ordinal);
        Assert.Equal(5, timeline.ToDataFrame().Rows.Count);
    }

    [Fact]
    public async Task A_group_that_lives_is_shared_out_anew_when_members_come_leave_and_die()
    {
        GroupTimeline timeline = await _topic.WatchGroupAsync("dispatch", GroupPlan.Start("a").Join("b").Leave("a").Join("c").Die("b"), Token);

        Assert.Equal(
            [(GroupChangeKind.Joined, "a"), (GroupChangeKind.Joined, "b"), (GroupChangeKind.Left, "a"), (GroupChangeKind.Joined, "c"), (GroupChangeKind.Died, "b")],
            timeline.Changes.Select(c => (c.Kind, c.Members.Single())));
        Assert.Equal([0, 1, 2, 3], timeline.HeldAt("c", timeline.Length));
        Assert.Equal(2, timeline.Changes[1].Moved.Count);
        Assert.Equal(2, timeline.Changes[2].Moved.Count);
        GroupChange death = timeline.Changes[^1];
        Assert.Equal(2, death.Moved.Count);

        // Nobody was told: only the end of the session, 4 s, showed it.
        Assert.True(death.LongestPause > TimeSpan.FromSeconds(3), $"{death.LongestPause}");
        Assert.True(timeline.Changes[2].LongestPause < death.LongestPause);
    }

    [Fact]
    public async Task More_members_than_partitions_leave_some_with_none()
    {
        Topic two = await _kafka.CreateTopicAsync("two", partitions: 2, ct: Token);
        GroupTimeline timeline = await two.WatchGroupAsync("many", GroupPlan.Start("a", "b", "c"), Token);

        Assert.Equal([0, 1, 1], timeline.Members.Select(m => timeline.HeldAt(m.Name, timeline.Length).Count).Order());
        Assert.Contains(None, SvgChecks.Texts(timeline.MembersChart()));
    }

    [Fact]
    public async Task Protocols_are_not_compared_where_their_times_would_not_be_true() =>
        Assert.Contains("세션 시간만큼", (await Assert.ThrowsAsync<NotOnThisClusterException>(() => _kafka.CompareProtocolsAsync(ct: Token))).Why.Korean, StringComparison.Ordinal);

    [Fact]
    public async Task A_members_death_is_told_from_its_leaving()
    {
        GroupMember a = await _topic.JoinAsync("short", "a", ct: Token);
        GroupMember b = await _topic.JoinAsync("short", "b", ct: Token);
        await a.DieAsync();
        await b.DisposeAsync();

        Assert.True(a.Died);
        Assert.False(b.Died);
        Assert.NotNull(a.Stopped);
        GroupTimeline timeline = GroupTimeline.Of(a, b);
        Assert.Equal("short", timeline.Group);
        Assert.Equal([true, false], timeline.Members.Select(m => m.Died));
        Assert.Throws<ArgumentException>(() => GroupTimeline.Of());
    }

    [Fact]
    public void A_plan_says_what_cannot_be()
    {
        Assert.Throws<ArgumentException>(() => GroupPlan.Start());
        Assert.Throws<ArgumentException>(() => GroupPlan.Start("a", "a"));
        Assert.Throws<ArgumentException>(() => GroupPlan.Start("a").Leave("b"));
        Assert.Throws<ArgumentException>(() => GroupPlan.Start("a").Die("a"));
        Assert.Throws<ArgumentException>(() => GroupPlan.Start("a", "b").Leave("a").Join("a"));
    }

    private static string None => new Text("없음", "none").ToString();

    private static string Said(GroupChange change) => GroupWords.Happened(change).ToString();

    private static MemberSpan Member(string name, double joined, double? stopped = null, bool died = false) =>
        new(name, TimeSpan.FromSeconds(joined), stopped is { } s ? TimeSpan.FromSeconds(s) : null, died);

    private static OwnedSpan Span(int partition, string member, double from, double to) => new(partition, member, TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to));

    private GroupTimeline Assemble(MemberSpan[] members, OwnedSpan[] spans, (int Partition, double At)[]? reads = null) =>
        GroupTimelineBuilder.Assemble(_topic, "dispatch", null, TimeSpan.FromSeconds(20), members, spans, reads?.Select(r => (r.Partition, TimeSpan.FromSeconds(r.At))));
}

using KafkaWorkbook.Figures;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Messaging;
using Xunit;

namespace KafkaWorkbook.Tests.Figures;

/// <summary>Pictures of work, order, lost disks, moving keys: sound, and saying what was measured.</summary>
public sealed class CoreFeatureFiguresTests
{
    [Fact]
    public void Work_is_drawn_record_by_record_and_consumer_by_consumer()
    {
        // 0 and 1 once, 2 twice, 3 lost, 4 set aside, 5 waiting.
        WorkReport report = Report(
            "mine & yours", 6, 5, new(1, Places(0, 1, 2), Places(0, 1, 2), [], LifeEnd.PowerCut, new(0, 2), null),
            new(2, Places(2, 3, 4), Places(2), Places(4), LifeEnd.Failed, new(0, 4), "boom"));
        Assert.Equal((3, 1, 1, 1, 1), (report.Processed, report.Twice, report.Lost, report.Parked, report.Waiting));
        Figure figure = report.Chart();
        SvgChecks.IsSound(figure);
        string[] texts = SvgChecks.Texts(figure);
        Assert.Equal(["0", "1", "2", "4", "5"], texts.Where(t => t.Length == 1));
        Assert.Contains(Say("처리 3 · 잃음 1 · 두 번 1 · 따로 둠 1 · 남음 1", "3 done · 1 lost · 1 twice · 1 set aside · 1 waiting"), texts);
        Assert.Contains("mine & yours", texts);
        Assert.Contains(Say("1번째 컨슈머, 전원이 나갔다", "consumer 1, power cut"), texts);
        Assert.Contains(Say("2번째 컨슈머, 예외로 죽었다", "consumer 2, died of an exception"), texts);
        string[] tips = SvgChecks.Tips(figure);
        Assert.Contains(Say("오프셋 2: 2번 처리했다", "offset 2: done 2 times"), tips);
        Assert.Contains(Say("오프셋 3: 커밋했지만 처리하지 않았다", "offset 3: committed, but never done"), tips);
        Assert.Contains(Say("오프셋 4: 따로 두었다", "offset 4: set aside"), tips);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(400)]
    public void Work_of_any_length_stays_on_its_card(int records)
    {
        WorkReport whole = Report("all", records, records, new WorkLife(1, Places([.. Enumerable.Range(0, records)]), Places([.. Enumerable.Range(0, records)]), [], LifeEnd.Finished, null, null));
        SvgChecks.IsSound(CoreFeatureFigures.Work(whole, whole));
        Assert.Contains(Say("모두 한 번씩", "Everything was done once"), CoreFeatureFigures.Work(whole, whole).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_is_a_line_a_partition_and_what_is_wrong_is_drawn_apart()
    {
        Figure good = OrderCheck.Of("t", Enumerable.Range(0, 3_000).Select(n => (n % 3, (long)(n / 3), (long)n))).Chart();
        SvgChecks.IsSound(good);
        Assert.Equal(["P0", "P1", "P2"], good.Spec!.Panels[0].Series.Select(s => s.Name));

        (int, long, long)[] bad = [.. Enumerable.Range(0, 200).Concat(Enumerable.Range(220, 80)).Concat(Enumerable.Range(200, 20)).Concat(Enumerable.Range(290, 10)).Concat(Enumerable.Range(300, 500))
            .Select((n, i) => (0, (long)i, (long)n))];
        OrderCheck order = OrderCheck.Of("t", bad);
        Assert.Equal((20, 10), (order.Reordered, order.Duplicated));
        Figure broken = order.Chart();
        SvgChecks.IsSound(broken);
        LineSeries[] lines = [.. broken.Spec!.Panels[0].Series.Cast<LineSeries>()];
        Assert.Equal([20, 10], lines.Skip(1).Select(l => l.Y.Count(double.IsFinite)));
        Assert.Contains(Say("20건의 순서가 바뀌었고 10건이 중복", "20 records are out of order and 10 are duplicates"), broken.Title, StringComparison.Ordinal);
        SvgChecks.IsSound(order.ArrivalChart());
        Assert.NotNull(order.ArrivalChart().ToPlotlyJson());
    }

    [Fact]
    public void Streams_of_keys_are_as_many_as_there_are_ways()
    {
        Sent before = Sent(3, Enumerable.Range(0, 30).Select(k => ($"k{k:00}", k % 3))), after = Sent(6, Enumerable.Range(0, 30).Select(k => ($"k{k:00}", k % 6)));
        Figure figure = KeyMoves.Of(before, after).Chart();
        SvgChecks.IsSound(figure);
        Assert.Contains(Say("키 30개 가운데 15개가 옮겨 갔다", "15 of 30 keys moved"), figure.Title, StringComparison.Ordinal);
        Assert.Contains(Say("P0에서 P3로 5개", "P0 to P3: 5"), figure.AltText, StringComparison.Ordinal);
        Assert.Contains(Say("P5: 키 5개 (새)", "P5: 5 keys (new)"), SvgChecks.Texts(figure));
        SvgChecks.IsSound(KeyMoves.Of(Sent(1, [("a", 0)]), Sent(40, [("a", 39)])).Chart());
    }

    [Fact]
    public void Lost_disks_show_what_was_written_and_what_is_left()
    {
        DiskLoss one = new([2], [new(new("셋", "three"), 3, 1, 1_000, 1_000), new(new("하나", "one"), 1, 1, 1_000, 0)], TimeSpan.FromSeconds(3));
        Figure figure = one.Chart(one with { Cases = [new(new("모두", "all"), 3, 3, 1_000, 0)] });
        SvgChecks.IsSound(figure);
        Assert.Equal([[1_000, 1_000, 1_000], [1_000, 0, 0]], figure.Spec!.Panels[0].Series.Cast<BarSeries>().Select(b => b.Values));
    }

    [Fact]
    public void Overtime_shows_who_worked_when_and_who_was_put_out()
    {
        static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
        Overtime late = new(Unbound.Topic(), S(1.5), 3, 3, [new("a", 1, S(0), S(0.2)), new("a", 3, S(0.2), S(3.2)), new("b", 3, S(2), S(2.2)), new("b", 2, S(2.2), S(2.4))], ("a", S(2)));
        Overtime calm = late with { Limit = S(9), Evicted = null, Work = [.. late.Work.Take(2)] };
        Assert.Equal((1, 0), (late.Twice, late.Lost));
        Assert.Equal((0, 1), (calm.Twice, calm.Lost));
        Figure figure = new[] { late, calm }.Chart();
        SvgChecks.IsSound(figure);
        Assert.Equal(4, figure.Spec!.Panels[0].Y.Categories.Count);
        Assert.Equal(2, Assert.Single(figure.Spec.Marks).At);
        Assert.Contains(Say("a가 밀려나고", "a was put out"), figure.Spec.Subtitle, StringComparison.Ordinal);
        Assert.Equal(2, figure.Spec.Panels[0].Series.OfType<SpanSeries>().Last().Spans.Count);
    }

    [Fact]
    public void Refused_writes_show_each_producers_flaws_apart()
    {
        RetryRun bad = RetryRun.Of(new("a", "a"), new("t", "t"), false, [true, true, true], OrderCheck.Of("t", new[] { 0, 2, 1, 1 }.Select((n, i) => (0, (long)i, (long)n))));
        RetryRun good = RetryRun.Of(new("b", "b"), new("t", "t"), false, [true], OrderCheck.Of("t", [(0, 0, 0)]));
        Figure figure = new RefusedWrites(new("t", "t"), [bad, good]).Chart();
        SvgChecks.IsSound(figure);
        Assert.Equal([[0, 0], [1, 0], [1, 0]], figure.Spec!.Panels[0].Series.Cast<BarSeries>().Select(b => b.Values));
        Assert.Contains(Say("모두 한 번씩", "Everything is stored once"), new RefusedWrites(new("t", "t"), [good]).Chart().Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ceiling_shows_the_rate_against_the_partitions()
    {
        ConsumerStep Step(int working, double rate) => new(
            4, TimeSpan.FromSeconds(1), [rate, rate], [.. Enumerable.Range(0, 4).Select(i => new ConsumerShare($"c{i}", i < working ? [i] : [], i < working ? (long)(rate / working) : 0))], false);
        PartitionCeiling ceiling = new(4, TimeSpan.FromMilliseconds(2), [new(1, Step(1, 400)), new(2, Step(2, 800)), new(4, Step(4, 1_600))]);
        Assert.True(ceiling.Holds);
        Assert.False((ceiling with { Steps = [new(2, Step(1, 400))] }).Holds);
        Figure figure = ceiling.Chart();
        SvgChecks.IsSound(figure);
        Assert.Equal([400, 800, 1_600], figure.Spec!.Panels[0].Series.OfType<BarSeries>().Single().Values);
        Assert.Contains(Say("4배", "4 times"), figure.Title, StringComparison.Ordinal);
    }

    private static WorkReport Report(string label, int records, long committed, params WorkLife[] lives) => new(
        Unbound.Topic(1), label, "g", Places([.. Enumerable.Range(0, records)]), lives, new Dictionary<int, long> { [0] = committed }, TimeSpan.FromSeconds(1));

    private static WorkPlace[] Places(params int[] offsets) => [.. offsets.Select(o => new WorkPlace(0, o))];

    private static Sent Sent(int partitions, IEnumerable<(string Key, int Partition)> keys) =>
        new(Unbound.Topic(partitions), [.. keys.Select(k => new SentRecord(k.Partition, 0, k.Key, "v"))], TimeSpan.Zero);

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Messaging;

/// <summary>One piece of work of one member.</summary>
/// <param name="Member">The member's name.</param>
/// <param name="Number">Which record it was, from 1.</param>
/// <param name="From">When the work began, from the first record's sending.</param>
/// <param name="To">When it was done.</param>
public sealed record WorkSpan(string Member, int Number, TimeSpan From, TimeSpan To);

/// <summary>What happened in a group when the work on one record took longer than the group waits.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Limit"><c>max.poll.interval.ms</c>: how long the group waits for a member that works.</param>
/// <param name="SlowRecord">Which record took long, from 1.</param>
/// <param name="Records">How many records there were.</param>
/// <param name="Work">Every piece of work, by its beginning.</param>
/// <param name="Evicted">The member that was put out of the group, and when the other one had its partition; null when none was.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record Overtime(
    Topic Topic, TimeSpan Limit, int SlowRecord, int Records, IReadOnlyList<WorkSpan> Work, (string Member, TimeSpan At)? Evicted) : IHtmlView
{
    /// <summary>The members' names, in the order in which they joined.</summary>
    public static IReadOnlyList<string> Members { get; } = ["a", "b"];

    /// <summary>How many records were worked on more than once.</summary>
    public int Twice => Work.GroupBy(w => w.Number).Count(g => g.Count() > 1);

    /// <summary>How many records were never worked on.</summary>
    public int Lost => Records - Work.Select(w => w.Number).Distinct().Count();

    /// <summary>A table with the columns member, record, from_seconds, to_seconds.</summary>
    public DataFrame ToDataFrame() => new(
        new StringDataFrameColumn("member", Work.Select(w => w.Member)),
        new PrimitiveDataFrameColumn<int>("record", Work.Select(w => w.Number)),
        new PrimitiveDataFrameColumn<double>("from_seconds", Work.Select(w => w.From.TotalSeconds)),
        new PrimitiveDataFrameColumn<double>("to_seconds", Work.Select(w => w.To.TotalSeconds)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Sentence, [Reason], Twice > 0 ? Tone.Warning : Tone.Good);

    /// <inheritdoc/>
    public override string ToString() => $"{Sentence}\n{Reason}";

    private string Sentence => new Text(
        $"max.poll.interval.ms = {Milliseconds}: {Records}건 가운데 두 번 처리한 것 {Twice}건, 잃은 것 {Lost}건",
        $"max.poll.interval.ms = {Milliseconds}: of {Records} records {Twice} done twice, {Lost} lost").ToString();

    private string Reason => (Evicted is { } evicted
        ? new Text(
            $"컨슈머 {evicted.Member}가 {SlowRecord}번째 레코드를 붙들고 있는 사이에 그룹에서 밀려났다. 보낸 지 {Payloads.Took(evicted.At)} 만에 파티션이 다른 컨슈머에게 갔다.",
            $"Consumer {evicted.Member} was put out of the group while it worked on record {SlowRecord}. {Payloads.Took(evicted.At)} after the sending its partition was the other one's.")
        : new Text("그룹에서 밀려난 컨슈머가 없다.", "No consumer was put out of the group.")).ToString();

    private string Milliseconds => Payloads.Number((long)Limit.TotalMilliseconds);
}

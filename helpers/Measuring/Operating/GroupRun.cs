using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>What one group made of a run.</summary>
/// <param name="Group">The group's label.</param>
/// <param name="Work">How long one record was to keep it.</param>
/// <param name="Different">How many different records of the run it worked on.</param>
/// <param name="Twice">How many it worked on more than once.</param>
/// <param name="Delay">The middle one of the times from sending a record to having worked on it.</param>
/// <param name="DoneAt">From the start of the run until it had worked on its last record.</param>
public sealed record GroupPart(string Group, TimeSpan Work, long Different, long Twice, TimeSpan Delay, TimeSpan DoneAt);

/// <summary>Groups that read one topic at the same time, each at its own speed.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Records">How many records were sent.</param>
/// <param name="RecordsPerSecond">How many a second.</param>
/// <param name="Parts">The groups, in the order asked for.</param>
/// <param name="Timeline">Their offsets and lag meanwhile.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record GroupRun(Topic Topic, long Records, double RecordsPerSecond, IReadOnlyList<GroupPart> Parts, OffsetTimeline Timeline) : IHtmlView
{
    /// <summary>Whether every group worked on every record exactly once.</summary>
    public bool AllGotAll => Parts.All(p => p.Different == Records && p.Twice == 0);

    /// <summary>A group's part.</summary>
    /// <param name="group">Its label.</param>
    /// <exception cref="ArgumentException">It did not take part.</exception>
    public GroupPart Of(string group) => Parts.FirstOrDefault(p => p.Group == group) ?? throw new ArgumentException(
        new Text($"그룹 '{group}'은(는) 없었다. 있던 그룹: {string.Join(", ", Parts.Select(p => p.Group))}", $"There was no group '{group}', only {string.Join(", ", Parts.Select(p => p.Group))}.").ToString(),
        nameof(group));

    /// <summary>A table with the columns group, work_ms, records, twice, delay_ms, done_s, highest_lag.</summary>
    public DataFrame ToDataFrame() => new(
        new StringDataFrameColumn("group", Parts.Select(p => p.Group)),
        new PrimitiveDataFrameColumn<double>("work_ms", Parts.Select(p => p.Work.TotalMilliseconds)),
        new PrimitiveDataFrameColumn<long>("records", Parts.Select(p => p.Different)),
        new PrimitiveDataFrameColumn<long>("twice", Parts.Select(p => p.Twice)),
        new PrimitiveDataFrameColumn<double>("delay_ms", Parts.Select(p => p.Delay.TotalMilliseconds)),
        new PrimitiveDataFrameColumn<double>("done_s", Parts.Select(p => p.DoneAt.TotalSeconds)),
        new PrimitiveDataFrameColumn<long>("highest_lag", Parts.Select(p => Timeline.HighestLag(p.Group))));

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [
            Say("그룹", "group"), Say("한 건의 일", "work of a record"), Say("처리한 메시지", "records"), Say("두 번 처리", "twice"),
            Say("가장 컸던 지연", "highest lag"), Say("보낸 뒤 처리까지(가운뎃값)", "sent to done (median)"), Say("다 끝난 때", "done after"),
        ],
        Parts.Select(p => (IReadOnlyList<string>)
        [
            p.Group, Payloads.Took(p.Work), Payloads.Number(p.Different), Payloads.Number(p.Twice),
            Payloads.Number(Timeline.HighestLag(p.Group)), Payloads.Took(p.Delay), Payloads.Took(p.DoneAt),
        ]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"토픽 {Topic.Label}에 초당 {Payloads.Number((long)Math.Round(RecordsPerSecond))}건씩 {Payloads.Number(Records)}건을 보내는 동안 그룹 {Parts.Count}개가 읽었다.",
        $"While {Payloads.Number(Records)} records were sent to topic {Topic.Label}, {Payloads.Number((long)Math.Round(RecordsPerSecond))} a second, {Parts.Count} groups read them.");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

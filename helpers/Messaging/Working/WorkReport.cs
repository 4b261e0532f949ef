using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Messaging;

/// <summary>A record's place.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Offset">Its offset.</param>
public readonly record struct WorkPlace(int Partition, long Offset);

/// <summary>How a consumer's life ended.</summary>
public enum LifeEnd
{
    /// <summary>It reached the end of the topic and closed.</summary>
    Finished,

    /// <summary>The plug was pulled on purpose.</summary>
    PowerCut,

    /// <summary>Its own step threw an exception.</summary>
    Failed,
}

/// <summary>One consumer from its start to its end.</summary>
/// <param name="Number">The first is 1.</param>
/// <param name="Given">The records that it was handed, in order.</param>
/// <param name="Done">The records whose work it did, in order.</param>
/// <param name="Parked">The records that it set aside, in order.</param>
/// <param name="End">How it ended.</param>
/// <param name="At">The record at which it died; null when it finished.</param>
/// <param name="Reason">The exception's message, or null.</param>
public sealed record WorkLife(
    int Number, IReadOnlyList<WorkPlace> Given, IReadOnlyList<WorkPlace> Done, IReadOnlyList<WorkPlace> Parked, LifeEnd End, WorkPlace? At, string? Reason);

/// <summary>What became of every record of a topic that a consumer worked through, crashes included: done once, done again, lost, or still waiting.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Label">The name of this way to work.</param>
/// <param name="Group">The full id of the consumer group; each report has one of its own.</param>
/// <param name="Places">Every record of the topic, by partition and offset.</param>
/// <param name="Lives">The consumers, one after the other.</param>
/// <param name="Committed">What the group has committed in the end, by partition; a partition without a commit is left out.</param>
/// <param name="Took">From the first consumer's start to the last one's end.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record WorkReport(
    Topic Topic,
    string Label,
    string Group,
    IReadOnlyList<WorkPlace> Places,
    IReadOnlyList<WorkLife> Lives,
    IReadOnlyDictionary<int, long> Committed,
    TimeSpan Took) : IHtmlView
{
    /// <summary>How many records there are.</summary>
    public int Records => Places.Count;

    /// <summary>Records whose work was done, once or more.</summary>
    public int Processed => Places.Count(p => TimesDone(p) > 0);

    /// <summary>Records whose work was done more than once.</summary>
    public int Twice => Places.Count(p => TimesDone(p) > 1);

    /// <summary>Records that were set aside and not done.</summary>
    public int Parked => Places.Count(p => TimesDone(p) == 0 && IsParked(p));

    /// <summary>Records that the group has committed as read although their work was neither done nor set aside: nobody will come back for them.</summary>
    public int Lost => Places.Count(IsLost);

    /// <summary>Records that are neither done nor committed: the next consumer of the group gets them.</summary>
    public int Waiting => Places.Count(p => TimesDone(p) == 0 && !IsParked(p) && !IsCommitted(p));

    /// <summary>How many lives did not come to the end of the topic.</summary>
    public int Crashes => Lives.Count(l => l.End != LifeEnd.Finished);

    /// <summary>How often a record's work was done.</summary>
    /// <param name="place">The record.</param>
    public int TimesDone(WorkPlace place) => Lives.Sum(l => l.Done.Count(d => d == place));

    /// <summary>A table with the columns partition, offset, times_done, committed.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("partition", Places.Select(p => p.Partition)),
        new PrimitiveDataFrameColumn<long>("offset", Places.Select(p => p.Offset)),
        new PrimitiveDataFrameColumn<int>("times_done", Places.Select(TimesDone)),
        new PrimitiveDataFrameColumn<bool>("committed", Places.Select(IsCommitted)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Sentence, Lives.Select(Describe), Tone);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', [Sentence, .. Lives.Select(Describe)]);

    /// <summary>Whether a record was set aside.</summary>
    internal bool IsParked(WorkPlace place) => Lives.Any(l => l.Parked.Contains(place));

    /// <summary>Whether a record is committed although nothing was done about it.</summary>
    internal bool IsLost(WorkPlace place) => TimesDone(place) == 0 && !IsParked(place) && IsCommitted(place);

    /// <summary>Whether the group has committed beyond a record.</summary>
    internal bool IsCommitted(WorkPlace place) => Committed.TryGetValue(place.Partition, out long next) && place.Offset < next;

    private Tone Tone => Lost > 0 || Waiting > 0 ? Tone.Bad : Twice > 0 ? Tone.Warning : Tone.Good;

    private string Sentence
    {
        get
        {
            Text parked = Parked == 0 ? Text.Same("") : new($", 따로 둔 것 {Payloads.Number(Parked)}건", $", {Payloads.Number(Parked)} set aside");
            Text waiting = Waiting == 0 ? Text.Same("") : new($", 남아 있는 것 {Payloads.Number(Waiting)}건", $", {Payloads.Number(Waiting)} still waiting");
            return new Text(
                $"{Payloads.Number(Records)}건: 처리 {Payloads.Number(Processed)}건, 잃은 것 {Payloads.Number(Lost)}건, 두 번 처리한 것 {Payloads.Number(Twice)}건{parked.Korean}{waiting.Korean}",
                $"{Payloads.Number(Records)} records: {Payloads.Number(Processed)} done, {Payloads.Number(Lost)} lost, {Payloads.Number(Twice)} done twice{parked.English}{waiting.English}").ToString();
        }
    }

    private static string Describe(WorkLife life)
    {
        string at = life.At is { } place ? Payloads.Number(place.Offset) : "";
        string given = Payloads.Number(life.Given.Count);
        string reason = life.Reason is null ? "" : $" ({Payloads.Cut(life.Reason)})";
        return (life.End switch
        {
            LifeEnd.Finished => new Text($"{life.Number}번째 컨슈머: {given}건을 받고 끝까지 갔다.", $"Consumer {life.Number}: was handed {given} records and reached the end."),
            LifeEnd.PowerCut => new Text(
                $"{life.Number}번째 컨슈머: {given}건을 받고 오프셋 {at}에서 전원이 나갔다.", $"Consumer {life.Number}: was handed {given} records; the power was cut at offset {at}."),
            _ => new Text(
                $"{life.Number}번째 컨슈머: {given}건을 받고 오프셋 {at}에서 예외로 죽었다{reason}.", $"Consumer {life.Number}: was handed {given} records and died of an exception at offset {at}{reason}."),
        }).ToString();
    }
}

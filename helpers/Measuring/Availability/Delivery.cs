using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// What became of one producer's records, found out by reading the topic back and comparing ids. Each thing that can happen to a record is counted apart, and
/// <see cref="Read"/> = <see cref="Acked"/> − <see cref="Lost"/> + <see cref="Unacknowledged"/> + <see cref="Duplicated"/> always holds.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record Delivery : IHtmlView
{
    /// <summary>How many records were handed to the client.</summary>
    public required long Sent { get; init; }

    /// <summary>How many the producer was told are delivered: by the brokers, or with acks=0 by the client itself.</summary>
    public required long Acked { get; init; }

    /// <summary>How many the client gave up, with an error for each.</summary>
    public required long Failed { get; init; }

    /// <summary>How many records of this producer lie in the topic, copies included.</summary>
    public required long Read { get; init; }

    /// <summary>Acknowledged, but at no place of the topic.</summary>
    public required long Lost { get; init; }

    /// <summary>Copies beyond the first: the same id at a later offset. A record that is there three times counts two.</summary>
    public required long Duplicated { get; init; }

    /// <summary>
    /// Records whose first occurrence lies, inside its partition, behind the first occurrence of one that was sent later. Copies do not count: a replayed record comes
    /// after later ones, too, and is a duplicate, not a reordering.
    /// </summary>
    public required long Reordered { get; init; }

    /// <summary>There at least once although they were not acknowledged: given up by the client, or not yet answered. No promise was broken.</summary>
    public required long Unacknowledged { get; init; }

    /// <summary>Records in the topic that some other producer wrote.</summary>
    public required long Others { get; init; }

    /// <summary>Whether everything that was acknowledged is there just once and in order.</summary>
    public bool Whole => Lost == 0 && Duplicated == 0 && Reordered == 0;

    /// <summary>The counts as a table with one row and the columns sent, acked, failed, read, lost, duplicated, reordered, unacknowledged.</summary>
    public DataFrame ToDataFrame() => new(
        Column("sent", Sent), Column("acked", Acked), Column("failed", Failed), Column("read", Read),
        Column("lost", Lost), Column("duplicated", Duplicated), Column("reordered", Reordered), Column("unacknowledged", Unacknowledged));

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(ToString(), [], Whole ? Tone.Good : Lost > 0 ? Tone.Bad : Tone.Warning)
        + Html.Table(
            null,
            [Say("확인받음", "acknowledged"), Say("실패", "failed"), Say("읽음", "read"), Say("사라짐", "lost"), Say("중복", "duplicated"), Say("순서 바뀜", "reordered")],
            [[Payloads.Number(Acked), Payloads.Number(Failed), Payloads.Number(Read), Payloads.Number(Lost), Payloads.Number(Duplicated), Payloads.Number(Reordered)]]);

    /// <inheritdoc/>
    public override string ToString()
    {
        List<Text> parts =
        [
            Lost == 0
                ? new($"확인받은 {Payloads.Number(Acked)}건이 모두 있다.", $"All {Payloads.Number(Acked)} acknowledged records are there.")
                : new($"확인받은 {Payloads.Number(Acked)}건 가운데 {Payloads.Number(Lost)}건이 사라졌다.", $"{Payloads.Number(Lost)} of {Payloads.Number(Acked)} acknowledged records are lost."),
        ];
        if (Duplicated > 0)
        {
            parts.Add(new($"{Payloads.Number(Duplicated)}건은 중복이다.", $"{Payloads.Number(Duplicated)} are duplicates."));
        }

        if (Reordered > 0)
        {
            parts.Add(new($"{Payloads.Number(Reordered)}건은 순서가 바뀌었다.", $"{Payloads.Number(Reordered)} are out of order."));
        }

        if (Unacknowledged > 0)
        {
            parts.Add(new(
                $"확인받지 못했는데 저장된 것이 {Payloads.Number(Unacknowledged)}건이다.", $"{Payloads.Number(Unacknowledged)} are stored although they were not acknowledged."));
        }

        return string.Join(' ', parts);
    }

    private static PrimitiveDataFrameColumn<long> Column(string name, long value) => new(name, [value]);

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

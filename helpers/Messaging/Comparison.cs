using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Messaging;

/// <summary>What became of the records that were sent: found, lost, duplicated, out of order, each counted apart.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record Comparison : IHtmlView
{
    internal Comparison(Sent sent, ReadResult read, long? guess)
    {
        SentRecords = sent;
        ReadRecords = read;
        Guess = guess;
    }

    /// <summary>What was sent.</summary>
    public Sent SentRecords { get; }

    /// <summary>What was read.</summary>
    public ReadResult ReadRecords { get; }

    /// <summary>How many the reader expected to find, or null.</summary>
    public long? Guess { get; }

    /// <summary>How many records were sent and acknowledged.</summary>
    public long Sent => SentRecords.Records.Count;

    /// <summary>How many records were read, copies and others' included.</summary>
    public long Read => ReadRecords.Records.Count;

    /// <summary>How many of the sent records were read at least once.</summary>
    public long Found { get; internal init; }

    /// <summary>Sent and acknowledged, but not among what was read.</summary>
    public long Lost => Sent - Found;

    /// <summary>Copies beyond the first: stored twice or read twice.</summary>
    public long Duplicated => StoredTwice + ReadTwice;

    /// <summary>Copies that lie in the log a second time, at an offset of their own.</summary>
    public long StoredTwice { get; internal init; }

    /// <summary>Records that were handed out again from the same offset.</summary>
    public long ReadTwice { get; internal init; }

    /// <summary>Records that came, inside their partition, after one that was sent later. Copies do not count here.</summary>
    public long OutOfOrder { get; internal init; }

    /// <summary>Records that were read but are not among those sent.</summary>
    public long Others { get; internal init; }

    /// <summary>Whether every record was read just once and in order.</summary>
    public bool Whole => Lost == 0 && Duplicated == 0 && OutOfOrder == 0;

    /// <summary>The counts as a table with the columns what, records.</summary>
    public DataFrame ToDataFrame() => new(
        new StringDataFrameColumn("what", ["sent", "read", "found", "lost", "duplicated", "out of order", "others"]),
        new PrimitiveDataFrameColumn<long>("records", new[] { Sent, Read, Found, Lost, Duplicated, OutOfOrder, Others }));

    /// <inheritdoc/>
    public string ToHtml()
    {
        List<string> lines = [];
        if (Guess is { } guess)
        {
            lines.Add(GuessLine(guess).ToString());
        }

        return Html.Note(Sentence, lines, Whole ? Tone.Good : Lost > 0 && ReadRecords.Group is null ? Tone.Bad : Tone.Warning)
            + Html.Table(
                null,
                [Say("보낸 것", "sent"), Say("읽은 것", "read"), LostHead, Say("중복", "duplicated"), Say("파티션 안에서 순서가 바뀐 것", "out of order inside a partition")],
                [[Payloads.Number(Sent), Payloads.Number(Read), Payloads.Number(Lost), Payloads.Number(Duplicated), Payloads.Number(OutOfOrder)]]);
    }

    /// <inheritdoc/>
    public override string ToString() => Guess is { } guess ? $"{Sentence} {GuessLine(guess)}" : Sentence;

    // A group may simply not have come so far: what it did not read is not lost.
    private string LostHead => ReadRecords.Group is null ? Say("사라진 것", "lost") : Say("아직 읽지 않은 것", "not read yet");

    private string Sentence
    {
        get
        {
            List<Text> parts = [new($"{Payloads.Number(Sent)}건 가운데 {Payloads.Number(Found)}건을 읽었다.", $"{Payloads.Number(Found)} of {Payloads.Number(Sent)} records were read.")];
            if (Lost > 0)
            {
                parts.Add(ReadRecords.Group is null
                    ? new($"{Payloads.Number(Lost)}건이 사라졌다.", $"{Payloads.Number(Lost)} are lost.")
                    : new($"{Payloads.Number(Lost)}건은 아직 읽지 않았다.", $"{Payloads.Number(Lost)} are not read yet."));
            }

            if (StoredTwice > 0)
            {
                parts.Add(new($"{Payloads.Number(StoredTwice)}건은 로그에 두 번 저장되었다.", $"{Payloads.Number(StoredTwice)} copies are stored a second time."));
            }

            if (ReadTwice > 0)
            {
                parts.Add(new($"{Payloads.Number(ReadTwice)}건은 두 번 읽혔다.", $"{Payloads.Number(ReadTwice)} were read a second time."));
            }

            if (OutOfOrder > 0)
            {
                parts.Add(new($"파티션 안에서 순서가 바뀐 것이 {Payloads.Number(OutOfOrder)}건이다.", $"{Payloads.Number(OutOfOrder)} are out of order inside their partition."));
            }

            if (Others > 0)
            {
                parts.Add(new($"보내지 않은 것이 {Payloads.Number(Others)}건 섞여 있다.", $"{Payloads.Number(Others)} others were among them."));
            }

            return string.Join(' ', parts);
        }
    }

    private Text GuessLine(long guess) => guess == Found
        ? new($"예상 {Payloads.Number(guess)}건, 실제 {Payloads.Number(Found)}건: 맞았다.", $"Guessed {Payloads.Number(guess)}, measured {Payloads.Number(Found)}: right.")
        : new(
            $"예상 {Payloads.Number(guess)}건, 실제 {Payloads.Number(Found)}건: {Payloads.Number(Math.Abs(Found - guess))}건 차이가 난다.",
            $"Guessed {Payloads.Number(guess)}, measured {Payloads.Number(Found)}: {Payloads.Number(Math.Abs(Found - guess))} apart.");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

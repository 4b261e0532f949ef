using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>Where one key's records went before and after partitions were added.</summary>
/// <param name="Key">The key.</param>
/// <param name="Before">Its partition before.</param>
/// <param name="After">Its partition afterwards.</param>
public sealed record KeyMove(string Key, int Before, int After)
{
    /// <summary>Whether new records of the key go elsewhere than the old ones lie.</summary>
    public bool Moved => Before != After;
}

/// <summary>Which keys changed their partition when a topic got more of them.</summary>
/// <param name="Topic">The topic as it is afterwards.</param>
/// <param name="PartitionsBefore">How many partitions it had.</param>
/// <param name="Keys">Every key that was sent before and afterwards, in alphabetical order.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record KeyMoves(Topic Topic, int PartitionsBefore, IReadOnlyList<KeyMove> Keys) : IHtmlView
{
    /// <summary>How many keys went to another partition.</summary>
    public int Moved => Keys.Count(k => k.Moved);

    /// <summary>Compares where the same keys went.</summary>
    /// <param name="before">What was sent before.</param>
    /// <param name="after">What was sent afterwards, to the same topic with more partitions or to another one.</param>
    /// <exception cref="ArgumentException">A key was sent to two partitions by one of them, or none has been sent by both.</exception>
    public static KeyMoves Of(Sent before, Sent after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        Dictionary<string, int> was = Places(before), now = Places(after);
        KeyMove[] moves = [.. was.Where(w => now.ContainsKey(w.Key)).Select(w => new KeyMove(w.Key, w.Value, now[w.Key])).OrderBy(m => m.Key, StringComparer.Ordinal)];
        return moves.Length > 0
            ? new KeyMoves(after.Topic, before.Topic.Partitions, moves)
            : throw new ArgumentException(
                new Text("앞과 뒤에 모두 보낸 키가 하나도 없다.", "No key was sent both before and afterwards.").ToString(), nameof(after));
    }

    /// <summary>A table with the columns key, before, after, moved.</summary>
    public DataFrame ToDataFrame() => new(
        new StringDataFrameColumn("key", Keys.Select(k => k.Key)),
        new PrimitiveDataFrameColumn<int>("before", Keys.Select(k => k.Before)),
        new PrimitiveDataFrameColumn<int>("after", Keys.Select(k => k.After)),
        new PrimitiveDataFrameColumn<bool>("moved", Keys.Select(k => k.Moved)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("키", "key"), Say("전", "before"), Say("후", "after"), ""],
        Keys.Select(k => (IReadOnlyList<string>)[k.Key, $"P{k.Before}", $"P{k.After}", k.Moved ? Say("옮겨 갔다", "moved") : ""]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"파티션 {PartitionsBefore}개 → {Topic.Partitions}개: 키 {Keys.Count}개 가운데 {Moved}개가 다른 파티션으로 옮겨 갔다.",
        $"{PartitionsBefore} → {Topic.Partitions} partitions: {Moved} of {Keys.Count} keys go to another partition.");

    private static Dictionary<string, int> Places(Sent sent)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        foreach (SentRecord record in sent.Records.Where(r => r.Key is not null))
        {
            if (!places.TryAdd(record.Key!, record.Partition) && places[record.Key!] != record.Partition)
            {
                throw new ArgumentException(
                    new Text(
                        $"키 '{record.Key}'가 두 파티션에 있다. 파티션 수가 같은 동안 보낸 것만 넘긴다.",
                        $"The key '{record.Key}' went to two partitions. Give only what was sent while there were equally many.").ToString(),
                    nameof(sent));
            }
        }

        return places;
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>The tables that sent and read records share.</summary>
internal static class RecordTables
{
    private const int Shown = 10;

    /// <summary>The first rows, and how many more there are.</summary>
    public static string First(IEnumerable<(int Partition, long Offset, string? Key, string Value)> records, int count)
    {
        if (count == 0)
        {
            return "";
        }

        string table = Html.Table(
            null,
            [Say("파티션", "partition"), Say("오프셋", "offset"), Say("키", "key"), Say("값", "value")],
            records.Take(Shown).Select(r => (IReadOnlyList<string>)
                [Payloads.Number(r.Partition), r.Offset < 0 ? "–" : Payloads.Number(r.Offset), r.Key is null ? Say("(없음)", "(none)") : Payloads.Cut(r.Key), Payloads.Cut(r.Value)]));
        return count <= Shown ? table : table + Html.Sentence(Say(
            $"… 이 밖에 {Payloads.Number(count - Shown)}건이 더 있다.", $"… and {Payloads.Number(count - Shown)} more."));
    }

    /// <summary>How many records each partition has, empty ones included.</summary>
    public static string PerPartition(Topic topic, IEnumerable<int> partitions)
    {
        long[] counts = new long[topic.Partitions];
        foreach (int partition in partitions)
        {
            counts[partition]++;
        }

        return Html.Table(
            null,
            [Say("파티션", "partition"), .. Enumerable.Range(0, counts.Length).Select(p => Payloads.Number(p)), Say("합계", "total")],
            [[Say("건수", "records"), .. counts.Select(Payloads.Number), Payloads.Number(counts.Sum())]]);
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Tests.Messaging;

/// <summary>Topics and records without a cluster, for tests of what is done with results.</summary>
internal static class Unbound
{
    public static Topic Topic(int partitions = 3, string name = "workbook.orders.abcdef1") => new(null!, "orders", name, partitions, 3);

    /// <summary>Records from values such as "0:3:a" (partition, offset, value), all in one topic.</summary>
    public static Sent Sent(params string[] records) => new(
        Topic(), [.. records.Select(Split).Select(r => new SentRecord(r.Partition, r.Offset, null, r.Value))], TimeSpan.FromMilliseconds(12));

    /// <summary>Read records from values such as "0:3:a" (partition, offset, value).</summary>
    public static ReadResult Read(string? group, params string[] records) => new(
        Topic(),
        group,
        [.. records.Select(Split).Select(r => new ReadRecord(r.Partition, r.Offset, null, r.Value, DateTimeOffset.UnixEpoch))],
        TimeSpan.FromMilliseconds(34));

    private static (int Partition, long Offset, string Value) Split(string record)
    {
        string[] parts = record.Split(':', 3);
        return (int.Parse(parts[0], null), long.Parse(parts[1], null), parts[2]);
    }
}

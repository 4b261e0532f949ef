using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>How a read run reads. Every partition is read from its beginning to its end as of now, without a consumer group, so it can be done again and again.</summary>
public sealed record ReadOptions
{
    /// <summary>How many consumers read at the same time, each with its own connections and thread, 1 to 16. The partitions are dealt out in turn; those beyond their number get none. Default: 1.</summary>
    public int Consumers { get; init; } = 1;

    /// <summary>Read no more than so many records in all, 1 or more; null for all that there are.</summary>
    public long? Records { get; init; }

    /// <summary>By which calls to read. Default: the client's own.</summary>
    public LoadPath Path { get; init; } = LoadPath.Client;

    /// <summary>How much to fetch of a partition at a time, in bytes, 1,000 to 100,000,000. Default: 1 MiB, as every Kafka client has it.</summary>
    public int FetchBytes { get; init; } = 1_048_576;

    /// <summary>When a run is given up, 1 second to 30 minutes. Default: 1 minute. The result then says so.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <exception cref="ArgumentException">A value is out of its range; the message names it, the range and the value.</exception>
    internal void Validate()
    {
        Check(Consumers is >= 1 and <= 16, nameof(Consumers), Consumers, "1에서 16", "1 to 16");
        Check(Records is null or > 0, nameof(Records), Records, "1 이상", "1 or more");
        Check(Enum.IsDefined(Path), nameof(Path), Path, "Client, NativeBatch", "Client or NativeBatch");
        Check(FetchBytes is >= 1_000 and <= 100_000_000, nameof(FetchBytes), FetchBytes, "1,000에서 100,000,000", "1,000 to 100,000,000");
        Check(TimeLimit >= TimeSpan.FromSeconds(1) && TimeLimit <= TimeSpan.FromMinutes(30), nameof(TimeLimit), TimeLimit, "1초에서 30분", "1 second to 30 minutes");
    }

    private static void Check(bool holds, string option, object? value, string rangeKo, string rangeEn)
    {
        if (!holds)
        {
            string shown = FormattableString.Invariant($"{value}");
            throw new ArgumentException(new Text(
                $"ReadOptions.{option} = {shown}: 쓸 수 있는 값은 {rangeKo}다.",
                $"ReadOptions.{option} = {shown}: allowed is {rangeEn}.").ToString());
        }
    }
}

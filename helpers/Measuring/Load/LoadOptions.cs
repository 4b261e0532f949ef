using Confluent.Kafka;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>What the records of a load run carry.</summary>
public enum PayloadKind
{
    /// <summary>Random bytes, which do not compress: the honest choice where compression is not the subject.</summary>
    Random,

    /// <summary>Page views of a shop as JSON, each with a number of its own: compress as real events do, to about half.</summary>
    Json,

    /// <summary>The same record again and again: compresses to almost nothing.</summary>
    Compressible,
}

/// <summary>Which keys the records of a load run have.</summary>
public enum KeyKind
{
    /// <summary>None: the client spreads batches over the partitions.</summary>
    None,

    /// <summary>1,000 keys, each as frequent as the next.</summary>
    Uniform,

    /// <summary>1,000 keys of which one has half of all records.</summary>
    Skewed,
}

/// <summary>By which calls a client sends or reads.</summary>
public enum LoadPath
{
    /// <summary>Confluent.Kafka's own calls, a record each: what a program normally does.</summary>
    Client,

    /// <summary>
    /// librdkafka's calls for many records at a time, which Confluent.Kafka does not offer: for measuring brokers without .NET being the limit. Records without a
    /// key take the partitions in turn.
    /// </summary>
    NativeBatch,
}

/// <summary>How a load run sends. The defaults are the client's own; change one setting at a time and compare.</summary>
public sealed record LoadOptions
{
    /// <summary>The smallest record, in bytes.</summary>
    public const int SmallestRecord = 10;

    /// <summary>The largest record, in bytes: a broker's limit of 1 MiB less what a batch and a key need.</summary>
    public const int LargestRecord = 1_048_000;

    private const long DefaultRecords = 200_000;

    /// <summary>How many records to send, 1 or more. Default: 200,000, or no limit when <see cref="Duration"/> is set.</summary>
    public long? Records { get; init; }

    /// <summary>How long to send, 0.1 seconds to 10 minutes; whichever of the two comes first ends the run. Default: no limit but <see cref="TimeLimit"/>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Bytes of each record's value, 10 to 1,048,000. Default: 100, as in LinkedIn's and Kafka's own tests.</summary>
    public int RecordBytes { get; init; } = 100;

    /// <summary>Whose acknowledgement counts. Default: all in-sync replicas.</summary>
    public Acks Acks { get; init; } = Acks.All;

    /// <summary>How long the client waits for a batch to fill, 0 to 10 seconds. Default: 5 ms.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The largest batch in bytes, 1 to 2,147,483,647. Default: 1,000,000.</summary>
    public int BatchBytes { get; init; } = 1_000_000;

    /// <summary>How batches are compressed. Default: not.</summary>
    public CompressionType Compression { get; init; } = CompressionType.None;

    /// <summary>How many producers send at the same time, each with its own connection and thread, 1 to 16. Default: 1.</summary>
    public int Producers { get; init; } = 1;

    /// <summary>How many records each producer may have on their way, 1 to 1,000,000. 1 waits for every acknowledgement. Default: 100,000.</summary>
    public int InFlight { get; init; } = 100_000;

    /// <summary>Wait for every acknowledgement before the next record, as <c>await ProduceAsync(…)</c> in a loop does; <see cref="InFlight"/> is then 1. Default: no.</summary>
    public bool OneAtATime { get; init; }

    /// <summary>By which calls to send. Default: the client's own.</summary>
    public LoadPath Path { get; init; } = LoadPath.Client;

    /// <summary>Send no faster than so many records a second in all, 1 or more; null as fast as possible. Latencies mean something only below the limit.</summary>
    public double? RecordsPerSecond { get; init; }

    /// <summary>Whether the broker drops copies that the client sent again. Default: no.</summary>
    public bool Idempotent { get; init; }

    /// <summary>What the records carry. Default: random bytes.</summary>
    public PayloadKind Payload { get; init; } = PayloadKind.Random;

    /// <summary>Which keys the records have. Default: none.</summary>
    public KeyKind Keys { get; init; } = KeyKind.None;

    /// <summary>The most bytes that one run may write, before replication, 1 or more. Default: 2 GiB, so that a disk survives a workshop.</summary>
    public long MostBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>When a run by count is given up, 1 second to 30 minutes. Default: 2 minutes. The result then says so.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);

    internal int MostInFlight => OneAtATime ? 1 : InFlight;

    internal long WantedRecords => Records ?? (Duration is null ? DefaultRecords : long.MaxValue);

    /// <exception cref="ArgumentException">A value is out of its range; the message names it, the range and the value.</exception>
    internal void Validate()
    {
        Check(Records is null or > 0, nameof(Records), Records, "1 이상", "1 or more");
        Check(Duration is null || In(Duration.Value, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(10)), nameof(Duration), Duration, "0.1초에서 10분", "0.1 seconds to 10 minutes");
        Check(
            RecordBytes is >= SmallestRecord and <= LargestRecord,
            nameof(RecordBytes),
            RecordBytes,
            $"{SmallestRecord}에서 {Payloads.Number(LargestRecord)}바이트",
            $"{SmallestRecord} to {Payloads.Number(LargestRecord)} bytes");
        Check(Acks is Acks.None or Acks.Leader or Acks.All, nameof(Acks), Acks, "None, Leader, All", "None, Leader or All");
        Check(In(Linger, TimeSpan.Zero, TimeSpan.FromSeconds(10)), nameof(Linger), Linger, "0에서 10초", "0 to 10 seconds");
        Check(BatchBytes >= 1, nameof(BatchBytes), BatchBytes, "1 이상", "1 or more");
        Check(Enum.IsDefined(Compression), nameof(Compression), Compression, "None, Gzip, Snappy, Lz4, Zstd", "None, Gzip, Snappy, Lz4 or Zstd");
        Check(Producers is >= 1 and <= 16, nameof(Producers), Producers, "1에서 16", "1 to 16");
        Check(InFlight is >= 1 and <= 1_000_000, nameof(InFlight), InFlight, "1에서 1,000,000", "1 to 1,000,000");
        Check(Enum.IsDefined(Path), nameof(Path), Path, "Client, NativeBatch", "Client or NativeBatch");
        Check(RecordsPerSecond is null or (>= 1 and <= 1e9), nameof(RecordsPerSecond), RecordsPerSecond, "1 이상", "1 or more");
        Check(Enum.IsDefined(Payload), nameof(Payload), Payload, "Random, Json, Compressible", "Random, Json or Compressible");
        Check(Enum.IsDefined(Keys), nameof(Keys), Keys, "None, Uniform, Skewed", "None, Uniform or Skewed");
        Check(MostBytes >= 1, nameof(MostBytes), MostBytes, "1 이상", "1 or more");
        Check(In(TimeLimit, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30)), nameof(TimeLimit), TimeLimit, "1초에서 30분", "1 second to 30 minutes");
        Check(!Idempotent || Acks == Acks.All, nameof(Idempotent), Idempotent, "Acks.All일 때만 true", "true only with Acks.All");
        Check(
            Records is null || Records <= MostBytes / RecordBytes,
            nameof(Records),
            Records,
            $"{Payloads.Number(RecordBytes)}바이트짜리로 {Payloads.Number(MostBytes / RecordBytes)}건까지(MostBytes = {Payloads.Number(MostBytes)}바이트)",
            $"at most {Payloads.Number(MostBytes / RecordBytes)} records of {Payloads.Number(RecordBytes)} bytes (MostBytes = {Payloads.Number(MostBytes)})");
    }

    private static bool In(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;

    private static void Check(bool holds, string option, object? value, string rangeKo, string rangeEn)
    {
        if (!holds)
        {
            string shown = FormattableString.Invariant($"{value}");
            throw new ArgumentException(new Text(
                $"LoadOptions.{option} = {shown}: 쓸 수 있는 값은 {rangeKo}다.",
                $"LoadOptions.{option} = {shown}: allowed is {rangeEn}.").ToString());
        }
    }
}

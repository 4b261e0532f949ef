using Confluent.Kafka;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Bench;

/// <summary>What the Java tool sends.</summary>
internal enum JavaPayload
{
    /// <summary>Prepared records from a file, as ours are prepared: neither side spends time on making them.</summary>
    Prepared,

    /// <summary>Records that the tool draws byte by byte while it sends, its usual way (<c>--record-size</c>).</summary>
    Generated,
}

/// <summary>What is reached when a bench is as fast as it should be.</summary>
/// <param name="Rate">Our rate as a multiple of Java's, at least; null for none.</param>
/// <param name="Cpu">Our CPU time as a multiple of Java's, at most; null for none.</param>
internal sealed record BenchGoal(double? Rate, double? Cpu);

/// <summary>One comparison: the same work done by Kafka's tool and by ours.</summary>
/// <param name="Id">A short name for files.</param>
/// <param name="Name">What it is.</param>
/// <param name="Load">How both send; when reading, how the records to be read are written.</param>
/// <param name="ReplicationFactor">How many copies of each record.</param>
/// <param name="Goal">What is to be reached.</param>
internal sealed record BenchCase(string Id, Text Name, LoadOptions Load, int ReplicationFactor, BenchGoal Goal)
{
    /// <summary>Reads instead of sending.</summary>
    public bool Reads { get; init; }

    /// <summary>What the Java tool sends.</summary>
    public JavaPayload Payload { get; init; } = JavaPayload.Prepared;

    /// <summary>How many records each run sends or reads.</summary>
    public long Records => Load.Records ?? 0;
}

/// <summary>What is compared.</summary>
internal static class BenchPlan
{
    /// <summary>How many partitions every topic of a bench has.</summary>
    public const int Partitions = 6;

    private const int Kilobyte = 1_024;
    private const double LeastCpu = 0.7;

    // What both clients may hold in memory: Java's buffer.memory, and ours in records.
    private const int MemoryBytes = 64 * 1024 * 1024;

    /// <summary>All comparisons; each writes at most 1 GB to a broker.</summary>
    /// <param name="quick">A tenth of the records, and only one comparison of each kind.</param>
    public static IReadOnlyList<BenchCase> Cases(bool quick)
    {
        LoadOptions small = Sending(100, 3_000_000, quick), large = Sending(Kilobyte, 600_000, quick);
        BenchCase[] all =
        [
            new("produce-rf3-128k", new("쓰기 100 B, 복제 3, 배치 128 KB", "produce 100 B, 3 copies, 128 KB batches"), small with { BatchBytes = 131_072, Linger = TimeSpan.FromMilliseconds(5) }, 3, new(1.0, LeastCpu)),
            new("produce-rf3-1m", new("쓰기 100 B, 복제 3, 배치 1 MB", "produce 100 B, 3 copies, 1 MB batches"), small, 3, new(1.0, LeastCpu)),
            new("produce-rf1-1m", new("쓰기 100 B, 복제 1, 배치 1 MB", "produce 100 B, 1 copy, 1 MB batches"), small, 1, new(1.3, LeastCpu)),
            new("produce-1k-rf3", new("쓰기 1 KB, 복제 3, 배치 1 MB", "produce 1 KB, 3 copies, 1 MB batches"), large, 3, new(1.0, LeastCpu)),
            new("produce-1k-rf1", new("쓰기 1 KB, 복제 1, 배치 1 MB", "produce 1 KB, 1 copy, 1 MB batches"), large, 1, new(null, LeastCpu)),
            new("produce-json-lz4", new("쓰기 JSON 100 B, lz4, 복제 3, 배치 1 MB", "produce 100 B of JSON, lz4, 3 copies, 1 MB batches"), small with { Payload = PayloadKind.Json, Compression = CompressionType.Lz4 }, 3, new(1.0, LeastCpu)),
            new("produce-generated", new("쓰기 100 B, 복제 1, Java는 보내면서 만든다(--record-size)", "produce 100 B, 1 copy, made by Java while it sends (--record-size)"), small, 1, new(1.3, LeastCpu)) { Payload = JavaPayload.Generated },
            new("consume", new("읽기 100 B", "consume 100 B"), small with { Records = small.Records * 2 }, 1, new(2.5, LeastCpu)) { Reads = true },
            new("consume-1k", new("읽기 1 KB", "consume 1 KB"), large, 1, new(null, LeastCpu)) { Reads = true },
        ];
        return quick ? [.. all.Where(c => c.Id is "produce-rf3-1m" or "produce-json-lz4" or "consume")] : all;
    }

    /// <summary>The document's "millions": one client of ours, realistic JSON of 100 bytes, three copies, acks=all, lz4.</summary>
    public static LoadOptions Million(bool quick) =>
        Sending(100, 8_000_000, quick) with { Payload = PayloadKind.Json, Compression = CompressionType.Lz4 };

    /// <summary>What a million has to reach, in records a second.</summary>
    public const double MillionGoal = 1_000_000;

    /// <summary>Java's settings for a comparison; ours are the same by librdkafka's names.</summary>
    public static IReadOnlyDictionary<string, string> JavaSettings(LoadOptions load) => new Dictionary<string, string>
    {
        ["acks"] = "all",
        ["batch.size"] = FormattableString.Invariant($"{load.BatchBytes}"),
        ["linger.ms"] = FormattableString.Invariant($"{load.Linger.TotalMilliseconds:0}"),
        ["compression.type"] = load.Compression == CompressionType.Lz4 ? "lz4" : "none",
        ["buffer.memory"] = FormattableString.Invariant($"{MemoryBytes}"),
        ["enable.idempotence"] = "false",
        ["max.in.flight.requests.per.connection"] = "5",
    };

    /// <summary>Our settings for a comparison.</summary>
    public static ProducerConfig OurSettings(ProducerConfig cluster, LoadOptions load)
    {
        ProducerConfig config = LoadSettings.Of(cluster, load);
        config.MaxInFlight = 5;
        return config;
    }

    private static LoadOptions Sending(int bytes, long records, bool quick) => new()
    {
        Path = LoadPath.NativeBatch,
        RecordBytes = bytes,
        Records = quick ? records / 10 : records,
        BatchBytes = 1_000_000,
        Linger = TimeSpan.FromMilliseconds(50),
        InFlight = Math.Min(1_000_000, MemoryBytes / bytes),
    };
}

using Confluent.Kafka;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>One step of a ladder: a way to send, or to read what was sent.</summary>
/// <param name="Name">Its short name, for an axis.</param>
/// <param name="Change">What is different from the step before.</param>
public sealed record LadderStep(Text Name, Text Change)
{
    /// <summary>How it sends; null when it reads. Without <see cref="LoadOptions.Records"/> and <see cref="LoadOptions.Duration"/> the ladder says how long.</summary>
    public LoadOptions? Load { get; init; }

    /// <summary>How it reads; null when it sends.</summary>
    public ReadOptions? Read { get; init; }
}

/// <summary>
/// Ready-made steps, each as the one before it with one thing changed. All send page views of 100 bytes as JSON with acks=all, so that the only difference is the one
/// that is named.
/// </summary>
public static class LadderSteps
{
    // The batch of Kafka's Java client unless it is told otherwise.
    private const int UsualBatch = 16_384;

    /// <summary>A record, its acknowledgement, the next record, while the client also waits 5 ms for a batch to fill.</summary>
    public static LadderStep OneByOneLinger5 { get; } = new(
        new("한 건씩 (linger 5)", "one by one (linger 5)"),
        new("확인을 기다리며 한 건씩 보낸다. 배치가 차기를 5 ms 기다린다(기본값).", "Waits for each acknowledgement, and 5 ms for a batch to fill (the default)."))
    {
        Load = Events with { OneAtATime = true, Linger = TimeSpan.FromMilliseconds(5), BatchBytes = UsualBatch },
    };

    /// <summary>A record, its acknowledgement, the next record.</summary>
    public static LadderStep OneByOne { get; } = new(
        new("한 건씩 (linger 0)", "one by one (linger 0)"),
        new("배치를 기다리지 않고 바로 보낸다: linger.ms=0", "Sends at once: linger.ms=0"))
    {
        Load = Events with { OneAtATime = true, Linger = TimeSpan.Zero, BatchBytes = UsualBatch },
    };

    /// <summary>Many records on their way at a time.</summary>
    public static LadderStep InFlight { get; } = new(
        new("기다리지 않음", "many in flight"),
        new("확인을 기다리지 않고 다음 레코드를 보낸다(5,000건까지).", "Does not wait for acknowledgements before it goes on (up to 5,000 records)."))
    {
        Load = Events with { Linger = TimeSpan.Zero, BatchBytes = UsualBatch, InFlight = 5_000 },
    };

    /// <summary>Large batches, and time to fill them.</summary>
    public static LadderStep Batches { get; } = new(
        new("큰 배치", "large batches"),
        new("배치를 16 kB에서 1 MB로 키우고 50 ms 동안 채운다.", "Batches of 1 MB instead of 16 kB, with 50 ms to fill them."))
    {
        Load = Events with { Linger = TimeSpan.FromMilliseconds(50), BatchBytes = 1_000_000, InFlight = 100_000 },
    };

    /// <summary>Batches compressed by lz4.</summary>
    public static LadderStep Compressed { get; } = new(
        new("압축 (lz4)", "lz4"),
        new("배치를 lz4로 압축한다.", "Compresses the batches by lz4."))
    {
        Load = Batches.Load! with { Compression = CompressionType.Lz4 },
    };

    /// <summary>librdkafka's calls for many records instead of a call each.</summary>
    public static LadderStep BatchCalls { get; } = new(
        new("배치 호출", "batch calls"),
        new("한 번 부를 때 1,000건씩 넘긴다(librdkafka의 produce_batch).", "Hands 1,000 records a call to the client (librdkafka's produce_batch)."))
    {
        Load = Compressed.Load! with { Path = LoadPath.NativeBatch, InFlight = 200_000 },
    };

    /// <summary>Three producers at the same time.</summary>
    public static LadderStep SeveralProducers { get; } = new(
        new("프로듀서 셋", "three producers"),
        new("프로듀서 셋이 함께 보낸다.", "Three producers send at the same time."))
    {
        Load = BatchCalls.Load! with { Producers = 3, InFlight = 100_000 },
    };

    /// <summary>Three consumers that read what the steps before them wrote.</summary>
    public static LadderStep Consumers { get; } = new(
        new("컨슈머 셋 (읽기)", "three consumers (reading)"),
        new("쓰기가 아니라 읽기: 컨슈머 셋이 지금까지 쓴 것을 읽는다.", "Reading, not writing: three consumers read what was written so far."))
    {
        Read = new ReadOptions { Consumers = 3, Path = LoadPath.NativeBatch, Records = 3_000_000 },
    };

    /// <summary>All of them, from the slowest way to the fastest.</summary>
    public static IReadOnlyList<LadderStep> All => [OneByOneLinger5, OneByOne, InFlight, Batches, Compressed, BatchCalls, SeveralProducers, Consumers];

    private static LoadOptions Events => new() { RecordBytes = 100, Payload = PayloadKind.Json, MostBytes = 250_000_000 };
}

using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>What was acknowledged in one stretch of a load run, 0.2 seconds or so.</summary>
/// <param name="At">The end of the stretch, from the run's start.</param>
/// <param name="Records">How many records were acknowledged from the start to here.</param>
/// <param name="RecordsPerSecond">Acknowledged records a second in this stretch.</param>
/// <param name="MegabytesPerSecond">Acknowledged payload in this stretch, in 1,000,000 bytes a second.</param>
public sealed record LoadSample(TimeSpan At, long Records, double RecordsPerSecond, double MegabytesPerSecond);

/// <summary>The rates of a run's stretches, so that one number is not taken for more than it is.</summary>
/// <param name="Lowest">The slowest stretch, in records a second.</param>
/// <param name="Median">The middle one.</param>
/// <param name="Highest">The fastest one.</param>
public sealed record RateSpread(double Lowest, double Median, double Highest);

/// <summary>A load run and what it measured.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record LoadRun : IHtmlView
{
    internal LoadRun(Topic topic, LoadOptions options)
    {
        Topic = topic;
        Options = options;
    }

    /// <summary>Where to.</summary>
    public Topic Topic { get; }

    /// <summary>How it was sent.</summary>
    public LoadOptions Options { get; }

    /// <summary>The rate over time.</summary>
    public IReadOnlyList<LoadSample> Samples { get; internal init; } = [];

    /// <summary>How many records the client was told are stored. With acks=0 nobody tells it: handed to the network.</summary>
    public long Acked { get; internal init; }

    /// <summary>How many records failed.</summary>
    public long Failed { get; internal init; }

    /// <summary>Kafka's first error, or null.</summary>
    public string? FirstError { get; internal init; }

    /// <summary>How much the logs grew, by the brokers' own offsets: the count that matters.</summary>
    public long Confirmed { get; internal init; }

    /// <summary>From the first send to the last acknowledgement.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>
    /// The CPU time that this process used meanwhile, on all cores: the client's, with whatever else the process did. On the embedded cluster the brokers are part
    /// of it.
    /// </summary>
    public TimeSpan ProcessCpu { get; internal init; }

    /// <summary>Latency from the produce call to the acknowledgement.</summary>
    public required LatencyDistribution Latency { get; init; }

    /// <summary>How the run's records spread over the partitions, by the brokers' offsets.</summary>
    public required PartitionDistribution Distribution { get; init; }

    /// <summary>Why the run ended before it had sent everything, or null.</summary>
    public Text? EndedEarly { get; internal init; }

    /// <summary>Acknowledged records a second over the whole run.</summary>
    public double RecordsPerSecond => Elapsed > TimeSpan.Zero ? Acked / Elapsed.TotalSeconds : 0;

    /// <summary>Acknowledged payload over the whole run, in 1,000,000 bytes a second.</summary>
    public double MegabytesPerSecond => RecordsPerSecond * Options.RecordBytes / 1e6;

    /// <summary>Seconds of CPU time that this process used for a million acknowledged records; 0 when there were none.</summary>
    public double CpuSecondsPerMillion => Acked == 0 ? 0 : ProcessCpu.TotalSeconds / Acked * 1e6;

    /// <summary>Slowest, middle and fastest stretch; null when the run was too short to have any.</summary>
    public RateSpread? Spread
    {
        get
        {
            // The first stretch holds the connecting, the last one is seldom whole.
            double[] rates = [.. Samples.Skip(1).SkipLast(1).Select(s => s.RecordsPerSecond).Order()];
            return rates.Length == 0 ? null : new RateSpread(rates[0], rates[rates.Length / 2], rates[^1]);
        }
    }

    /// <summary>The samples as a table with the columns seconds, records, records_per_second, megabytes_per_second.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<double>("seconds", Samples.Select(s => s.At.TotalSeconds)),
        new PrimitiveDataFrameColumn<long>("records", Samples.Select(s => s.Records)),
        new PrimitiveDataFrameColumn<double>("records_per_second", Samples.Select(s => s.RecordsPerSecond)),
        new PrimitiveDataFrameColumn<double>("megabytes_per_second", Samples.Select(s => s.MegabytesPerSecond)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(
            Sentence,
            Notes().Select(n => n.ToString()),
            Failed == 0 && EndedEarly is null ? Tone.Good : Tone.Warning)
        + Html.Table(
            null,
            [Say("확인받은 레코드", "acknowledged"), Say("브로커가 센 수", "counted by brokers"), Say("초당 레코드", "records/s"), "MB/s", "p50 ms", "p95 ms", "p99 ms", "p99.9 ms", Say("최대 ms", "max ms")],
            [[Payloads.Number(Acked), Payloads.Number(Confirmed), Payloads.Number((long)Math.Round(RecordsPerSecond)), FormattableString.Invariant($"{MegabytesPerSecond:0.0}"),
                LatencyDistribution.Ms(Latency.P50Ms), LatencyDistribution.Ms(Latency.P95Ms), LatencyDistribution.Ms(Latency.P99Ms), LatencyDistribution.Ms(Latency.P999Ms), LatencyDistribution.Ms(Latency.MaxMs)]]);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', new[] { Sentence }.Concat(Notes().Select(n => n.ToString())));

    /// <summary>Under what conditions the figures hold: without them a rate means nothing.</summary>
    public Text Conditions => new(
        $"레코드 {Payloads.Number(Options.RecordBytes)} B{Way.Korean}, {Common}, 파티션 {Topic.Partitions}, 복제본 {Topic.ReplicationFactor}, 프로듀서 {Options.Producers}, 클러스터 {Topic.Cluster.Kind}",
        $"record {Payloads.Number(Options.RecordBytes)} B{Way.English}, {Common}, partitions {Topic.Partitions}, replicas {Topic.ReplicationFactor}, producers {Options.Producers}, cluster {Topic.Cluster.Kind}");

    private Text Way => (Options.OneAtATime, Options.Path) switch
    {
        (true, _) => new(", 한 건씩 기다림", ", one at a time"),
        (_, LoadPath.NativeBatch) => new(", librdkafka 배치 호출", ", librdkafka's batch calls"),
        _ => Text.Same(""),
    };

    private string Common => FormattableString.Invariant(
        $"acks={Options.Acks switch { Confluent.Kafka.Acks.None => "0", Confluent.Kafka.Acks.Leader => "1", _ => "all" }}, linger {Options.Linger.TotalMilliseconds:0.#} ms, batch {Options.BatchBytes / 1000.0:#,0.#} kB, {Squeeze}");

    private string Squeeze => Options.Compression == Confluent.Kafka.CompressionType.None
        ? Say("압축 없음", "no compression")
        : Say($"{Options.Compression.ToString().ToLowerInvariant()} 압축", Options.Compression.ToString().ToLowerInvariant());

    private string Sentence => Say(
        $"{Payloads.Took(Elapsed)} 동안 {Payloads.Number(Acked)}건: 초당 {Payloads.Number((long)Math.Round(RecordsPerSecond))}건 ({MegabytesPerSecond.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} MB/s)",
        $"{Payloads.Number(Acked)} records in {Payloads.Took(Elapsed)}: {Payloads.Number((long)Math.Round(RecordsPerSecond))} a second ({MegabytesPerSecond.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} MB/s)");

    private IEnumerable<Text> Notes()
    {
        yield return Conditions;
        if (Spread is { } spread)
        {
            yield return new(
                $"0.2초 구간별 초당 레코드: 가장 느릴 때 {Payloads.Number((long)Math.Round(spread.Lowest))}, 중간 {Payloads.Number((long)Math.Round(spread.Median))}, 가장 빠를 때 {Payloads.Number((long)Math.Round(spread.Highest))}",
                $"Records/s in stretches of 0.2 s: slowest {Payloads.Number((long)Math.Round(spread.Lowest))}, middle {Payloads.Number((long)Math.Round(spread.Median))}, fastest {Payloads.Number((long)Math.Round(spread.Highest))}");
        }

        if (Topic.Cluster.Kind == ClusterKind.Embedded)
        {
            yield return new(
                "내장 클러스터에는 복제도 디스크도 없다: 이 수치는 클라이언트의 속도이지 Kafka 클러스터의 속도가 아니다.",
                "The embedded cluster has neither replicas nor a disk: this is the client's speed, not a Kafka cluster's.");
        }

        if (Failed > 0)
        {
            yield return new($"{Payloads.Number(Failed)}건은 실패했다. 첫 오류: {FirstError}", $"{Payloads.Number(Failed)} failed. First error: {FirstError}");
        }

        if (EndedEarly is { } why)
        {
            yield return why;
        }
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

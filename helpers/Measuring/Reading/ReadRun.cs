using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>What was read in one stretch of a read run, 0.2 seconds or so.</summary>
/// <param name="At">The end of the stretch, from the run's start.</param>
/// <param name="Records">How many records were read from the start to here.</param>
/// <param name="Bytes">How many bytes of values were read from the start to here.</param>
/// <param name="RecordsPerSecond">Records a second in this stretch.</param>
/// <param name="MegabytesPerSecond">Values in this stretch, in 1,000,000 bytes a second.</param>
public sealed record ReadSample(TimeSpan At, long Records, long Bytes, double RecordsPerSecond, double MegabytesPerSecond);

/// <summary>A read run and what it measured. Reading has no latency here: the records were there before it began.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ReadRun : IHtmlView
{
    internal ReadRun(Topic topic, ReadOptions options)
    {
        Topic = topic;
        Options = options;
    }

    /// <summary>What was read.</summary>
    public Topic Topic { get; }

    /// <summary>How it was read.</summary>
    public ReadOptions Options { get; }

    /// <summary>The rate over time.</summary>
    public IReadOnlyList<ReadSample> Samples { get; internal init; } = [];

    /// <summary>How many records were read.</summary>
    public long Records { get; internal init; }

    /// <summary>How many records lie in the stretches that were read, by the brokers' own offsets. More than <see cref="Records"/> means that some were passed over.</summary>
    public long Confirmed { get; internal init; }

    /// <summary>How many records the topic held when the run began, by the brokers' offsets.</summary>
    public long Available { get; internal init; }

    /// <summary>How many bytes of values were read.</summary>
    public long Bytes { get; internal init; }

    /// <summary>How many records each consumer read.</summary>
    public IReadOnlyList<long> ByConsumer { get; internal init; } = [];

    /// <summary>The client's first error, or null.</summary>
    public string? FirstError { get; internal init; }

    /// <summary>From the first request to the last record.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>Records a second from the first record to the last: without the wait for somebody to write the first.</summary>
    internal double RatePastFirst { get; init; }

    /// <summary>The CPU time that this process used meanwhile, on all cores. On the embedded cluster the brokers are part of it.</summary>
    public TimeSpan ProcessCpu { get; internal init; }

    /// <summary>Why the run ended before everything was read, or null.</summary>
    public Text? EndedEarly { get; internal init; }

    /// <summary>Every record of the stretches that were read came, and none twice: no gap between offsets.</summary>
    public bool Whole => Records == Confirmed;

    /// <summary>Records a second over the whole run.</summary>
    public double RecordsPerSecond => Elapsed > TimeSpan.Zero ? Records / Elapsed.TotalSeconds : 0;

    /// <summary>Values over the whole run, in 1,000,000 bytes a second.</summary>
    public double MegabytesPerSecond => Elapsed > TimeSpan.Zero ? Bytes / Elapsed.TotalSeconds / 1e6 : 0;

    /// <summary>Seconds of CPU time that this process used for a million records; 0 when there were none.</summary>
    public double CpuSecondsPerMillion => Records == 0 ? 0 : ProcessCpu.TotalSeconds / Records * 1e6;

    /// <summary>Slowest, middle and fastest stretch; null when the run was too short to have any.</summary>
    public RateSpread? Spread
    {
        get
        {
            double[] rates = [.. Samples.Skip(1).SkipLast(1).Select(s => s.RecordsPerSecond).Order()];
            return rates.Length == 0 ? null : new RateSpread(rates[0], rates[rates.Length / 2], rates[^1]);
        }
    }

    /// <summary>Under what conditions the figures hold.</summary>
    public Text Conditions => new(
        $"컨슈머 {Options.Consumers}{Way.Korean}, 파티션 {Topic.Partitions}, 복제본 {Topic.ReplicationFactor}, 클러스터 {Topic.Cluster.Kind}",
        $"consumers {Options.Consumers}{Way.English}, partitions {Topic.Partitions}, replicas {Topic.ReplicationFactor}, cluster {Topic.Cluster.Kind}");

    /// <summary>The samples as a table with the columns seconds, records, records_per_second, megabytes_per_second.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<double>("seconds", Samples.Select(s => s.At.TotalSeconds)),
        new PrimitiveDataFrameColumn<long>("records", Samples.Select(s => s.Records)),
        new PrimitiveDataFrameColumn<double>("records_per_second", Samples.Select(s => s.RecordsPerSecond)),
        new PrimitiveDataFrameColumn<double>("megabytes_per_second", Samples.Select(s => s.MegabytesPerSecond)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Sentence, Notes().Select(n => n.ToString()), Whole && EndedEarly is null ? Tone.Good : Tone.Warning)
        + Html.Table(
            null,
            [Say("읽은 레코드", "read"), Say("브로커가 센 수", "counted by brokers"), Say("초당 레코드", "records/s"), "MB/s", Say("걸린 시간", "took")],
            [[Payloads.Number(Records), Payloads.Number(Confirmed), Payloads.Number((long)Math.Round(RecordsPerSecond)), FormattableString.Invariant($"{MegabytesPerSecond:0.0}"), Payloads.Took(Elapsed)]]);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', new[] { Sentence }.Concat(Notes().Select(n => n.ToString())));

    private Text Way => Options.Path == LoadPath.NativeBatch ? new(", librdkafka 배치 호출", ", librdkafka's batch calls") : Text.Same("");

    private string Sentence => Say(
        $"{Payloads.Took(Elapsed)} 동안 {Payloads.Number(Records)}건을 읽었다: 초당 {Payloads.Number((long)Math.Round(RecordsPerSecond))}건",
        $"Read {Payloads.Number(Records)} records in {Payloads.Took(Elapsed)}: {Payloads.Number((long)Math.Round(RecordsPerSecond))} a second");

    private IEnumerable<Text> Notes()
    {
        yield return Conditions;
        if (Options.Consumers > 1)
        {
            string shares = string.Join(", ", ByConsumer.Select(Payloads.Number));
            yield return new($"컨슈머마다 읽은 수: {shares}", $"By consumer: {shares}");
        }

        if (!Whole)
        {
            yield return new(
                $"{Payloads.Number(Confirmed - Records)}건은 읽기 전에 사라졌거나, 압축과 트랜잭션이 남긴 빈 오프셋이다.",
                $"{Payloads.Number(Confirmed - Records)} were gone before they were read, or are offsets that compaction or transactions left empty.");
        }

        if (Topic.Cluster.Kind == ClusterKind.Embedded)
        {
            yield return new(
                "내장 클러스터는 파티션마다 5 MiB까지만 갖고 있고 디스크도 없다: 이 수치는 클라이언트의 속도다.",
                "The embedded cluster keeps only 5 MiB a partition and has no disk: this is the client's speed.");
        }

        if (FirstError is not null)
        {
            yield return new($"첫 오류: {FirstError}", $"First error: {FirstError}");
        }

        if (EndedEarly is { } why)
        {
            yield return why;
        }
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

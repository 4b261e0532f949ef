using HdrHistogram;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>One point of the curve: so many per cent of the records were acknowledged within so many milliseconds.</summary>
/// <param name="Percentile">0 to 100.</param>
/// <param name="Milliseconds">The latency.</param>
public sealed record LatencyPoint(double Percentile, double Milliseconds);

/// <summary>How many records had a latency in a range.</summary>
/// <param name="FromMs">From, in milliseconds, exclusive.</param>
/// <param name="ToMs">To, in milliseconds, inclusive.</param>
/// <param name="Records">How many.</param>
public sealed record LatencyBucket(double FromMs, double ToMs, long Records);

/// <summary>
/// Latencies from the produce call to the acknowledgement, by HdrHistogram: every record counts, 1 µs to 10 minutes, exact to 0.1 %. As fast as possible means
/// waiting in the client's own queue, so compare latencies at a rate below the limit.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class LatencyDistribution : IHtmlView
{
    private const double MicrosPerMilli = 1_000;
    private const int BucketsPerDecade = 8;
    private static readonly double[] Curve =
        [0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 97.5, 98, 99, 99.5, 99.9, 99.95, 99.99, 99.999, 100];

    private readonly HistogramBase _micros;

    internal LatencyDistribution(HistogramBase micros)
    {
        _micros = micros;
        Count = micros.TotalCount;
        Percentiles = Count == 0 ? [] : [.. Curve.Select(p => new LatencyPoint(p, At(p)))];
        Buckets = Count == 0 ? [] : MakeBuckets(micros);
    }

    /// <summary>How many records were measured.</summary>
    public long Count { get; }

    /// <summary>Half were faster, in milliseconds; 0 when nothing was measured.</summary>
    public double P50Ms => At(50);

    /// <summary>95 % were faster, in milliseconds.</summary>
    public double P95Ms => At(95);

    /// <summary>99 % were faster, in milliseconds.</summary>
    public double P99Ms => At(99);

    /// <summary>99.9 % were faster, in milliseconds.</summary>
    public double P999Ms => At(99.9);

    /// <summary>The slowest, in milliseconds.</summary>
    public double MaxMs => At(100);

    /// <summary>The mean, in milliseconds.</summary>
    public double MeanMs => Count == 0 ? 0 : _micros.GetMean() / MicrosPerMilli;

    /// <summary>The curve from the fastest to the slowest; empty when nothing was measured.</summary>
    public IReadOnlyList<LatencyPoint> Percentiles { get; }

    /// <summary>Counts by range, eight ranges a decade, without gaps; empty when nothing was measured.</summary>
    public IReadOnlyList<LatencyBucket> Buckets { get; }

    /// <summary>The latency within which so many per cent of the records were acknowledged, in milliseconds.</summary>
    /// <param name="percentile">0 to 100.</param>
    public double At(double percentile)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percentile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentile, 100);
        return Count == 0 ? 0 : _micros.GetValueAtPercentile(percentile) / MicrosPerMilli;
    }

    /// <summary>The curve as a table with the columns percentile, milliseconds.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<double>("percentile", Percentiles.Select(p => p.Percentile)),
        new PrimitiveDataFrameColumn<double>("milliseconds", Percentiles.Select(p => p.Milliseconds)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        new Text("지연 시간 (보낸 때부터 확인받은 때까지, ms)", "Latency (from send to acknowledgement, ms)").ToString(),
        ["p50", "p95", "p99", "p99.9", "max"],
        [[Ms(P50Ms), Ms(P95Ms), Ms(P99Ms), Ms(P999Ms), Ms(MaxMs)]]);

    /// <inheritdoc/>
    public override string ToString() => $"p50 {Ms(P50Ms)} · p95 {Ms(P95Ms)} · p99 {Ms(P99Ms)} · p99.9 {Ms(P999Ms)} · max {Ms(MaxMs)} ms ({Payloads.Number(Count)})";

    internal static string Ms(double milliseconds) => milliseconds < 10
        ? FormattableString.Invariant($"{milliseconds:0.00}")
        : FormattableString.Invariant($"{milliseconds:#,0.0}");

    private static List<LatencyBucket> MakeBuckets(HistogramBase micros)
    {
        static int IndexOf(double ms) => (int)Math.Ceiling((Math.Log10(ms) * BucketsPerDecade) - 1e-9);
        static double EdgeOf(int index) => Math.Pow(10, index / (double)BucketsPerDecade);

        SortedDictionary<int, long> counts = [];
        foreach (HdrHistogram.Iteration.HistogramIterationValue value in micros.RecordedValues())
        {
            int index = IndexOf(Math.Max(1, value.ValueIteratedTo) / MicrosPerMilli);
            counts[index] = counts.GetValueOrDefault(index) + value.CountAtValueIteratedTo;
        }

        return [.. Enumerable.Range(counts.Keys.First(), counts.Keys.Last() - counts.Keys.First() + 1)
            .Select(i => new LatencyBucket(EdgeOf(i - 1), EdgeOf(i), counts.GetValueOrDefault(i)))];
    }
}

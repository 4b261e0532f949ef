using HdrHistogram;
using KafkaWorkbook.Measuring;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

public sealed class LatencyDistributionTests
{
    [Fact]
    public void Percentiles_are_those_of_the_records()
    {
        LongHistogram micros = new(1, 600_000_000, 3);
        for (int i = 1; i <= 1_000; i++)
        {
            micros.RecordValue(i * 1_000L);
        }

        LatencyDistribution latency = new(micros);

        Assert.Equal(1_000, latency.Count);
        AssertNear(500, latency.P50Ms);
        AssertNear(950, latency.P95Ms);
        AssertNear(990, latency.P99Ms);
        AssertNear(999, latency.P999Ms);
        AssertNear(1_000, latency.MaxMs);
        AssertNear(500.5, latency.MeanMs);
        Assert.Equal(latency.Percentiles.Select(p => p.Milliseconds), latency.Percentiles.Select(p => p.Milliseconds).Order());
        Assert.Equal(100, latency.Percentiles[^1].Percentile);
    }

    [Fact]
    public void Buckets_hold_every_record_and_have_no_gap()
    {
        LongHistogram micros = new(1, 600_000_000, 3);
        foreach (long value in new long[] { 1, 500, 500, 1_000, 250_000 })
        {
            micros.RecordValue(value);
        }

        IReadOnlyList<LatencyBucket> buckets = new LatencyDistribution(micros).Buckets;

        Assert.Equal(5, buckets.Sum(b => b.Records));
        Assert.All(buckets.Zip(buckets.Skip(1)), p => Assert.Equal(p.First.ToMs, p.Second.FromMs, 9));
        Assert.Equal(2, buckets.Single(b => b.FromMs < 0.5 && b.ToMs >= 0.5).Records);
        Assert.Equal(1, buckets.Single(b => b.FromMs < 250 && b.ToMs >= 250).Records);
    }

    [Fact]
    public void Nothing_measured_is_zero_and_empty()
    {
        LatencyDistribution latency = new(new LongHistogram(1, 600_000_000, 3));

        Assert.Equal((0L, 0.0, 0.0, 0.0), (latency.Count, latency.P50Ms, latency.MaxMs, latency.MeanMs));
        Assert.Empty(latency.Percentiles);
        Assert.Empty(latency.Buckets);
        Assert.Equal(0, latency.ToDataFrame().Rows.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => latency.At(101));
    }

    // The histogram keeps three digits.
    private static void AssertNear(double expected, double actual) => Assert.InRange(actual, expected * 0.998, expected * 1.002);
}

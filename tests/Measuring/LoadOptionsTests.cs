using Confluent.Kafka;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

public sealed class LoadOptionsTests
{
    public static TheoryData<string, LoadOptions> Wrong => new()
    {
        { "Records", new LoadOptions { Records = 0 } },
        { "Records", new LoadOptions { Records = 30_000_000 } },
        { "Duration", new LoadOptions { Duration = TimeSpan.FromMilliseconds(50) } },
        { "Duration", new LoadOptions { Duration = TimeSpan.FromHours(1) } },
        { "RecordBytes", new LoadOptions { RecordBytes = 9 } },
        { "RecordBytes", new LoadOptions { RecordBytes = 1 << 21 } },
        { "Acks", new LoadOptions { Acks = (Acks)2 } },
        { "Linger", new LoadOptions { Linger = TimeSpan.FromMilliseconds(-1) } },
        { "BatchBytes", new LoadOptions { BatchBytes = 0 } },
        { "Compression", new LoadOptions { Compression = (CompressionType)99 } },
        { "Producers", new LoadOptions { Producers = 0 } },
        { "Producers", new LoadOptions { Producers = 17 } },
        { "InFlight", new LoadOptions { InFlight = 0 } },
        { "RecordsPerSecond", new LoadOptions { RecordsPerSecond = 0 } },
        { "RecordsPerSecond", new LoadOptions { RecordsPerSecond = double.NaN } },
        { "Payload", new LoadOptions { Payload = (PayloadKind)7 } },
        { "Keys", new LoadOptions { Keys = (KeyKind)7 } },
        { "MostBytes", new LoadOptions { MostBytes = 0 } },
        { "TimeLimit", new LoadOptions { TimeLimit = TimeSpan.Zero } },
        { "Idempotent", new LoadOptions { Idempotent = true, Acks = Acks.Leader } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_value_out_of_its_range_is_refused_by_its_name(string option, LoadOptions options)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(options.Validate);

        Assert.StartsWith($"LoadOptions.{option} = ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_and_the_ends_of_the_ranges_are_allowed()
    {
        new LoadOptions().Validate();
        new LoadOptions { RecordBytes = LoadOptions.SmallestRecord, InFlight = 1, Linger = TimeSpan.Zero, Acks = Acks.None }.Validate();
        new LoadOptions { RecordBytes = LoadOptions.LargestRecord, Records = 1_000, Producers = 16 }.Validate();
    }

    [Fact]
    public void A_run_by_time_has_no_count_and_a_run_without_either_has_a_default_count()
    {
        Assert.Equal(200_000, new LoadOptions().WantedRecords);
        Assert.Equal(long.MaxValue, new LoadOptions { Duration = TimeSpan.FromSeconds(1) }.WantedRecords);
    }

    [Fact]
    public void The_clusters_cap_and_the_limit_of_bytes_cut_a_run_and_say_so()
    {
        LoadOptions byTime = new() { Duration = TimeSpan.FromSeconds(5), MostBytes = 1_000_000 };

        (long byBytes, Text? why) = LoadRunner.Plan(byTime, clusterCap: null);
        (long byCluster, Text? notOurs) = LoadRunner.Plan(byTime, clusterCap: 500);
        (long whole, Text? nothing) = LoadRunner.Plan(new LoadOptions { Records = 400 }, clusterCap: 500);

        Assert.Equal((10_000L, 500L, 400L), (byBytes, byCluster, whole));
        Assert.Contains("1,000,000", why!.Value.English, StringComparison.Ordinal);
        Assert.Contains("500", notOurs!.Value.Korean, StringComparison.Ordinal);
        Assert.Null(nothing);
    }
}

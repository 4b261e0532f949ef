using KafkaWorkbook.Measuring;
using KafkaWorkbook.Tests.Messaging;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

public sealed class DistributionTests
{
    [Fact]
    public void Skew_is_the_fullest_partition_over_the_mean()
    {
        PartitionDistribution spread = new(Unbound.Topic(4), [10, 0, 20, 10]);

        Assert.Equal((40L, 10.0, 2.0), (spread.Total, spread.Mean, spread.Skew));
        Assert.Equal([0.25, 0, 0.5, 0.25], spread.Partitions.Select(p => p.Share));
    }

    [Fact]
    public void Even_is_1_one_partition_with_all_is_their_number_and_nothing_is_even()
    {
        Assert.Equal(1, new PartitionDistribution(Unbound.Topic(), [5, 5, 5]).Skew);
        Assert.Equal(3, new PartitionDistribution(Unbound.Topic(), [0, 7, 0]).Skew);
        Assert.Equal(1, new PartitionDistribution(Unbound.Topic(), [0, 0, 0]).Skew);
    }

    [Fact]
    public void Sent_and_read_records_are_counted_with_empty_partitions()
    {
        Assert.Equal([2L, 0, 1], Unbound.Sent("0:0:a", "0:1:b", "2:0:c").Distribution().Partitions.Select(p => p.Records));
        Assert.Equal([0L, 1, 0], Unbound.Read(null, "1:0:a").Distribution().Partitions.Select(p => p.Records));
    }

    [Fact]
    public void The_data_frame_has_a_row_a_partition()
    {
        Microsoft.Data.Analysis.DataFrame frame = new PartitionDistribution(Unbound.Topic(), [3_000_000_000, 0, 0]).ToDataFrame();

        Assert.Equal(["partition", "records", "share"], frame.Columns.Select(c => c.Name));
        Assert.Equal(3, frame.Rows.Count);
        Assert.Equal(3_000_000_000L, frame["records"][0]);
    }
}

using Confluent.Kafka;
using KafkaWorkbook.Messaging;
using Xunit;

namespace KafkaWorkbook.Tests.Messaging;

/// <summary>Reading to an end although offsets have gaps.</summary>
public sealed class ReadTargetTests
{
    [Fact]
    public void A_partition_ends_with_the_record_before_its_end()
    {
        ReadTarget target = Target((0, 3));

        Assert.NotNull(target.Take(Record(0, 0)));
        Assert.NotNull(target.Take(Record(0, 1)));
        Assert.False(target.Done);
        Assert.NotNull(target.Take(Record(0, 2)));

        Assert.True(target.Done);
        Assert.Equal(3, target.Reached[0]);
    }

    [Fact]
    public void A_gap_at_the_end_is_over_when_the_broker_says_that_nothing_follows()
    {
        ReadTarget target = Target((0, 10));

        Assert.NotNull(target.Take(Record(0, 4)));
        Assert.Null(target.Take(End(0, 10)));

        Assert.True(target.Done);
        Assert.Equal(10, target.Reached[0]);
    }

    [Fact]
    public void A_gap_at_the_end_is_over_when_a_newer_record_comes_and_that_one_is_left_out()
    {
        ReadTarget target = Target((0, 10));

        Assert.Null(target.Take(Record(0, 12)));

        Assert.True(target.Done);
    }

    [Fact]
    public void An_end_before_ours_comes_from_a_replica_that_is_behind_and_ends_nothing()
    {
        ReadTarget target = Target((0, 10));

        Assert.Null(target.Take(End(0, 8)));

        Assert.False(target.Done);
        Assert.Equal([0], target.OpenPartitions);
    }

    [Fact]
    public void Nothing_between_start_and_end_is_done_at_once()
    {
        ReadTarget target = new();
        target.Add(0, 5, 5);
        target.Add(1, 9, 4);

        Assert.True(target.Done);
        Assert.Empty(target.Reached);
    }

    [Fact]
    public void A_tombstone_reads_as_an_empty_value()
    {
        ReadRecord? record = Target((0, 2)).Take(Record(0, 0, value: null));

        Assert.Equal("", record!.Value);
    }

    private static ReadTarget Target((int Partition, long End) range)
    {
        ReadTarget target = new();
        target.Add(range.Partition, 0, range.End);
        return target;
    }

    private static ConsumeResult<string?, string?> Record(int partition, long offset, string? value = "v") => new()
    {
        Topic = "t",
        Partition = partition,
        Offset = offset,
        Message = new Message<string?, string?> { Key = "k", Value = value, Timestamp = new Timestamp(1_000, TimestampType.CreateTime) },
    };

    private static ConsumeResult<string?, string?> End(int partition, long offset) =>
        new() { Topic = "t", Partition = partition, Offset = offset, IsPartitionEOF = true };
}

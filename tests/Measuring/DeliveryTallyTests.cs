using Confluent.Kafka;
using KafkaWorkbook.Measuring;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>What lost, duplicated and reordered mean, one by one, with records written down by hand.</summary>
public sealed class DeliveryTallyTests
{
    [Fact]
    public void Everything_once_and_in_order_is_whole()
    {
        Delivery delivery = Compare(Sent(6), (0, 0), (0, 2), (0, 4), (1, 1), (1, 3), (1, 5));

        Assert.True(delivery.Whole);
        Assert.Equal((6L, 6L, 6L, 0L, 0L, 0L), (delivery.Sent, delivery.Acked, delivery.Read, delivery.Lost, delivery.Duplicated, delivery.Reordered));
        Assert.Equal((0L, 0L, 0L), (delivery.Failed, delivery.Unacknowledged, delivery.Others));
    }

    [Fact]
    public void What_was_acknowledged_and_is_nowhere_is_lost()
    {
        Delivery delivery = Compare(Sent(6), (0, 0), (0, 4), (1, 1), (1, 3));

        Assert.False(delivery.Whole);
        Assert.Equal((2L, 4L, 0L, 0L), (delivery.Lost, delivery.Read, delivery.Duplicated, delivery.Reordered));
    }

    [Fact]
    public void What_was_never_acknowledged_cannot_be_lost_and_is_counted_apart_when_it_is_there()
    {
        SentIds sent = Sent(4, failed: [1, 2]);

        Delivery delivery = Compare(sent, (0, 0), (0, 2), (1, 3));

        Assert.True(delivery.Whole);
        Assert.Equal((2L, 2L, 0L, 1L, 3L), (delivery.Acked, delivery.Failed, delivery.Lost, delivery.Unacknowledged, delivery.Read));
        Assert.Equal(2, sent.Errors["NotEnoughReplicas"]);
    }

    [Fact]
    public void A_record_without_an_answer_yet_is_neither_acknowledged_nor_failed_nor_lost()
    {
        SentIds sent = new(1, 2);
        sent.Add();

        Delivery delivery = Compare(sent);

        Assert.Equal((1L, 0L, 0L, 0L), (delivery.Sent, delivery.Acked, delivery.Failed, delivery.Lost));
        Assert.Equal(1, sent.Waiting);
    }

    [Fact]
    public void Each_copy_beyond_the_first_is_a_duplicate()
    {
        Delivery delivery = Compare(Sent(4), (0, 0), (0, 0), (0, 2), (0, 0), (1, 1), (1, 3));

        Assert.Equal((2L, 6L, 0L, 0L), (delivery.Duplicated, delivery.Read, delivery.Lost, delivery.Reordered));
    }

    [Fact]
    public void A_replayed_run_of_records_is_duplicated_and_not_reordered()
    {
        // 0 2 4 are there, then the client sends 2 4 6 once more: 2 comes after 4, but its first occurrence does not.
        Delivery delivery = Compare(Sent(8), (0, 0), (0, 2), (0, 4), (0, 2), (0, 4), (0, 6), (1, 1), (1, 3), (1, 5), (1, 7));

        Assert.Equal((2L, 0L, 0L), (delivery.Duplicated, delivery.Reordered, delivery.Lost));
    }

    [Fact]
    public void A_first_occurrence_behind_that_of_a_later_record_is_reordered()
    {
        // Both 2 and 4 were sent before 6.
        Delivery delivery = Compare(Sent(8), (0, 0), (0, 6), (0, 2), (0, 4), (1, 1), (1, 3), (1, 5), (1, 7));

        Assert.Equal((2L, 0L, 0L), (delivery.Reordered, delivery.Duplicated, delivery.Lost));
    }

    [Fact]
    public void Order_counts_inside_a_partition_and_a_producer_only()
    {
        SentIds first = Sent(4, run: 1), second = Sent(4, run: 2);
        DeliveryTally tally = new([first, second]);
        (int Partition, int Run, long Id)[] log = [(1, 1, 3), (0, 2, 2), (0, 1, 0), (0, 1, 2), (0, 2, 0), (1, 1, 1)];
        for (int i = 0; i < log.Length; i++)
        {
            tally.Add(log[i].Partition, i, new RecordId(log[i].Run, log[i].Id));
        }

        Assert.Equal((1L, 0L), (tally.Of(first).Reordered, tally.Of(first).Lost));
        Assert.Equal((1L, 2L), (tally.Of(second).Reordered, tally.Of(second).Lost));
    }

    [Fact]
    public void The_same_offset_handed_out_again_is_no_copy()
    {
        SentIds sent = Sent(2);
        DeliveryTally tally = new([sent]);
        tally.Add(0, 5, new RecordId(1, 0));
        tally.Add(0, 5, new RecordId(1, 0));
        tally.Add(1, 5, new RecordId(1, 1));

        Assert.Equal((0L, 2L), (tally.Of(sent).Duplicated, tally.Of(sent).Read));
    }

    [Fact]
    public void Records_of_others_are_counted_apart()
    {
        SentIds sent = Sent(1);
        DeliveryTally tally = new([sent]);
        tally.Add(0, 0, RecordId.None);
        tally.Add(0, 1, new RecordId(99, 0));
        tally.Add(0, 2, new RecordId(1, 17));
        tally.Add(0, 3, new RecordId(1, 0));

        Assert.Equal((3L, 1L, 0L), (tally.Of(sent).Others, tally.Of(sent).Read, tally.Of(sent).Lost));
    }

    [Fact]
    public void What_the_producer_sent_to_connect_is_neither_counted_nor_somebody_elses()
    {
        SentIds warmUp = Sent(2, run: 7), sent = new(8, 2, warmUp);
        sent.Ack(sent.Add());
        DeliveryTally tally = new([sent]);
        tally.Add(0, 0, new RecordId(7, 0));
        tally.Add(0, 1, new RecordId(8, 0));

        Assert.Equal((1L, 1L, 0L, 0L), (tally.Of(sent).Read, tally.Of(sent).Acked, tally.Of(sent).Others, tally.Of(sent).Lost));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void The_counts_always_add_up(int seed)
    {
        Random random = new(seed);
        SentIds sent = Sent(500, failed: [.. Enumerable.Range(0, 500).Where(_ => random.Next(10) == 0)]);
        DeliveryTally tally = new([sent]);
        for (int i = 0; i < 700; i++)
        {
            long id = random.Next(500);
            tally.Add((int)(id % 2), i, new RecordId(1, id));
        }

        Delivery delivery = tally.Of(sent);
        Assert.Equal(delivery.Read, delivery.Acked - delivery.Lost + delivery.Unacknowledged + delivery.Duplicated);
        Assert.Equal(700, delivery.Read);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0xffffff, 123_456_789_012)]
    [InlineData(0x3f0a1b, 17)]
    public void An_id_survives_the_wire(int run, long id) => Assert.Equal(new RecordId(run, id), RecordId.Parse(new RecordId(run, id).ToBytes()));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("hello, world, this is no id")]
    [InlineData("{\"run\":\"3f0a1b\",\"id\":}")]
    [InlineData("{\"run\":\"3f0a1b\",\"id\":-1}")]
    [InlineData("{\"run\":\"3f0a1\",\"id\":17}x")]
    [InlineData("{\"run\":\"3f0a1b\",\"id\":17 }")]
    [InlineData("{\"run\":\"zzzzzz\",\"id\":17}")]
    public void Anything_else_is_no_id(string payload) => Assert.Equal(RecordId.None, RecordId.Parse(System.Text.Encoding.UTF8.GetBytes(payload)));

    internal static SentIds Sent(int count, int run = 1, int partitions = 2, params int[] failed)
    {
        SentIds sent = new(run, partitions);
        for (int i = 0; i < count; i++)
        {
            long id = sent.Add();
            if (failed.Contains(i))
            {
                sent.Fail(id, new Error(ErrorCode.NotEnoughReplicas));
            }
            else
            {
                sent.Ack(id);
            }
        }

        return sent;
    }

    /// <summary>Compares with a log written down as (partition, id) in the order of offsets.</summary>
    private static Delivery Compare(SentIds sent, params (int Partition, long Id)[] log)
    {
        DeliveryTally tally = new([sent]);
        for (int i = 0; i < log.Length; i++)
        {
            tally.Add(log[i].Partition, i, new RecordId(sent.Run, log[i].Id));
        }

        return tally.Of(sent);
    }
}

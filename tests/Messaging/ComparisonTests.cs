using KafkaWorkbook.Messaging;
using Xunit;

namespace KafkaWorkbook.Tests.Messaging;

public sealed class ComparisonTests
{
    [Fact]
    public void Everything_read_once_and_in_order_is_whole()
    {
        Comparison c = Unbound.Read(null, "1:0:b", "0:0:a", "0:1:c").ComparedWith(Unbound.Sent("0:0:a", "1:0:b", "0:1:c"));

        Assert.True(c.Whole);
        Assert.Equal((3L, 3L, 3L, 0L, 0L, 0L, 0L), (c.Sent, c.Read, c.Found, c.Lost, c.Duplicated, c.OutOfOrder, c.Others));
        Assert.Contains(Said("3건 가운데 3건을 읽었다.", "3 of 3 records were read."), c.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_lost()
    {
        Comparison c = Unbound.Read(null, "0:0:a").ComparedWith(Unbound.Sent("0:0:a", "0:1:b", "1:0:c"));

        Assert.Equal((1L, 2L, 0L), (c.Found, c.Lost, c.Duplicated));
        Assert.False(c.Whole);
        Assert.Contains(Said("2건이 사라졌다.", "2 are lost."), c.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_group_has_not_read_is_not_called_lost()
    {
        Comparison c = Unbound.Read("billing", "0:0:a").ComparedWith(Unbound.Sent("0:0:a", "0:1:b"));

        Assert.Equal(1, c.Lost);
        Assert.Contains(Said("1건은 아직 읽지 않았다.", "1 are not read yet."), c.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Said("사라졌다", "lost"), c.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_replayed_batch_is_duplicates_and_not_a_reordering()
    {
        // The acknowledgement of the first copies was lost, so the client knows the offsets of the second ones.
        Comparison c = Unbound.Read(null, "0:0:a", "0:1:b", "0:2:c", "0:3:a", "0:4:b", "0:5:c", "0:6:d")
            .ComparedWith(Unbound.Sent("0:3:a", "0:4:b", "0:5:c", "0:6:d"));

        Assert.Equal((4L, 0L, 3L, 0L), (c.Found, c.Lost, c.StoredTwice, c.OutOfOrder));
        Assert.Equal(0, c.ReadTwice);
    }

    [Fact]
    public void Records_that_changed_places_inside_a_partition_are_counted_as_out_of_order_only()
    {
        Comparison c = Unbound.Read(null, "0:0:b", "0:1:c", "0:2:a", "0:3:d").ComparedWith(Unbound.Sent("0:2:a", "0:0:b", "0:1:c", "0:3:d"));

        Assert.Equal((4L, 0L, 0L, 1L), (c.Found, c.Lost, c.Duplicated, c.OutOfOrder));
    }

    [Fact]
    public void Order_across_partitions_is_no_promise_and_does_not_count()
    {
        Comparison c = Unbound.Read(null, "1:0:b", "2:0:c", "0:0:a").ComparedWith(Unbound.Sent("0:0:a", "1:0:b", "2:0:c"));

        Assert.True(c.Whole);
    }

    [Fact]
    public void The_same_offset_handed_out_twice_is_read_twice_not_stored_twice()
    {
        Comparison c = Unbound.Read("billing", "0:0:a", "0:1:b", "0:1:b").ComparedWith(Unbound.Sent("0:0:a", "0:1:b"));

        Assert.Equal((0L, 1L, 1L), (c.StoredTwice, c.ReadTwice, c.Duplicated));
    }

    [Fact]
    public void Equal_messages_that_were_sent_twice_are_no_duplicates()
    {
        Comparison whole = Unbound.Read(null, "0:0:a", "0:1:a").ComparedWith(Unbound.Sent("0:0:a", "0:1:a"));
        Comparison one = Unbound.Read(null, "0:0:a", "0:0:a").ComparedWith(Unbound.Sent("0:0:a", "0:1:a"));

        Assert.True(whole.Whole);
        Assert.Equal((1L, 1L, 1L), (one.Found, one.Lost, one.Duplicated));
    }

    [Fact]
    public void What_somebody_else_wrote_is_counted_apart()
    {
        Comparison c = Unbound.Read(null, "0:0:x", "0:1:a").ComparedWith(Unbound.Sent("0:1:a"));

        Assert.True(c.Whole);
        Assert.Equal(1, c.Others);
    }

    [Fact]
    public void Unknown_offsets_of_acks_0_are_found_by_their_content()
    {
        Comparison c = Unbound.Read(null, "0:0:a", "0:1:b").ComparedWith(Unbound.Sent("0:-1:a", "0:-1:b"));

        Assert.True(c.Whole);
    }

    [Theory]
    [InlineData(2, "예상 2건, 실제 2건: 맞았다.", "Guessed 2, measured 2: right.")]
    [InlineData(1_000, "예상 1,000건, 실제 2건: 998건 차이가 난다.", "Guessed 1,000, measured 2: 998 apart.")]
    public void The_guess_stands_beside_the_measure(long guess, string korean, string english)
    {
        Comparison c = Unbound.Read(null, "0:0:a", "0:1:b").ComparedWith(Unbound.Sent("0:0:a", "0:1:b"), guess);

        Assert.Equal(guess, c.Guess);
        Assert.Contains(Said(korean, english), c.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_topic_cannot_be_compared()
    {
        Sent elsewhere = new(Unbound.Topic(name: "workbook.payments.abcdef2"), [], TimeSpan.Zero);

        ArgumentException refusal = Assert.Throws<ArgumentException>(() => Unbound.Read(null).ComparedWith(elsewhere));
        Assert.Contains("workbook.payments.abcdef2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_every_count()
    {
        Comparison c = Unbound.Read(null, "0:0:a").ComparedWith(Unbound.Sent("0:0:a", "0:1:b"));

        Assert.Equal(["what", "records"], c.ToDataFrame().Columns.Select(x => x.Name));
        Assert.Equal([2L, 1L, 1L, 1L, 0L, 0L, 0L], c.ToDataFrame().Rows.Select(r => (long)r[1]));
    }

    private static string Said(string korean, string english) => new KafkaWorkbook.Reporting.Text(korean, english).ToString();
}

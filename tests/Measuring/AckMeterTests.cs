using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

public sealed class AckMeterTests
{
    private const long Start = 1_000_000_000;

    [Fact]
    public void The_longest_time_between_two_acknowledgements_is_found_for_each_partition()
    {
        AckMeter meter = Meter(2);
        foreach (double at in new[] { 0.1, 0.2, 3.4, 3.5, 4.3 })
        {
            Both(meter, 0, at);
        }

        Both(meter, 1, 0.1);
        Both(meter, 1, 0.3);
        IReadOnlyList<PartitionAcks> partitions = meter.Result(At(5));

        Assert.Equal((0.2, 3.4), Seconds(partitions[0].LongestGap));
        Assert.Equal([(0.2, 3.4), (3.5, 4.3)], partitions[0].Gaps.Select(Seconds));
        Assert.Equal((0.1, 0.3), Seconds(partitions[1].LongestGap));
        Assert.Empty(partitions[1].Gaps);
    }

    [Fact]
    public void A_partition_that_never_answers_again_is_silent_to_the_end()
    {
        AckMeter meter = Meter(2);
        Both(meter, 0, 1);
        meter.Sent(0, At(1.1));
        meter.Sent(1, At(1));
        IReadOnlyList<PartitionAcks> partitions = meter.Result(At(4));

        Assert.Equal((1, 4), Seconds(partitions[0].LongestGap));
        Assert.Equal((0, 4), Seconds(partitions[1].LongestGap));
        Assert.Equal((2L, 1L, 0L), (partitions[0].Sent, partitions[0].Acked, partitions[0].Failed));
    }

    [Fact]
    public void Nothing_that_waits_means_no_gap_at_the_end()
    {
        AckMeter meter = Meter(1);
        Both(meter, 0, 1);
        Both(meter, 0, 1.5);

        Assert.Equal((1, 1.5), Seconds(meter.Result(At(9))[0].LongestGap));
    }

    [Fact]
    public void Records_are_counted_in_stretches_of_a_tenth_of_a_second()
    {
        AckMeter meter = Meter(1);
        meter.Sent(0, At(0.05));
        meter.Sent(0, At(0.25));
        meter.Acked(0, At(0.26));
        meter.Failed(0, At(0.31));

        Assert.Equal([new(1, 0, 0), new(0, 0, 0), new(1, 1, 0), new(0, 0, 1)], meter.Result(At(0.35))[0].Counts);
    }

    [Fact]
    public void Events_are_put_together_from_deeds_and_metadata()
    {
        LeaderMoment[] moments =
        [
            Moment(0, 2, [1, 2, 3]), Moment(1, 2, [1, 2, 3]), Moment(7.2, null, [1, 3]), Moment(7.3, 3, [1, 3]), Moment(12, 3, [1, 3]), Moment(12.5, 3, [1, 2, 3]),
        ];
        BrokerChange[] changes =
        [
            new(BrokerChangeKind.Killed, 2, At(1), At(1.1)), new(BrokerChangeKind.Started, 2, At(9), At(11.9)),
        ];
        IReadOnlyList<TimelineEvent> events = TimelineEvents.Of(changes, moments, 3, Start);

        Assert.Equal(
            [TimelineEventKind.Killed, TimelineEventKind.LeaderGone, TimelineEventKind.NewLeader, TimelineEventKind.Started, TimelineEventKind.InSync],
            events.Select(e => e.Kind));
        Assert.Equal([1, 7.2, 7.3, 11.9, 12.5], events.Select(e => Math.Round(e.At.TotalSeconds, 3)));
    }

    [Fact]
    public void A_broker_that_led_nothing_makes_no_new_leader_and_a_short_freeze_no_return()
    {
        LeaderMoment[] moments = [Moment(0, 2, [1, 2, 3]), Moment(5, 2, [1, 2, 3])];
        BrokerChange[] changes = [new(BrokerChangeKind.Killed, 1, At(1), At(1)), new(BrokerChangeKind.Frozen, 3, At(2), At(2)), new(BrokerChangeKind.Thawed, 3, At(3), At(3))];

        Assert.Equal(
            [TimelineEventKind.Killed, TimelineEventKind.Frozen, TimelineEventKind.Thawed], TimelineEvents.Of(changes, moments, 3, Start).Select(e => e.Kind));
    }

    private static LeaderMoment Moment(double at, int? leader, int[] inSync) => new(TimeSpan.FromSeconds(at), [new PartitionLeader(0, leader, inSync)]);

    private static AckMeter Meter(int partitions) => new(partitions, Start, TimeSpan.FromSeconds(0.5));

    private static void Both(AckMeter meter, int partition, double at)
    {
        meter.Sent(partition, At(at));
        meter.Acked(partition, At(at));
    }

    private static long At(double seconds) => Start + (long)Math.Round(seconds * Stopwatch.Frequency);

    private static (double From, double To) Seconds(AckGap? gap) => (Math.Round(gap!.From.TotalSeconds, 6), Math.Round(gap.To.TotalSeconds, 6));
}

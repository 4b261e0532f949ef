using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Shop;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Figures;
using Xunit;

namespace KafkaWorkbook.Tests.Shop;

public sealed class BurstTests
{
    private static readonly BurstOptions Ten = new();
    private static readonly ShopService Cashier = new("cashier", 5, order => order.Number("amount"));

    [Fact]
    public void Orders_arrive_ten_times_as_fast_during_the_burst()
    {
        BurstFeed feed = new(Ten, Stopwatch.StartNew(), _ => Task.CompletedTask);
        double[] due = [.. Enumerable.Range(0, 600).Select(i => feed.Due(i).TotalSeconds)];
        Assert.Equal(due.Order(), due);
        Assert.Equal(40, due.Count(d => d < 0.8 - 1e-9));
        Assert.Equal(400, due.Count(d => d >= 0.8 - 1e-9 && d < 1.6 - 1e-9));
        Assert.Equal(0.02, due[500] - due[499], 6);
    }

    [Fact]
    public void The_time_to_catch_up_is_what_waits_divided_by_what_is_done_more_than_arrives()
    {
        BurstDrain drain = BurstDrain.Of(Ten, [.. Moments(200)], Took(5));
        Assert.InRange(drain.ServicePerSecond, 198, 202);
        Assert.InRange(drain.ArrivingPerSecond, 48, 52);
        Assert.InRange(drain.Waiting, 235, 245);
        Assert.InRange(drain.Predicted.TotalSeconds, 1.5, 1.7);
        Assert.InRange(drain.Measured!.Value.TotalSeconds, drain.Predicted.TotalSeconds - 0.1, drain.Predicted.TotalSeconds + 0.1);
    }

    [Fact]
    public void The_prediction_takes_nothing_that_was_seen_after_the_burst_and_stands_beside_the_measured_time()
    {
        BurstMoment[] seen = [.. Moments(200)];
        BurstDrain whole = BurstDrain.Of(Ten, seen, Took(5));

        // The service gets slower as soon as the burst is over: the prediction cannot know, and the deviation says so.
        BurstMoment[] slowed = [.. Moments(200, after: 150)];
        BurstDrain late = BurstDrain.Of(Ten, slowed, Took(5));
        Assert.Equal((whole.Predicted, whole.ServicePerSecond, whole.ArrivingPerSecond), (late.Predicted, late.ServicePerSecond, late.ArrivingPerSecond));
        Assert.True(late.Measured > whole.Measured, $"{late.Measured} {whole.Measured}");
        Assert.Equal(late.Measured - late.Predicted, late.Deviation);
        Assert.True(late.DeviationShare > 0.2, $"{late.DeviationShare}");
        BurstRun run = new(ShopKind.Events, Ten, Cashier, [], slowed, late, 1, 1, []);
        Assert.Contains($"{late.Deviation!.Value.TotalSeconds:+0.00} s ({100 * late.DeviationShare:+0} %)", run.ToString(), StringComparison.Ordinal);
        Assert.Contains(BurstRun.Seconds(late.Predicted), run.ToString(), StringComparison.Ordinal);

        // It follows what arrived, measured: twice as much in calm leaves less to catch up with.
        BurstDrain busier = BurstDrain.Of(Ten, [.. seen.Select(m => m.At <= Ten.Calm ? m with { Taken = m.Taken * 2, Done = m.Done * 2 } : m)], Took(5));
        Assert.InRange(busier.Predicted.TotalSeconds, 2.2, 2.6);
    }

    [Fact]
    public void A_service_that_is_no_faster_than_what_arrives_never_catches_up()
    {
        BurstDrain drain = BurstDrain.Of(Ten, [.. Moments(40)], Took(25));
        Assert.Equal(TimeSpan.MaxValue, drain.Predicted);
        Assert.Null(drain.Measured);
        Assert.Null(drain.Deviation);
        BurstRun run = new(ShopKind.Events, Ten, Cashier, [new(1, TimeSpan.Zero, TimeSpan.FromMilliseconds(2), null)], [.. Moments(40)], drain, 1, 1, []);
        Assert.Equal(double.NaN, run.DrainSeconds);
        SvgChecks.IsSound(run.Chart());
    }

    [Fact]
    public async Task The_same_burst_hurts_callers_and_waits_in_a_topic()
    {
        BurstOptions small = new() { Calm = TimeSpan.FromSeconds(0.3), Burst = TimeSpan.FromSeconds(0.6), Patience = TimeSpan.FromSeconds(0.1) };
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        Topic topic = await cluster.CreateTopicAsync("rush", ct: EmbeddedKit.Ct);
        BurstRun events = await Burst.ByEventsAsync(topic, Cashier, small, EmbeddedKit.Ct);
        BurstRun calls = await Burst.ByCallsAsync(Cashier, small, EmbeddedKit.Ct);

        Assert.True(calls.Errors > 0);
        Assert.Equal(0, events.Errors);
        Assert.Equal((events.Orders.Count, (long?)events.Orders.Count, events.Confirmed), (events.Orders.Count, events.Confirmed, events.Read));
        Assert.True(events.MostWaiting > 50, $"{events.MostWaiting}");
        Assert.NotEmpty(events.BrokersLag);
        Assert.All(new[] { events.Chart(), calls.WaitsBeside(events) }, SvgChecks.IsSound);

        // The same topic and group once more: counted is this run, not all.
        BurstRun again = await Burst.ByEventsAsync(topic, Cashier, small, EmbeddedKit.Ct);
        Assert.Equal(again.Orders.Count, again.Confirmed);
        Assert.Equal(again.Confirmed, again.Read);
    }

    [Fact]
    public async Task Options_out_of_range_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Burst.ByCallsAsync(Cashier, new BurstOptions { Times = 1 }, EmbeddedKit.Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Burst.ByCallsAsync(Cashier, new BurstOptions { NormalPerSecond = 500, Times = 100, Burst = TimeSpan.FromSeconds(10) }, EmbeddedKit.Ct));
    }

    // One order of forty was held up: the median does not follow it.
    private static TimeSpan[] Took(double ms) => [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(ms), 39), TimeSpan.FromSeconds(1)];

    // Looks every 40 ms at a shop that does so many a second while anything waits.
    private static IEnumerable<BurstMoment> Moments(double perSecond, double? after = null)
    {
        double done = 0;
        for (double at = 0; at < 5; at += 0.04)
        {
            double taken = at < 0.8 ? at * 50 : at < 1.6 ? 40 + ((at - 0.8) * 500) : 440 + ((at - 1.6) * 50);
            done = Math.Min(taken, done + ((at <= Ten.BurstEnd.TotalSeconds + 1e-6 ? perSecond : after ?? perSecond) * 0.04));
            yield return new BurstMoment(TimeSpan.FromSeconds(at), (long)taken, (long)done);
        }
    }
}

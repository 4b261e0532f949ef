using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Shop;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Figures;
using Xunit;

namespace KafkaWorkbook.Tests.Shop;

/// <summary>The shop by calls and by events: the same services, the same orders.</summary>
public sealed class ShopRunTests
{
    private static readonly ShopService Payment = new("payment", 1, order => order.Number("amount"));
    private static readonly ShopService Stock = new("stock", 1, order => order.Number("quantity"));
    private static readonly ShopService Points = new("points", 0.5, order => order.Number("amount") / 100);

    private static ShopByCalls ByCalls => new([Payment, Stock], async (call, order) =>
    {
        await call.PostAsync(Payment, order);
        await call.PostAsync(Stock, order);
    });

    [Fact]
    public async Task Calls_fail_while_a_service_is_down_and_what_went_before_is_done()
    {
        ShopRun run = await ByCalls.TakeAsync(Sample.Orders(30), 500, Stock, EmbeddedKit.Ct);
        Assert.Equal((30, 10, 10), (run.Orders.Count, run.Errors, run.HalfDone));
        Assert.Equal((30, 20), (run.Of(Payment).Handled, run.Of(Stock).Handled));
        Assert.Equal(Enumerable.Range(11, 10), run.Orders.Where(o => o.Error is not null).Select(o => o.Number));
        Assert.All(run.Orders.Where(o => o.Error is not null), o => Assert.InRange(o.At, TimeSpan.Zero, run.Outage!.To));
        Assert.Contains("stock", run.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_called_first_stops_what_is_called_later()
    {
        ShopRun run = await ByCalls.TakeAsync(Sample.Orders(30), 500, Payment, EmbeddedKit.Ct);
        Assert.Equal((20, 20, 0), (run.Of(Payment).Handled, run.Of(Stock).Handled, run.HalfDone));
    }

    [Fact]
    public async Task Nobody_calls_a_new_service_before_the_caller_is_changed()
    {
        ShopRun before = await ByCalls.TakeAsync(Sample.Orders(3), 500, ct: EmbeddedKit.Ct);
        ShopRun same = await ByCalls.With(Points).TakeAsync(Sample.Orders(3), 500, ct: EmbeddedKit.Ct);
        Assert.Equal((0, 0), (same.Of(Points).Handled, CallerChange.Between(before, same).Changed));

        ShopRun changed = await ByCalls.With(Points, async (call, order) =>
        {
            await call.PostAsync(Payment, order);
            await call.PostAsync(Stock, order);
            await call.PostAsync(Points, order);
        }).TakeAsync(Sample.Orders(3), 500, ct: EmbeddedKit.Ct);
        CallerChange change = CallerChange.Between(before, changed);
        Assert.Equal((3, 1, 0, false), (changed.Of(Points).Handled, change.Added, change.Removed, change.SameCode));
        Assert.Contains((LineChange.Added, "await call.PostAsync(Points, order);"), change.Lines);
    }

    [Fact]
    public void A_changed_line_is_one_gone_and_one_new()
    {
        IReadOnlyList<(LineChange Change, string Line)> lines = CallerChange.Compare(["a", "b", "c"], ["a", "x", "c", "d"]);
        Assert.Equal(2, lines.Count(l => l.Change == LineChange.Added));
        Assert.Equal([(LineChange.Removed, "b")], lines.Where(l => l.Change == LineChange.Removed));
        Assert.Equal(["a", "c"], lines.Where(l => l.Change == LineChange.Kept).Select(l => l.Line));
    }

    [Fact]
    public async Task Events_wait_for_a_service_that_is_down_and_for_one_that_does_not_exist_yet()
    {
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        Topic orders = await cluster.CreateTopicAsync("orders", ct: EmbeddedKit.Ct);
        ShopByEvents shop = new(orders, [Payment, Stock], (topic, order) => topic.PublishAsync(order));
        ShopRun run = await shop.TakeAsync(Sample.Orders(30), 500, Stock, EmbeddedKit.Ct);
        Assert.Equal((0, 0), (run.Errors, run.HalfDone));
        Assert.Equal((30, 30L), (run.Of(Stock).Handled, run.Of(Stock).ReadInAll));

        ShopRun later = await shop.With(Points).TakeAsync(Sample.Orders(36).Skip(30), 500, ct: EmbeddedKit.Ct);
        Assert.Equal((6, 36), (later.Of(Stock).Handled, later.Of(Points).Handled));
        Assert.Equal(Sample.Orders(36).Sum(o => OrderEvent.Parse(o.Value).Number("amount") / 100), later.Of(Points).Total);
        Assert.Equal((0, true), (CallerChange.Between(run, later).Changed, CallerChange.Between(run, later).SameCode));

        ShopRun calls = await ByCalls.TakeAsync(Sample.Orders(30), 500, Stock, EmbeddedKit.Ct);
        Assert.Contains("10 | 0", ShopComparison.Of(calls, run).ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ShopComparison.Of(run, calls));
        Assert.All(new[] { run.Chart(), run.Diagram(), calls.Chart(), calls.Diagram() }, SvgChecks.IsSound);
        Assert.Contains(new Text("20건 처리, 10건 못 함", "20 done, 10 not").ToString(), SvgChecks.Texts(calls.Diagram()));
    }

    [Fact]
    public async Task An_order_that_a_service_cannot_do_does_not_stop_those_behind_it()
    {
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        Topic orders = await cluster.CreateTopicAsync("orders", ct: EmbeddedKit.Ct);
        ShopByEvents shop = new(orders, [Payment, Stock], (topic, order) => topic.PublishAsync(order));
        ShopRun run = await shop.TakeAsync([.. Sample.Orders(5).Renaming("amount", "price"), .. Sample.Orders(9).Skip(5)], 500, ct: EmbeddedKit.Ct);
        Assert.Equal((4, 5, 9, 0), (run.Of(Payment).Handled, run.Of(Payment).Failures.Count, run.Of(Stock).Handled, run.Errors));
    }

    [Fact]
    public void A_shop_says_what_is_wrong_with_it()
    {
        Assert.Throws<ArgumentException>(() => new ShopByCalls([], (_, _) => Task.CompletedTask));
        Assert.Throws<ArgumentException>(() => new ShopByCalls([Payment, new ShopService("payment", 1, _ => 1)], (_, _) => Task.CompletedTask));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShopService("a", 0, _ => 1));
        Assert.Throws<ArgumentException>(() => new ShopService("no spaces", 1, _ => 1));
    }

    [Fact]
    public async Task A_pace_or_a_service_that_is_not_there_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ByCalls.TakeAsync(Sample.Orders(1), 0, ct: EmbeddedKit.Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => ByCalls.TakeAsync(Sample.Orders(1), 10, Points, EmbeddedKit.Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => ByCalls.TakeAsync(Sample.Orders(31), 1, ct: EmbeddedKit.Ct));
    }

    [Fact]
    public void A_field_more_or_under_another_name_leaves_the_others_as_they_are()
    {
        Event order = Sample.Orders(1)[0];
        OrderEvent wider = OrderEvent.Parse(new[] { order }.WithField("coupon", "<b>")[0].Value), renamed = OrderEvent.Parse(new[] { order }.Renaming("amount", "price")[0].Value);
        Assert.Equal(("<b>", OrderEvent.Parse(order.Value).Number("amount")), (wider.Text("coupon"), wider.Number("amount")));
        Assert.Equal(OrderEvent.Parse(order.Value).Number("amount"), renamed.Number("price"));
        Assert.Throws<OrderFieldException>(() => renamed.Number("amount"));
        Assert.Throws<OrderFieldException>(() => renamed.Number("customer"));
        Assert.Throws<OrderFieldException>(() => OrderEvent.Parse("[1]"));
        Assert.Throws<OrderFieldException>(() => OrderEvent.Parse("no json"));
    }
}

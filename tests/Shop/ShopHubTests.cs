using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Shop;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Figures;
using Xunit;

namespace KafkaWorkbook.Tests.Shop;

public sealed class ShopHubTests
{
    private static ShopHub Hub => new ShopHub("order", "placed").Service("payment", ["placed"], "paid").Service("audit", ["placed", "paid"]);

    [Fact]
    public async Task The_flow_is_counted_in_the_topics_and_by_the_groups_positions()
    {
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        ShopFlow flow = await Hub.RunAsync(cluster, Sample.Orders(20), EmbeddedKit.Ct);
        Assert.Equal([new FlowWrite("order", "placed", 20), new FlowWrite("payment", "paid", 20)], flow.Writes);
        Assert.Equal([new FlowRead("payment", "placed", 20), new FlowRead("audit", "placed", 20), new FlowRead("audit", "paid", 20)], flow.Reads);
        Assert.True(flow.AllRead);
        Assert.Equal([("order", "payment"), ("order", "audit"), ("payment", "audit")], flow.DirectCalls);
        Assert.Equal(2, flow.CallersToChange);

        // The same description once more: topics are new, and groups begin with them.
        Assert.Equal(flow.Reads, (await Hub.RunAsync(cluster, Sample.Orders(20), EmbeddedKit.Ct)).Reads);
        Assert.All(new[] { flow.Diagram(), flow.CallsDiagram() }, SvgChecks.IsSound);
        Assert.Contains("order → placed: 20", SvgChecks.Tips(flow.Diagram()));
        Assert.Contains("paid → audit: 20", SvgChecks.Tips(flow.Diagram()));
        Assert.Contains("payment → audit", SvgChecks.Tips(flow.CallsDiagram()));
    }

    [Fact]
    public void A_reader_that_is_behind_is_seen()
    {
        ShopFlow flow = new(["order", "audit"], ["placed"], [new("order", "placed", 20)], [new("audit", "placed", 19)]);
        Assert.False(flow.AllRead);
    }

    [Fact]
    public async Task A_shop_that_does_not_hold_together_is_refused()
    {
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        ShopHub[] wrong =
        [
            new("order", "placed"), Hub.Service("payment", ["placed"]), Hub.Service("late", ["unknown"]), Hub.Service("late", []),
            Hub.Service("late", ["placed"], "placed"), Hub.Service("late", ["placed"], "paid"), Hub.Service("no spaces", ["placed"]),
        ];
        foreach (ShopHub hub in wrong)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => hub.RunAsync(cluster, Sample.Orders(1), EmbeddedKit.Ct));
        }
    }
}

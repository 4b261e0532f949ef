using System.Text.Json;
using KafkaWorkbook.Messaging;
using Xunit;

namespace KafkaWorkbook.Tests.Messaging;

public sealed class SampleTests
{
    [Fact]
    public void The_same_arguments_give_the_same_events_and_another_seed_gives_others()
    {
        Assert.Equal(Sample.Orders(50), Sample.Orders(50));
        Assert.NotEqual(Sample.Orders(50), Sample.Orders(50, seed: 2));
        Assert.Equal(Sample.Orders(50).Take(20), Sample.Orders(20));
    }

    [Fact]
    public void Every_order_is_unique_json_with_readable_hangul_and_its_customer_as_the_key()
    {
        IReadOnlyList<Event> orders = Sample.Orders(500, customers: 7);

        Assert.Equal(500, orders.Select(o => o.Value).Distinct().Count());
        Assert.Equal(7, orders.Select(o => o.Key).Distinct().Count());
        Assert.All(orders, o =>
        {
            using JsonDocument json = JsonDocument.Parse(o.Value);
            Assert.Equal(o.Key, json.RootElement.GetProperty("customer").GetString());
            Assert.InRange(json.RootElement.GetProperty("amount").GetInt32(), 4_900, 267_000);
            Assert.DoesNotContain("\\u", o.Value, StringComparison.Ordinal);
            Assert.EndsWith("+09:00", json.RootElement.GetProperty("at").GetString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_payment_is_of_the_same_customer_and_amount_as_the_order_of_its_number()
    {
        foreach ((Event order, Event payment) in Sample.Orders(200, 20, 5).Zip(Sample.Payments(200, 20, 5)))
        {
            using JsonDocument o = JsonDocument.Parse(order.Value);
            using JsonDocument p = JsonDocument.Parse(payment.Value);
            Assert.Equal(order.Key, payment.Key);
            Assert.Equal(o.RootElement.GetProperty("order").GetString(), p.RootElement.GetProperty("order").GetString());
            Assert.Equal(o.RootElement.GetProperty("amount").GetInt32(), p.RootElement.GetProperty("amount").GetInt32());
        }
    }

    [Fact]
    public void All_400_customers_have_different_names()
    {
        Assert.Equal(400, Sample.PageViews(20_000, customers: 400).Select(v => v.Key).Distinct().Count());
    }

    [Fact]
    public void A_skew_gives_one_customer_its_share()
    {
        int regular = Sample.Orders(10_000, customers: 10, skew: 0.6).CountBy(o => o.Key!).Max(c => c.Value);
        int even = Sample.Orders(10_000, customers: 10).CountBy(o => o.Key!).Max(c => c.Value);

        Assert.InRange(regular, 6_100, 6_700);
        Assert.InRange(even, 950, 1_120);
    }

    [Fact]
    public void Impossible_samples_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Orders(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Orders(1, customers: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Orders(1, customers: 401));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Orders(1, skew: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Orders(1, skew: double.NaN));
        Assert.Empty(Sample.Orders(0));
    }
}

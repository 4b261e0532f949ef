using KafkaWorkbook.Clusters;
using KafkaWorkbook.Exercises;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Shop;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Messaging;
using Xunit;

namespace KafkaWorkbook.Tests.Exercises;

/// <summary>Each check of chapter 5 with a right answer, with the wrong ones that readers give, and with none; and each of its claims, broken.</summary>
public sealed class CheckWhyKafkaTests
{
    private static readonly ShopService Payment = new("payment", 1, order => order.Number("amount"));
    private static readonly ShopService Stock = new("stock", 1, order => order.Number("quantity"));
    private static readonly WalletBook Book = WalletBook.Keep(100);
    private static readonly ReadRecord[] Receipts = [.. new[] { "O1", "O2", "O2", "O3" }.Select((o, i) => new ReadRecord(0, i, null, $"{{\"order\":\"{o}\"}}", DateTimeOffset.UnixEpoch))];
    private static readonly PipeRun Plain = new(new PipeOptions { Transactional = false }, Unbound.Topic(1), ["O1", "O2", "O3"], Receipts, Receipts, 4, null, null);

    [Fact]
    public async Task What_is_called_later_does_not_hear_of_orders_that_failed_before()
    {
        ShopByCalls shop = new([Payment, Stock], async (call, order) =>
        {
            await call.PostAsync(Payment, order);
            await call.PostAsync(Stock, order);
        });
        Assert.Equal(VerdictKind.Unanswered, (await Ask(null)).Kind);
        Assert.True((await Ask(20)).IsRight);
        Wrong(await Ask(30), "누가 부르는가");
        Wrong(await Ask(10), "10건이 아니다");

        Task<Verdict> Ask(int? answer) => Check.LaterInTheChainAsync(shop, Payment, Stock, answer, EmbeddedKit.Ct);
    }

    [Fact]
    public void What_waits_is_worked_off_by_what_is_done_more_than_arrives()
    {
        Assert.Equal(VerdictKind.Unanswered, Ask(null).Kind);
        Assert.True(Ask(6).IsRight);
        Wrong(Ask(4.5), "새 주문이 들어온다");
        Wrong(Ask(7.5), "서비스도 일한다");
        Wrong(Ask(10), "서비스도 일한다");
        Wrong(Ask(3), "3초가 아니다");

        static Verdict Ask(double? answer) => Check.DrainTime(100, 1_000, 3, 400, answer);
    }

    [Fact]
    public void Who_reads_a_field_notices_its_new_name()
    {
        ShopService points = new("points", 1, order => order.Number("amount") / 100);
        Assert.Equal(VerdictKind.Unanswered, Ask().Kind);
        Assert.True(Ask("points", "payment").IsRight);
        Wrong(Ask("payment"), "더 있다");
        Wrong(Ask("payment", "points", "stock"), "읽지 않는다");
        Wrong(Ask("paymnet"), "그런 이름의 서비스는 없다");

        Verdict Ask(params string[] answer) => Check.RenamedField([Payment, Stock, points], "amount", "price", answer);
    }

    [Fact]
    public async Task A_new_service_reads_what_was_before_it()
    {
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        Topic orders = await cluster.CreateTopicAsync("orders", ct: EmbeddedKit.Ct);
        await orders.ProduceAsync(Sample.Orders(15), ct: EmbeddedKit.Ct);
        ShopByEvents shop = new(orders, [Payment], (topic, order) => topic.PublishAsync(order));
        Assert.Equal(VerdictKind.Unanswered, (await Ask(null)).Kind);
        Verdict right = await Ask(order => order.Number("amount") / 10);
        Assert.True(right.IsRight);
        Assert.Contains("15건을 모두 읽었고", right.Why.Korean, StringComparison.Ordinal);
        Assert.True((await Ask(order => order.Number("amount") / 10)).IsRight);
        Wrong(await Ask(order => order.Number("amount")), "더한 값이");
        Wrong(await Ask(order => order.Number("price") / 10), "15건을 처리하지 못했다");

        Task<Verdict> Ask(Func<OrderEvent, long>? work) => Check.ReadsHistoryAsync(
            shop, order => order.Number("amount") / 10, work is null ? null : new ShopService("tax", 1, work), EmbeddedKit.Ct);
    }

    [Fact]
    public void Another_question_to_the_same_log()
    {
        ReadResult log = new(Unbound.Topic(), null, [.. Book.Events.Select((e, i) => new ReadRecord(0, i, e.Key, e.Value, DateTimeOffset.UnixEpoch))], TimeSpan.Zero);
        Assert.Equal(VerdictKind.Unanswered, Check.RefundsCounted(Book, null).Kind);
        Assert.True(Check.RefundsCounted(Book, log.Replay((n, m) => m.Kind == "refund" ? n + 1 : n)).IsRight);
        Wrong(Check.RefundsCounted(Book, log.Replay((n, m) => m.Kind == "refund" ? n + m.Won : n)), "횟수");
        Wrong(Check.RefundsCounted(Book, log.Replay((n, _) => n + 1)), "모든 줄");
        Wrong(Check.RefundsCounted(Book, log.Replay((n, m) => m.Kind == "buy" ? n + 1 : n)), "Kind");
        Wrong(Check.RefundsCounted(Book, log.Replay((n, m) => m.Kind == "refund" ? n + 1 : n, asOf: Book.HalfTime)), "줄만 재생했다");
    }

    [Fact]
    public void A_reader_keeps_one_receipt_an_order()
    {
        Assert.Equal(VerdictKind.Unanswered, Check.OncePerOrder(Plain, []).Kind);
        Assert.True(Check.OncePerOrder(Plain, [.. Receipts.DistinctBy(PipeRun.OrderOf)]).IsRight);
        Wrong(Check.OncePerOrder(Plain, Receipts), "오프셋으로는 가릴 수 없다");
        Wrong(Check.OncePerOrder(Plain, [Receipts[0], Receipts[3]]), "둘 다 버리면");
        Wrong(Check.OncePerOrder(Plain, [Receipts[0] with { Offset = 9 }]), "토픽에 없는");
    }

    [Fact]
    public void Each_claim_of_the_section_can_be_contradicted()
    {
        ShopRun calls = Run(ShopKind.Calls, 20, "a\nb"), events = Run(ShopKind.Events, 0, "a"), callsLater = Run(ShopKind.Calls, 0, "a\nb\nc");
        Assert.Equal(FindingKind.Shown, Finding.Decoupled(calls, events, callsLater, events).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.Decoupled(calls, Run(ShopKind.Events, 1, "a"), callsLater, events).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.Decoupled(calls, events, callsLater, Run(ShopKind.Events, 0, "b")).Kind);

        BurstRun burst = new(ShopKind.Events, new BurstOptions(), Payment, events.Orders, [], null, 1, 1, []);
        Assert.Equal(FindingKind.Shown, Finding.Asynchronous(burst, burst).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.Asynchronous(burst, burst with { Read = 0 }).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.Asynchronous(burst, burst with { Confirmed = 0, Read = 0 }).Kind);

        BalanceComparison right = new([new("a", 1, 1)]), wrong = new([new("a", 1, 2)]);
        Assert.Equal(FindingKind.Shown, Finding.EventSourcing(wrong, right, right).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.EventSourcing(wrong, right, wrong).Kind);

        ShopFlow flow = new(["order", "x", "y"], ["t"], [new("order", "t", 2)], [new("x", "t", 2), new("y", "t", 2)]);
        ShopFlow behind = flow with { Reads = [new("x", "t", 2), new("y", "t", 1)] };
        Assert.Equal((FindingKind.Shown, FindingKind.Shown), (Finding.Hub(flow).Kind, Finding.AroundEvents(flow).Kind));
        Assert.Equal((FindingKind.Contradicted, FindingKind.Contradicted), (Finding.Hub(behind).Kind, Finding.AroundEvents(behind).Kind));
    }

    [Fact]
    public async Task What_only_real_brokers_show_is_shown_contradicted_or_not_measured()
    {
        ReadRecord[] before = [new(0, 0, "a", "1", default), new(0, 1, "a", "2", default)];
        CompactionRun compacted = new(Unbound.Topic(1), before, [before[1]], 2, TimeSpan.Zero);
        Assert.Equal(FindingKind.Shown, Finding.EventStore(await Outcome.TryAsync(() => Task.FromResult(compacted))).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.EventStore(await Outcome.TryAsync(() => Task.FromResult(compacted with { After = [before[0]] }))).Kind);
        await using Cluster cluster = await EmbeddedKit.StartAsync();
        Assert.Equal(FindingKind.NotMeasured, Finding.EventStore(await Outcome.TryAsync(() => Unmeasured<CompactionRun>(cluster))).Kind);

        PipeRun good = Plain with { Options = new PipeOptions(), Committed = [.. Receipts.DistinctBy(PipeRun.OrderOf)] };
        Assert.Equal(FindingKind.Shown, Finding.ExactlyOnce(Plain, await Outcome.TryAsync(() => Task.FromResult(good))).Kind);
        Assert.Equal(FindingKind.Contradicted, Finding.ExactlyOnce(Plain, await Outcome.TryAsync(() => Task.FromResult(Plain))).Kind);
        Assert.Equal(FindingKind.NotMeasured, Finding.ExactlyOnce(Plain, await Outcome.TryAsync(() => Unmeasured<PipeRun>(cluster))).Kind);
    }

    private static Task<T> Unmeasured<T>(Cluster cluster)
    {
        cluster.Require(Capability.Transactions);
        return Task.FromResult<T>(default!);
    }

    private static ShopRun Run(ShopKind kind, int errors, string code) => new(
        kind, new Caller(code, () => { }), [.. Enumerable.Range(1, Math.Max(1, errors)).Select(i => new PlacedOrder(i, TimeSpan.Zero, TimeSpan.Zero, errors == 0 ? null : "down"))], [], null, null);

    private static void Wrong(Verdict verdict, string why)
    {
        Assert.Equal(VerdictKind.Wrong, verdict.Kind);
        Assert.Contains(why, verdict.Why.Korean, StringComparison.Ordinal);
        Assert.NotEmpty(verdict.Why.English);
    }
}

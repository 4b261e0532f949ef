using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Shop;

namespace KafkaWorkbook.Exercises;

/// <content>Chapter 5.</content>
public static partial class Check
{
    private const int OutageOrders = 30;

    /// <summary>5-1: how many orders a later service does while an earlier one in the chain of calls is down. Runs the shop.</summary>
    /// <param name="shop">The shop by calls.</param>
    /// <param name="down">The service that is down while the middle third of 30 orders arrives.</param>
    /// <param name="asked">The service whose orders are asked for.</param>
    /// <param name="answer">The answer, or null.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<Verdict> LaterInTheChainAsync(
        ShopByCalls shop, ShopService down, ShopService asked, int? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(down);
        ArgumentNullException.ThrowIfNull(asked);
        const string Exercise = "5-1";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        ShopRun run = await shop.TakeAsync(Sample.Orders(OutageOrders), perSecond: 100, down, cancellationToken);
        int done = run.Of(asked).Handled;
        return answer == done
            ? Verdict.Right(Exercise, new(
                $"정말 돌려 보니 {Particle.IGa(asked.Name)} {done}건을 처리했다. 앞에서 부르는 {Particle.IGa(down.Name)} 실패하면 그 뒤는 불리지도 않는다. 멀쩡한 서비스까지 함께 쉬었다.",
                $"Run just now: {asked.Name} did {done}. When {down.Name}, called earlier, fails, those behind it are not called at all: a healthy service rested with it."))
            : answer == OutageOrders
            ? Verdict.Wrong(Exercise, new(
                $"{Particle.EunNeun(asked.Name)} 멀쩡하다. 그런데 누가 부르는가? 주문 서비스의 코드를 한 줄씩 따라가면서, 첫 줄에서 오류가 나면 어디로 가는지 보자.",
                $"{asked.Name} is well. But who calls it? Follow the order service's code line by line, and see where it goes when the first line fails."))
            : Verdict.Wrong(Exercise, new(
                $"{answer}건이 아니다. 주문 {OutageOrders}건을 셋으로 나누어, 가운데 {OutageOrders / 3}건에 무슨 일이 일어나는지 생각해 보자.",
                $"Not {answer}. Split the {OutageOrders} orders into three, and think of what happens to the {OutageOrders / 3} in the middle."));
    }

    /// <summary>5-2: how long it takes to work off a burst.</summary>
    /// <param name="normal">Orders a second in calm times.</param>
    /// <param name="burst">Orders a second during the burst.</param>
    /// <param name="seconds">How long the burst lasts.</param>
    /// <param name="capacity">Orders that the service does a second.</param>
    /// <param name="answer">The answer in seconds from the burst's end, or null.</param>
    public static Verdict DrainTime(double normal, double burst, double seconds, double capacity, double? answer)
    {
        const string Exercise = "5-2";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        double waiting = (burst - capacity) * seconds, right = waiting / (capacity - normal);
        return Near(answer.Value, right)
            ? Verdict.Right(Exercise, new(
                FormattableString.Invariant($"밀린 주문은 ({burst} − {capacity}) × {seconds} = {waiting}건이고, 1초에 {capacity} − {normal} = {capacity - normal}건씩 줄어든다."),
                FormattableString.Invariant($"({burst} − {capacity}) × {seconds} = {waiting} orders wait, and {capacity} − {normal} = {capacity - normal} fewer each second.")))
            : Near(answer.Value, waiting / capacity)
            ? Verdict.Wrong(Exercise, new(
                "밀린 주문은 맞게 셌다. 그런데 따라잡는 동안에도 새 주문이 들어온다. 그 몫을 빼야 한다.",
                "The waiting orders are counted right. But new ones arrive while the service catches up; their share has to be taken off."))
            : Near(answer.Value, burst * seconds / capacity) || Near(answer.Value, burst * seconds / (capacity - normal))
            ? Verdict.Wrong(Exercise, new(
                "폭주하는 동안 서비스도 일한다. 들어온 주문이 다 밀리는 것은 아니다.", "The service works during the burst, too: not all that arrives has to wait."))
            : Verdict.Wrong(Exercise, new(
                FormattableString.Invariant($"{answer}초가 아니다. 폭주가 끝났을 때 몇 건이 밀려 있는지, 그 뒤로 1초에 몇 건씩 줄어드는지 따로 셈해 보자."),
                FormattableString.Invariant($"Not {answer} s. Work out how many wait when the burst ends, and by how many they shrink each second after it.")));

        static bool Near(double answer, double value) => Math.Abs(answer - value) <= 0.02 * value;
    }

    /// <summary>5-3: which services fail when a field of the order gets another name. Hands each of them such an order.</summary>
    /// <param name="services">The services.</param>
    /// <param name="from">The field.</param>
    /// <param name="to">Its new name.</param>
    /// <param name="answer">The names of the services that fail; null or empty when not answered.</param>
    public static Verdict RenamedField(IReadOnlyList<ShopService> services, string from, string to, IReadOnlyList<string>? answer)
    {
        ArgumentNullException.ThrowIfNull(services);
        const string Exercise = "5-3";
        if (answer is null or [])
        {
            return Verdict.Unanswered(Exercise);
        }

        OrderEvent changed = OrderEvent.Parse(Sample.Orders(1).Renaming(from, to)[0].Value);
        string[] failing = [.. services.Where(s => Fails(s, changed)).Select(s => s.Name)];
        string[] unknown = [.. answer.Except(services.Select(s => s.Name))], tooMany = [.. answer.Intersect(services.Select(s => s.Name)).Except(failing)];
        return unknown.Length > 0
            ? Verdict.Wrong(Exercise, new($"{string.Join(", ", unknown)}: 그런 이름의 서비스는 없다.", $"{string.Join(", ", unknown)}: there is no such service."))
            : tooMany.Length > 0
            ? Verdict.Wrong(Exercise, new(
                $"{Particle.EunNeun(tooMany[0])} {from}을(를) 읽지 않는다. 읽지 않는 필드는 이름이 바뀌어도 모른다.", $"{tooMany[0]} does not read {from}: it does not notice when that changes its name."))
            : failing.Except(answer).Any()
            ? Verdict.Wrong(Exercise, new(
                $"더 있다. {from}을(를) 읽는 서비스를 모두 찾아보자. 5.1과 5.4에서 서비스를 만든 셀에 답이 있다.", $"There are more. Find all services that read {from}: see the cells in 5.1 and 5.4 where they were made."))
            : Verdict.Right(Exercise, new(
                $"정말 {from}을(를) {to}(으)로 바꾼 주문을 건네 보니 {string.Join(", ", failing)}만 실패했다. 필드는 더해도 되지만, 이름을 바꾸거나 빼면 읽던 쪽이 깨진다. Kafka는 막아 주지 않는다.",
                $"Handed an order with {to} for {from}, just {string.Join(", ", failing)} failed. Fields may be added; renaming or removing one breaks whoever reads it, and Kafka does not prevent it."));
    }

    /// <summary>5-4: a new service that reads the shop's history. Lets it join with a group of its own.</summary>
    /// <param name="shop">The shop by events.</param>
    /// <param name="expected">What the service has to read of an order.</param>
    /// <param name="answer">The service, or null.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<Verdict> ReadsHistoryAsync(
        ShopByEvents shop, Func<OrderEvent, long> expected, ShopService? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(expected);
        const string Exercise = "5-4";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        ReadResult log = await shop.Topic.ReadAllAsync(cancellationToken);
        long right = log.Records.Sum(r => expected(OrderEvent.Parse(r.Value)));
        ShopService fresh = new(FreshGroup(answer.Name), 0.2, answer.Work);
        ShopRun run = await new ShopByEvents(shop.Topic, [fresh], (_, _) => Task.CompletedTask).TakeAsync([], ct: cancellationToken);
        ServiceTally tally = run.Of(fresh);
        return tally.Failures.Count > 0
            ? Verdict.Wrong(Exercise, new(
                $"{tally.Failures.Count}건을 처리하지 못했다: {tally.Failures[0]} 주문에 어떤 필드가 있는지 5.1에서 다시 보자.",
                $"It could not do {tally.Failures.Count} orders: {tally.Failures[0]} See in 5.1 which fields an order has."))
            : tally.Total != right
            ? Verdict.Wrong(Exercise, new(
                $"지난 주문 {tally.Handled}건을 다 읽었지만, 더한 값이 {Payloads.Number(right)}이어야 하는데 {Payloads.Number(tally.Total)}이다.",
                $"It read all {tally.Handled} earlier orders, but the sum has to be {Payloads.Number(right)} and is {Payloads.Number(tally.Total)}."))
            : Verdict.Right(Exercise, new(
                $"새 서비스가 자기가 생기기 전의 주문까지 {tally.Handled}건을 모두 읽었고, 더한 값은 {Payloads.Number(tally.Total)}이다. 주문 서비스에는 아무것도 알리지 않았다.",
                $"The new service read all {tally.Handled} orders, also those from before its time; the sum is {Payloads.Number(tally.Total)}. Nobody told the order service."));
    }

    /// <summary>5-5: another state, rebuilt from the same log: how many refunds each customer had.</summary>
    /// <param name="book">The book.</param>
    /// <param name="answer">What the reader's rule made of the log, or null.</param>
    public static Verdict RefundsCounted(WalletBook book, Balances? answer)
    {
        ArgumentNullException.ThrowIfNull(book);
        const string Exercise = "5-5";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        Dictionary<string, long> right = book.Customers.ToDictionary(c => c, c => book.Movements.LongCount(m => m.Customer == c && m.Kind == Movement.Refund));
        IReadOnlyDictionary<string, long> values = answer.Values;
        if (answer.Steps.Count != book.Movements.Count)
        {
            return Verdict.Wrong(Exercise, new(
                $"{answer.Steps.Count}줄만 재생했다. 처음부터 끝까지 {book.Movements.Count}줄을 모두 써야 한다.", $"That replays {answer.Steps.Count} lines; all {book.Movements.Count} are needed."));
        }

        if (right.All(r => values.GetValueOrDefault(r.Key) == r.Value))
        {
            return Verdict.Right(Exercise, new(
                $"환불은 모두 {right.Values.Sum()}번이다. 잔액을 셈하던 그 로그에서, 아무도 미리 준비해 두지 않은 물음의 답을 얻었다.",
                $"There were {right.Values.Sum()} refunds. The same log that gave the balances answered a question that nobody had prepared for."));
        }

        bool won = right.Keys.All(c => values.GetValueOrDefault(c) == book.Movements.Where(m => m.Customer == c && m.Kind == Movement.Refund).Sum(m => m.Won));
        return won
            ? Verdict.Wrong(Exercise, new("환불한 금액을 더했다. 물은 것은 횟수다.", "That adds up the money. The question is how many times."))
            : values.Values.Sum() == book.Movements.Count
            ? Verdict.Wrong(Exercise, new("모든 줄을 셌다. 환불이 아닌 줄에서는 수를 그대로 두어야 한다.", "That counts every line. A line that is no refund leaves the number as it is."))
            : Verdict.Wrong(Exercise, new(
                $"손님마다 센 수가 맞지 않는다. 모두 더하면 {right.Values.Sum()}번이어야 하는데 {values.Values.Sum()}번이다. Kind가 무엇일 때 1을 더해야 할까?",
                $"The counts are not right: together they have to be {right.Values.Sum()}, and are {values.Values.Sum()}. For which Kind is 1 to be added?"));
    }

    /// <summary>5-6: a reader that throws second results away.</summary>
    /// <param name="run">A run whose results came partly twice.</param>
    /// <param name="answer">The results that the reader keeps; null or empty when not answered.</param>
    public static Verdict OncePerOrder(PipeRun run, IReadOnlyList<ReadRecord>? answer)
    {
        ArgumentNullException.ThrowIfNull(run);
        const string Exercise = "5-6";
        if (answer is null or [])
        {
            return Verdict.Unanswered(Exercise);
        }

        if (answer.Except(run.Committed).Any())
        {
            return Verdict.Wrong(Exercise, new("토픽에 없는 영수증이 섞여 있다. plain.Committed에서 골라 담는다.", "Some are not in the topic. Choose among plain.Committed."));
        }

        int different = answer.Select(PipeRun.OrderOf).Distinct().Count();
        return different < run.Orders.Count
            ? Verdict.Wrong(Exercise, new(
                $"주문 {run.Orders.Count}건 가운데 {different}건의 영수증만 남았다. 두 번 나온 것을 둘 다 버리면 안 된다.",
                $"Only {different} of {run.Orders.Count} orders have a receipt left. What came twice must not go altogether."))
            : answer.Count > different
            ? Verdict.Wrong(Exercise, new(
                $"아직 {answer.Count - different}건이 두 번 나온다. 오프셋은 서로 다르니 오프셋으로는 가릴 수 없다. 무엇이 같을 때 같은 영수증일까?",
                $"{answer.Count - different} still come twice. Their offsets differ, so offsets do not tell. What makes two receipts the same?"))
            : Verdict.Right(Exercise, new(
                $"{run.Committed.Count}건에서 {answer.Count}건을 남겼다. 주문 번호가 같으면 같은 영수증이다. 이렇게 두 번 받아도 결과가 같은 읽는 쪽을 멱등(idempotent)하다고 한다.",
                $"{answer.Count} of {run.Committed.Count} are kept. Two receipts are the same when their order is. A reader for whom a second copy changes nothing is called idempotent."));
    }

    private static bool Fails(ShopService service, OrderEvent order)
    {
        try
        {
            service.Work(order);
            return false;
        }
        catch (OrderFieldException)
        {
            return true;
        }
    }
}

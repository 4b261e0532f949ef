using System.Globalization;
using System.Text.Json;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>
/// The customers' prepaid money as a bookkeeper keeps it: each movement, and the balance that it wrote beside it at once. The same every time for the same seed. What is
/// rebuilt from the events is compared with these balances; the events do not contain them.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class WalletBook : IHtmlView
{
    private const int MostMovements = 100_000;
    private const int MostCustomers = 20;
    private static readonly DateTimeOffset Opening = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(9));
    private readonly List<(Movement Movement, long Balance)> _lines = [];

    private WalletBook()
    {
    }

    /// <summary>The movements in the order in which they happened.</summary>
    public IReadOnlyList<Movement> Movements => [.. _lines.Select(l => l.Movement)];

    /// <summary>The customers, by their first movement.</summary>
    public IReadOnlyList<string> Customers => [.. _lines.Select(l => l.Movement.Customer).Distinct()];

    /// <summary>The balances after the last movement, in won.</summary>
    public IReadOnlyDictionary<string, long> Balances => BalancesAt(DateTimeOffset.MaxValue);

    /// <summary>The movements as events for Kafka.</summary>
    public IReadOnlyList<Event> Events => [.. _lines.Select(l => l.Movement.ToEvent())];

    /// <summary>The balances as events: the customer, and the balance after each movement. A table that only knows "now" would keep the last of each.</summary>
    public IReadOnlyList<Event> BalanceEvents => [.. _lines.Select(l => new Event(
        l.Movement.Customer, JsonSerializer.Serialize(new { balance = l.Balance, no = l.Movement.No })))];

    /// <summary>When half of the movements had happened.</summary>
    public DateTimeOffset HalfTime => _lines[(_lines.Count - 1) / 2].Movement.At;

    /// <summary>Keeps a book of movements: nobody spends more than there is, and only what was bought is refunded.</summary>
    /// <param name="count">How many movements, 1 to 100,000.</param>
    /// <param name="customers">How many customers, 1 to 20.</param>
    /// <param name="seed">Another number gives another book.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WalletBook Keep(int count, int customers = 4, int seed = 1)
    {
        if (count is < 1 or > MostMovements)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, new Text($"장부는 1줄에서 {MostMovements}줄까지다.", $"A book has 1 to {MostMovements} lines.").ToString());
        }

        if (customers is < 1 or > MostCustomers)
        {
            throw new ArgumentOutOfRangeException(nameof(customers), customers, new Text($"손님은 1명에서 {MostCustomers}명까지다.", $"There are 1 to {MostCustomers} customers.").ToString());
        }

        // The names of the other samples, so that a reader meets the same people again.
        string[] names = [.. Sample.Orders(customers * 40, customers).Select(o => o.Key!).Distinct()];
        WalletBook book = new();
        Dictionary<string, (long Balance, Stack<long> Bought)> wallets = names.ToDictionary(n => n, _ => (0L, new Stack<long>()));
        for (int i = 1; i <= count; i++)
        {
            Dice dice = new(seed, i);
            string name = names[dice.Next(names.Length)];
            (long balance, Stack<long> bought) = wallets[name];
            (string kind, long won) = Draw(dice, balance, bought);
            balance += kind == Movement.Buy ? -won : won;
            wallets[name] = (balance, bought);
            book._lines.Add((new Movement($"W{i.ToString("D6", CultureInfo.InvariantCulture)}", name, kind, won, Opening.AddMinutes(i)), balance));
        }

        return book;
    }

    /// <summary>The balances at a time, in won: of everybody who had a movement until then.</summary>
    /// <param name="time">The time; what happened just then counts.</param>
    public IReadOnlyDictionary<string, long> BalancesAt(DateTimeOffset time) =>
        _lines.Where(l => l.Movement.At <= time).GroupBy(l => l.Movement.Customer).ToDictionary(g => g.Key, g => g.Last().Balance);

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("번호", "no."), Say("때", "time"), Say("손님", "customer"), Say("무엇", "what"), Say("원", "won")],
        Movements.Take(8).Select(m => (IReadOnlyList<string>)[m.No, m.Time, m.Customer, m.Kind, Payloads.Number(m.Won)]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"선불 지갑의 장부: 손님 {Customers.Count}명, {Payloads.Number(_lines.Count)}줄",
        $"the ledger of prepaid wallets: {Customers.Count} customers, {Payloads.Number(_lines.Count)} lines");

    private static (string Kind, long Won) Draw(Dice dice, long balance, Stack<long> bought)
    {
        int turn = dice.Next(10);
        long price = 1_000L * (1 + dice.Next(30));
        if (turn >= 8 && bought.TryPop(out long back))
        {
            return (Movement.Refund, back);
        }

        if (turn >= 3 && balance >= price)
        {
            bought.Push(price);
            return (Movement.Buy, price);
        }

        return (Movement.Charge, 10_000L * (1 + dice.Next(5)));
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

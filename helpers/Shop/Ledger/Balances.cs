using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>A customer's balance after one movement.</summary>
/// <param name="Movement">The movement.</param>
/// <param name="Balance">The state after it, as the replay's rule has it.</param>
public sealed record BalanceStep(Movement Movement, long Balance);

/// <summary>State that was rebuilt from a log by a rule, movement by movement.</summary>
/// <param name="Topic">The log's topic.</param>
/// <param name="AsOf">Only movements until then were used; null for all.</param>
/// <param name="Steps">Each movement that was used and the state after it, in the order of their times.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record Balances(Topic Topic, DateTimeOffset? AsOf, IReadOnlyList<BalanceStep> Steps) : IHtmlView
{
    /// <summary>The state of each customer after the last movement that was used.</summary>
    public IReadOnlyDictionary<string, long> Values => Steps.GroupBy(s => s.Movement.Customer).ToDictionary(g => g.Key, g => g.Last().Balance);

    /// <summary>Puts the rebuilt state beside the bookkeeper's, as of the same time.</summary>
    /// <param name="book">The book.</param>
    public BalanceComparison ComparedWith(WalletBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        IReadOnlyDictionary<string, long> kept = AsOf is { } time ? book.BalancesAt(time) : book.Balances, values = Values;
        return new([.. kept.Keys.Union(values.Keys).Order(StringComparer.Ordinal).Select(name => new BalanceRow(
            name, values.TryGetValue(name, out long rebuilt) ? rebuilt : null, kept.TryGetValue(name, out long written) ? written : null))]);
    }

    /// <summary>One customer's movements and how the state came about: the audit.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="last">Only so many of the newest.</param>
    public Statement Of(string customer, int last = 8)
    {
        ArgumentNullException.ThrowIfNull(customer);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, 1);
        return new(customer, [.. Steps.Where(s => s.Movement.Customer == customer).TakeLast(last)]);
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null, [Say("손님", "customer"), Say("잔액(원)", "balance (won)")],
        Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => (IReadOnlyList<string>)[v.Key, Payloads.Number(v.Value)]));

    /// <inheritdoc/>
    public override string ToString()
    {
        string steps = Payloads.Number(Steps.Count);
        return AsOf is { } time
            ? Say(
                $"{Time(time)}까지의 {steps}줄을 처음부터 재생했다.", $"Replayed {steps} lines from the beginning until {Time(time)}.")
            : Say($"{steps}줄을 처음부터 끝까지 재생했다.", $"Replayed {steps} lines from the beginning to the end.");
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>One customer's rebuilt balance beside the book's.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Rebuilt">What the replay says, in won; null when it does not know the customer.</param>
/// <param name="Book">What the book says, in won; null when it does not know the customer.</param>
public sealed record BalanceRow(string Customer, long? Rebuilt, long? Book)
{
    /// <summary>Whether they agree.</summary>
    public bool Agrees => Rebuilt == Book;
}

/// <summary>Rebuilt balances beside the book's.</summary>
/// <param name="Rows">A row a customer, by name.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record BalanceComparison(IReadOnlyList<BalanceRow> Rows) : IHtmlView
{
    /// <summary>How many customers' balances differ.</summary>
    public int Wrong => Rows.Count(r => !r.Agrees);

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        null,
        [Say("손님", "customer"), Say("재생해서 얻은 잔액", "rebuilt"), Say("장부의 잔액", "the book"), Say("차이", "difference")],
        Rows.Select(r => (IReadOnlyList<string>)[r.Customer, Won(r.Rebuilt), Won(r.Book), r.Agrees ? "0" : Won((r.Rebuilt ?? 0) - (r.Book ?? 0))]))
        + Html.Note(ToString(), [], Wrong == 0 ? Tone.Good : Tone.Bad);

    /// <inheritdoc/>
    public override string ToString() => Wrong == 0
        ? Say($"손님 {Rows.Count}명의 잔액이 모두 장부와 같다.", $"All {Rows.Count} balances agree with the book.")
        : Say($"손님 {Rows.Count}명 가운데 {Wrong}명의 잔액이 장부와 다르다.", $"{Wrong} of {Rows.Count} balances differ from the book.");

    private static string Won(long? won) => won is { } value ? Payloads.Number(value) : "–";

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>One customer's movements with the balance after each.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Steps">The movements, oldest first.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record Statement(string Customer, IReadOnlyList<BalanceStep> Steps) : IHtmlView
{
    /// <inheritdoc/>
    public string ToHtml() => Html.Table(null, Heads(), Rows());

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Rows().Prepend(Heads()).Select(r => string.Join(" | ", r)));

    private static string[] Heads() =>
    [
        new Text("번호", "no.").ToString(), new Text("때", "time").ToString(), new Text("손님", "customer").ToString(), new Text("무엇", "what").ToString(),
        new Text("원", "won").ToString(), new Text("그 뒤의 잔액", "balance after").ToString(),
    ];

    private IEnumerable<string[]> Rows() => Steps.Select(s => new[]
    {
        s.Movement.No, s.Movement.Time, s.Movement.Customer, s.Movement.Kind, Payloads.Number(s.Movement.Won), Payloads.Number(s.Balance),
    });
}

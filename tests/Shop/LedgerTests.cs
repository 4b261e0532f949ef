using KafkaWorkbook.Figures;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Shop;
using KafkaWorkbook.Tests.Figures;
using KafkaWorkbook.Tests.Messaging;
using Xunit;

namespace KafkaWorkbook.Tests.Shop;

public sealed class LedgerTests
{
    private static readonly WalletBook Book = WalletBook.Keep(200);

    [Fact]
    public void A_book_is_the_same_every_time_and_nobody_owes_anything()
    {
        Assert.Equal(Book.Movements, WalletBook.Keep(200).Movements);
        Assert.NotEqual(Book.Movements, WalletBook.Keep(200, seed: 2).Movements);
        Assert.Equal((200, 4), (Book.Movements.Count, Book.Customers.Count));
        Assert.All(Book.Movements, m => Assert.True(m.Won > 0));
        Assert.All(Book.Movements, m => Assert.All(Book.BalancesAt(m.At).Values, b => Assert.True(b >= 0)));
        Assert.Equal(["buy", "charge", "refund"], Book.Movements.Select(m => m.Kind).Distinct().Order());
        Assert.Equal(Book.Movements, Book.Events.Select(e => Movement.Parse(e.Value)));
    }

    [Fact]
    public void Replay_agrees_with_the_book_as_of_every_time()
    {
        Assert.Equal(0, Log().Replay(Right).ComparedWith(Book).Wrong);
        Assert.All(Book.Movements.Where((_, i) => i % 20 == 0), m => Assert.Equal(0, Log().Replay(Right, asOf: m.At).ComparedWith(Book).Wrong));
    }

    [Fact]
    public void A_mistaken_rule_and_a_missing_line_are_seen()
    {
        Assert.Equal(4, Log().Replay((b, m) => m.Kind == "charge" ? b + m.Won : b - m.Won).ComparedWith(Book).Wrong);
        ReadResult whole = Log();
        Assert.Equal(1, (whole with { Records = [.. whole.Records.Skip(1)] }).Replay(Right).ComparedWith(Book).Wrong);
        Assert.Equal(4, (whole with { Records = [] }).Replay(Right).ComparedWith(Book).Wrong);
    }

    [Fact]
    public void A_statement_ends_with_the_balance()
    {
        Balances balances = Log().Replay(Right);
        string customer = Book.Customers[0];
        Statement statement = balances.Of(customer, last: 3);
        Assert.Equal((3, Book.Balances[customer]), (statement.Steps.Count, statement.Steps[^1].Balance));
        Assert.Equal(Book.Balances[customer], balances.Steps.Last(s => s.Movement.Customer == customer).Balance);
    }

    [Fact]
    public void The_chart_has_a_line_a_customer_and_ends_at_the_balances()
    {
        Figure chart = Log().Replay(Right).Chart(Book.HalfTime);
        SvgChecks.IsSound(chart);
        Assert.Equal(Book.Balances.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => (b.Key, (double)b.Value)), chart.Spec!.Panels[0].Series.OfType<LineSeries>().Select(l => (l.Name, l.Y[^1])));
        SvgChecks.IsSound((Log() with { Records = [] }).Replay(Right).Chart());
    }

    [Fact]
    public void What_is_no_movement_is_refused()
    {
        Assert.Throws<FormatException>(() => Movement.Parse("{}"));
        Assert.Throws<FormatException>(() => Movement.Parse("no json"));
        Assert.Throws<ArgumentOutOfRangeException>(() => WalletBook.Keep(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WalletBook.Keep(1, customers: 21));
    }

    [Fact]
    public void Compaction_is_judged_by_what_can_be_read()
    {
        ReadRecord[] before = [Record(0, "a", "1"), Record(1, "b", "2"), Record(2, "a", "3"), Record(3, "b", "4")];
        CompactionRun good = new(Unbound.Topic(1), before, [before[1], before[2], before[3]], 3, TimeSpan.FromSeconds(1));
        Assert.Equal((true, true, 2), (good.SameTable, good.OncePerKey, good.Keys));

        CompactionRun notYet = good with { After = before }, lost = good with { After = [before[1], before[3]] };
        Assert.Equal((true, false), (notYet.SameTable, notYet.OncePerKey));
        Assert.False(lost.SameTable);
        Assert.All(new[] { good, notYet, lost }, run => SvgChecks.IsSound(run.Diagram()));
        Assert.NotEqual((good with { After = [before[2], before[3]] }).Diagram().Title, lost.Diagram().Title);

        static ReadRecord Record(long offset, string key, string value) => new(0, offset, key, value, DateTimeOffset.UnixEpoch);
    }

    private static long Right(long balance, Movement move) => move.Kind == "buy" ? balance - move.Won : balance + move.Won;

    // By customer, as a reader of several partitions may get it.
    private static ReadResult Log() => new(
        Unbound.Topic(), null,
        [.. Book.Events.Select((e, i) => new ReadRecord(0, i, e.Key, e.Value, DateTimeOffset.UnixEpoch)).OrderBy(r => r.Key, StringComparer.Ordinal)], TimeSpan.Zero);
}

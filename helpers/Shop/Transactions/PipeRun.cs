using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>How many results a reader found while the troubled batch was open, before anybody took over.</summary>
/// <param name="Uncommitted">With <c>read_uncommitted</c>.</param>
/// <param name="Committed">With <c>read_committed</c>.</param>
public sealed record PipeMoment(int Uncommitted, int Committed);

/// <summary>A program that read records and wrote a result for each, with trouble in the middle. All counts are of records that were read back.</summary>
/// <param name="Options">How.</param>
/// <param name="Output">The topic with the results.</param>
/// <param name="Orders">The orders that went in, each once.</param>
/// <param name="Uncommitted">What a reader with <c>read_uncommitted</c> finds: everything that is in the log.</param>
/// <param name="Committed">What a reader with <c>read_committed</c> finds.</param>
/// <param name="End">The offset behind the last one of the log. Marks of transactions take offsets, too: this is no count.</param>
/// <param name="Meanwhile">What readers found before somebody took over; null without trouble.</param>
/// <param name="ZombieWasTold">What the brokers told the replaced program when it wanted to finish; null in other cases.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record PipeRun(
    PipeOptions Options,
    Topic Output,
    IReadOnlyList<string> Orders,
    IReadOnlyList<ReadRecord> Uncommitted,
    IReadOnlyList<ReadRecord> Committed,
    long End,
    PipeMoment? Meanwhile,
    string? ZombieWasTold) : IHtmlView
{
    /// <summary>Results that a reader of valid records gets more than once.</summary>
    public int Twice => Committed.Count - Committed.Select(OrderOf).Distinct().Count();

    /// <summary>Orders without a valid result.</summary>
    public int Lost => Orders.Except(Committed.Select(OrderOf)).Count();

    /// <summary>Results that are in the log and not valid: those of a transaction that was taken back.</summary>
    public int Invalid => Uncommitted.Count - Committed.Count;

    /// <summary>Offsets that hold no result at all: marks of transactions.</summary>
    public long Marks => End - Uncommitted.Count;

    /// <summary>Which order a result belongs to.</summary>
    /// <param name="result">A record of the output.</param>
    public static string OrderOf(ReadRecord result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return OrderEvent.Parse(result.Value).Text("order");
    }

    /// <inheritdoc/>
    public string ToHtml() => PipeComparison.Of(this).ToHtml();

    /// <inheritdoc/>
    public override string ToString() => PipeComparison.Of(this).ToString();
}

/// <summary>Several ways to do the same work, and what came of each.</summary>
/// <param name="Runs">The runs.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record PipeComparison(IReadOnlyList<PipeRun> Runs) : IHtmlView
{
    /// <summary>Puts runs side by side.</summary>
    /// <param name="runs">The runs, one or more.</param>
    public static PipeComparison Of(params IReadOnlyList<PipeRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return new(runs);
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(null, Heads(), Rows()) + string.Concat(Notes().Select(Html.Sentence));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', [.. Rows().Prepend(Heads()).Select(r => string.Join(" | ", r)), .. Notes()]);

    /// <summary>A run's name for the reader.</summary>
    internal static string NameOf(PipeRun run) => (run.Options.Transactional ? new Text("트랜잭션", "transactions") : new Text("트랜잭션 없이", "without")).ToString()
        + ", " + (run.Options.Trouble switch
        {
            PipeTrouble.Abort => new Text("스스로 취소", "aborted"),
            PipeTrouble.Zombie => new Text("좀비가 됨", "zombie"),
            PipeTrouble.Kill => new Text("강제 종료", "killed"),
            _ => new Text("사고 없음", "no trouble"),
        });

    private static string[] Heads() =>
    [
        "", Say("주문", "orders"), "read_uncommitted", "read_committed",
        Say("두 번", "twice"), Say("빠짐", "missing"),
    ];

    private IEnumerable<string[]> Rows() => Runs.Select(r => new[]
    {
        NameOf(r), Payloads.Number(r.Orders.Count), Payloads.Number(r.Uncommitted.Count), Payloads.Number(r.Committed.Count), Payloads.Number(r.Twice), Payloads.Number(r.Lost),
    });

    private IEnumerable<string> Notes() => Runs.SelectMany(r => new[]
    {
        r.Meanwhile is { } seen
            ? Say(
                $"{NameOf(r)}: 사고가 난 바로 그때 읽어 보니 read_uncommitted로 {seen.Uncommitted}건, read_committed로 {seen.Committed}건이 보였다.",
                $"{NameOf(r)}: read just then, {seen.Uncommitted} with read_uncommitted and {seen.Committed} with read_committed.")
            : null,
        r.ZombieWasTold is { } told
            ? Say($"{NameOf(r)}: 깨어난 좀비가 마저 커밋하려 하자 브로커가 거절했다: {told}", $"{NameOf(r)}: the zombie woke up, wanted to commit, and was refused: {told}")
            : null,
    }.OfType<string>());

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>One run of one case.</summary>
/// <param name="Case">The setting and the fault.</param>
/// <param name="Delivery">What became of its records.</param>
/// <param name="AckedAtFault">How many of them had been acknowledged just before the leader was taken away.</param>
public sealed record LedgerEntry(LedgerCase Case, Delivery Delivery, long AckedAtFault);

/// <summary>All runs of one case, added up.</summary>
/// <param name="Case">The setting and the fault.</param>
/// <param name="Runs">Its runs, oldest first.</param>
public sealed record LedgerRow(LedgerCase Case, IReadOnlyList<Delivery> Runs)
{
    /// <summary>Records that the producer was told are delivered.</summary>
    public long Acked => Runs.Sum(r => r.Acked);

    /// <summary>Records that lie in the topic, copies included.</summary>
    public long Read => Runs.Sum(r => r.Read);

    /// <summary>Acknowledged and nowhere.</summary>
    public long Lost => Runs.Sum(r => r.Lost);

    /// <summary>Copies beyond the first.</summary>
    public long Duplicated => Runs.Sum(r => r.Duplicated);

    /// <summary>First occurrences that are out of order inside their partition.</summary>
    public long Reordered => Runs.Sum(r => r.Reordered);

    /// <summary>Records that the client gave up.</summary>
    public long Failed => Runs.Sum(r => r.Failed);

    /// <summary>In how many of the runs something was lost.</summary>
    public int RunsThatLost => Runs.Count(r => r.Lost > 0);

    /// <summary>Whether everything that was acknowledged is there just once and in order, in every run.</summary>
    public bool Whole => Runs.All(r => r.Whole);
}

/// <summary>
/// What producers with different settings were promised, and what is there: acknowledged, read, lost, duplicated, reordered, each counted apart by id. Made by
/// <see cref="LedgerRunning.RunLedgerAsync"/>; several are put together with <see cref="With"/>.
/// </summary>
/// <param name="Kind">The cluster that it was measured on.</param>
/// <param name="Entries">Every run, oldest first.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record DeliveryLedger(ClusterKind Kind, IReadOnlyList<LedgerEntry> Entries) : IHtmlView
{
    /// <summary>A row for each case: by fault, then by setting from the weakest to the strongest; runs of the same case are added up.</summary>
    public IReadOnlyList<LedgerRow> Rows =>
    [
        .. Entries.GroupBy(e => e.Case).OrderBy(g => g.Key.Fault).ThenBy(g => Strength(g.Key)).Select(g => new LedgerRow(g.Key, [.. g.Select(e => e.Delivery)])),
    ];

    /// <summary>One case's row.</summary>
    /// <param name="one">The case.</param>
    /// <exception cref="ArgumentException">It was not run.</exception>
    public LedgerRow Of(LedgerCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return Rows.FirstOrDefault(r => r.Case == one) ?? throw new ArgumentException(
            new Text(
                $"{one.Setting.Korean}, {LedgerCase.NameOf(one.Fault).Korean}: 이 경우는 재지 않았다.", $"{one.Setting.English}, {LedgerCase.NameOf(one.Fault).English}: this case was not run.").ToString(),
            nameof(one));
    }

    /// <summary>Puts ledgers together, so that each fault can have a cell of its own and one table in the end.</summary>
    /// <param name="others">The others.</param>
    public DeliveryLedger With(params IReadOnlyList<DeliveryLedger> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return this with { Entries = [.. Entries, .. others.SelectMany(o => o.Entries)] };
    }

    /// <summary>A row for each run, with the columns fault, setting, acked_at_fault, acked, failed, read, lost, duplicated, reordered, unacknowledged.</summary>
    public DataFrame ToDataFrame() => new(
        new StringDataFrameColumn("fault", Entries.Select(e => e.Case.Fault.ToString())),
        new StringDataFrameColumn("setting", Entries.Select(e => e.Case.Setting.English)),
        Column("acked_at_fault", e => e.AckedAtFault),
        Column("acked", e => e.Delivery.Acked),
        Column("failed", e => e.Delivery.Failed),
        Column("read", e => e.Delivery.Read),
        Column("lost", e => e.Delivery.Lost),
        Column("duplicated", e => e.Delivery.Duplicated),
        Column("reordered", e => e.Delivery.Reordered),
        Column("unacknowledged", e => e.Delivery.Unacknowledged));

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
            null,
            [
                Say("장애", "fault"), Say("프로듀서 설정", "producer"), Say("확인받음", "acknowledged"), Say("읽음", "read"), Say("사라짐", "lost"), Say("중복", "duplicated"),
                Say("순서 바뀜", "reordered"), Say("잃은 실행", "runs that lost"),
            ],
            Rows.Select(r => (IReadOnlyList<string>)
            [
                LedgerCase.NameOf(r.Case.Fault).ToString(), r.Case.Setting.ToString(), N(r.Acked), N(r.Read), N(r.Lost), N(r.Duplicated), N(r.Reordered), $"{r.RunsThatLost}/{r.Runs.Count}",
            ]))
        + string.Concat(Notes().Select(n => Html.Sentence(n.ToString())));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Rows
        .Select(r => new Text(
            $"{LedgerCase.NameOf(r.Case.Fault).Korean}, {r.Case.Setting.Korean}: 확인 {N(r.Acked)}, 읽음 {N(r.Read)}, 사라짐 {N(r.Lost)}, 중복 {N(r.Duplicated)}, 순서 바뀜 {N(r.Reordered)}",
            $"{LedgerCase.NameOf(r.Case.Fault).English}, {r.Case.Setting.English}: acknowledged {N(r.Acked)}, read {N(r.Read)}, lost {N(r.Lost)}, duplicated {N(r.Duplicated)}, reordered {N(r.Reordered)}").ToString())
        .Concat(Notes().Select(n => n.ToString())));

    private static int Strength(LedgerCase one) => one.Idempotent ? 3 : one.Acks switch { Confluent.Kafka.Acks.None => 0, Confluent.Kafka.Acks.Leader => 1, _ => 2 };

    // What is chance is said to be chance.
    private IEnumerable<Text> Notes()
    {
        if (Entries.Any(e => e.Case.Fault != LedgerFault.FreezeFollowersThenKillLeader && e.Case.Acks != Confluent.Kafka.Acks.All))
        {
            yield return new(
                "acks=0과 acks=1이 리더의 종료 때 얼마를 잃는지는 우연이다. 0이 나와도 안전하다는 뜻이 아니다. 다시 실행하면 달라진다.",
                "How much acks=0 and acks=1 lose when a leader ends is chance: a 0 does not mean that they are safe, and another run differs.");
        }

        if (Entries.Any(e => e.Case is { Idempotent: false, Acks: Confluent.Kafka.Acks.All }))
        {
            yield return new(
                "멱등이 아니면 같은 요청을 다시 보낼 때 중복이 생길 수 있다. 몇 건인지는 이것도 우연이다.",
                "Without idempotence a repeated request can leave copies; how many is chance as well.");
        }
    }

    private PrimitiveDataFrameColumn<long> Column(string name, Func<LedgerEntry, long> value) => new(name, Entries.Select(value));

    private static string N(long value) => Payloads.Number(value);

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>A ledger as a grid: producers' settings downwards, faults to the right, and in each field what became of the records.</summary>
/// <param name="Ledger">What was measured.</param>
internal sealed record LedgerPicture(DeliveryLedger Ledger)
{
    public IReadOnlyList<LedgerFault> Faults { get; } = [.. Ledger.Rows.Select(r => r.Case.Fault).Distinct()];

    public IReadOnlyList<Text> Settings { get; } = [.. Ledger.Rows.OrderBy(r => r.Case.Idempotent).ThenBy(r => r.Case.Acks == Confluent.Kafka.Acks.All ? 2 : (int)r.Case.Acks).Select(r => r.Case.Setting).Distinct()];

    public Text Title
    {
        get
        {
            Text[] losers = [.. Ledger.Rows.Where(r => r.Lost > 0).Select(r => r.Case.Setting).Distinct()];
            return losers.Length == 0
                ? new("이번에는 어느 설정도 확인받은 것을 잃지 않았다", "This time no setting lost what had been acknowledged")
                : new(
                    $"확인받았는데 사라진 것이 있는 설정: {string.Join(", ", losers.Select(l => l.Korean))}",
                    $"Settings that lost what had been acknowledged: {string.Join(", ", losers.Select(l => l.English))}");
        }
    }

    public Text AltText => new(
        string.Join(' ', Ledger.Rows.Select(r => $"{LedgerCase.NameOf(r.Case.Fault).Korean}, {r.Case.Setting.Korean}: 확인 {N(r.Acked)}, 사라짐 {N(r.Lost)}, 중복 {N(r.Duplicated)}, 순서 바뀜 {N(r.Reordered)}.")),
        string.Join(' ', Ledger.Rows.Select(r => $"{LedgerCase.NameOf(r.Case.Fault).English}, {r.Case.Setting.English}: acknowledged {N(r.Acked)}, lost {N(r.Lost)}, duplicated {N(r.Duplicated)}, reordered {N(r.Reordered)}.")));

    public Text Subtitle => new(
        $"번호로 맞춰 본 것, 파티션 1, 복제본 3, min.insync.replicas 2, 클러스터 {Ledger.Kind}", $"compared by id, partitions 1, replicas 3, min.insync.replicas 2, cluster {Ledger.Kind}");

    public LedgerRow? At(Text setting, LedgerFault fault) => Ledger.Rows.FirstOrDefault(r => r.Case.Setting == setting && r.Case.Fault == fault);

    private static string N(long value) => Ticks.Write(value);
}

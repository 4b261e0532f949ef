using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>What somebody who runs a cluster looks at, at one moment.</summary>
/// <param name="At">When it was asked.</param>
/// <param name="BrokerIds">The brokers that there should be.</param>
/// <param name="Running">Those that the cluster's metadata names and whose process is not known to be down.</param>
/// <param name="ControllerId">The controller, or null while there is none.</param>
/// <param name="Partitions">The partitions of the topics asked for.</param>
/// <param name="Groups">The lag of the groups asked for.</param>
/// <param name="LagAlarm">From this lag on a group is reported.</param>
/// <param name="ReplicasKnown">Whether replicas are real here. On mock brokers they are not, and nothing is said of them.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record StatusPanel(
    DateTimeOffset At,
    IReadOnlyList<int> BrokerIds,
    IReadOnlyList<int> Running,
    int? ControllerId,
    IReadOnlyList<PartitionStatus> Partitions,
    IReadOnlyList<GroupLag> Groups,
    long LagAlarm,
    bool ReplicasKnown) : IHtmlView
{
    /// <summary>Brokers that should be there and are not.</summary>
    public IReadOnlyList<int> Missing => [.. BrokerIds.Except(Running)];

    /// <summary>Partitions that nobody leads; null where that cannot be known.</summary>
    public int? Offline => Known(p => p.IsOffline);

    /// <summary>Partitions with fewer replicas up to date than there should be; null where that cannot be known.</summary>
    public int? UnderReplicated => Known(p => p.IsUnderReplicated);

    /// <summary>Partitions that refuse writes with acks=all; null where that cannot be known.</summary>
    public int? RefusingWrites => Known(p => p.RefusesWrites);

    /// <summary>Partitions that are not led by their preferred leader; null where that cannot be known.</summary>
    public int? LedElsewhere => Known(p => p.IsLedElsewhere);

    /// <summary>How many partitions each broker leads, by broker.</summary>
    public IReadOnlyDictionary<int, int> Leaders => new SortedDictionary<int, int>(BrokerIds.ToDictionary(b => b, b => Partitions.Count(p => p.Leader == b)));

    /// <summary>The groups whose lag has reached the alarm.</summary>
    public IReadOnlyList<GroupLag> Alarms => [.. Groups.Where(g => g.Lag >= LagAlarm)];

    /// <summary>Whether nothing asks for attention.</summary>
    public bool IsCalm => Missing.Count == 0 && ControllerId is not null && Alarms.Count == 0 && Offline is null or 0 && UnderReplicated is null or 0 && LedElsewhere is null or 0;

    /// <summary>A table with the columns topic, partition, leader, replicas, in_sync.</summary>
    public DataFrame ToDataFrame() => new(
        new StringDataFrameColumn("topic", Partitions.Select(p => p.Topic)),
        new PrimitiveDataFrameColumn<int>("partition", Partitions.Select(p => p.Partition)),
        new PrimitiveDataFrameColumn<int>("leader", Partitions.Select(p => p.Leader)),
        new StringDataFrameColumn("replicas", Partitions.Select(p => string.Join(',', p.Replicas))),
        new StringDataFrameColumn("in_sync", Partitions.Select(p => string.Join(',', p.InSync))));

    /// <inheritdoc/>
    public string ToHtml() => StatusRows.Html(this);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', StatusRows.Of(this).Select(r => $"{r.Tone.Sign()} {r.Name}: {r.Value}"));

    private int? Known(Func<PartitionStatus, bool> what) => ReplicasKnown ? Partitions.Count(what) : null;
}

/// <summary>The lines of a status panel.</summary>
internal static class StatusRows
{
    public static IReadOnlyList<LampRow> Of(StatusPanel panel)
    {
        int all = panel.Partitions.Count;
        string leaders = string.Join(" · ", panel.Leaders.Select(l => Say($"브로커 {l.Key}: {l.Value}개", $"broker {l.Key}: {l.Value}")));
        Text unknown = new("이 클러스터에서는 알 수 없다", "cannot be known on this cluster");
        List<LampRow> rows =
        [
            new(
                panel.Missing.Count == 0 ? Tone.Good : Tone.Bad,
                Say("살아 있는 브로커", "brokers running"),
                $"{panel.Running.Count} / {panel.BrokerIds.Count}",
                panel.Missing.Count == 0 ? "" : Say($"없는 브로커: {string.Join(", ", panel.Missing)}", $"missing: {string.Join(", ", panel.Missing)}")),
            new(
                panel.ControllerId is null ? Tone.Bad : Tone.Good,
                Say("컨트롤러", "controller"),
                panel.ControllerId is { } controller ? Say($"브로커 {controller}", $"broker {controller}") : Say("없음", "none"),
                ""),
            Row(panel.Offline, Tone.Bad, Say("리더가 없는 파티션", "offline partitions"), Say("쓰지도 읽지도 못한다", "neither written nor read")),
            Row(panel.RefusingWrites, Tone.Bad, Say("acks=all을 거절하는 파티션", "partitions that refuse acks=all"), Say("ISR이 min.insync.replicas보다 적다", "ISR below min.insync.replicas")),
            Row(panel.UnderReplicated, Tone.Warning, Say("복제가 모자란 파티션", "under-replicated partitions"), Say("하나 더 죽으면 위험하다", "one more failure is a danger")),
            Row(panel.LedElsewhere, Tone.Warning, Say("제자리를 떠난 리더", "leaders away from home"), leaders) with { Note = leaders },
        ];
        rows.AddRange(panel.Groups.Select(g => new LampRow(
            g.Lag >= panel.LagAlarm ? Tone.Bad : Tone.Good,
            Say($"그룹 {g.Group}의 지연", $"lag of group {g.Group}"),
            Payloads.Number(g.Lag),
            Say($"{Payloads.Number(panel.LagAlarm)}건부터 경보", $"alarm from {Payloads.Number(panel.LagAlarm)}"))));
        return rows;

        LampRow Row(int? count, Tone whenSome, string name, string meaning) => count is { } known
            ? new LampRow(known == 0 ? Tone.Good : whenSome, name, $"{known} / {all}", known == 0 ? "" : meaning)
            : new LampRow(Tone.Calm, name, "–", unknown.ToString());
    }

    public static string Html(StatusPanel panel)
    {
        string time = panel.At.ToLocalTime().ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        string calm = panel.IsCalm ? Say("이상 없음", "all is well") : Say("볼 것이 있다", "something asks for attention");
        string topics = string.Join(", ", panel.Partitions.Select(p => p.Topic).Distinct());
        return Lamps.ToHtml(Say($"{time} 상태: {calm} (토픽 {topics})", $"{time} status: {calm} (topics {topics})"), Of(panel));
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

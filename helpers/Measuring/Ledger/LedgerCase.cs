using Confluent.Kafka;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>What happens to brokers while records are written.</summary>
public enum LedgerFault
{
    /// <summary>The leader is killed (<c>kill -9</c>) under a steady load. What acks=0 and acks=1 lose then is a matter of chance.</summary>
    KillLeader,

    /// <summary>
    /// Both followers are frozen for a moment, shorter than the cluster takes to miss them; 1,000 records are written; the leader is killed; the followers go on. What only the leader
    /// had is gone, every time.
    /// </summary>
    FreezeFollowersThenKillLeader,

    /// <summary>The leader is stopped cleanly under a steady load: it hands its partitions over first.</summary>
    CleanStop,
}

/// <summary>One row of the ledger: a producer's setting under a fault.</summary>
/// <param name="Acks">How many replicas have to have a record before it counts as delivered.</param>
/// <param name="Fault">What happens meanwhile.</param>
/// <param name="Idempotent">Whether brokers drop the copies that a repeated request would leave. Needs acks=all.</param>
public sealed record LedgerCase(Acks Acks, LedgerFault Fault, bool Idempotent = false)
{
    /// <summary>The producer's setting as it stands in tables: <c>acks=all + idempotence</c>.</summary>
    public Text Setting
    {
        get
        {
            string acks = Acks switch { Acks.None => "acks=0", Acks.Leader => "acks=1", _ => "acks=all" };
            return Idempotent ? new($"{acks} + 멱등", $"{acks} + idempotence") : Text.Same(acks);
        }
    }

    /// <summary>acks 0, 1, all, and all with idempotence, side by side under one fault.</summary>
    /// <param name="fault">The fault.</param>
    public static IReadOnlyList<LedgerCase> Under(LedgerFault fault) =>
        [new(Acks.None, fault), new(Acks.Leader, fault), new(Acks.All, fault), new(Acks.All, fault, Idempotent: true)];

    /// <summary>What happens, in a few words.</summary>
    /// <param name="fault">The fault.</param>
    public static Text NameOf(LedgerFault fault) => fault switch
    {
        LedgerFault.KillLeader => new("리더 강제 종료", "leader killed"),
        LedgerFault.FreezeFollowersThenKillLeader => new("팔로워를 얼린 뒤 리더 강제 종료", "followers frozen, then leader killed"),
        _ => new("리더를 깨끗이 멈춤", "leader stopped cleanly"),
    };

    internal ProducerConfig Config() => new() { Acks = Acks, EnableIdempotence = Idempotent };

    /// <exception cref="ArgumentException">Idempotence without acks=all, which the client does not have.</exception>
    internal void Validate()
    {
        if (Idempotent && Acks != Acks.All)
        {
            throw new ArgumentException(
                new Text($"{Setting.Korean}: 멱등은 acks=all과만 함께 쓸 수 있다.", $"{Setting.English}: idempotence goes with acks=all only.").ToString());
        }
    }
}

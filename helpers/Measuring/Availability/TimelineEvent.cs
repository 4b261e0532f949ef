using System.Globalization;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>What happened while acknowledgements were watched.</summary>
public enum TimelineEventKind
{
    /// <summary>A broker was asked to stop.</summary>
    Stopped,

    /// <summary>A broker was killed.</summary>
    Killed,

    /// <summary>A broker was frozen.</summary>
    Frozen,

    /// <summary>A broker was thawed.</summary>
    Thawed,

    /// <summary>The cluster noticed that the broker is gone: its partitions have no leader in the metadata.</summary>
    LeaderGone,

    /// <summary>Every partition that the broker had led has another leader.</summary>
    NewLeader,

    /// <summary>A broker was started and is part of the cluster again.</summary>
    Started,

    /// <summary>All replicas of all partitions are in sync again.</summary>
    InSync,
}

/// <summary>Something that happened while acknowledgements were watched.</summary>
/// <param name="At">When, from the start of the measurement. What is seen in metadata is seen up to 0.2 seconds late.</param>
/// <param name="Kind">What.</param>
/// <param name="BrokerId">The broker that it happened to; for a new leader the one that had led before.</param>
public sealed record TimelineEvent(TimeSpan At, TimelineEventKind Kind, int? BrokerId)
{
    /// <summary>What happened, in a few words.</summary>
    public Text What
    {
        get
        {
            string broker = BrokerId?.ToString(CultureInfo.InvariantCulture) ?? "";
            return Kind switch
            {
                TimelineEventKind.Stopped => new($"브로커 {broker} 멈추기", $"broker {broker} stopped"),
                TimelineEventKind.Killed => new($"브로커 {broker} 강제 종료", $"broker {broker} killed"),
                TimelineEventKind.Frozen => new($"브로커 {broker} 얼리기", $"broker {broker} frozen"),
                TimelineEventKind.Thawed => new($"브로커 {broker} 녹이기", $"broker {broker} thawed"),
                TimelineEventKind.LeaderGone => new("리더 없음을 알아챔", "noticed: no leader"),
                TimelineEventKind.NewLeader => new("새 리더", "new leader"),
                TimelineEventKind.Started => new($"브로커 {broker} 다시 뜸", $"broker {broker} back"),
                _ => new("ISR 회복", "all in sync"),
            };
        }
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{At.TotalSeconds:0.0} s: {What}");
}

/// <summary>A partition's leader and in-sync replicas at one moment, as the brokers' metadata has them.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Leader">Its leader's broker id, or null while there is none.</param>
/// <param name="InSync">The brokers whose replicas are in sync.</param>
public sealed record PartitionLeader(int Partition, int? Leader, IReadOnlyList<int> InSync);

/// <summary>All partitions at one moment.</summary>
/// <param name="At">From the start of the measurement.</param>
/// <param name="Partitions">The partitions from 0.</param>
public sealed record LeaderMoment(TimeSpan At, IReadOnlyList<PartitionLeader> Partitions);

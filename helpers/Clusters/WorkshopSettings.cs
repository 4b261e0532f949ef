using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>A broker setting that differs from Kafka's default, or is written down because a lesson relies on it.</summary>
/// <param name="Key">The setting's name in a broker's <c>.properties</c> file.</param>
/// <param name="Value">Its value.</param>
/// <param name="Variant">The only variant that has it, or null for both.</param>
/// <param name="Why">What it makes visible.</param>
public sealed record WorkshopSetting(string Key, string Value, Variant? Variant, Text Why)
{
    /// <summary>The environment variable that sets it in the images of the compose files: <c>KAFKA_</c>, capitals, dots become underscores.</summary>
    public string ContainerVariable => "KAFKA_" + Key.Replace('.', '_').ToUpperInvariant();
}

/// <summary>
/// The settings of every broker of ours, containers and JVMs alike, in one place: with Kafka's defaults many things that the chapters show would take minutes.
/// </summary>
public static class WorkshopSettings
{
    /// <summary>The settings of both variants, in the order in which a reader should meet them.</summary>
    public static IReadOnlyList<WorkshopSetting> All { get; } =
    [
        new("auto.create.topics.enable", "false", null, new(
            "토픽 이름을 잘못 쓰면 새 토픽이 생기지 않고 오류가 난다.", "A misspelt topic is an error, not a new topic.")),
        new("default.replication.factor", "3", null, new(
            "따로 말하지 않아도 토픽은 세 브로커에 복제된다.", "A topic has a replica on all three brokers unless something else is asked for.")),
        new("min.insync.replicas", "2", null, new(
            "acks=all이 약속이 되려면 두 레플리카가 받아야 한다.", "acks=all is a promise only when two replicas have to have the record.")),
        new("unclean.leader.election.enable", "false", null, new(
            "뒤처진 레플리카는 리더가 되지 못한다(기본값이지만 실험이 기댄다).", "A replica that is behind never becomes the leader (the default, which experiments rely on).")),
        new("auto.leader.rebalance.enable", "false", null, new(
            "리더가 한쪽으로 쏠린 것이 저절로 고쳐지기 전에 볼 수 있다.", "An imbalance of leaders stays until the reader saw it.")),
        new("offsets.topic.num.partitions", "3", null, new(
            "첫 컨슈머 그룹이 2.7초가 아니라 1.2초 만에 읽기 시작한다(기본 50).", "The first consumer group reads after 1.2 s, not 2.7 s (default 50).")),
        new("offsets.topic.replication.factor", "3", null, new(
            "브로커 하나가 죽어도 커밋한 오프셋이 남는다.", "Committed offsets outlive a broker.")),
        new("transaction.state.log.num.partitions", "3", null, new(
            "첫 트랜잭션이 기다리지 않는다(기본 50).", "The first transaction does not wait (default 50).")),
        new("transaction.state.log.replication.factor", "3", null, new(
            "브로커 하나가 죽어도 트랜잭션의 상태가 남는다.", "The state of transactions outlives a broker.")),
        new("transaction.state.log.min.isr", "2", null, new(
            "트랜잭션의 상태도 두 레플리카가 받아야 확정된다.", "The state of transactions counts when two replicas have it.")),
        new("group.initial.rebalance.delay.ms", "0", null, new(
            "첫 컨슈머가 바로 파티션을 받는다(기본 3초).", "The first member gets its partitions at once (default 3 s).")),
        new("group.min.session.timeout.ms", "1000", null, new(
            "컨슈머가 죽은 것을 1초 만에 알아채게 할 수 있다(기본 6초).", "A member's death may be noticed after one second (default 6 s).")),
        new("log.initial.task.delay.ms", "1000", null, new(
            "보존 기간 검사와 압축이 브로커가 뜨고 30초가 아니라 1초 뒤에 시작된다.", "Retention and compaction begin 1 s after the broker did, not 30 s.")),
        new("log.retention.check.interval.ms", "1000", null, new(
            "retention.ms가 지난 메시지가 몇 초 만에 사라진다(기본 5분).", "Records older than retention.ms go within seconds (default 5 min).")),
        new("log.cleaner.backoff.ms", "1000", null, new(
            "압축(compaction)이 몇 초 만에 일어난다(기본 15초).", "Compaction happens within seconds (default 15 s).")),
        new("log.cleaner.dedupe.buffer.size", "16777216", null, new(
            "브로커마다 메모리를 110 MB 덜 쓴다(기본 128 MB).", "Saves 110 MB of memory a broker (default 128 MB).")),
        new("log.segment.delete.delay.ms", "1000", null, new(
            "지워진 세그먼트의 파일이 정말로 사라진다(기본 1분).", "The files of deleted segments really go (default 1 min).")),
        new("zookeeper.session.timeout.ms", "6000", Variant.ZooKeeper, new(
            "죽은 브로커를 18초가 아니라 6초 만에 알아챈다.", "A killed broker is noticed after 6 s, not 18 s.")),
        new("controlled.shutdown.retry.backoff.ms", "200", Variant.ZooKeeper, new(
            "브로커 셋을 함께 멈춰도 1초 만에 깨끗이 끝난다(기본 5초마다 다시 묻는다).", "Stopping all three at once ends cleanly within a second (default: asks again every 5 s).")),
        new("broker.session.timeout.ms", "6000", Variant.KRaft, new(
            "죽은 브로커를 9초가 아니라 6초 만에 알아챈다.", "A killed broker is noticed after 6 s, not 9 s.")),
        new("broker.heartbeat.interval.ms", "1000", Variant.KRaft, new(
            "브로커가 1초마다 살아 있음을 알린다(기본 2초).", "A broker says every second that it lives (default 2 s).")),
        new("group.consumer.min.session.timeout.ms", "1000", Variant.KRaft, new(
            "새 컨슈머 그룹 프로토콜(KIP-848)에서 짧은 세션을 허용한다(기본 45초).", "Allows short sessions under the new group protocol, KIP-848 (default 45 s).")),
        new("group.consumer.session.timeout.ms", "6000", Variant.KRaft, new(
            "새 프로토콜의 컨슈머가 죽은 것을 45초가 아니라 6초 만에 알아챈다.", "A dead member of the new protocol is noticed after 6 s, not 45 s.")),
        new("group.consumer.min.heartbeat.interval.ms", "100", Variant.KRaft, new(
            "새 프로토콜에서 잦은 하트비트를 허용한다(기본 5초).", "Allows frequent heartbeats under the new protocol (default 5 s).")),
        new("group.consumer.heartbeat.interval.ms", "500", Variant.KRaft, new(
            "새 프로토콜의 리밸런스가 0.5초 걸음으로 나아간다(기본 5초).", "A rebalance of the new protocol goes on in steps of half a second (default 5 s).")),
        new("share.coordinator.state.topic.num.partitions", "3", Variant.KRaft, new(
            "첫 공유 그룹(share group)이 기다리지 않는다(기본 50).", "The first share group does not wait (default 50).")),
    ];

    /// <summary>The settings of one variant.</summary>
    /// <param name="variant">ZooKeeper or KRaft.</param>
    public static IEnumerable<WorkshopSetting> For(Variant variant) => All.Where(s => s.Variant is null || s.Variant == variant);
}

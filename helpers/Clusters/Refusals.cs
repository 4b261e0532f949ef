using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>The sentences with which a cluster refuses: what is missing, why, and which cluster has it.</summary>
internal static class Refusals
{
    public static NotOnThisClusterException For(Capability capability, Cluster cluster)
    {
        Text why = cluster.Kind switch
        {
            ClusterKind.External when capability is Capability.Replication or Capability.Acks => new(
                $"{Name(capability).Korean}: 이 외부 클러스터에는 브로커가 한 대뿐이다.",
                $"{Name(capability).English}: this external cluster has a single broker."),
            ClusterKind.External when capability == Capability.Retention => new(
                $"{Name(capability).Korean}: 보통의 브로커는 몇 분에 한 번만 지우고 압축하므로 셀 안에서 볼 수 없다.",
                $"{Name(capability).English}: brokers with usual settings delete and compact only every few minutes, too late for a cell."),
            ClusterKind.External when capability == Capability.ConsumerGroupProtocol => new(
                $"{Name(capability).Korean}: 외부 클러스터가 이것을 지원하는지 메타데이터만으로는 알 수 없다.",
                $"{Name(capability).English}: metadata does not say whether an external cluster has it."),
            ClusterKind.External => new(
                $"{Name(capability).Korean}: 외부 클러스터는 우리 것이 아니므로 건드리지 않는다.",
                $"{Name(capability).English}: an external cluster is not ours, so it is left alone."),
            ClusterKind.Embedded => new(
                $"{Name(capability).Korean}: 내장 클러스터는 프로세스 안의 모의 브로커라서 이것을 사실대로 보여 주지 못한다.",
                $"{Name(capability).English}: the embedded cluster's brokers are mocks inside this process and cannot show this truthfully."),
            _ => new(
                $"{Name(capability).Korean}: {cluster.Kind} ({cluster.Variant}) 클러스터에는 없다.",
                $"{Name(capability).English}: the {cluster.Kind} ({cluster.Variant}) cluster has none."),
        };
        return new NotOnThisClusterException(capability, cluster.Kind, why, Where(capability));
    }

    private static Text Where(Capability capability) => capability switch
    {
        Capability.Containers => new(
            "Docker를 켜고 커널을 다시 시작하면 이 셀이 실행된다.",
            "Start Docker, restart the kernel, and this cell will run."),
        Capability.ConsumerGroupProtocol => new(
            "Kafka 4의 KRaft 클러스터에서 된다: await Cluster.StartAsync(Variant.KRaft)",
            "A KRaft cluster of Kafka 4 has it: await Cluster.StartAsync(Variant.KRaft)"),
        Capability.ZooKeeper => new(
            "ZooKeeper 클러스터(docker 또는 local)에서 된다.",
            "A ZooKeeper cluster (docker or local) has it."),
        Capability.KRaft => new(
            "Docker 또는 로컬 Kafka 4(KAFKA_KRAFT_HOME)가 있으면 된다. `dotnet run -- doctor`가 무엇이 빠졌는지 알려 준다.",
            "Docker or a local Kafka 4 (KAFKA_KRAFT_HOME) has it. `dotnet run -- doctor` says what is missing."),
        Capability.ErrorInjection => new(
            "내장 클러스터에서만 된다: KAFKA_WORKBOOK_CLUSTER=embedded",
            "Only the embedded cluster has it: KAFKA_WORKBOOK_CLUSTER=embedded"),
        _ => new(
            "Docker 또는 로컬 Kafka(KAFKA_HOME)가 있으면 된다. `dotnet run -- doctor`가 무엇이 빠졌는지 알려 준다.",
            "Docker or a local Kafka (KAFKA_HOME) has it. `dotnet run -- doctor` says what is missing."),
    };

    private static Text Name(Capability capability) => capability switch
    {
        Capability.Replication => new("복제와 ISR", "Replication and the ISR"),
        Capability.Acks => new("acks의 차이", "The difference that acks makes"),
        Capability.Durability => new("디스크에 남는 메시지", "Records kept on a disk"),
        Capability.StopBroker => new("브로커 멈추기", "Stopping a broker"),
        Capability.KillBroker => new("브로커 강제 종료(kill -9)", "Killing a broker (kill -9)"),
        Capability.FreezeBroker => new("브로커 얼리기", "Freezing a broker"),
        Capability.Retention => new("보존 기간과 압축", "Retention and compaction"),
        Capability.Transactions => new("트랜잭션", "Transactions"),
        Capability.Idempotence => new("멱등 프로듀서의 중복 제거", "Dropping a producer's duplicates"),
        Capability.OffsetsByTime => new("시각으로 오프셋 찾기", "Offsets by time"),
        Capability.Configs => new("토픽과 브로커 설정", "Configurations of topics and brokers"),
        Capability.GroupAdmin => new("컨슈머 그룹 조회", "Listing consumer groups"),
        Capability.ConsumerGroupProtocol => new("새 컨슈머 그룹 프로토콜(KIP-848)", "The new consumer group protocol (KIP-848)"),
        Capability.CommandLineTools => new("Kafka 명령줄 도구", "Kafka's command-line tools"),
        Capability.ZooKeeper => new("ZooKeeper", "ZooKeeper"),
        Capability.KRaft => new("KRaft", "KRaft"),
        Capability.TopicAdmin => new("AdminClient로 토픽 만들기", "Creating topics with AdminClient"),
        Capability.Containers => new("docker ps", "docker ps"),
        Capability.BrokerFiles => new("브로커의 파일 읽기", "Reading a broker's files"),
        Capability.ErrorInjection => new("오류 주입", "Injecting errors"),
        _ => Text.Same(capability.ToString()),
    };
}

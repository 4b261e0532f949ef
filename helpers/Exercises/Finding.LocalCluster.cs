using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <content>Chapter 6, section 6 of the document.</content>
public sealed partial record Finding
{
    /// <summary>"1 ZooKeeper and 3 brokers": the compose file's services.</summary>
    /// <param name="compose">The compose file.</param>
    public static Finding Composition(ComposeFile compose)
    {
        ArgumentNullException.ThrowIfNull(compose);
        int brokers = compose.Brokers.Services.Count;
        int others = compose.Services.Count - brokers;
        return new(
            6,
            new("Zookeeper 1대 + Kafka Broker 3대 구성", "1 ZooKeeper and 3 Kafka brokers"),
            new($"파일에 적힌 서비스: ZooKeeper {others}, 브로커 {brokers}.", $"Services in the file: {others} ZooKeeper, {brokers} brokers."),
            Holds(others == 1 && brokers == 3));
    }

    /// <summary>"A port and an id of its own": of the file, and of the cluster that runs.</summary>
    /// <param name="compose">The compose file.</param>
    /// <param name="running">What the running cluster says.</param>
    public static Finding OwnPortsAndIds(ComposeFile compose, ClusterDescription running)
    {
        ArgumentNullException.ThrowIfNull(compose);
        ArgumentNullException.ThrowIfNull(running);
        string places = string.Join(", ", running.Brokers.Select(b => FormattableString.Invariant($"{b.Id} → {b.Port}")));
        return new(
            6,
            new("각 브로커는 고유 포트 및 브로커 ID로 구동됨", "each broker runs with a port and a broker id of its own"),
            new($"지금 떠 있는 브로커의 ID와 포트: {places}.", $"Ids and ports of the running brokers: {places}."),
            Holds(
                running.Brokers.Select(b => b.Id).Distinct().Count() == running.Brokers.Count
                && running.Brokers.Select(b => (b.Host, b.Port)).Distinct().Count() == running.Brokers.Count
                && compose.Brokers.Ids.Distinct().Count() == compose.Brokers.Services.Count
                && compose.Brokers.HostPorts.Distinct().Count() == compose.Brokers.Services.Count));
    }

    /// <summary>"Easily started": how this chapter's cluster came to run. A notebook that only attached has not seen the start.</summary>
    /// <param name="cluster">The cluster.</param>
    public static Finding EasilyStarted(Cluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return EasilyStarted(cluster.Kind, cluster.Report);
    }

    internal static Finding EasilyStarted(ClusterKind kind, StartReport report)
    {
        string seconds = FormattableString.Invariant($"{report.Took.TotalSeconds:0.0}");
        Text how = (report.Attached, kind) switch
        {
            (true, ClusterKind.External) => new(
                "남의 클러스터에 붙었다. 띄우는 것은 보지 못했다.",
                "Attached to a cluster of somebody else's; its start was not seen."),
            (true, _) => new(
                $"이미 떠 있던 클러스터({kind})에 {seconds}초 만에 붙었다. 띄우는 데 걸리는 시간은 재지 못했다. `dotnet run -- down` 다음에 이 장을 다시 실행하면 잰다.",
                $"Attached within {seconds} s to a cluster ({kind}) that was running; how long its start takes was not measured. Run the chapter again after `dotnet run -- down` to measure it."),
            (_, ClusterKind.Docker) => new($"이 파일로 {seconds}초 만에 띄워 쓸 수 있게 되었다.", $"Started from this file and ready in {seconds} s."),
            _ => new($"Docker 대신 {kind}로 {seconds}초 만에 띄웠다. 파일은 읽기만 했다.", $"Started as {kind} instead of Docker in {seconds} s; the file was only read."),
        };
        return new(
            6,
            new("docker-compose.kafka.yaml으로 손쉽게 실행 가능", "easily started with docker-compose.kafka.yaml"),
            how,
            kind != ClusterKind.Docker ? FindingKind.NotMeasured : report.Attached ? FindingKind.Partly : FindingKind.Shown);
    }

    /// <summary>Step 1, "see that it runs".</summary>
    /// <param name="running">What the running cluster says.</param>
    public static Finding SeenRunning(ClusterDescription running)
    {
        ArgumentNullException.ThrowIfNull(running);
        int answering = running.Brokers.Count(b => b.State == BrokerState.Running);
        return new(
            6,
            new("1. Kafka 클러스터 실행 확인", "1. see that the Kafka cluster runs"),
            new($"브로커 {answering}대가 대답했다.", $"{answering} brokers answered."),
            Holds(answering == running.Brokers.Count && answering > 0));
    }

    /// <summary>Step 2, "create a topic".</summary>
    /// <param name="byCli">The topic that the command-line tool made, or why not.</param>
    /// <param name="byClient">The topic that the client made, or why not.</param>
    /// <param name="byHelper">The topic that this library made.</param>
    public static Finding TopicCreated(Outcome<ToolOutput> byCli, Outcome<string> byClient, Topic byHelper)
    {
        ArgumentNullException.ThrowIfNull(byCli);
        ArgumentNullException.ThrowIfNull(byClient);
        ArgumentNullException.ThrowIfNull(byHelper);
        string cli = !byCli.Ran ? "–" : byCli.Value.ExitCode == 0 ? "✓" : "✗";
        string client = byClient.Ran ? "✓" : "–";
        Text refused = byCli.Ran && byClient.Ran ? Text.Same("") : new(" –는 이 클러스터에서 할 수 없는 것이다.", " – is what this cluster cannot do.");
        return new(
            6,
            new("2. Kafka CLI 또는 Kafka client 라이브러리로 Topic 생성", "2. create a topic with the Kafka CLI or a client library"),
            new(
                $"CLI {cli}, 클라이언트 {client}, 도우미 ✓ (파티션 {byHelper.Partitions}개).{refused.Korean}",
                $"CLI {cli}, client {client}, helper ✓ ({byHelper.Partitions} partitions).{refused.English}"),
            Holds(cli != "✗"));
    }

    /// <summary>Step 3, "publish messages".</summary>
    /// <param name="delivered">The brokers' answers.</param>
    public static Finding Produced(IReadOnlyList<DeliveryResult<string, string>> delivered)
    {
        ArgumentNullException.ThrowIfNull(delivered);
        int persisted = delivered.Count(d => d.Status == PersistenceStatus.Persisted);
        return new(
            6,
            new("3. Producer를 통해 메시지 발행", "3. publish messages with a producer"),
            new($"{delivered.Count}건을 보냈고 {persisted}건을 브로커가 받았다고 답했다.", $"{delivered.Count} messages sent, {persisted} acknowledged by a broker."),
            Holds(persisted == delivered.Count && persisted > 0));
    }

    /// <summary>Step 4, "see that they arrive".</summary>
    /// <param name="delivered">The brokers' answers.</param>
    /// <param name="received">What the consumer got.</param>
    public static Finding Consumed(IReadOnlyList<DeliveryResult<string, string>> delivered, IReadOnlyList<ConsumeResult<string, string>> received)
    {
        ArgumentNullException.ThrowIfNull(delivered);
        ArgumentNullException.ThrowIfNull(received);
        bool all = received.Select(r => r.TopicPartitionOffset).ToHashSet().SetEquals(delivered.Select(d => d.TopicPartitionOffset));
        bool inOrder = received.GroupBy(r => r.Partition).All(p => p.Zip(p.Skip(1)).All(pair => pair.First.Offset.Value < pair.Second.Offset.Value));
        return new(
            6,
            new("4. Consumer를 통해 메시지 수신 확인", "4. see that they arrive with a consumer"),
            new(
                $"{received.Count}건을 받았다. 빠진 것 {(all ? "없음" : "있음")}, 파티션 안의 순서 {(inOrder ? "그대로" : "어긋남")}.",
                $"{received.Count} messages received; {(all ? "none missing" : "some missing")}; order within partitions {(inOrder ? "kept" : "broken")}."),
            Holds(all && inOrder && received.Count == delivered.Count));
    }

    /// <summary>Section 3's "possible without ZooKeeper": the same cells on a KRaft cluster.</summary>
    /// <typeparam name="T">What the flow measured.</typeparam>
    /// <param name="kraft">The KRaft cluster, or why there is none.</param>
    /// <param name="flow">What the flow measured, or why not.</param>
    public static Finding WithoutZooKeeper<T>(Outcome<Cluster> kraft, Outcome<T> flow)
    {
        ArgumentNullException.ThrowIfNull(kraft);
        ArgumentNullException.ThrowIfNull(flow);
        return new(
            3,
            new("Zookeeper 없이도 운영 가능한 KRaft 모드도 등장", "KRaft mode, which works without ZooKeeper"),
            flow.Ran
                ? new($"브로커 {kraft.Value.BrokerIds.Count}대의 KRaft 클러스터에서 같은 셀이 그대로 돌았다. {flow}", $"The same cells ran on a KRaft cluster of {kraft.Value.BrokerIds.Count} brokers. {flow}")
                : new("이 컴퓨터에서는 KRaft 클러스터를 띄울 수 없었다.", "No KRaft cluster could be started on this machine."),
            flow.Ran ? FindingKind.Shown : FindingKind.NotMeasured);
    }
}

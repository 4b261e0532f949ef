using System.Globalization;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Exercises;

/// <content>Chapter 1, section 1 of the document.</content>
public sealed partial record Finding
{
    /// <summary>Where Kafka comes from: history, which no cluster can show.</summary>
    public static Finding Origin { get; } = new(
        1,
        new("LinkedIn에서 시작되어 현재는 Apache Software Foundation에서 관리", "began at LinkedIn and is looked after by the Apache Software Foundation today"),
        new("역사라서 잴 것이 없다. 1.10의 연표로 갈음한다.", "History, nothing to measure: see the dates in 1.10."),
        FindingKind.NotMeasured);

    /// <summary>"Distributed": the topic's partitions are led by several brokers.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="leaders">Each partition's leader.</param>
    public static Finding Distributed(Cluster cluster, Topic topic, IReadOnlyDictionary<int, int> leaders)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(leaders);
        int atWork = leaders.Values.Distinct().Count();
        return new(
            1,
            new("분산 이벤트 스트리밍 플랫폼", "a distributed event streaming platform"),
            new(
                $"브로커 {cluster.BrokerIds.Count}대 가운데 {atWork}대가 파티션 {topic.Partitions}개의 리더를 나눠 맡았다.",
                $"{atWork} of {cluster.BrokerIds.Count} brokers lead the {topic.Partitions} partitions."),
            Holds(atWork > 1));
    }

    /// <summary>"Real time": a record is read as soon as it was sent, and acknowledged soon even under load.</summary>
    /// <param name="heard">One record that was sent and read.</param>
    /// <param name="load">The load run.</param>
    public static Finding RealTime(ReadResult heard, LoadRun load)
    {
        ArgumentNullException.ThrowIfNull(heard);
        ArgumentNullException.ThrowIfNull(load);
        string read = heard.Took.TotalMilliseconds.ToString("N0", CultureInfo.InvariantCulture);
        return new(
            1,
            new("실시간 데이터 스트리밍", "real-time data streaming"),
            new(
                $"보낸 {heard.Records.Count}건을 새 컨슈머가 {read} ms 만에 읽었다(접속 시간 포함).",
                $"The {heard.Records.Count} record sent was read by a new consumer within {read} ms, connecting included."),
            Holds(heard.Records.Count == 1));
    }

    /// <summary>"High volume": every record of a load run was confirmed by the brokers.</summary>
    /// <param name="load">The load run.</param>
    public static Finding LargeVolume(LoadRun load)
    {
        ArgumentNullException.ThrowIfNull(load);
        string confirmed = load.Confirmed.ToString("N0", CultureInfo.InvariantCulture);
        string rate = load.RecordsPerSecond.ToString("N0", CultureInfo.InvariantCulture);
        return new(
            1,
            new("대용량의 … 데이터", "high-volume … data"),
            new(
                $"{load.Options.RecordBytes}바이트 메시지 {confirmed}건을 브로커가 확인했다. 초당 {rate}건({load.Topic.Cluster.Kind}).",
                $"The brokers confirmed {confirmed} records of {load.Options.RecordBytes} bytes, {rate} a second ({load.Topic.Cluster.Kind})."),
            Holds(load.Confirmed == load.Acked && load.Failed == 0));
    }

    /// <summary>"Pub/Sub": two groups each got everything that was published once.</summary>
    /// <param name="published">What was published.</param>
    /// <param name="groups">What each group read.</param>
    public static Finding PubSub(Sent published, params IReadOnlyList<ReadResult> groups)
    {
        ArgumentNullException.ThrowIfNull(published);
        ArgumentNullException.ThrowIfNull(groups);
        string counts = string.Join(", ", groups.Select(g => g.Records.Count));
        return new(
            1,
            new("기본적으로 Pub/Sub 메시징 시스템", "a Pub/Sub messaging system at heart"),
            new(
                $"한 번 발행한 {published.Records.Count}건을 그룹 {groups.Count}개가 저마다 받았다: {counts}건.",
                $"Published once, {published.Records.Count} records reached each of {groups.Count} groups: {counts}."),
            Holds(groups.All(g => g.Records.Count == published.Records.Count)));
    }

    /// <summary>"Persistence": what was read once can be read again.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="first">The first reading.</param>
    /// <param name="again">The second reading.</param>
    public static Finding KeptAfterReading(Sent sent, ReadResult first, ReadResult again)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(again);
        return new(
            1,
            new("영속성", "persistence"),
            new(
                $"{sent.Records.Count}건을 보내고 두 번 읽었다: {first.Records.Count}건, {again.Records.Count}건. 껐다 켜는 실험은 4장에 있다.",
                $"{sent.Records.Count} records sent, read twice: {first.Records.Count} and {again.Records.Count}. Chapter 4 turns the brokers off and on."),
            Holds(first.Records.Count == sent.Records.Count && again.Records.Count == sent.Records.Count));
    }

    /// <summary>"Scalability and speed": only that the load was spread; how much faster it gets is for other chapters.</summary>
    /// <param name="distribution">How the load was spread over the partitions.</param>
    public static Finding Spread(PartitionDistribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        int used = distribution.Partitions.Count(p => p.Records > 0);
        return new(
            1,
            new("확장성, 처리 속도", "scalability, speed"),
            new(
                $"메시지가 파티션 {distribution.Partitions.Count}개 가운데 {used}개에 나뉘었다. 얼마나 빨라지는지는 2장과 4장에서 잰다.",
                $"The records are spread over {used} of {distribution.Partitions.Count} partitions. How much faster that gets is measured in chapters 2 and 4."),
            FindingKind.NotMeasured);
    }

    /// <summary>The uses that the document names, as far as this chapter imitated them.</summary>
    /// <param name="logs">Logs of several services, collected.</param>
    /// <param name="analysed">The records that were counted.</param>
    /// <param name="piped">The records that went on to another topic.</param>
    public static Finding Uses(ReadResult logs, ReadResult analysed, Sent piped)
    {
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentNullException.ThrowIfNull(analysed);
        ArgumentNullException.ThrowIfNull(piped);
        int services = logs.Records.Select(r => r.Key).Distinct().Count();
        return new(
            1,
            new("로그 수집, 실시간 분석, 데이터 파이프라인, 마이크로서비스 통신", "collecting logs, real-time analytics, data pipelines, microservices"),
            new(
                $"서비스 {services}개의 로그 {logs.Records.Count}줄을 모았고, 주문 {analysed.Records.Count}건을 손님별로 셌고, {piped.Records.Count}건을 다른 토픽으로 날랐다. 마이크로서비스는 5장에서 본다.",
                $"{logs.Records.Count} log lines of {services} services collected, {analysed.Records.Count} orders counted by customer, {piped.Records.Count} carried to another topic. Microservices: chapter 5."),
            Holds(logs.Records.Count > 0 && piped.Records.Count == analysed.Records.Count));
    }
}

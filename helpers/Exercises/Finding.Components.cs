using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.ZooKeeper;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using static System.FormattableString;

namespace KafkaWorkbook.Exercises;

/// <content>Chapter 3, section 3 of the document.</content>
public sealed partial record Finding
{
    /// <summary>"ZooKeeper: the cluster's metadata and state".</summary>
    /// <param name="alive">The node above the brokers' nodes, or why it could not be read.</param>
    /// <param name="succession">A controller's death and its successor, or why not.</param>
    public static Finding ZooKeeperKeeps(Outcome<Znode?> alive, Outcome<ControllerSuccession> succession)
    {
        ArgumentNullException.ThrowIfNull(alive);
        ArgumentNullException.ThrowIfNull(succession);
        Claim claim = new("Zookeeper: Kafka 클러스터의 메타데이터와 상태 관리", "ZooKeeper: looks after a Kafka cluster's metadata and state");
        if (!alive.Ran || !succession.Ran)
        {
            return claim.NotMeasured("이 클러스터에는 ZooKeeper가 없다.", "This cluster has no ZooKeeper.");
        }

        int brokers = alive.Value?.Children.Count ?? 0;
        ControllerSuccession change = succession.Value;
        string took = Invariant($"{change.Took.TotalSeconds:0.0}");
        return claim.Measured(
            $"znode에 브로커 {brokers}대가 적혀 있었다. 컨트롤러를 죽이니 {took}초 뒤에 브로커 {change.Before} 대신 {change.After}, epoch {change.EpochBefore} → {change.EpochAfter}.",
            $"The znodes named {brokers} brokers. {took} s after the controller was killed: broker {change.After} instead of {change.Before}, epoch {change.EpochBefore} → {change.EpochAfter}.",
            brokers > 0 && change.After != change.Before && change.EpochAfter > change.EpochBefore);
    }

    /// <summary>"KRaft mode, which works without ZooKeeper".</summary>
    /// <param name="says">What the KRaft cluster says of itself, or why there is none.</param>
    /// <param name="election">A controller's death and its successor, or why not.</param>
    public static Finding KRaftKeeps(Outcome<MetadataView> says, Outcome<ControllerSuccession> election)
    {
        ArgumentNullException.ThrowIfNull(says);
        ArgumentNullException.ThrowIfNull(election);
        Claim claim = new("Zookeeper 없이도 운영 가능한 KRaft 모드도 등장", "KRaft mode, which works without ZooKeeper");
        if (!says.Ran || !election.Ran)
        {
            return claim.NotMeasured("이 컴퓨터에서는 KRaft 클러스터를 띄울 수 없었다.", "No KRaft cluster could be started on this machine.");
        }

        ControllerSuccession change = election.Value;
        string took = Invariant($"{change.Took.TotalSeconds:0.0}");
        return claim.Measured(
            $"컨트롤러 {says.Value.Keepers.Count}대가 저마다 메타데이터의 사본을 가졌다. 리더를 죽이니 {took}초 뒤에 브로커 {change.After}, epoch {change.EpochBefore} → {change.EpochAfter}.",
            $"{says.Value.Keepers.Count} controllers each have a copy of the metadata. {took} s after the leader was killed: broker {change.After}, epoch {change.EpochBefore} → {change.EpochAfter}.",
            says.Value.Keepers.Count > 1 && change.After != change.Before && change.EpochAfter > change.EpochBefore);
    }

    /// <summary>"Broker: stores messages and delivers them".</summary>
    /// <param name="folders">The folders on the brokers' disks, or why they could not be read.</param>
    /// <param name="sent">What was sent to the topic.</param>
    /// <param name="read">What was read from it.</param>
    public static Finding BrokerStores(Outcome<TopicFolders> folders, Sent sent, ReadResult read)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(read);
        Claim claim = new("Broker: 메시지를 저장하고 전송하는 핵심 단위", "Broker: the unit that stores messages and delivers them");
        bool whole = SamePlaces(sent, read);
        string disk = folders.Ran ? string.Join(", ", folders.Value.OfTopic.OrderBy(b => b.Key).Select(b => b.Value.Count)) : "";
        return claim.Measured(
            folders.Ran
                ? $"브로커마다 디스크에 폴더를 {disk}개 갖고 있었고, 보낸 {sent.Records.Count}건을 그대로 내주었다."
                : $"보낸 {sent.Records.Count}건을 그대로 내주었다. 내장 클러스터의 디스크는 없다.",
            folders.Ran
                ? $"The brokers have {disk} folders on their disks and delivered the {sent.Records.Count} records as they were sent."
                : $"The {sent.Records.Count} records were delivered as they were sent. The embedded cluster has no disk.",
            whole && (!folders.Ran || folders.Value.OfTopic.Values.Sum(f => f.Count) == sent.Topic.Partitions * sent.Topic.ReplicationFactor));
    }

    /// <summary>"Topic: a logical channel".</summary>
    /// <param name="folders">The folders on the brokers' disks, or why they could not be read.</param>
    /// <param name="sent">What was sent to the topic.</param>
    /// <param name="read">What was read from it after another topic was written to.</param>
    public static Finding TopicIsLogical(Outcome<TopicFolders> folders, Sent sent, ReadResult read)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(read);
        Claim claim = new("Topic: 메시지가 저장되는 논리적인 채널", "Topic: the logical channel in which messages are stored");
        bool apart = SamePlaces(sent, read);
        return claim.Measured(
            folders.Ran
                ? $"디스크에는 파티션의 폴더만 있고 토픽의 폴더는 없다. 다른 토픽에 쓴 뒤에도 {read.Records.Count}건 그대로다."
                : $"다른 토픽에 쓴 뒤에도 이 토픽은 {read.Records.Count}건 그대로다.",
            folders.Ran
                ? $"The disks have folders of partitions and none of the topic. After another topic was written to, it still has {read.Records.Count} records."
                : $"After another topic was written to, this one still has {read.Records.Count} records.",
            apart && !(folders.Ran && folders.Value.TopicHasFolder));
    }

    /// <summary>"Partition: the unit into which a topic is divided".</summary>
    /// <param name="leaders">Each partition's leader.</param>
    /// <param name="lookup">A record found in the files, or why not.</param>
    public static Finding PartitionDivides(IReadOnlyDictionary<int, int> leaders, Outcome<OffsetLookup> lookup)
    {
        ArgumentNullException.ThrowIfNull(leaders);
        ArgumentNullException.ThrowIfNull(lookup);
        Claim claim = new("Partition: Topic을 나눈 단위. 병렬 처리 및 확장성 제공", "Partition: what a topic is divided into, for parallel work and scale");
        int atWork = leaders.Values.Distinct().Count();
        Text found = lookup.Ran
            ? new(
                $" 한 파티션은 세그먼트 파일 {lookup.Value.Content.Folder.Segments.Count}개였고, {Payloads.Number(lookup.Value.BytesRead)}바이트만 읽고 오프셋 하나를 찾았다.",
                $" One partition was {lookup.Value.Content.Folder.Segments.Count} segment files; one offset was found by reading {Payloads.Number(lookup.Value.BytesRead)} bytes.")
            : Text.Same("");
        return claim.Measured(
            $"파티션 {leaders.Count}개를 브로커 {atWork}대가 나눠 이끌었다.{found.Korean}",
            $"{atWork} brokers share the lead of {leaders.Count} partitions.{found.English}",
            atWork > 1 && (!lookup.Ran || lookup.Value.Record?.Offset == lookup.Value.Offset));
    }

    /// <summary>"Producer: the client that publishes".</summary>
    /// <param name="byHand">The partition that the reader computed for one key.</param>
    /// <param name="sent">That key, sent.</param>
    /// <param name="keyed">Many keys, sent.</param>
    public static Finding ProducerChooses(int byHand, Sent sent, Sent keyed)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(keyed);
        Claim claim = new("Producer: 메시지를 Kafka에 발행하는 클라이언트", "Producer: the client that publishes messages to Kafka");
        int went = sent.Records[0].Partition, keys = keyed.PartitionsByKey().Count;
        bool one = keyed.PartitionsByKey().Values.All(p => p.Count == 1);
        return claim.Measured(
            $"파티션은 프로듀서가 고른다. 손으로 계산한 파티션 {byHand}, 실제 {went}. 키 {keys}개가 저마다 한 파티션에만 갔다.",
            $"The producer chooses the partition: {byHand} computed by hand, {went} in fact. Each of {keys} keys went to one partition only.",
            byHand == went && one);
    }

    /// <summary>"Consumer: the client that subscribes".</summary>
    /// <param name="received">How many records one consumer got.</param>
    /// <param name="partitions">How many partitions it had.</param>
    /// <param name="sent">What was sent.</param>
    public static Finding ConsumerSubscribes(int received, int partitions, Sent sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        Claim claim = new("Consumer: 메시지를 Kafka에서 구독하는 클라이언트", "Consumer: the client that subscribes to messages of Kafka");
        return claim.Measured(
            $"컨슈머 하나가 구독하고 물어보아 파티션 {partitions}개에서 {received}건을 모두 받았다.",
            $"One consumer subscribed, asked, and got all {received} records of {partitions} partitions.",
            received == sent.Records.Count && partitions == sent.Topic.Partitions);
    }

    /// <summary>"Consumer group: several consumers as one group, in parallel".</summary>
    /// <param name="life">A group whose members came and went.</param>
    /// <param name="crowd">A group with more members than partitions.</param>
    /// <param name="race">The protocols compared, or why not.</param>
    public static Finding GroupShares(GroupTimeline life, GroupTimeline crowd, Outcome<ProtocolComparison> race)
    {
        ArgumentNullException.ThrowIfNull(life);
        ArgumentNullException.ThrowIfNull(crowd);
        ArgumentNullException.ThrowIfNull(race);
        Claim claim = new("Consumer Group: 여러 Consumer가 하나의 그룹으로 묶여 병렬로 메시지를 소비함", "Consumer Group: several consumers as one group consume in parallel");
        int idle = crowd.Members.Count(m => crowd.HeldAt(m.Name, crowd.Length).Count == 0), spare = Math.Max(0, crowd.Members.Count - crowd.Topic.Partitions);
        bool shared = Enumerable.Range(0, life.Topic.Partitions).All(p => life.OwnerAt(p, life.Length) is not null);
        Text protocols = race.Ran
            ? new(
                $" 하나가 들어올 때 흔들린 파티션은 {Disturbed(race.Value, Language.Korean)}.",
                $" Partitions that a joining member disturbed: {Disturbed(race.Value, Language.English)}.")
            : Text.Same("");
        return claim.Measured(
            $"컨슈머가 {life.Changes.Count}번 바뀌어도 파티션 {life.Topic.Partitions}개는 모두 주인이 있었다. 파티션 {crowd.Topic.Partitions}개에 컨슈머 {crowd.Members.Count}개를 넣으니 {idle}개가 놀았다.{protocols.Korean}",
            $"Members changed {life.Changes.Count} times, and all {life.Topic.Partitions} partitions had an owner. Of {crowd.Members.Count} members for {crowd.Topic.Partitions} partitions, {idle} got nothing.{protocols.English}",
            shared && idle == spare);
    }

    private static string Disturbed(ProtocolComparison race, Language language) => string.Join(
        ", ", race.Protocols.Select(p => $"{GroupWords.Name(p).In(language)} {string.Join("·", race.Of(p).Select(c => c.Disturbed.Count))}"));

    private static bool SamePlaces(Sent sent, ReadResult read) =>
        read.Records.Select(r => (r.Partition, r.Offset, r.Key, r.Value)).Order().SequenceEqual(sent.Records.Select(s => (s.Partition, s.Offset, s.Key, s.Value)).Order());

    /// <summary>A sentence of section 3, to be finished with what was measured.</summary>
    private sealed record Claim(string Korean, string English)
    {
        public Finding Measured(string korean, string english, bool holds) => new(3, new(Korean, English), new(korean, english), Holds(holds));

        public Finding NotMeasured(string korean, string english) => new(3, new(Korean, English), new(korean, english), FindingKind.NotMeasured);
    }
}

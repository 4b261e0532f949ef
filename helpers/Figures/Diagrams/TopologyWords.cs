using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>What pictures of a cluster say.</summary>
internal static class TopologyWords
{
    public static Text Controller { get; } = new("★ 컨트롤러", "★ controller");

    public static IReadOnlyList<(BoxState State, Text Name)> ControllerLegend { get; } =
    [
        (BoxState.Leading, new("활성 컨트롤러: 메타데이터를 적는다", "active controller: writes the metadata")),
        (BoxState.Following, new("대기 컨트롤러: 따라 적고 투표한다", "standby controller: copies them, and votes")),
    ];

    public static IReadOnlyList<(BoxState State, Text Name)> ReplicaLegend { get; } =
    [
        (BoxState.Leading, new("리더: 쓰기를 받는다", "leader: takes the writes")),
        (BoxState.Following, new("팔로워: 따라 복제한다 (ISR)", "follower: copies it (ISR)")),
        (BoxState.Missing, new("ISR 밖: 꺼졌거나 뒤처졌다", "out of the ISR: down or behind")),
    ];

    public static Text NoReplica { get; } = new("복제본 없음", "no replica");

    public static Text Broker(int id) => new($"브로커 {id}", $"Broker {id}");

    public static Text State(BrokerState state) => state switch
    {
        BrokerState.Running => new("실행 중", "running"),
        BrokerState.Stopped => new("멈춤", "stopped"),
        BrokerState.Killed => new("강제 종료됨", "killed"),
        _ => new("얼어 있음", "frozen"),
    };

    public static Text ReplicaName(BoxState state) => state switch
    {
        BoxState.Leading => new("리더", "leader"),
        BoxState.Following => new("팔로워", "follower"),
        _ => new("ISR 밖", "out of ISR"),
    };

    public static Text ControllerName(BoxState state) => state switch
    {
        BoxState.Leading => new("★ 활성 컨트롤러", "★ active controller"),
        BoxState.Following => new("대기 컨트롤러", "standby controller"),
        _ => new("컨트롤러도 꺼짐", "controller away, too"),
    };

    public static Text Keeper(TopologyPicture picture) => picture.Keeper switch
    {
        MetadataKeeper.ZooKeeper => new($"ZooKeeper{Address(picture)}: 메타데이터를 지킨다", $"ZooKeeper{Address(picture)}: keeps the metadata"),
        MetadataKeeper.KRaft => new("KRaft: ZooKeeper 없이 브로커 안의 컨트롤러들이 메타데이터를 지킨다", "KRaft: controllers inside the brokers keep the metadata, without ZooKeeper"),
        MetadataKeeper.Nobody => new("내장 클러스터: 모의 브로커다. ZooKeeper도 KRaft도 없고 복제본은 이름뿐이다", "Embedded cluster: mock brokers, neither ZooKeeper nor KRaft; replicas in name only"),
        _ => new("", ""),
    };

    public static Text Title(TopologyPicture picture)
    {
        int down = picture.Brokers.Count(b => b.State != BrokerState.Running);
        Text brokers = down == 0
            ? new($"브로커 {picture.Brokers.Count}대", Count(picture.Brokers.Count, "broker"))
            : new($"브로커 {picture.Brokers.Count}대 가운데 {picture.Brokers.Count - down}대가 실행 중", $"{picture.Brokers.Count - down} of {Count(picture.Brokers.Count, "broker")} running");
        if (picture.Topic is null)
        {
            return brokers;
        }

        int copies = picture.Partitions.Select(p => p.Replicas.Count).DefaultIfEmpty(0).Max();
        return new(
            $"{brokers.Korean}, 토픽 {picture.Topic}: 파티션 {picture.Partitions.Count}개, 복제본 {copies}개씩",
            $"{brokers.English}, topic {picture.Topic}: {Count(picture.Partitions.Count, "partition")}, {copies} {(copies == 1 ? "copy" : "copies each")}");
    }

    /// <summary>What is wrong, in one line; empty when nothing is.</summary>
    public static Text Trouble(TopologyPicture picture)
    {
        string leaderless = Names(picture.Partitions.Where(p => p.Leader is null));
        string under = Names(picture.Partitions.Where(p => p.Leader is not null && p.InSync.Count < p.Replicas.Count));
        return (leaderless, under) switch
        {
            ("", "") => new("", ""),
            (_, "") => new($"리더가 없는 파티션: {leaderless}", $"Partitions without a leader: {leaderless}"),
            ("", _) => new($"복제본이 모자란 파티션: {under}", $"Under-replicated partitions: {under}"),
            _ => new($"리더가 없는 파티션: {leaderless} · 복제본이 모자란 파티션: {under}", $"Partitions without a leader: {leaderless} · under-replicated: {under}"),
        };
    }

    public static Text AltText(TopologyPicture picture) => new(Describe(picture, Language.Korean), Describe(picture, Language.English));

    private static string Describe(TopologyPicture picture, Language language)
    {
        IEnumerable<string> brokers = picture.Brokers.Select(b =>
        {
            string[] facts = [$"{b.Host}:{b.Port}", State(b.State).In(language), .. ControllerFacts(picture, b).Select(f => f.In(language).TrimStart('★', ' '))];
            string[] copies = [.. picture.Partitions.Where(p => p.Replicas.Contains(b.Id)).Select(p => $"P{p.Partition} {ReplicaName(p.StateOn(b.Id)).In(language)}")];
            return $"{Broker(b.Id).In(language)} ({string.Join(", ", facts)}){(copies.Length == 0 ? "" : $": {string.Join(", ", copies)}")}.";
        });
        string[] rest = [Keeper(picture).In(language), Trouble(picture).In(language)];
        return string.Join(' ', brokers.Concat(rest.Where(r => r.Length > 0).Select(r => $"{r}.")));
    }

    private static IEnumerable<Text> ControllerFacts(TopologyPicture picture, Broker broker) => picture.Keeper == MetadataKeeper.KRaft
        ? [ControllerName(picture.ControllerOf(broker))]
        : broker.Id == picture.ControllerId ? [Controller] : [];

    private static string Names(IEnumerable<PartitionReplicas> partitions)
    {
        string[] names = [.. partitions.Select(p => $"P{p.Partition}")];
        return names.Length <= 8 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(8))} … ({names.Length})";
    }

    private static string Address(TopologyPicture picture) => picture.KeeperAddress is null ? "" : $" ({picture.KeeperAddress})";

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}

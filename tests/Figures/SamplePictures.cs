using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Figures.Diagrams;

namespace KafkaWorkbook.Tests.Figures;

/// <summary>Diagrams of every kind and size, drawn as the extension methods draw them.</summary>
internal static class SamplePictures
{
    public static LogPicture ShortLog { get; } = new("orders", [new(0, 0, 7, [new("billing", 5, 2)]), new(1, 0, 9, [new("billing", 9, 0)]), new(2, 0, 0, [new("billing", null, null)])]);

    public static LogPicture LongLog { get; } = new("orders", [
        new(0, 0, 412, [new("billing", 380, 32), new("audit", 412, 0)]), new(1, 100, 1_200_000, [new("billing", 600_000, 600_000), new("audit", 20, 1_199_980)])]);

    public static LogPicture HugeOffsets { get; } = new("big", [
        new(0, 1_000_000_000, 9_000_000_007, [new("billing", 5_000_000_003, 4_000_000_004), new("audit", 9_000_000_007, 0), new("x", 7_000_000_000, 2_000_000_007)])]);

    public static LogPicture ManyLogs { get; } = new("wide", [.. Enumerable.Range(0, 70).Select(p => new PartitionLog(p, p, 1000 + (p * 17), [new("billing", 900, 100 + (p * 17))]))]);

    public static TopologyPicture Healthy { get; } = new(
        [Broker(1), Broker(2), Broker(3)], MetadataKeeper.ZooKeeper, "127.0.0.1:2181", 2, "orders", [new(0, 1, [1, 2, 3], [1, 2, 3]), new(1, 2, [2, 3, 1], [2, 3, 1])]);

    public static TopologyPicture Broken { get; } = new(
        [Broker(1), Broker(2, BrokerState.Killed), Broker(3)], MetadataKeeper.KRaft, null, 1, "orders", [new(0, 1, [1, 2, 3], [1, 3]), new(1, null, [2], [2])]);

    public static TopologyPicture Quorum { get; } = new(
        [Broker(1), Broker(2), Broker(3)], MetadataKeeper.KRaft, null, 2, "orders", [new(0, 1, [1, 2, 3], [1, 2, 3]), new(1, 2, [2, 3, 1], [2, 3, 1])]);

    public static TopologyPicture QuorumOfFive { get; } = new([.. Enumerable.Range(1, 5).Select(i => Broker(i))], MetadataKeeper.KRaft, null, null, null, []);

    public static TopologyPicture Wide { get; } = new(
        [.. Enumerable.Range(1, 7).Select(i => Broker(i))], MetadataKeeper.Unknown, null, null, "clicks",
        [.. Enumerable.Range(0, 50).Select(p => new PartitionReplicas(p, 1 + (p % 7), [1 + (p % 7), 1 + ((p + 1) % 7)], [1 + (p % 7)]))]);

    public static TopologyPicture BrokersOnly { get; } = new([Broker(1)], MetadataKeeper.Nobody, null, null, null, []);

    public static FlowPicture Flow { get; } = new(
        ShortLog,
        [new("주문 서비스", new Dictionary<int, long> { [0] = 7, [1] = 5 }), new("결제 서비스", new Dictionary<int, long> { [1] = 4, [9] = 1 })],
        [new("billing", "컨슈머 1", [0, 1]), new("billing", "컨슈머 2", [2]), new("audit", "컨슈머", [0, 1, 2])]);

    public static FlowPicture ManyFlows { get; } = new(ManyLogs, [], [new("billing", "컨슈머 1", [.. Enumerable.Range(0, 70)])]);

    public static IReadOnlyDictionary<string, Figure> All { get; } = new Dictionary<string, Figure>
    {
        [nameof(ShortLog)] = Draw(ShortLog),
        [nameof(LongLog)] = Draw(LongLog),
        [nameof(HugeOffsets)] = Draw(HugeOffsets),
        [nameof(ManyLogs)] = Draw(ManyLogs),
        [nameof(Healthy)] = Draw(Healthy),
        [nameof(Broken)] = Draw(Broken),
        [nameof(Quorum)] = Draw(Quorum),
        [nameof(QuorumOfFive)] = Draw(QuorumOfFive),
        [nameof(Wide)] = Draw(Wide),
        [nameof(BrokersOnly)] = Draw(BrokersOnly),
        [nameof(Flow)] = Draw(Flow),
        [nameof(ManyFlows)] = Draw(ManyFlows),
    };

    public static Figure Draw(LogPicture picture) => Diagram.Of(picture);

    public static Figure Draw(TopologyPicture picture) => Diagram.Of(picture);

    public static Figure Draw(FlowPicture picture) => Diagram.Of(picture);

    private static Broker Broker(int id, BrokerState state = BrokerState.Running) => new(id, "127.0.0.1", 9091 + id, state);
}

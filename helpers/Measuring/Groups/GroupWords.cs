using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using static System.FormattableString;

namespace KafkaWorkbook.Measuring;

/// <summary>Words about groups that tables and pictures share.</summary>
internal static class GroupWords
{
    private const int MostNamed = 8;

    public static Text Name(RebalanceProtocol protocol) => protocol switch
    {
        RebalanceProtocol.Eager => new("클래식, eager", "classic, eager"),
        RebalanceProtocol.Cooperative => new("클래식, cooperative", "classic, cooperative"),
        _ => new("새 프로토콜 KIP-848", "new protocol, KIP-848"),
    };

    public static Text Name(RebalanceProtocol? protocol, Topic topic) => Name(protocol ?? UsualOf(topic));

    /// <summary>What a consumer of the cluster uses that names no protocol: the client's default is classic and eager, the embedded cluster's is the new one.</summary>
    public static RebalanceProtocol UsualOf(Topic topic) =>
        topic.Cluster.ConsumerConfig(topic.GroupName("usual")).GroupProtocol == Confluent.Kafka.GroupProtocol.Consumer ? RebalanceProtocol.Consumer : RebalanceProtocol.Eager;

    /// <summary>What happened, short enough for a mark in a chart.</summary>
    public static Text Happened(GroupChange change)
    {
        string names = string.Join(", ", change.Members);
        return change.Kind switch
        {
            GroupChangeKind.Joined => new($"{names} 들어옴", $"{names} joined"),
            GroupChangeKind.Left => new($"{names} 나감", $"{names} left"),
            _ => new($"{names} 죽음", $"{names} died"),
        };
    }

    public static string Partitions(IReadOnlyList<int> partitions) => partitions.Count switch
    {
        0 => "–",
        <= MostNamed => string.Join(' ', partitions.Select(p => Invariant($"P{p}"))),
        _ => new Text($"{partitions.Count}개", $"{partitions.Count}").ToString(),
    };

    public static Text Seconds(TimeSpan time) => new(Invariant($"{time.TotalSeconds:0.0#}초"), Invariant($"{time.TotalSeconds:0.0#} s"));
}

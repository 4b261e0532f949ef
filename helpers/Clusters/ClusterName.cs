using System.Text.RegularExpressions;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>
/// A cluster in one line of plain text, as the cell that started it shows it beside its box. Written and read here, so that whatever is made of an executed
/// notebook can say where its figures come from.
/// </summary>
internal sealed partial record ClusterName(ClusterKind Kind, Variant Variant, string BootstrapServers)
{
    /// <summary>The cluster for people, such as <c>Docker 클러스터 (ZooKeeper), 브로커 3대</c>.</summary>
    public Text Words
    {
        get
        {
            int brokers = BootstrapServers.Split(',').Length;
            Text title = Title;

            // Of somebody else's cluster the addresses are only where one begins to ask.
            return Kind == ClusterKind.External ? title : new($"{title.Korean}, 브로커 {brokers}대", $"{title.English}, {brokers} {(brokers == 1 ? "broker" : "brokers")}");
        }
    }

    /// <summary>The kind of cluster for people.</summary>
    public Text Title => Kind switch
    {
        ClusterKind.Docker => new($"Docker 클러스터 ({Variant})", $"Docker cluster ({Variant})"),
        ClusterKind.Local => new($"로컬 JVM 클러스터 ({Variant})", $"Local JVM cluster ({Variant})"),
        ClusterKind.Embedded => new("내장 클러스터 (프로세스 안의 모의 브로커)", "Embedded cluster (mock brokers inside this process)"),
        _ => new("외부 클러스터", "External cluster"),
    };

    /// <summary>Reads the line; null when it is none.</summary>
    public static ClusterName? Read(string text) =>
        Line().Match(text) is { Success: true } match
        && Enum.TryParse(match.Groups["kind"].Value, out ClusterKind kind) && Enum.TryParse(match.Groups["variant"].Value, out Variant variant)
            ? new ClusterName(kind, variant, match.Groups["servers"].Value)
            : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} ({Variant}) {BootstrapServers}";

    [GeneratedRegex(@"^(?<kind>[A-Z][a-z]+) \((?<variant>KRaft|ZooKeeper)\) (?<servers>\S+:\d+)$")]
    private static partial Regex Line();
}

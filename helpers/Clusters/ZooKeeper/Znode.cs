using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.ZooKeeper;

/// <summary>One of ZooKeeper's nodes as it was when it was read.</summary>
/// <param name="Path">Its path, such as <c>/brokers/ids/1</c>.</param>
/// <param name="Data">Its content, which Kafka writes as text; empty when it has none.</param>
/// <param name="Children">The names of the nodes below it, sorted.</param>
/// <param name="Version">How often its content was changed.</param>
/// <param name="Created">When it was made.</param>
/// <param name="EphemeralOwner">The session with which it goes, or 0 for a node that stays. A broker's own node goes with the broker's session.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record Znode(string Path, string Data, IReadOnlyList<string> Children, int Version, DateTimeOffset Created, long EphemeralOwner) : IHtmlView
{
    /// <summary>Whether the node goes when the session of who made it ends.</summary>
    public bool IsEphemeral => EphemeralOwner != 0;

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        Path,
        [Say("항목", "Item"), Say("값", "Value")],
        [
            [Say("내용", "Content"), Data.Length == 0 ? "-" : Data],
            [Say("아래의 노드", "Nodes below"), Children.Count == 0 ? "-" : string.Join(", ", Children)],
            [Say("사라지는 때", "Goes"), IsEphemeral ? Say("만든 쪽의 세션이 끝날 때 (ephemeral)", "with the session of who made it (ephemeral)") : Say("지울 때까지 남는다", "when it is deleted")],
        ]);

    /// <inheritdoc/>
    public override string ToString() => $"{Path} = {Data} [{string.Join(", ", Children)}]";

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

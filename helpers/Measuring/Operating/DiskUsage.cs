using System.Text.Json;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>A replica's log on a broker's disk.</summary>
/// <param name="Broker">The broker.</param>
/// <param name="Folder">The broker's log folder.</param>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Bytes">The bytes of its segments.</param>
public sealed record ReplicaOnDisk(int Broker, string Folder, int Partition, long Bytes);

/// <summary>What a topic takes on the brokers' disks.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Replicas">Each replica, by broker and partition.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record DiskUsage(Topic Topic, IReadOnlyList<ReplicaOnDisk> Replicas) : IHtmlView
{
    /// <summary>The bytes of all segments on all brokers.</summary>
    public long TotalBytes => Replicas.Sum(r => r.Bytes);

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("브로커", "broker"), Say("폴더", "folder"), .. Enumerable.Range(0, Topic.Partitions).Select(p => Say($"P{p} 바이트", $"P{p} bytes")), Say("합", "sum")],
        Replicas.GroupBy(r => (r.Broker, r.Folder)).OrderBy(b => b.Key.Broker).Select(b => (IReadOnlyList<string>)
        [
            Payloads.Number(b.Key.Broker),
            Shown(b.Key.Folder),
            .. Enumerable.Range(0, Topic.Partitions).Select(p => b.FirstOrDefault(r => r.Partition == p) is { } replica ? Payloads.Number(replica.Bytes) : "–"),
            Payloads.Number(b.Sum(r => r.Bytes)),
        ]));

    /// <inheritdoc/>
    public override string ToString()
    {
        int brokers = Replicas.Select(r => r.Broker).Distinct().Count();
        return Say(
            $"토픽 {Topic.Label}의 세그먼트 파일이 브로커 {brokers}대의 디스크에 모두 {Payloads.Number(TotalBytes)}바이트 있다.",
            $"The segment files of topic {Topic.Label} take {Payloads.Number(TotalBytes)} bytes on the disks of {brokers} brokers.");
    }

    /// <summary>Reads what <c>kafka-log-dirs --describe</c> prints: some sentences, and one line of JSON.</summary>
    internal static DiskUsage Parse(Topic topic, string output)
    {
        string json = output.Split('\n').FirstOrDefault(l => l.TrimStart().StartsWith('{')) ?? throw new ClusterException(
            ClusterProblem.BrokerError,
            new($"kafka-log-dirs의 답을 읽지 못했다.\n{output}", $"The answer of kafka-log-dirs could not be read.\n{output}"),
            new("셀을 다시 실행한다.", "Run the cell again."));
        using JsonDocument document = JsonDocument.Parse(json);
        return new DiskUsage(topic,
        [
            .. (from broker in document.RootElement.GetProperty("brokers").EnumerateArray()
                from folder in broker.GetProperty("logDirs").EnumerateArray()
                from partition in folder.GetProperty("partitions").EnumerateArray()
                let name = partition.GetProperty("partition").GetString()!
                where name.StartsWith($"{topic.Name}-", StringComparison.Ordinal)
                select new ReplicaOnDisk(
                    broker.GetProperty("broker").GetInt32(),
                    folder.GetProperty("logDir").GetString() ?? "",
                    int.Parse(name.AsSpan(topic.Name.Length + 1), System.Globalization.CultureInfo.InvariantCulture),
                    partition.GetProperty("size").GetInt64())).OrderBy(r => (r.Broker, r.Partition)),
        ]);
    }

    // The end of a path says which folder it is; its beginning only where the machine keeps such things.
    private static string Shown(string folder)
    {
        string[] parts = folder.Split('/', '\\');
        return parts.Length <= 3 ? folder : "…/" + string.Join('/', parts[^3..]);
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>Asking for what lies on the disks.</summary>
public static class TopicDisk
{
    /// <summary>How many bytes the topic's segments take on each broker's disk, asked with Kafka's own <c>kafka-log-dirs</c>.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">There is no disk, or there are no tools.</exception>
    /// <exception cref="ClusterException">The tool's answer could not be read.</exception>
    public static async Task<DiskUsage> DiskUsageAsync(this Topic topic, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        topic.ThrowIfGone();
        topic.Cluster.Require(Capability.Durability);
        topic.Cluster.Require(Capability.CommandLineTools);
        ToolOutput output = await topic.Cluster.RunToolAsync("kafka-log-dirs", ["--describe", "--topic-list", topic.Name], cancellationToken: ct).ConfigureAwait(false);
        return DiskUsage.Parse(topic, output.StandardOutput);
    }
}

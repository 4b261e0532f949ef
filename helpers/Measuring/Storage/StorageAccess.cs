using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Storage;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>What of a topic is on the brokers' disks.</summary>
public static class StorageAccess
{
    /// <summary>Looks into the folder in which a broker keeps its copy of a partition.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition, from 0.</param>
    /// <param name="broker">The broker; null for the partition's leader.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">The brokers' files are not within reach.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition or broker.</exception>
    /// <exception cref="ClusterException">The broker has no copy of it, or does not run.</exception>
    public static async Task<PartitionFolder> FolderAsync(this Topic topic, int partition, int? broker = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        topic.Cluster.Require(Capability.BrokerFiles);
        topic.ThrowIfGone();
        if (partition < 0 || partition >= topic.Partitions)
        {
            throw new ArgumentOutOfRangeException(
                nameof(partition), partition, new Text($"토픽 {topic.Label}의 파티션은 0부터 {topic.Partitions - 1}까지다.", $"The topic {topic.Label} has the partitions 0 to {topic.Partitions - 1}.").ToString());
        }

        int id = broker ?? (await topic.LeadersAsync(ct).ConfigureAwait(false)).GetValueOrDefault(partition, topic.Cluster.BrokerIds[0]);
        string name = NameOf(topic, partition);
        IReadOnlyList<BrokerFile> files = await topic.Cluster.ListFilesAsync(id, name, ct).ConfigureAwait(false) ?? throw Missing(id, name);
        long end = (await topic.OffsetsAsync().ConfigureAwait(false)).Partitions[partition].LogEnd;
        BrokerFile[] logs = [.. files.Where(f => f is { Ending: ".log", BaseOffset: not null }).OrderBy(f => f.BaseOffset)];
        return new PartitionFolder(
            topic,
            partition,
            id,
            $"{topic.Cluster.DataPath(id)}/{name}",
            files,
            [.. logs.Select((f, i) => new SegmentFile(f.BaseOffset!.Value, i + 1 < logs.Length ? logs[i + 1].BaseOffset!.Value : end, f.Bytes, i + 1 == logs.Length))]);
    }

    /// <summary>Lists for each broker the folders that it has of a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">The brokers' files are not within reach.</exception>
    public static async Task<TopicFolders> FoldersAsync(this Topic topic, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        topic.Cluster.Require(Capability.BrokerFiles);
        topic.ThrowIfGone();
        Dictionary<int, IReadOnlyList<string>> folders = [];
        foreach (int broker in topic.Cluster.BrokerIds)
        {
            folders[broker] = await topic.Cluster.ListFoldersAsync(broker, ct).ConfigureAwait(false);
        }

        return new TopicFolders(topic, folders);
    }

    internal static string NameOf(Topic topic, int partition) => FormattableString.Invariant($"{topic.Name}-{partition}");

    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(PartitionFolder folder, string file, CancellationToken cancellationToken)
    {
        try
        {
            return await folder.Topic.Cluster.ReadFileAsync(folder.Broker, NameOf(folder.Topic, folder.Partition), file, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException gone)
        {
            throw new ClusterException(
                ClusterProblem.TopicMissing,
                new($"파일 {Particle.EulReul(file)} 읽지 못했다: {gone.Message}", $"The file {file} could not be read: {gone.Message}"),
                new("보존 기간이 지나 지워졌을 수 있다. FolderAsync부터 다시 실행한다.", "It may have been deleted by retention. Run FolderAsync again."),
                gone);
        }
    }

    private static ClusterException Missing(int broker, string folder) => new(
        ClusterProblem.TopicMissing,
        new($"브로커 {broker}에는 폴더 {Particle.IGa(folder)} 없다. 이 브로커는 그 파티션의 복제본이 아니다.", $"Broker {broker} has no folder {folder}: it has no copy of that partition."),
        new("다른 브로커를 고르거나, 브로커를 적지 않으면 리더의 것을 본다.", "Take another broker, or none for the leader's."));
}

/// <summary>The folders in the brokers' data folders.</summary>
/// <param name="Topic">The topic that was asked about.</param>
/// <param name="ByBroker">All folders of each broker.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record TopicFolders(Topic Topic, IReadOnlyDictionary<int, IReadOnlyList<string>> ByBroker) : IHtmlView
{
    /// <summary>The folders of the topic on each broker: one for each partition of which it has a copy.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<string>> OfTopic => ByBroker.ToDictionary(
        b => b.Key, b => (IReadOnlyList<string>)[.. b.Value.Where(f => f.StartsWith(Topic.Name + "-", StringComparison.Ordinal))]);

    /// <summary>Whether any broker has a folder that is named as the topic alone.</summary>
    public bool TopicHasFolder => ByBroker.Values.Any(folders => folders.Contains(Topic.Name));

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("브로커", "broker"), Say("이 토픽의 폴더", "folders of this topic"), Say("다른 폴더", "other folders")],
        OfTopic.OrderBy(b => b.Key).Select(b => (IReadOnlyList<string>)
            [Payloads.Number(b.Key), b.Value.Count == 0 ? "–" : string.Join(", ", b.Value), Payloads.Number(ByBroker[b.Key].Count - b.Value.Count)]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"토픽 {Topic.Label}: 브로커 {ByBroker.Count}대에 폴더 {OfTopic.Values.Sum(f => f.Count)}개.", $"Topic {Topic.Label}: {OfTopic.Values.Sum(f => f.Count)} folders on {ByBroker.Count} brokers.");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

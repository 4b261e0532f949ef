using System.Text;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Storage;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>How many records of one kind there are in KRaft's metadata log.</summary>
/// <param name="Kind">The kind as Kafka's source names it.</param>
/// <param name="Count">How many.</param>
/// <param name="LastOffset">The last one's offset.</param>
public sealed record MetadataRecords(string Kind, int Count, long LastOffset);

/// <summary>KRaft's metadata, read from the log in which a node keeps its copy: the topic <c>__cluster_metadata</c> with one partition.</summary>
/// <param name="Broker">The node whose copy was read.</param>
/// <param name="Path">The folder as that node sees it.</param>
/// <param name="Files">The files in it.</param>
/// <param name="EndOffset">The offset behind the last record that was read.</param>
/// <param name="Kinds">What is in it, most frequent first.</param>
/// <param name="Topics">The names of the topics that it says were created, in that order.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record MetadataLog(
    int Broker, string Path, IReadOnlyList<BrokerFile> Files, long EndOffset, IReadOnlyList<MetadataRecords> Kinds, IReadOnlyList<string> Topics) : IHtmlView
{
    /// <summary>The folder of the log.</summary>
    internal const string Folder = "__cluster_metadata-0";

    // As Kafka 4's source numbers them: metadata/src/main/resources/common/metadata/*.json.
    private static readonly Dictionary<int, string> Names = new()
    {
        [0] = "RegisterBrokerRecord",
        [1] = "UnregisterBrokerRecord",
        [2] = "TopicRecord",
        [3] = "PartitionRecord",
        [4] = "ConfigRecord",
        [5] = "PartitionChangeRecord",
        [7] = "FenceBrokerRecord",
        [8] = "UnfenceBrokerRecord",
        [9] = "RemoveTopicRecord",
        [12] = "FeatureLevelRecord",
        [14] = "ClientQuotaRecord",
        [15] = "ProducerIdsRecord",
        [17] = "BrokerRegistrationChangeRecord",
        [20] = "NoOpRecord",
        [23] = "BeginTransactionRecord",
        [24] = "EndTransactionRecord",
        [27] = "RegisterControllerRecord",
    };

    private const int TopicKind = 2;

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        Path,
        [Say("레코드", "record"), Say("몇 건", "how many"), Say("마지막 오프셋", "last offset"), Say("무엇을 적나", "what it says")],
        Kinds.Select(k => (IReadOnlyList<string>)[k.Kind, Payloads.Number(k.Count), Payloads.Number(k.LastOffset), Meaning(k.Kind).ToString()]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"메타데이터도 로그다: 노드 {Broker}의 사본에 오프셋 {Payloads.Number(EndOffset)}까지, 레코드 {Payloads.Number(Kinds.Sum(k => k.Count))}건.",
        $"Metadata are a log, too: node {Broker}'s copy goes up to offset {Payloads.Number(EndOffset)} with {Payloads.Number(Kinds.Sum(k => k.Count))} records.");

    internal static MetadataLog Of(int broker, string path, IReadOnlyList<BrokerFile> files, IEnumerable<ReadOnlyMemory<byte>> segments)
    {
        Dictionary<string, MetadataRecords> kinds = [];
        List<string> topics = [];
        long end = 0;
        foreach (ReadOnlyMemory<byte> segment in segments)
        {
            foreach (RecordBatch batch in SegmentReader.Batches(segment))
            {
                end = Math.Max(end, batch.LastOffset + 1);
                foreach (StoredRecord record in SegmentReader.Records(segment, batch) ?? [])
                {
                    string kind = batch.IsControl ? Say("(쿼럼의 제어 레코드)", "(a control record of the quorum)") : KindOf(record.Value, topics);
                    int before = kinds.TryGetValue(kind, out MetadataRecords? known) ? known.Count : 0;
                    kinds[kind] = new MetadataRecords(kind, before + 1, record.Offset);
                }
            }
        }

        return new MetadataLog(broker, path, files, end, [.. kinds.Values.OrderByDescending(k => k.Count).ThenBy(k => k.Kind, StringComparer.Ordinal)], topics);
    }

    // A value begins with the version of this frame, then which kind of record, then that kind's version: all unsigned, of variable length.
    private static string KindOf(ReadOnlyMemory<byte>? value, List<string> topics)
    {
        if (value is not { } bytes)
        {
            return "null";
        }

        VariableLengthReader reader = new(bytes);
        reader.Unsigned();
        int kind = (int)reader.Unsigned();
        reader.Unsigned();
        if (kind == TopicKind)
        {
            topics.Add(Encoding.UTF8.GetString(reader.Take((long)reader.Unsigned() - 1).Span));
        }

        return Names.TryGetValue(kind, out string? name) ? name : FormattableString.Invariant($"#{kind}");
    }

    private static Text Meaning(string kind) => kind switch
    {
        "BeginTransactionRecord" => new("여기서부터 한꺼번에 적용한다", "from here on all at once"),
        "EndTransactionRecord" => new("여기까지 한꺼번에 적용한다", "up to here all at once"),
        "RegisterBrokerRecord" => new("브로커가 들어왔다", "a broker has come"),
        "RegisterControllerRecord" => new("컨트롤러가 들어왔다", "a controller has come"),
        "FenceBrokerRecord" => new("브로커를 없는 셈 친다", "a broker counts as gone"),
        "BrokerRegistrationChangeRecord" => new("브로커의 상태가 바뀌었다", "a broker's state has changed"),
        "TopicRecord" => new("토픽이 생겼다", "a topic was made"),
        "RemoveTopicRecord" => new("토픽이 지워졌다", "a topic was deleted"),
        "PartitionRecord" => new("파티션과 그 복제본의 자리", "a partition and where its copies are"),
        "PartitionChangeRecord" => new("리더나 ISR이 바뀌었다", "a leader or ISR has changed"),
        "ConfigRecord" => new("설정이 바뀌었다", "a setting has changed"),
        "FeatureLevelRecord" => new("쓰기로 한 기능의 버전", "the version of a feature"),
        "ProducerIdsRecord" => new("프로듀서에게 나눠 줄 번호", "ids for producers"),
        "NoOpRecord" => new("할 말이 없어도 살아 있다는 표시", "nothing to say, but alive"),
        _ => Text.Same(""),
    };

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>Reading KRaft's metadata from a node's disk.</summary>
public static class MetadataLogReading
{
    private const int MostSegments = 20;

    /// <summary>Reads the metadata's log from one node's disk.</summary>
    /// <param name="cluster">A docker or local KRaft cluster.</param>
    /// <param name="broker">The node; null for the first one.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">There is no such log, or the files are not within reach.</exception>
    public static async Task<MetadataLog> MetadataLogAsync(this Cluster cluster, int? broker = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        cluster.Require(Capability.KRaft);
        cluster.Require(Capability.BrokerFiles);
        int id = broker ?? cluster.BrokerIds[0];
        IReadOnlyList<BrokerFile> files = await cluster.ListFilesAsync(id, MetadataLog.Folder, ct).ConfigureAwait(false) ?? [];
        List<ReadOnlyMemory<byte>> segments = [];
        foreach (BrokerFile file in files.Where(f => f is { Ending: ".log", BaseOffset: not null }).OrderBy(f => f.BaseOffset).TakeLast(MostSegments))
        {
            segments.Add(await cluster.ReadFileAsync(id, MetadataLog.Folder, file.Name, ct).ConfigureAwait(false));
        }

        return MetadataLog.Of(id, $"{cluster.DataPath(id)}/{MetadataLog.Folder}", files, segments);
    }
}

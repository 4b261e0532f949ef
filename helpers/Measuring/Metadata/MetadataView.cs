using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>One question about a cluster's metadata, where the answer stands, and the answer.</summary>
/// <param name="Question">The question, the same for every cluster.</param>
/// <param name="Where">Where the answer stands: a znode, or what KRaft calls it.</param>
/// <param name="Answer">The answer.</param>
public sealed record MetadataAnswer(Text Question, string Where, string Answer);

/// <summary>What a cluster knows of itself, and where it keeps it.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Controller">The controller's broker id; null while there is none.</param>
/// <param name="Epoch">How many controllers there were so far, as the cluster counts them.</param>
/// <param name="Brokers">The brokers that count as alive, ascending.</param>
/// <param name="Topics">How many topics there are, Kafka's own included.</param>
/// <param name="Keepers">Who has a copy of the metadata and a vote: KRaft's voters; empty for ZooKeeper, which is beside the brokers.</param>
/// <param name="LogEnd">Up to which offset a majority has the metadata's log; null for ZooKeeper, which has none.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record MetadataView(
    Cluster Cluster, int? Controller, int Epoch, IReadOnlyList<int> Brokers, int Topics, IReadOnlyList<int> Keepers, long? LogEnd) : IHtmlView
{
    /// <summary>Who keeps the metadata.</summary>
    public Variant Variant => Cluster.Variant;

    /// <summary>The same questions to every cluster, with this one's answers.</summary>
    public IReadOnlyList<MetadataAnswer> Answers
    {
        get
        {
            bool zooKeeper = Variant == Variant.ZooKeeper;
            string none = new Text("없음", "none").ToString();
            return
            [
                new(new("살아 있는 브로커는?", "Which brokers are alive?"), zooKeeper ? "/brokers/ids" : Say("등록과 하트비트", "registrations, heartbeats"), string.Join(", ", Brokers)),
                new(new("컨트롤러는 누구?", "Who is the controller?"), zooKeeper ? "/controller" : "LeaderId", Controller is { } id ? Say($"브로커 {id}", $"broker {id}") : none),
                new(new("몇 번째 컨트롤러?", "How many controllers so far?"), zooKeeper ? "/controller_epoch" : "LeaderEpoch", FormattableString.Invariant($"epoch {Epoch}")),
                new(new("토픽은 몇 개?", "How many topics?"), zooKeeper ? "/brokers/topics" : "TopicRecord", Say($"모두 {Topics}개", $"{Topics} in all")),
                new(
                    new("누가 사본을 갖나?", "Who has a copy?"),
                    zooKeeper ? "ZooKeeper" : "CurrentVoters",
                    zooKeeper ? Say("브로커 밖의 ZooKeeper 1대", "1 ZooKeeper outside the brokers") : string.Join(", ", Keepers)),
                new(
                    new("어떤 모습으로 적나?", "In which form?"),
                    zooKeeper ? Say("znode의 트리", "a tree of znodes") : "__cluster_metadata",
                    LogEnd is { } end ? Say($"로그, 오프셋 {end}까지", $"a log, up to offset {end}") : Say("경로마다 값 하나", "a value for each path")),
            ];
        }
    }

    /// <summary>Puts two clusters' answers side by side.</summary>
    /// <param name="first">One cluster.</param>
    /// <param name="second">The other.</param>
    public static MetadataComparison Compare(MetadataView first, MetadataView second) => new(first, second);

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        Name(),
        [Say("물음", "question"), Say("적혀 있는 곳", "where it stands"), Say("답", "answer")],
        Answers.Select(a => (IReadOnlyList<string>)[a.Question.ToString(), a.Where, a.Answer]));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Answers.Select(a => $"{a.Question} {a.Where} → {a.Answer}"));

    internal string Name() => Variant == Variant.ZooKeeper ? "ZooKeeper" : "KRaft";

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>Two clusters' answers to the same questions.</summary>
/// <param name="First">One cluster.</param>
/// <param name="Second">The other.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record MetadataComparison(MetadataView First, MetadataView Second) : IHtmlView
{
    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        null,
        [new Text("물음", "question").ToString(), First.Name(), Second.Name()],
        First.Answers.Zip(Second.Answers).Select(p => (IReadOnlyList<string>)[p.First.Question.ToString(), $"{p.First.Where} → {p.First.Answer}", $"{p.Second.Where} → {p.Second.Answer}"]));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', First.Answers.Zip(Second.Answers).Select(p => $"{p.First.Question} | {p.First.Where} → {p.First.Answer} | {p.Second.Where} → {p.Second.Answer}"));
}

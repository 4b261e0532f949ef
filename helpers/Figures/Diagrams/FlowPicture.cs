using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures;

/// <summary>A producer of a picture of who writes and who reads.</summary>
/// <param name="Name">Its name for the reader.</param>
/// <param name="RecordsByPartition">How many records it wrote to which partition.</param>
public sealed record FlowWriter(string Name, IReadOnlyDictionary<int, long> RecordsByPartition);

/// <summary>A consumer of a picture of who writes and who reads.</summary>
/// <param name="Group">Its group's name for the reader.</param>
/// <param name="Name">Its own name for the reader.</param>
/// <param name="Partitions">The partitions that it is assigned.</param>
public sealed record FlowReader(string Group, string Name, IReadOnlyList<int> Partitions);

/// <summary>What a picture of who writes and who reads shows, apart from how it is drawn.</summary>
/// <param name="Log">The topic's partitions with the groups' positions.</param>
/// <param name="Writers">The producers.</param>
/// <param name="Readers">The consumers, a group's members together.</param>
internal sealed record FlowPicture(Diagrams.LogPicture Log, IReadOnlyList<FlowWriter> Writers, IReadOnlyList<FlowReader> Readers)
{
    public static Text Producers { get; } = new("프로듀서", "Producers");

    public static Text Thickness { get; } = new("프로듀서의 화살표가 굵을수록 많이 썼다", "a thicker producer's arrow: more records");

    public static Text TopicHead(string topic) => new($"토픽 {topic}", $"Topic {topic}");

    public static Text GroupHead(string group) => new($"그룹 {group}", $"Group {group}");

    public Text Title => new($"토픽 {Log.Topic}: 누가 쓰고 누가 읽는가", $"Topic {Log.Topic}: who writes and who reads");

    public Text AltText => new(Describe(Language.Korean), Describe(Language.English));

    private string Describe(Language language)
    {
        bool korean = language == Language.Korean;
        IEnumerable<string> writers = Writers.Select(w => $"{w.Name} → {Parts(w.RecordsByPartition.Where(r => r.Value > 0).OrderBy(r => r.Key).Select(r => $"P{r.Key} {Ticks.Write(r.Value)}{(korean ? "건" : "")}"))}.");
        IEnumerable<string> readers = Readers.Select(r => $"{GroupHead(r.Group).In(language)} {r.Name} ← {Parts(r.Partitions.Order().Select(p => $"P{p}"))}.");
        return string.Join(' ', [.. writers, Diagrams.LogWords.AltText(Log).In(language), .. readers]);

        static string Parts(IEnumerable<string> parts) => string.Join(", ", parts) is { Length: > 0 } joined ? joined : "–";
    }
}

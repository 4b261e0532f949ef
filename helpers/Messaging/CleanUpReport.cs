using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Something of ours that is still there, and why.</summary>
/// <param name="Name">The topic's or group's full name.</param>
/// <param name="Why">What kept it.</param>
public sealed record LeftBehind(string Name, Text Why);

/// <summary>What <see cref="ClusterTopics.CleanUpAsync"/> deleted.</summary>
/// <param name="Topics">The full names of the topics that are gone.</param>
/// <param name="Groups">The full ids of the groups that are gone.</param>
/// <param name="Left">What is still there.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record CleanUpReport(IReadOnlyList<string> Topics, IReadOnlyList<string> Groups, IReadOnlyList<LeftBehind> Left) : IHtmlView
{
    /// <inheritdoc/>
    public string ToHtml() => Html.Note(
        Sentence,
        [.. Topics, .. Groups, .. Left.Select(l => $"{l.Name}: {l.Why}")],
        Left.Count == 0 ? Tone.Good : Tone.Warning);

    /// <inheritdoc/>
    public override string ToString() => Sentence;

    private string Sentence => new Text(
        $"이 노트북이 만든 토픽 {Topics.Count}개와 컨슈머 그룹 {Groups.Count}개를 지웠다." + (Left.Count == 0 ? "" : $" {Left.Count}개는 남았다."),
        $"Deleted {Topics.Count} topics and {Groups.Count} consumer groups that this notebook had made." + (Left.Count == 0 ? "" : $" {Left.Count} are left.")).ToString();
}

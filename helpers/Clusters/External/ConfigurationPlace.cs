using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.External;

/// <summary>Where a setting stands, so that a message can say it.</summary>
/// <param name="Source">A variable's name or a file's full path.</param>
/// <param name="Line">The line, from 1, or null outside files.</param>
/// <param name="Key">The setting's key, or null.</param>
internal sealed record ConfigurationPlace(string Source, int? Line, string? Key)
{
    /// <summary>The failure of a setting that stands here.</summary>
    /// <param name="what">What is wrong with it, without its value.</param>
    /// <param name="whatToDo">What the reader writes instead.</param>
    public ClusterException Wrong(Text what, Text whatToDo)
    {
        string key = Key is null ? "" : $", {Key}";
        Text place = Line is { } line
            ? new(FormattableString.Invariant($"{Source} {line}번째 줄{key}"), FormattableString.Invariant($"{Source}, line {line}{key}"))
            : Text.Same($"{Source}{key}");
        return new ClusterException(
            ClusterProblem.BadConfiguration, new($"{place.Korean}: {what.Korean}", $"{place.English}: {what.English}"), whatToDo);
    }
}

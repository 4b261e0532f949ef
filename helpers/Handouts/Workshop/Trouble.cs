using System.Collections.Immutable;
using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>Something that goes wrong in a room.</summary>
/// <param name="Says">What a participant says.</param>
/// <param name="Names">The failures that stand in the message, such as <c>PortTaken</c>; often none.</param>
/// <param name="Cause">Why, as Markdown.</param>
/// <param name="Do">What to do, as Markdown.</param>
internal sealed record TroubleCase(string Says, ImmutableArray<ClusterProblem> Names, string Cause, string Do);

/// <summary>Cases that belong together.</summary>
/// <param name="Title">What they are about.</param>
/// <param name="Cases">The cases, the most frequent first.</param>
internal sealed record TroubleGroup(string Title, ImmutableArray<TroubleCase> Cases);

/// <summary>What goes wrong in a room and what to do.</summary>
/// <param name="Groups">The groups in order.</param>
internal sealed record Trouble(ImmutableArray<TroubleGroup> Groups)
{
    /// <summary>Reads the file.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="yaml">Its text.</param>
    /// <exception cref="WorkshopFileException">It cannot be used.</exception>
    public static Trouble Parse(string file, string yaml) => new(
    [
        .. StrictYaml.Parse(file, yaml).Only("groups").Maps("groups").Select(g => new TroubleGroup(
            g.Only("title", "cases").Text("title"),
            [.. g.Maps("cases").Select(Case)])),
    ]);

    private static TroubleCase Case(StrictYaml entry)
    {
        entry.Only("says", "names", "cause", "do");
        return new TroubleCase(entry.Text("says"), [.. entry.Texts("names").Select(n => Name(entry, n))], entry.Text("cause"), entry.Text("do"));
    }

    private static ClusterProblem Name(StrictYaml entry, YamlText name) =>
        Enum.GetNames<ClusterProblem>().Contains(name.Value, StringComparer.Ordinal)
            ? Enum.Parse<ClusterProblem>(name.Value)
            : throw entry.Error("names", name.Line, new($"'{name.Value}'이라는 실패는 없다.", $"there is no failure '{name.Value}'."));
}

using System.Collections.Immutable;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>Commands to type, for one shell or for all.</summary>
/// <param name="Shell">The shell's name; empty when they are the same in all.</param>
/// <param name="Lines">The commands.</param>
internal sealed record RoomCommands(string Shell, string Lines);

/// <summary>One thing to prepare.</summary>
/// <param name="Title">What.</param>
/// <param name="Text">Why and how, as Markdown.</param>
/// <param name="Commands">What to type; empty when there is nothing to type.</param>
/// <param name="Then">What to look at afterwards, as Markdown; null for nothing.</param>
internal sealed record RoomStep(string Title, string Text, ImmutableArray<RoomCommands> Commands, string? Then);

/// <summary>What to tick at one time.</summary>
/// <param name="When">The time, such as the day before.</param>
/// <param name="Items">What to tick, as Markdown.</param>
internal sealed record RoomChecklist(string When, ImmutableArray<string> Items);

/// <summary>How a room without a network is prepared.</summary>
/// <param name="Intro">What it is about, as Markdown.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Checklists">The lists to tick, in the order of time.</param>
internal sealed record Room(string Intro, ImmutableArray<RoomStep> Steps, ImmutableArray<RoomChecklist> Checklists)
{
    /// <summary>Reads the file.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="yaml">Its text.</param>
    /// <exception cref="WorkshopFileException">It cannot be used.</exception>
    public static Room Parse(string file, string yaml)
    {
        StrictYaml root = StrictYaml.Parse(file, yaml).Only("intro", "steps", "checklists");
        return new Room(
            root.Text("intro"),
            [.. root.Maps("steps").Select(Step)],
            [.. root.Maps("checklists").Select(c => new RoomChecklist(
                c.Only("when", "items").Text("when"),
                c.Texts("items") is { Count: > 0 } items ? [.. items.Select(i => i.Value)] : throw c.Error("items", new("없다. 꼭 있어야 한다.", "it is missing."))))]);
    }

    private static RoomStep Step(StrictYaml step)
    {
        step.Only("title", "text", "any", "bash", "powershell", "then");
        if (step.Has("bash") != step.Has("powershell"))
        {
            throw step.Error(step.Has("bash") ? "bash" : "powershell", new(
                "bash와 powershell은 둘 다 적는다. 같으면 any에 한 번만 적는다.", "bash and powershell come together; where they are the same, write it once as any."));
        }

        (string Key, string Shell)[] shells = [("any", ""), ("bash", "bash, zsh"), ("powershell", "PowerShell")];
        return new RoomStep(
            step.Text("title"), step.Text("text"),
            [.. shells.Where(s => step.Has(s.Key)).Select(s => new RoomCommands(s.Shell, step.Text(s.Key)))],
            step.TextOrNull("then"));
    }
}

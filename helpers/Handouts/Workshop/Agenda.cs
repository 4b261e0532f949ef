using System.Collections.Immutable;
using System.Globalization;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>What a line of an agenda is.</summary>
internal enum AgendaKind
{
    /// <summary>A chapter, or some sections of one.</summary>
    Chapter,

    /// <summary>A break.</summary>
    Break,

    /// <summary>Anything else: welcome, questions, the end.</summary>
    Talk,
}

/// <summary>A line of an agenda. The times are computed, never written by hand.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">When it begins.</param>
/// <param name="Minutes">How long it takes.</param>
/// <param name="Title">The chapter's title, or what happens, as Markdown.</param>
/// <param name="Sections">The sections that are taken; empty when a chapter is taken whole, and for everything else.</param>
/// <param name="Note">What the trainer should know, as Markdown; null for nothing.</param>
internal sealed record AgendaRow(AgendaKind Kind, TimeOnly Start, int Minutes, string Title, ImmutableArray<SectionNote> Sections, string? Note)
{
    /// <summary>When it ends.</summary>
    public TimeOnly End => Start.AddMinutes(Minutes);
}

/// <summary>The agenda of a day or half a day.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Audience">For whom it is, as Markdown; null when nothing is said.</param>
/// <param name="Within">How many minutes there are.</param>
/// <param name="Rows">The lines in order.</param>
internal sealed record AgendaDay(string Title, string? Audience, int Within, ImmutableArray<AgendaRow> Rows)
{
    /// <summary>When it begins.</summary>
    public TimeOnly Start => Rows[0].Start;

    /// <summary>When it ends.</summary>
    public TimeOnly End => Rows[^1].End;

    /// <summary>How long it takes, breaks included.</summary>
    public int Minutes => Rows.Sum(r => r.Minutes);
}

/// <summary>The agendas that a workshop can have.</summary>
/// <param name="Days">The agendas in order.</param>
internal sealed record Agenda(ImmutableArray<AgendaDay> Days)
{
    private const int LongestBlock = 240;
    private const int MinutesOfADay = 24 * 60;

    private static readonly string[] s_kinds = ["chapter", "break", "talk"];

    /// <summary>Reads the file and computes the times from the chapters' minutes.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="yaml">Its text.</param>
    /// <param name="chapters">The chapters that there are notes for, by name.</param>
    /// <exception cref="WorkshopFileException">It cannot be used, or does not fit.</exception>
    public static Agenda Parse(string file, string yaml, IReadOnlyDictionary<string, ChapterNotes> chapters) =>
        new([.. StrictYaml.Parse(file, yaml).Only("days").Maps("days").Select(d => Day(d, chapters))]);

    private static AgendaDay Day(StrictYaml day, IReadOnlyDictionary<string, ChapterNotes> chapters)
    {
        day.Only("title", "audience", "start", "within", "blocks");
        string asked = day.Text("start");
        if (!TimeOnly.TryParseExact(asked, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly start))
        {
            throw day.Error("start", new($"'{asked}'은 시각이 아니다. 9:00처럼 적는다.", $"'{asked}' is no time of day; write it as 9:00."));
        }

        int within = day.Whole("within", MinutesOfADay);
        List<AgendaRow> rows = [];
        HashSet<(string Chapter, string Section)> taken = [];
        foreach (StrictYaml block in day.Maps("blocks"))
        {
            rows.Add(Row(block, chapters, taken) with { Start = start.AddMinutes(rows.Sum(r => r.Minutes)) });
        }

        int minutes = rows.Sum(r => r.Minutes);
        if (minutes > within)
        {
            throw day.Error("within", new($"{within}분 안에 들지 않는다. 모두 {minutes}분이다.", $"it does not fit into {within} minutes: it takes {minutes}."));
        }

        return start.Hour * 60 + start.Minute + minutes >= MinutesOfADay
            ? throw day.Error("start", new("자정을 넘긴다.", "it goes on after midnight."))
            : new AgendaDay(day.Text("title"), day.TextOrNull("audience"), within, [.. rows]);
    }

    private static AgendaRow Row(StrictYaml block, IReadOnlyDictionary<string, ChapterNotes> chapters, HashSet<(string Chapter, string Section)> taken)
    {
        string[] kinds = [.. s_kinds.Where(block.Has)];
        switch (kinds)
        {
            case ["chapter"]:
                return ChapterRow(block.Only("chapter", "sections", "note"), chapters, taken);
            case ["break" or "talk"]:
                AgendaKind kind = kinds[0] == "break" ? AgendaKind.Break : AgendaKind.Talk;
                return new AgendaRow(kind, default, block.Only(kinds[0], "minutes", "note").Whole("minutes", LongestBlock), block.Text(kinds[0]), [], block.TextOrNull("note"));
            default:
                throw block.Error("", new("chapter, break, talk 가운데 하나만 적는다.", "it has to have one of chapter, break and talk."));
        }
    }

    private static AgendaRow ChapterRow(StrictYaml block, IReadOnlyDictionary<string, ChapterNotes> chapters, HashSet<(string Chapter, string Section)> taken)
    {
        string name = block.Text("chapter");
        ChapterNotes chapter = chapters.GetValueOrDefault(name) ?? throw block.Error("chapter", new(
            $"'{name}'의 강사 메모가 없다. 있는 것: {string.Join(", ", chapters.Keys)}.", $"there are no notes for '{name}'. There are: {string.Join(", ", chapters.Keys)}."));
        List<SectionNote> sections = [];
        foreach (YamlText asked in block.Texts("sections"))
        {
            sections.Add(chapter.Find(asked.Value) ?? throw block.Error("sections", asked.Line, new(
                $"{name}의 강사 메모에 '{asked.Value}' 절이 없다.", $"the notes for {name} have no section '{asked.Value}'.")));
        }

        // Later cells use what earlier ones made.
        if (sections.Zip(sections.Skip(1)).Any(pair => pair.First.From > pair.Second.From))
        {
            throw block.Error("sections", new("장에 나오는 차례대로 적는다.", "the sections have to stand in the chapter's order."));
        }

        foreach (SectionNote section in sections.Count == 0 ? chapter.Sections : [.. sections])
        {
            if (!taken.Add((name, section.Section)))
            {
                throw block.Error("chapter", new($"{section.Section} 절이 두 번 나온다.", $"section {section.Section} is there twice."));
            }
        }

        return new AgendaRow(
            AgendaKind.Chapter, default, sections.Count == 0 ? chapter.Minutes : sections.Sum(s => s.Minutes), chapter.Title, [.. sections], block.TextOrNull("note"));
    }
}

using System.Collections.Immutable;
using KafkaWorkbook.Notebooks.Documents;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>What the trainer has in hand for a section.</summary>
/// <param name="Section">The section's number, such as <c>1.4</c>, or its heading where it has no number.</param>
/// <param name="Title">The heading without the number; empty when the chapter was not there to look at.</param>
/// <param name="Minutes">How long it takes in a room.</param>
/// <param name="Say">What to say and to ask, as Markdown.</param>
/// <param name="Watch">What goes wrong in a room and what to do, as Markdown; null where nothing does.</param>
internal sealed record SectionNote(string Section, string Title, int Minutes, string Say, string? Watch)
{
    /// <summary>How many minutes of the chapter have gone when it begins.</summary>
    public int From { get; init; }

    /// <summary>Number and title, as far as they are known.</summary>
    public string Heading => Title.Length == 0 || Title == Section ? Section : $"{Section} {Title}";
}

/// <summary>The trainer's notes for a chapter.</summary>
/// <param name="Name">The notebook's name, such as <c>01-what-is-kafka</c>.</param>
/// <param name="Title">The chapter's title, or its name when the chapter was not there to look at.</param>
/// <param name="Minutes">How long the chapter takes: the sum of its sections.</param>
/// <param name="Sections">The sections in order.</param>
internal sealed record ChapterNotes(string Name, string Title, int Minutes, ImmutableArray<SectionNote> Sections)
{
    private const int LongestChapter = 480;

    /// <summary>The note for a section, or null.</summary>
    /// <param name="section">Its number or its heading.</param>
    public SectionNote? Find(string section) => Sections.FirstOrDefault(s => s.Section == SectionKey.Of(section));

    /// <summary>Reads a chapter's file.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="yaml">Its text.</param>
    /// <param name="name">The chapter's name.</param>
    /// <param name="chapter">The chapter, for the titles of its sections; null when it is not there.</param>
    /// <exception cref="WorkshopFileException">It cannot be used.</exception>
    public static ChapterNotes Parse(string file, string yaml, string name, NotebookDocument? chapter)
    {
        StrictYaml root = StrictYaml.Parse(file, yaml).Only("minutes", "sections");
        int total = root.Whole("minutes", LongestChapter);
        StrictYaml sections = root.Map("sections");
        string[]? headings = chapter is null ? null : [.. WorkshopMarkdown.SectionsOf(chapter)];
        List<SectionNote> notes = [];
        int last = -1;
        foreach (string key in sections.Keys)
        {
            int place = headings is null ? -1 : Array.FindIndex(headings, h => SectionKey.Of(h) == key);
            if (headings is not null && place < 0)
            {
                throw sections.Error(key, new($"{name}에 이런 절이 없다.", $"{name} has no such section."));
            }

            if (headings is not null && place <= last)
            {
                throw sections.Error(key, new("장에 나오는 차례대로 적는다.", "the sections have to stand in the chapter's order."));
            }

            last = place;
            notes.Add(Section(sections, key, headings is null ? "" : SectionKey.TitleOf(headings[place])) with { From = notes.Sum(n => n.Minutes) });
        }

        int sum = notes.Sum(n => n.Minutes);
        return sum == total
            ? new ChapterNotes(name, chapter?.Title ?? name, total, [.. notes])
            : throw root.Error("minutes", new($"{total}분인데 절을 더하면 {sum}분이다.", $"it says {total} minutes, but the sections add up to {sum}."));
    }

    private static SectionNote Section(StrictYaml sections, string key, string title)
    {
        StrictYaml section = sections.Map(key).Only("minutes", "say", "watch");
        return new SectionNote(key, title, section.Whole("minutes", LongestChapter), Prose(section, "say")!, section.Has("watch") ? Prose(section, "watch") : null);
    }

    private static string Prose(StrictYaml section, string key)
    {
        string text = section.Text(key);
        return WorkshopMarkdown.HasHeading(text) ? throw section.Error(key, new("제목(#)은 쓸 수 없다.", "it must not have headings (#).")) : text;
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Commands;
using KafkaWorkbook.Handouts.Workshop;
using KafkaWorkbook.Notebooks.Checking;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Chapters;
using KafkaWorkbook.Tests.Repository;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Workshop;

/// <summary>What the repository's trainer's files say, against the chapters, the README and the compose files.</summary>
public sealed partial class WorkshopContentTests
{
    private const string FirstCell = "첫 셀을 실행하기 전에";

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task The_minutes_of_the_sections_add_up_to_what_the_chapter_promises(string name)
    {
        NotebookDocument chapter = await Chapter.ReadAsync(name);
        ChapterNotes notes = (await Trainer.NotesAsync()).Chapters[name];

        int promised = int.Parse(Promise().Match(chapter.Cells[0].Source).Groups["minutes"].Value, CultureInfo.InvariantCulture);
        Assert.Equal(promised, notes.Minutes);
        Assert.Equal(promised, notes.Sections.Sum(s => s.Minutes));
        Assert.Equal(chapter.Title, notes.Title);
    }

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task Every_numbered_section_has_a_note_and_the_first_cell_too(string name)
    {
        NotebookDocument chapter = await Chapter.ReadAsync(name);
        ChapterNotes notes = (await Trainer.NotesAsync()).Chapters[name];
        string[] sections = [.. chapter.Cells.Where(c => c.Kind == CellKind.Markdown).SelectMany(c => c.Source.Split('\n')).Where(l => NumberedHeading().IsMatch(l)).Select(l => l[3..].Split(' ')[0])];

        Assert.True(sections.Length >= 8, $"{sections.Length} sections");
        Assert.Equal([FirstCell, .. sections], notes.Sections.Select(s => s.Section));
        Assert.All(notes.Sections, s => Assert.False(string.IsNullOrWhiteSpace(s.Title)));
    }

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task A_note_is_short_enough_to_be_read_while_speaking(string name)
    {
        ChapterNotes notes = (await Trainer.NotesAsync()).Chapters[name];

        Assert.All(notes.Sections, s =>
        {
            Assert.True(Sentences(s.Say) is >= 2 and <= 6, $"{name} {s.Section}: {Sentences(s.Say)} sentences to say");
            Assert.True(s.Say.Length <= 220, $"{name} {s.Section}: {s.Say.Length} characters to say");
            Assert.True(s.Watch is null || s.Watch.Length <= 220, $"{name} {s.Section}: {s.Watch?.Length} characters to watch");
        });
        Assert.True(notes.Sections.Count(s => s.Watch is not null) >= notes.Sections.Length / 2, "most sections know what goes wrong");
    }

    [Fact]
    public void Everything_is_in_the_plain_style_but_for_what_people_say()
    {
        Assert.All(Directory.EnumerateFiles(Trainer.Folder, "*.yaml"), file =>
        {
            Match polite = Polite().Match(Spoken().Replace(File.ReadAllText(file), ""));
            Assert.False(polite.Success, $"{Path.GetFileName(file)}: {polite.Value}");
        });
    }

    [Fact]
    public async Task Every_exercise_that_is_spoken_of_is_there()
    {
        HashSet<string> exercises = [];
        foreach (string name in Chapter.All.Select(row => row.Data))
        {
            exercises.UnionWith((await Chapter.ReadAsync(name)).Cells.Select(ChapterComposer.ExerciseOf).OfType<string>());
        }

        string[] spokenOf = [.. Directory.EnumerateFiles(Trainer.Folder, "*.yaml").SelectMany(f => Exercise().Matches(File.ReadAllText(f))).Select(m => m.Value)];
        Assert.True(spokenOf.Length > 20, $"{spokenOf.Length} exercises are spoken of");
        Assert.All(spokenOf, e => Assert.Contains(e, exercises));
    }

    [Fact]
    public async Task Every_term_of_the_glossary_is_used_where_it_says()
    {
        Glossary glossary = (await Trainer.NotesAsync()).Glossary!;
        Dictionary<string, string> sections = [];
        foreach (string name in Chapter.All.Select(row => row.Data))
        {
            foreach (IGrouping<string, NotebookCell> section in Trainer.CellsBySection(await Chapter.ReadAsync(name)).Where(s => char.IsAsciiDigit(s.Key.FirstOrDefault())))
            {
                sections[section.Key] = string.Join('\n', section.Select(c => c.Source));
            }
        }

        Assert.InRange(glossary.Terms.Length, 55, 75);
        Assert.All(glossary.Terms, term => Assert.All(term.Seen, seen =>
        {
            Assert.True(sections.TryGetValue(seen, out string? text), $"{term.Name}: there is no section {seen}");
            Assert.True(
                text.Contains(term.Name, StringComparison.OrdinalIgnoreCase) || text.Contains(term.English, StringComparison.OrdinalIgnoreCase), $"{term.Name} is not in {seen}");
        }));
        Assert.All(glossary.Terms, term => Assert.True(Sentences(term.Means) <= 3 && term.Means.EndsWith('.'), $"{term.Name}: {term.Means}"));
    }

    [Fact]
    public async Task Every_failure_that_the_README_names_is_met_in_the_room()
    {
        Trouble trouble = (await Trainer.NotesAsync()).Trouble!;

        Assert.Equal(Enum.GetValues<ClusterProblem>().Order(), trouble.Groups.SelectMany(g => g.Cases).SelectMany(c => c.Names).Distinct().Order());
        Assert.True(trouble.Groups.Sum(g => g.Cases.Length) >= 35, "the failures and what happens in a room");
    }

    [Fact]
    public async Task The_room_gets_exactly_the_images_of_the_compose_files_in_both_shells()
    {
        Room room = (await Trainer.NotesAsync()).Room!;
        string[] images =
        [
            .. new[] { "docker-compose.kafka.yaml", "compose/kraft.yaml", "compose/ui.yaml" }
                .SelectMany(f => ImageLine().Matches(TrackedFiles.Read(f))).Select(m => m.Groups["image"].Value).Distinct().Order(StringComparer.Ordinal),
        ];

        Assert.Equal(4, images.Length);
        RoomCommands[] saving = [.. room.Steps.SelectMany(s => s.Commands).Where(c => c.Lines.Contains("docker save", StringComparison.Ordinal))];
        Assert.Equal(["bash, zsh", "PowerShell"], saving.Select(c => c.Shell));
        Assert.All(saving, c => Assert.Equal(images, Image().Matches(c.Lines).Select(m => m.Value).Order(StringComparer.Ordinal)));
        Assert.Equal(2, room.Steps.SelectMany(s => s.Commands).Count(c => c.Lines.Contains("docker load", StringComparison.Ordinal)));
        Assert.Equal(4, room.Checklists.Length);
        Assert.All(room.Checklists, c => Assert.True(c.Items.Length >= 5, $"{c.When}: {c.Items.Length}"));
    }

    [Fact]
    public async Task Every_command_of_ours_is_understood()
    {
        string[] commands = [.. Directory.EnumerateFiles(Trainer.Folder, "*.yaml").SelectMany(f => Command().Matches(File.ReadAllText(f))).Select(m => m.Groups["arguments"].Value.Trim()).Distinct(StringComparer.Ordinal)];

        Assert.True(commands.Length >= 5, string.Join(" | ", commands));
        foreach (string command in commands)
        {
            using StringWriter output = new();
            using StringWriter errors = new();
            WorkbookApp app = new(Screen.Of(output, errors), new ClusterEnvironment(new Dictionary<string, string>(), TrackedFiles.Root), new ClusterStarter([]));
            int exitCode = await app.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"], TestContext.Current.CancellationToken);
            Assert.True(exitCode == 0, $"dotnet run -- {command}: {errors}");
        }
    }

    [Fact]
    public async Task Half_a_day_and_a_whole_day_fit_with_breaks_and_lunch()
    {
        AgendaDay[] days = [.. (await Trainer.NotesAsync()).Agenda!.Days];

        Assert.Equal(2, days.Length);
        Assert.InRange(days[0].Minutes, 200, 240);
        Assert.True(days[0].Rows.Count(r => r.Kind == AgendaKind.Break) >= 2);
        Assert.InRange(days[1].Minutes, 440, 480);
        Assert.Contains(days[1].Rows, r => r is { Kind: AgendaKind.Break, Minutes: >= 60 });
        Assert.Equal(6, days[1].Rows.Count(r => r is { Kind: AgendaKind.Chapter, Sections: [] }));
        Assert.All(days, d => Assert.All(Sittings(d), minutes => Assert.True(minutes <= 90, $"{d.Title}: {minutes} minutes without a break")));
    }

    [Fact]
    public async Task Sections_that_are_taken_out_of_a_chapter_run_without_the_others()
    {
        WorkshopNotes notes = await Trainer.NotesAsync();
        AgendaRow[] parts = [.. notes.Agenda!.Days.SelectMany(d => d.Rows).Where(r => r.Sections.Length > 0)];
        Assert.NotEmpty(parts);
        foreach (AgendaRow part in parts)
        {
            NotebookDocument chapter = await Chapter.ReadAsync(notes.Chapters.Values.Single(c => c.Title == part.Title).Name);
            ILookup<string, NotebookCell> cells = Trainer.CellsBySection(chapter);
            NotebookDocument taken = chapter with { Cells = [.. part.Sections.SelectMany(s => cells[s.Section])] };

            Assert.Equal([], NotebookLint.Check(taken, NotebookRole.Chapter, TestContext.Current.CancellationToken).Select(f => $"{part.Title}: {f}"));
        }
    }

    [Fact]
    public async Task Nothing_is_left_of_the_Markdown_on_the_page()
    {
        WorkshopNotes notes = await Trainer.NotesAsync();
        IEnumerable<string> pages = notes.Parts(Language.Korean).Select(p => p.Html)
            .Concat(notes.Chapters.Values.SelectMany(c => c.Sections.Select(s => notes.NoteHtml(c.Name, s.Section, Language.Korean)!)));

        Assert.All(pages, html => Assert.DoesNotContain("**", Code().Replace(html, ""), StringComparison.Ordinal));
    }

    // Minutes from one break to the next.
    private static IEnumerable<int> Sittings(AgendaDay day)
    {
        int minutes = 0;
        foreach (AgendaRow row in day.Rows)
        {
            if (row.Kind == AgendaKind.Break)
            {
                yield return minutes;
                minutes = 0;
            }
            else
            {
                minutes += row.Minutes;
            }
        }

        yield return minutes;
    }

    private static int Sentences(string text) => SentenceEnd().Count(text);

    [GeneratedRegex(@"\*\*걸리는 시간\*\*은 (?<minutes>\d+)분")]
    private static partial Regex Promise();

    [GeneratedRegex(@"^## \d+\.\d+ ")]
    private static partial Regex NumberedHeading();

    [GeneratedRegex(@"[가-힣A-Za-z)`*][.?!](?=[”""*)]*(\s|$))")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("“[^”]*”")]
    private static partial Regex Spoken();

    [GeneratedRegex("[가-힣]*(습니다|습니까|ㅂ니다|합니다|세요|해요|어요|아요|예요|네요)(?=[.?!\\s])")]
    private static partial Regex Polite();

    [GeneratedRegex(@"(?<![\d-])[1-6]-[1-9](?![\d-])")]
    private static partial Regex Exercise();

    [GeneratedRegex(@"^\s+image: (?<image>\S+)", RegexOptions.Multiline)]
    private static partial Regex ImageLine();

    [GeneratedRegex(@"[a-z0-9.]+(/[a-z0-9.-]+)+:v?\d+(\.\d+)+")]
    private static partial Regex Image();

    [GeneratedRegex(@"dotnet run --(?<arguments> [^`\n""]+)")]
    private static partial Regex Command();

    [GeneratedRegex("<code>.*?</code>", RegexOptions.Singleline)]
    private static partial Regex Code();
}

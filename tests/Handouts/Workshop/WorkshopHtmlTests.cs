using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Handouts.Workshop;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Workshop;

/// <summary>What trainers see of their notes.</summary>
public sealed class WorkshopHtmlTests
{
    private const string Trick = "<script>alert(1)</script><img src=x onerror=alert(1)> & \"q\"";

    [Fact]
    public async Task A_note_has_minutes_what_to_say_and_what_goes_wrong()
    {
        WorkshopNotes notes = await Trainer.NotesAsync();

        IElement note = Body(notes.NoteHtml("01-what-is-kafka", "1.4 실시간: 보내면 곧 도착한다", Language.Korean)!).QuerySelector("aside.trainer-note")!;

        Assert.Equal("강사 메모: 1.4 실시간: 보내면 곧 도착한다", note.GetAttribute("aria-label"));
        Assert.Equal("2분 장을 시작하고 11분째부터", note.QuerySelector(".trainer-minutes")!.TextContent.Trim());
        Assert.Contains("밀리초일까", note.QuerySelector(".trainer-say")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("순위", note.QuerySelector(".trainer-watch")!.TextContent, StringComparison.Ordinal);
        Assert.Null(Body(notes.NoteHtml("01-what-is-kafka", "1.9", Language.Korean)!).QuerySelector(".trainer-watch"));
        Assert.Contains("2 min", notes.NoteHtml("01-what-is-kafka", "1.4", Language.English)!, StringComparison.Ordinal);
        Assert.Null(notes.NoteHtml("01-what-is-kafka", "다음", Language.Korean));
        Assert.Null(notes.NoteHtml("99-foreign", "1.4", Language.Korean));
    }

    [Fact]
    public async Task The_parts_are_whole_and_plain()
    {
        WorkshopNotes notes = await Trainer.NotesAsync();
        IReadOnlyList<HandoutPart> parts = notes.Parts(Language.Korean);

        Assert.Equal(["workshop-agenda", "workshop-glossary", "workshop-trouble", "workshop-room"], parts.Select(p => p.Id));
        Assert.Equal(["진행표", "용어집", "잘 안 될 때", "네트워크 없는 강의실 준비"], parts.Select(p => p.Title));
        Assert.All(parts, part =>
        {
            IElement body = Body(part.Html);
            Assert.Empty(body.QuerySelectorAll("[style], script, style, h1, h2"));
            Assert.All(body.QuerySelectorAll("thead th"), th => Assert.Equal("col", th.GetAttribute("scope")));
            Assert.All(body.QuerySelectorAll("tbody th"), th => Assert.Equal("row", th.GetAttribute("scope")));
            Assert.All(body.QuerySelectorAll("table"), table => Assert.Single(table.QuerySelectorAll("tr").Select(r => r.Children.Length).Distinct()));
        });
        Assert.Equal(notes.Glossary!.Terms.Length, Body(parts[1].Html).QuerySelectorAll("table.glossary tbody tr").Length);
        Assert.Equal(notes.Trouble!.Groups.Sum(g => g.Cases.Length), Body(parts[2].Html).QuerySelectorAll("table.trouble tbody tr").Length);
        Assert.Equal(notes.Room!.Checklists.Sum(c => c.Items.Length), Body(parts[3].Html).QuerySelectorAll("ul.checklist label input[type=checkbox]").Length);
        Assert.Equal(parts, notes.Parts(Language.Korean));
    }

    [Fact]
    public async Task An_agenda_shows_the_times_and_what_is_taken()
    {
        WorkshopNotes notes = await Trainer.NotesAsync();
        IElement agenda = Body(notes.Parts(Language.Korean)[0].Html);

        IElement[] days = [.. agenda.QuerySelectorAll("section.agenda-day")];
        Assert.Equal(["반나절", "하루"], days.Select(d => d.QuerySelector("h3")!.TextContent));
        Assert.Equal("09:00–09:15", days[1].QuerySelector("tbody th")!.TextContent);
        Assert.Equal("1장. Kafka란 무엇인가?", days[1].QuerySelector("tr.agenda-chapter strong")!.TextContent);
        Assert.Contains("4.7 읽는 쪽의 약속: 언제 커밋하나", days[0].QuerySelectorAll(".agenda-sections li").Select(l => l.TextContent));
        Assert.StartsWith($"09:00에 시작해서 {notes.Agenda!.Days[1].End:HH:mm}에 끝난다.", days[1].QuerySelector("caption")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["40", "60", "60", "60", "60", "50"], agenda.QuerySelectorAll("table.agenda-minutes tbody tr").Select(r => r.LastElementChild!.TextContent));
    }

    [Fact]
    public async Task A_trainer_gets_everything_and_a_learner_the_glossary()
    {
        WorkshopNotes notes = await Trainer.NotesAsync();

        Assert.Equal(["workshop-agenda", "workshop-room"], notes.Front(Edition.Trainer, Language.Korean).Select(p => p.Id));
        Assert.Equal(["workshop-glossary", "workshop-trouble"], notes.Back(Edition.Trainer, Language.Korean).Select(p => p.Id));
        Assert.Empty(notes.Front(Edition.Learner, Language.Korean));
        Assert.Equal(["workshop-glossary"], notes.Back(Edition.Learner, Language.Korean).Select(p => p.Id));
        Assert.Empty(notes.Front(Edition.AsIs, Language.Korean).Concat(notes.Back(Edition.AsIs, Language.Korean)));
    }

    [Fact]
    public void Nothing_that_a_file_says_becomes_an_element()
    {
        string text = $"'{Trick}'";
        Dictionary<string, ChapterNotes> chapters = new()
        {
            ["01-one"] = ChapterNotes.Parse("f", $"minutes: 5\nsections:\n  {text}:\n    minutes: 5\n    say: {text}\n    watch: {text}\n", "01-one", null),
        };
        WorkshopNotes notes = new()
        {
            Chapters = System.Collections.Immutable.ImmutableSortedDictionary<string, ChapterNotes>.Empty.AddRange(chapters),
            Agenda = Agenda.Parse("f", $"days:\n  - title: {text}\n    audience: {text}\n    start: 9:00\n    within: 60\n    blocks:\n      - talk: {text}\n        minutes: 5\n        note: {text}\n      - chapter: 01-one\n        sections: [{text}]\n", chapters),
            Glossary = Glossary.Parse("f", $"terms:\n  - term: {text}\n    english: {text}\n    means: {text}\n    seen: [{text}]\n"),
            Trouble = Trouble.Parse("f", $"groups:\n  - title: {text}\n    cases:\n      - says: {text}\n        cause: {text}\n        do: {text}\n"),
            Room = Room.Parse("f", $"intro: {text}\nsteps:\n  - title: {text}\n    text: {text}\n    bash: {text}\n    powershell: {text}\n    then: {text}\nchecklists:\n  - when: {text}\n    items: [{text}]\n"),
        };

        string[] pages = [.. notes.Parts(Language.English).Select(p => p.Html), notes.NoteHtml("01-one", Trick, Language.English)!];

        Assert.Equal(5, pages.Length);
        Assert.All(pages, html =>
        {
            IElement body = Body(html);
            Assert.Empty(body.QuerySelectorAll("script, img, [onerror]"));
            Assert.Contains("& \"q\"", body.TextContent, StringComparison.Ordinal);
        });
        Assert.Contains(Trick, Body(pages[^1]).QuerySelector("aside")!.GetAttribute("aria-label")!, StringComparison.Ordinal);
        Assert.Equal([Trick, Trick], Body(pages[3]).QuerySelectorAll("pre code").Select(c => c.TextContent));
    }

    private static IElement Body(string html) => new HtmlParser().ParseDocument($"<body>{html}</body>").Body!;
}

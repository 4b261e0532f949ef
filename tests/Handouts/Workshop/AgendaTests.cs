using KafkaWorkbook.Handouts.Workshop;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Workshop;

/// <summary>The times of an agenda come from the chapters' minutes.</summary>
public sealed class AgendaTests
{
    private static readonly Dictionary<string, ChapterNotes> Chapters = new()
    {
        ["01-one"] = Trainer.Chapter("01-one", ("1.1", 10), ("1.2", 25), ("1.10", 5)),
        ["02-two"] = Trainer.Chapter("02-two", ("2.1", 50)),
    };

    [Fact]
    public void Every_line_begins_when_the_one_before_it_ends()
    {
        AgendaDay day = Parse("9:50", 200, "{talk: 인사, minutes: 10}", "{chapter: 01-one}", "{break: 쉼, minutes: 15}", "{chapter: 02-two, note: 노트}");

        Assert.Equal(
            [("09:50", "10:00", 10), ("10:00", "10:40", 40), ("10:40", "10:55", 15), ("10:55", "11:45", 50)],
            day.Rows.Select(r => (Clock(r.Start), Clock(r.End), r.Minutes)));
        Assert.Equal([AgendaKind.Talk, AgendaKind.Chapter, AgendaKind.Break, AgendaKind.Chapter], day.Rows.Select(r => r.Kind));
        Assert.Equal(("09:50", "11:45", 115), (Clock(day.Start), Clock(day.End), day.Minutes));
        Assert.Equal("노트", day.Rows[3].Note);
    }

    [Fact]
    public void A_part_of_a_chapter_takes_the_minutes_of_its_sections()
    {
        AgendaDay day = Parse("13:00", 60, "{chapter: 01-one, sections: [1.1, 1.10]}", "{chapter: 01-one, sections: [1.2]}");

        Assert.Equal([15, 25], day.Rows.Select(r => r.Minutes));
        Assert.Equal(["1.1", "1.10"], day.Rows[0].Sections.Select(s => s.Section));
        Assert.Equal("13:40", Clock(day.End));
    }

    [Fact]
    public void A_longer_section_moves_everything_behind_it()
    {
        Dictionary<string, ChapterNotes> longer = new(Chapters) { ["01-one"] = Trainer.Chapter("01-one", ("1.1", 10), ("1.2", 32), ("1.10", 5)) };
        string[] blocks = ["{chapter: 01-one}", "{break: 쉼, minutes: 10}", "{chapter: 02-two}"];

        Assert.Equal("09:50", Clock(Parse("9:00", 200, blocks).Rows[2].Start));
        Assert.Equal("09:57", Clock(Agenda.Parse("trainer/agenda.yaml", Yaml("9:00", 200, blocks), longer).Days[0].Rows[2].Start));
    }

    [Theory]
    [InlineData("9:00", 39, "{chapter: 01-one}", "39분 안에 들지 않는다. 모두 40분이다")]
    [InlineData("23:30", 60, "{chapter: 01-one}", "자정을 넘긴다")]
    [InlineData("23:20", 60, "{chapter: 01-one}", "자정을 넘긴다")]
    [InlineData("24:00", 60, "{chapter: 01-one}", "'24:00'은 시각이 아니다")]
    [InlineData("9:00", 60, "{chapter: 01-one, sections: [1.3]}", "'1.3' 절이 없다")]
    [InlineData("9:00", 60, "{chapter: 01-one, sections: [1.2, 1.1]}", "차례대로")]
    [InlineData("9:00", 60, "{chapter: 01-one, sections: [1.1, 1.1]}", "두 번")]
    [InlineData("9:00", 60, "{chapter: 01-one, minutes: 5}", "모르는 이름")]
    [InlineData("9:00", 60, "{break: 쉼}", "없다")]
    public void What_does_not_fit_is_told(string start, int within, string block, string what) =>
        Assert.Contains(what, Assert.Throws<WorkshopFileException>(() => Parse(start, within, block)).What.Korean, StringComparison.Ordinal);

    [Fact]
    public void The_same_section_twice_in_a_day_is_told() =>
        Assert.Contains("1.2 절이 두 번", Assert.Throws<WorkshopFileException>(() => Parse("9:00", 200, "{chapter: 01-one, sections: [1.2]}", "{chapter: 01-one}")).What.Korean, StringComparison.Ordinal);

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static AgendaDay Parse(string start, int within, params string[] blocks) =>
        Assert.Single(Agenda.Parse("trainer/agenda.yaml", Yaml(start, within, blocks), Chapters).Days);

    private static string Yaml(string start, int within, string[] blocks) =>
        $"days:\n  - title: 하루\n    start: \"{start}\"\n    within: {within}\n    blocks:\n" + string.Concat(blocks.Select(b => $"      - {b}\n"));
}

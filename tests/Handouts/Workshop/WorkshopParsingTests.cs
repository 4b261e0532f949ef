using KafkaWorkbook.Handouts.Workshop;
using KafkaWorkbook.Notebooks.Documents;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Workshop;

/// <summary>A slip of the pen in a trainer's file is told by file, line and key.</summary>
public sealed class WorkshopParsingTests : IDisposable
{
    private const string Good = "minutes: 5\nsections:\n  \"1.1\":\n    minutes: 2\n    say: 묻는다.\n  \"1.2\":\n    minutes: 3\n    say: 말한다.\n    watch: 막힌다.\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-trainer-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_chapter_is_read_with_titles_from_the_notebook_beside_it()
    {
        Write("01-one.yaml", Good);
        WriteChapter("01-one", "# 1장. 하나", "## 1.1 시작: `topic`", "## 1.2 끝");

        WorkshopNotes notes = await ReadAsync();

        ChapterNotes chapter = notes.Chapters["01-one"];
        Assert.Equal(("1장. 하나", 5), (chapter.Title, chapter.Minutes));
        Assert.Equal([("1.1", "시작: topic", 0, null), ("1.2", "끝", 2, "막힌다.")], chapter.Sections.Select(s => (s.Section, s.Title, s.From, s.Watch)));
        Assert.Equal("1.2", chapter.Find("1.2 끝")?.Section);
        Assert.Null(chapter.Find("1.3"));
    }

    [Fact]
    public async Task Without_the_notebook_the_numbers_are_enough()
    {
        Write("01-one.yaml", Good);

        ChapterNotes chapter = (await ReadAsync()).Chapters["01-one"];

        Assert.Equal("01-one", chapter.Title);
        Assert.Equal("1.1", chapter.Sections[0].Heading);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_and_files_that_are_not_there_are_no_failure()
    {
        Assert.Null(await WorkshopNotes.ReadAsync(Path.Combine(_folder.FullName, "nothing"), TestContext.Current.CancellationToken));

        WorkshopNotes empty = await ReadAsync();
        Assert.Empty(empty.Chapters);
        Assert.Empty(empty.Parts(KafkaWorkbook.Reporting.Language.Korean));
        Assert.Null(empty.NoteHtml("01-one", "1.1", KafkaWorkbook.Reporting.Language.Korean));
    }

    [Theory]
    [InlineData("01-one.yaml", "minutes: 5\nsections:\n  \"1.1\":\n    minuets: 5\n    say: x\n", 4, "sections.1.1.minuets", "모르는 이름")]
    [InlineData("01-one.yaml", "minutes: 5\nsections:\n  \"1.1\":\n    minutes: 5\n", 4, "sections.1.1.say", "없다")]
    [InlineData("01-one.yaml", "minutes: 5\nsections:\n  \"1.1\":\n    minutes: 다섯\n    say: x\n", 4, "sections.1.1.minutes", "정수여야 하는데 '다섯'")]
    [InlineData("01-one.yaml", "minutes: 0\nsections:\n  \"1.1\":\n    minutes: 5\n    say: x\n", 1, "minutes", "1부터 480까지")]
    [InlineData("01-one.yaml", "minutes: 5\nsections:\n  \"1.1\":\n    minutes: 4\n    say: x\n", 1, "minutes", "5분인데 절을 더하면 4분")]
    [InlineData("01-one.yaml", "minutes: 5\nsections:\n  \"1.1\":\n    minutes: 5\n    say:\n", 5, "sections.1.1.say", "비어 있다")]
    [InlineData("01-one.yaml", "minutes: 5\nsections:\n  \"1.1\":\n    minutes: 5\n    say: [a, b]\n", 5, "sections.1.1.say", "글이어야")]
    [InlineData("01-one.yaml", "minutes: 5\nsections:\n  \"1.1\":\n    minutes: 5\n    say: |\n      # 제목\n", 5, "sections.1.1.say", "제목(#)")]
    [InlineData("01-one.yaml", "minutes: 5\nsections:\n  - a\n", 3, "sections", "`이름: 값`")]
    [InlineData("01-one.yaml", "minutes: 5\nsections: {\n", 3, "", "YAML로 읽지 못한다")]
    [InlineData("01-one.yaml", "minutes: 5\nminutes: 6\n", 2, "", "YAML로 읽지 못한다")]
    [InlineData("01-one.yaml", "", 1, "", "빈 파일")]
    [InlineData("01-one.yaml", "- a\n- b\n", 1, "", "`이름: 값`")]
    [InlineData("01-one.yaml", "minutes: 5\n---\nminutes: 5\n", 3, "", "문서가 둘")]
    [InlineData("glosary.yaml", "terms: []\n", 1, "", "모르는 파일")]
    [InlineData("glossary.yaml", "terms: []\n", 1, "terms", "빈 목록")]
    [InlineData("glossary.yaml", "terms:\n  - term: 키\n    english: key\n    means: 말.\n", 2, "terms[1].seen", "없다")]
    [InlineData("glossary.yaml", "terms:\n  - {term: 키, english: key, means: 말., seen: [1.2]}\n  - {term: 키, english: key, means: 말., seen: [1.2]}\n", 3, "terms[2].term", "두 번")]
    [InlineData("trouble.yaml", "groups:\n  - title: a\n    cases:\n      - says: a\n        names:\n          - PortTaken\n          - PortStolen\n        cause: b\n        do: c\n", 7, "groups[1].cases[1].names", "'PortStolen'")]
    [InlineData("trouble.yaml", "groups: nothing\n", 1, "groups", "목록이어야")]
    [InlineData("room.yaml", "intro: a\nsteps:\n  - title: a\n    text: b\n    bash: ls\nchecklists:\n  - {when: a, items: [b]}\n", 5, "steps[1].bash", "둘 다")]
    [InlineData("room.yaml", "intro: a\nsteps:\n  - title: a\n    text: b\nchecklists:\n  - when: a\n", 6, "checklists[1].items", "없다")]
    [InlineData("agenda.yaml", "days:\n  - title: a\n    start: 아홉 시\n    within: 10\n    blocks:\n      - {talk: a, minutes: 5}\n", 3, "days[1].start", "시각이 아니다")]
    [InlineData("agenda.yaml", "days:\n  - title: a\n    start: 9:00\n    within: 10\n    blocks:\n      - {chapter: 09-nine}\n", 6, "days[1].blocks[1].chapter", "'09-nine'의 강사 메모가 없다")]
    [InlineData("agenda.yaml", "days:\n  - title: a\n    start: 9:00\n    within: 10\n    blocks:\n      - {talk: a, minutes: 5}\n      - {break: a, talk: b, minutes: 5}\n", 7, "days[1].blocks[2]", "하나만")]
    [InlineData("agenda.yaml", "days:\n  - title: a\n    start: 9:00\n    within: 10\n    blocks:\n      - {talk: a, minutes: 5}\n      - {break: b, minutes: 6}\n", 4, "days[1].within", "모두 11분")]
    public async Task A_broken_file_is_told_by_name_line_and_key(string file, string yaml, int line, string key, string what)
    {
        Write(file, yaml);

        WorkshopFileException failure = await Assert.ThrowsAsync<WorkshopFileException>(ReadAsync);

        Assert.Equal(($"trainer/{file}", line, key), (failure.File, failure.Line, failure.Key));
        Assert.Contains(what, failure.What.Korean, StringComparison.Ordinal);
        Assert.DoesNotMatch("[가-힣]", failure.What.English.Replace("다섯", "", StringComparison.Ordinal).Replace("아홉 시", "", StringComparison.Ordinal).Replace("키", "", StringComparison.Ordinal));
        Assert.StartsWith($"trainer/{file}, ", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{line}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("## 1.1 시작", "sections.1.2", 6, "이런 절이 없다")]
    [InlineData("## 1.2 끝\n\n## 1.1 시작", "sections.1.2", 6, "차례대로")]
    public async Task Notes_that_do_not_fit_the_chapter_are_told(string headings, string key, int line, string what)
    {
        Write("01-one.yaml", Good);
        WriteChapter("01-one", "# 1장", headings);

        WorkshopFileException failure = await Assert.ThrowsAsync<WorkshopFileException>(ReadAsync);

        Assert.Equal((key, line), (failure.Key, failure.Line));
        Assert.Contains(what, failure.What.Korean, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_Windows_are_read_as_well()
    {
        File.WriteAllText(Path.Combine(Trainer(), "01-one.yaml"), Good.ReplaceLineEndings("\r\n"), new System.Text.UTF8Encoding(true));

        Assert.Equal(5, (await ReadAsync()).Chapters["01-one"].Minutes);
    }

    private async Task<WorkshopNotes> ReadAsync() => (await WorkshopNotes.ReadAsync(Trainer(), TestContext.Current.CancellationToken))!;

    private string Trainer() => Directory.CreateDirectory(Path.Combine(_folder.FullName, "trainer")).FullName;

    private void Write(string file, string yaml) => File.WriteAllText(Path.Combine(Trainer(), file), yaml);

    private void WriteChapter(string name, params string[] cells) => File.WriteAllText(
        Path.Combine(_folder.FullName, $"{name}.ipynb"),
        new NotebookDocument { Cells = [.. cells.Select(c => new NotebookCell(CellKind.Markdown, c))] }.ToJson());
}

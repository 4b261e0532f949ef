using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Handouts.Pages;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Chapters;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Model;

public sealed class EditionTests
{
    private static readonly NotebookDocument s_chapter = Made.Notebook(
        Made.Prose("# 장\n\n## 1.1 절\n\n글"),
        Made.Prose("**연습 1-1.** 몇일까?").Tagged("exercise", "exercise:1-1"),
        Made.Code("long? answer11 = null;", Made.Shown(("text/plain", "내 답의 출력"))).Tagged("exercise", "exercise:1-1"),
        Made.Code("Check.It(answer11)", Made.Html("<p>맞았다</p>")).Tagged("exercise", "exercise:1-1"),
        Made.Prose("뒤"));

    private static readonly NotebookDocument s_solutions = Made.Notebook(
        Made.Prose("# 풀이"),
        Made.Code("long? answer11 = sent\n    .Count(r => r.Partition == 2);").Tagged("exercise:1-1"),
        Made.Prose("**풀이.** 둘이다.").Tagged("exercise:1-1"));

    public static TheoryData<string> Chapters => Chapter.All;

    [Fact]
    public void A_learner_gets_the_task_room_for_an_answer_and_the_check_without_what_it_said()
    {
        ExerciseBlock exercise = Made.Handout(Edition.Learner, s_chapter, s_solutions).Blocks().OfType<ExerciseBlock>().Single();

        Assert.Equal("1-1", exercise.Id);
        Assert.Empty(exercise.Solution);
        Assert.Contains("몇일까?", Assert.IsType<ProseBlock>(exercise.Blocks[0]).Html, StringComparison.Ordinal);
        Assert.Equal(new AnswerBlock("<span class=\"keyword\">long</span>? answer11 =", 3), exercise.Blocks[1]);
        CellBlock check = Assert.IsType<CellBlock>(exercise.Blocks[2]);
        Assert.Equal(("Check.It(answer11)", 0), (check.Source, check.Outputs.Length));
        Assert.Equal(3, exercise.Blocks.Length);
    }

    [Fact]
    public void A_trainer_gets_the_solution_as_well()
    {
        ExerciseBlock exercise = Made.Handout(Edition.Trainer, s_chapter, s_solutions).Blocks().OfType<ExerciseBlock>().Single();

        Assert.Equal(["long? answer11 = null;", "Check.It(answer11)"], exercise.Blocks.OfType<CellBlock>().Select(c => c.Source));
        Assert.All(exercise.Blocks.OfType<CellBlock>(), c => Assert.Single(c.Outputs));
        Assert.StartsWith("long? answer11 = sent", Assert.IsType<CellBlock>(exercise.Solution[0]).Source, StringComparison.Ordinal);
        Assert.Contains("둘이다.", Assert.IsType<ProseBlock>(exercise.Solution[1]).Html, StringComparison.Ordinal);
        Assert.Equal(2, exercise.Solution.Length);
    }

    [Fact]
    public void A_solved_chapter_shows_its_trainer_no_solution_twice_and_its_learner_none()
    {
        NotebookDocument solved = ChapterComposer.Solve(s_chapter, s_solutions);

        Handout trainer = Made.Handout(Edition.Trainer, solved, s_solutions), learner = Made.Handout(Edition.Learner, solved, s_solutions), asIs = Made.Handout(Edition.AsIs, solved, s_solutions);

        Assert.Single(trainer.Blocks().OfType<CellBlock>(), c => c.Source.Contains(".Count", StringComparison.Ordinal));
        Assert.Contains("둘이다.", Assert.IsType<ProseBlock>(Assert.Single(trainer.Blocks().OfType<ExerciseBlock>().Single().Solution)).Html, StringComparison.Ordinal);
        Assert.DoesNotContain(".Count", HandoutPage.Of(learner), StringComparison.Ordinal);
        Assert.DoesNotContain("둘이다", HandoutPage.Of(learner), StringComparison.Ordinal);
        Assert.Contains("둘이다", asIs.ProseHtml(), StringComparison.Ordinal);
        Assert.Empty(asIs.Blocks().OfType<ExerciseBlock>().Single().Solution);
    }

    [Fact]
    public void As_it_is_everything_stands_as_it_is()
    {
        ExerciseBlock exercise = Made.Handout(Edition.AsIs, s_chapter, s_solutions).Blocks().OfType<ExerciseBlock>().Single();

        Assert.Equal(3, exercise.Blocks.Length);
        Assert.All(exercise.Blocks.OfType<CellBlock>(), c => Assert.Single(c.Outputs));
        Assert.Empty(exercise.Solution);
    }

    [Fact]
    public void Cells_that_are_tagged_as_a_solution_are_one_wherever_they_stand()
    {
        NotebookDocument notebook = Made.Notebook(Made.Prose("글"), Made.Code("비밀()").Tagged("solution"), Made.Prose("까닭").Tagged("solution", "exercise:2-1"), Made.Prose("과제").Tagged("exercise:2-1"));

        Assert.DoesNotContain("비밀", HandoutPage.Of(Made.Handout(Edition.Learner, notebook)), StringComparison.Ordinal);
        Assert.DoesNotContain("까닭", HandoutPage.Of(Made.Handout(Edition.Learner, notebook)), StringComparison.Ordinal);
        Assert.Contains("비밀", Made.Handout(Edition.Trainer, notebook).Blocks().OfType<CellBlock>().Single().Source, StringComparison.Ordinal);
        Assert.Contains("까닭", Assert.IsType<ProseBlock>(Made.Handout(Edition.Trainer, notebook).Blocks().OfType<ExerciseBlock>().Single().Solution.Single()).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Remarks_for_the_trainer_stand_behind_their_headings_in_that_edition_only()
    {
        HandoutBuildOptions options = new()
        {
            Language = Language.Korean,
            SectionNote = (chapter, section) => section == "1.2" ? $"<p>{chapter} 10분</p>" : null,
        };
        NotebookDocument[] chapters = [Made.Named("01-a", Made.Prose("# 장\n\n## 1.1 하나\n\n가\n\n## 1.2 둘\n\n나"), Made.Prose("## 1.20 셋"))];

        HandoutBlock[] blocks = [.. HandoutBuilder.Build(chapters, options with { Edition = Edition.Trainer }).Blocks()];

        Assert.Equal([typeof(ProseBlock), typeof(TrainerNoteBlock), typeof(ProseBlock), typeof(ProseBlock)], blocks.Select(b => b.GetType()));
        Assert.EndsWith("1.2 둘</h2>\n", Assert.IsType<ProseBlock>(blocks[0]).Html, StringComparison.Ordinal);
        Assert.Equal("<p>01-a 10분</p>", Assert.IsType<TrainerNoteBlock>(blocks[1]).Html);
        Assert.DoesNotContain(HandoutBuilder.Build(chapters, options with { Edition = Edition.Learner }).Blocks(), b => b is TrainerNoteBlock);
    }

    [Theory]
    [InlineData("long? answer12 = null;", "long? answer12 =")]
    [InlineData("var answer14 = default(ReadResult);", "ReadResult answer14 =")]
    [InlineData("var answer25 = new Dictionary<string, string>();", "Dictionary<string, string> answer25 =")]
    [InlineData("var answer43 = (Stays: \"\", Moves: \"\");", "(string Stays, string Moves) answer43 =")]
    [InlineData("var answer32 = \"\";", "string answer32 =")]
    [InlineData("ReadResult[] answer13 = [];", "ReadResult[] answer13 =")]
    [InlineData("var helper = 1;\nvar answer1 = await news.ReadAsync(\"secret\");", "var answer1 =")]
    [InlineData("answer = 3;", null)]
    [InlineData("", null)]
    public void An_answer_begins_with_its_type_and_name(string code, string? head) => Assert.Equal(head, AnswerHead.Of(code));

    [Theory]
    [MemberData(nameof(Chapters))]
    public async Task No_line_and_no_sentence_of_a_solution_is_in_a_learners_page(string chapter)
    {
        NotebookDocument document = await Chapter.ReadAsync(chapter), solutions = await Chapter.SolutionsAsync(chapter);
        string known = string.Join('\n', document.Cells.Select(c => c.Source));
        string[] secrets = [.. solutions.Cells.Where(c => ChapterComposer.ExerciseOf(c) is not null)
            .SelectMany(c => c.Kind == CellKind.Code ? c.Source.Split('\n') : c.Source.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal).Split(". "))
            .Select(s => s.Trim()).Where(s => s.Length >= 8 && !known.Contains(s, StringComparison.Ordinal))];
        Assert.True(secrets.Length > 8);

        foreach (NotebookDocument given in (NotebookDocument[])[document, await Chapter.SolvedAsync(chapter)])
        {
            string page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(HandoutPage.Of(Made.Handout(Edition.Learner, given, solutions))).DocumentElement.TextContent;
            Assert.All(secrets, s => Assert.DoesNotContain(s, page, StringComparison.Ordinal));
        }

        string trainer = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(HandoutPage.Of(Made.Handout(Edition.Trainer, document, solutions))).DocumentElement.TextContent;
        Assert.All(secrets, s => Assert.Contains(s, trainer, StringComparison.Ordinal));
    }
}

using KafkaWorkbook.Handouts.Export;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Chapters;
using KafkaWorkbook.Tests.Commands;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Export;

/// <summary>What stands in the editions of a notebook, and what all files are called.</summary>
public sealed class EditionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Without_wishes_there_are_the_notebook_the_page_and_two_booklets() =>
        Assert.Equal([".ipynb", ".html", "-learner.pdf", "-trainer.pdf"], new ExportOptions().Files.Select(f => f.Ending));

    [Fact]
    public void What_was_asked_for_is_made_once_and_nothing_else() => Assert.Equal(
        ["-trainer.html", "-trainer.ipynb"],
        new ExportOptions { Forms = [HandoutForm.Html, HandoutForm.Ipynb, HandoutForm.Html], Editions = [Edition.Trainer, Edition.Trainer] }.Files.Select(f => f.Ending));

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task Solutions_are_found_beside_a_chapter_and_for_a_copy_of_it_elsewhere(string name)
    {
        NotebookDocument chapter = await Chapter.ReadAsync(name);
        NotebookDocument copy = chapter with { FilePath = Path.Combine(Path.GetTempPath(), "elsewhere", $"{name}.ipynb") };

        string beside = (await Solutions.FindAsync(chapter, Language.English, null, Token))!.ToJson();

        Assert.Equal(beside, (await Solutions.FindAsync(copy, Language.Korean, Workbook.Root, Token))!.ToJson());
        Assert.Null(await Solutions.FindAsync(copy, Language.Korean, null, Token));
        Assert.Null(await Solutions.FindAsync(copy with { FilePath = Path.Combine(Path.GetTempPath(), "other.ipynb") }, Language.Korean, Workbook.Root, Token));
    }

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task A_learners_notebook_of_a_solved_chapter_is_the_chapter_as_it_was_handed_out(string name)
    {
        NotebookDocument chapter = await Chapter.ReadAsync(name), solved = await Chapter.SolvedAsync(name);

        NotebookDocument learner = EditionNotebook.Of(solved, Edition.Learner, Language.Korean, await Chapter.SolutionsAsync(name), chapter);

        Assert.NotEqual(chapter.ToJson(), solved.ToJson());
        Assert.Equal(chapter.Cells.Select(c => c.Source), learner.Cells.Select(c => c.Source));
    }

    [Fact]
    public async Task A_trainers_notebook_has_the_solutions_and_no_verdict_on_other_answers()
    {
        ValueOutput verdict = new(true, NotebookMetadata.Empty.Add("text/plain", NotebookMetadata.Value("verdict")));
        NotebookDocument chapter = await Chapter.ReadAsync(Chapter.WhatIsKafka), solutions = await Chapter.SolutionsAsync(Chapter.WhatIsKafka);
        NotebookDocument executed = chapter with { Cells = [.. chapter.Cells.Select(c => c.Kind == CellKind.Code ? c with { Outputs = [verdict], ExecutionCount = 1 } : c)] };

        NotebookDocument trainer = EditionNotebook.Of(executed, Edition.Trainer, Language.Korean, solutions, null);

        Assert.All(solutions.Cells.Where(c => ChapterComposer.ExerciseOf(c) is not null), s => Assert.Contains(trainer.Cells, c => c.Source == s.Source));
        Assert.All(trainer.Cells, c => Assert.Equal(c.Kind == CellKind.Code && ChapterComposer.ExerciseOf(c) is null ? 1 : 0, c.Outputs.Length));
    }

    [Fact]
    public void An_answer_of_a_notebook_that_nobody_knows_is_blanked_all_the_same()
    {
        NotebookDocument own = new() { Cells = [Tagged("var mine = 42;", "exercise:9-1"), Tagged("Check(mine)", "exercise:9-1"), Tagged("var secret = 1;", "solution")] };

        NotebookDocument learner = EditionNotebook.Of(own, Edition.Learner, Language.English, null, null);

        Assert.Equal(["// your answer goes here", "Check(mine)"], learner.Cells.Select(c => c.Source));
        Assert.Same(own, EditionNotebook.Of(own, Edition.AsIs, Language.English, null, null));
    }

    [Theory]
    [InlineData("int? answer11 = null;")]
    [InlineData("ReadResult[] answer11 = [];")]
    [InlineData("var answer11 = default(Sent);")]
    [InlineData("var answer11 = \"\";")]
    [InlineData("var answer11 = new Dictionary<string, string>();")]
    [InlineData("var answer11 = (Stays: \"\", Moves: \"\");")]
    [InlineData("// 여기에 적는다")]
    [InlineData("")]
    public void A_cell_that_answers_nothing_stays_as_it_is(string blank) => Assert.Equal(blank, BlankAnswer.Of(blank, "Check.One(answer11)"));

    [Theory]
    [InlineData("int? answer11 = 10;", "int? answer11 = default;")]
    [InlineData("var queue = await kafka.CreateTopicAsync(\"secret\");\nSent[] answer11 = [await queue.SendAsync()];", "Sent[] answer11 = default;")]
    [InlineData("var answer11 = new ProducerConfig { Acks = Acks.All };", "var answer11 = default(ProducerConfig);")]
    [InlineData("var answer11 = \"0004.log\";", "var answer11 = default(string);")]
    [InlineData("var answer11 = await secret.ReadAsync();", null)]
    [InlineData("Console.WriteLine(\"secret\");", null)]
    [InlineData("int? answer11 = 1 +", "int? answer11 = default;")]
    public void An_answer_is_put_back_to_what_the_check_asks_for(string answer, string? blank) => Assert.Equal(blank, BlankAnswer.Of(answer, "await Check.OneAsync(answer11)"));

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task An_answer_that_was_written_into_the_chapter_itself_is_in_no_learners_notebook(string name)
    {
        NotebookDocument solved = await Chapter.SolvedAsync(name), solutions = await Chapter.SolutionsAsync(name);

        // The chapter that the blanks come from is the very file that somebody has answered in.
        NotebookDocument learner = EditionNotebook.Of(solved, Edition.Learner, Language.Korean, solutions, solved);

        Assert.All(solutions.Cells.Where(c => c.Kind == CellKind.Code && ChapterComposer.ExerciseOf(c) is not null), solution =>
            Assert.DoesNotContain(learner.Cells, c => c.Source.Contains(solution.Source, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_chapter_that_lost_an_exercise_keeps_the_solutions_of_the_others()
    {
        NotebookDocument chapter = await Chapter.ReadAsync(Chapter.WhatIsKafka), solutions = await Chapter.SolutionsAsync(Chapter.WhatIsKafka);
        NotebookDocument shorter = chapter with { Cells = [.. chapter.Cells.Where(c => ChapterComposer.ExerciseOf(c) != "1-2")] };

        NotebookDocument trainer = EditionNotebook.Of(shorter, Edition.Trainer, Language.Korean, solutions, null);

        Assert.Contains(trainer.Cells, c => c.Source == "int? answer11 = 10;");
        Assert.DoesNotContain(trainer.Cells, c => c.Source.Contains("answer12", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_notebook_of_a_chapters_name_gets_neither_its_blanks_nor_its_solutions()
    {
        NotebookDocument other = new()
        {
            FilePath = Path.Combine(Path.GetTempPath(), "elsewhere", $"{Chapter.WhatIsKafka}.ipynb"),
            Cells = [Tagged("int mine = 1;", "exercise:77-1")],
        };

        Assert.Null(await Solutions.FindAsync(other, Language.Korean, Workbook.Root, Token));
        Assert.Null(await Solutions.BlankAsync(other, Language.Korean, Workbook.Root, Token));
    }

    [Fact]
    public async Task Broken_solutions_are_named_with_their_folder_and_found_for_a_script_as_well()
    {
        string folder = Directory.CreateTempSubdirectory("kw 풀이 ").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "solutions"));
        await File.WriteAllTextAsync(Path.Combine(folder, "solutions", "mine.ipynb"), """{"nbformat": 4, "cells": [{"cell_type": "code"}]}""", Token);
        NotebookDocument script = new() { FilePath = Path.Combine(folder, "mine.dib"), Cells = [Tagged("1", "exercise:9-1")] };

        NotebookFormatException failure = await Assert.ThrowsAsync<NotebookFormatException>(() => Solutions.FindAsync(script, Language.Korean, null, Token));

        Directory.Delete(folder, recursive: true);
        Assert.Equal(("solutions/mine.ipynb", 1), (failure.File, failure.Cell));
    }

    [Fact]
    public async Task Chapters_put_together_keep_every_cell_and_no_id_is_there_twice()
    {
        List<NotebookDocument> chapters = [];
        foreach (string name in (string[])[Chapter.WhatIsKafka, Chapter.Components, Chapter.LocalCluster])
        {
            chapters.Add(await Chapter.ReadAsync(name));
        }

        // Older notebooks have no ids at all.
        chapters.Add(new NotebookDocument { FilePath = "07 한글.ipynb", Cells = [new NotebookCell(CellKind.Code, "1"), new NotebookCell(CellKind.Markdown, new string('x', 9)) { Id = new string('y', 64) }] });

        NotebookDocument series = NotebookDocument.Parse(SeriesNotebook.Join(chapters).ToJson());

        Assert.Equal(chapters.SelectMany(c => c.Cells).Select(c => c.Source), series.Cells.Select(c => c.Source));
        Assert.Equal(series.Cells.Length, series.Cells.Select(c => c.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("# 제목", null, Language.Korean)]
    [InlineData("# Title", null, Language.English)]
    [InlineData("# 제목", "en", Language.English)]
    public void A_handout_speaks_the_notebooks_language(string text, string? asked, Language expected) =>
        Assert.Equal(expected, HandoutLanguage.Of(new NotebookDocument { Cells = [new NotebookCell(CellKind.Markdown, text)] }, asked));

    private static NotebookCell Tagged(string code, string tag) =>
        new(CellKind.Code, code) { Metadata = NotebookMetadata.Parse($$"""{ "tags": ["{{tag}}"] }""") };
}

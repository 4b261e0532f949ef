using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Tests.Commands;
using KafkaWorkbook.Tests.Infrastructure;
using UglyToad.PdfPig;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Export;

/// <summary>The command as a reader types it, in a process of its own.</summary>
public sealed class ExportCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notebooks_become_pages_and_the_series_stands_in_one()
    {
        using Workbook workbook = new();
        workbook.Notebook("01-one", "1 + 1");
        workbook.Notebook("02-two", "2 + 2");

        Ran ran = await workbook.RunAsync("export", ".", "--to", "html", "--to", "ipynb", "--out", "here");

        Assert.True(ran.ExitCode == 0, ran.All);
        Assert.Equal(
            ["01-one.html", "01-one.ipynb", "02-two.html", "02-two.ipynb", "kafka-workbook.html", "kafka-workbook.ipynb"],
            FilesIn(workbook, "here"));
        string series = await File.ReadAllTextAsync(Path.Combine(workbook.Folder, "here", "kafka-workbook.html"), Token);
        Assert.Contains("01-one", series, StringComparison.Ordinal);
        Assert.Contains("02-two", series, StringComparison.Ordinal);
        Assert.Equal(6, ran.Output.Split('\n').Count(l => l.StartsWith("  ✓ ", StringComparison.Ordinal)));
        string[][] table = [.. ran.Output.Split('\n').SkipWhile(l => !l.Contains("Edition", StringComparison.Ordinal)).Skip(2).Select(l => l.Split("  ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Where(c => c.Length == 6)];
        Assert.Equal(FilesIn(workbook, "here"), table.Select(c => c[0]).Order(StringComparer.Ordinal));
        Assert.All(table, c => Assert.Equal((Path.GetExtension(c[0])[1..], "as it is", "–"), (c[1], c[2], c[3])));
        Assert.All(table, c => Assert.Matches(@"^\d+ kB$|^\d+\.\d MB$", c[4]));
    }

    [Fact]
    public async Task A_broken_file_is_named_and_the_others_are_exported()
    {
        using Workbook workbook = new();
        workbook.Notebook("01-good", "1");
        await File.WriteAllTextAsync(Path.Combine(workbook.Folder, "02-broken.ipynb"), """{ "nbformat": 4, "cells": [{ "cell_type": "code" }] }""", Token);

        Ran ran = await workbook.RunAsync("export", ".", "--to", "html", "--out", "here");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("02-broken.ipynb: cell 1: there is no source.", ran.Errors, StringComparison.Ordinal);
        Assert.Equal(["01-good.html"], FilesIn(workbook, "here"));
    }

    [Theory]
    [InlineData(new[] { "--to", "docx" }, "there is no 'docx'")]
    [InlineData(new[] { "--edition", "teacher" }, "there is no 'teacher'")]
    [InlineData(new[] { "--url", "kafka.example" }, "'kafka.example' is no web address")]
    [InlineData(new[] { "--url", "javascript:alert(1)" }, "is no web address")]
    [InlineData(new[] { "--date", "2 March" }, "'2 March' is no day")]
    [InlineData(new[] { "--pictures", "1,x" }, "'x' is no page")]
    [InlineData(new[] { "--series", "a/b" }, "'a/b' cannot be a file's name")]
    public async Task A_wish_that_makes_no_sense_is_told_before_anything_is_written(string[] wish, string expected)
    {
        using Workbook workbook = new();
        workbook.Notebook("01-one", "1");

        Ran ran = await workbook.RunAsync(["export", "01-one.ipynb", "--out", "here", .. wish]);

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains(expected, ran.All, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(workbook.Folder, "here")));
    }

    [Fact]
    public async Task A_notebook_is_never_written_over()
    {
        using Workbook workbook = new();
        string path = workbook.Notebook("01-one", "1");
        byte[] before = await File.ReadAllBytesAsync(path, Token);

        Ran ran = await workbook.RunAsync("export", "01-one.ipynb", "--to", "ipynb", "--out", ".");

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains("would write over the notebook 01-one.ipynb itself", ran.All, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(path, Token));
    }

    [Fact]
    public async Task What_dotnet_run_wrote_is_exported_beside_itself_again_and_again()
    {
        using Workbook workbook = new();
        string one = workbook.Notebook("handouts/01-one", "1"), two = workbook.Notebook("handouts/02-two", "2");
        byte[] before = await File.ReadAllBytesAsync(one, Token);
        workbook.Set("KAFKA_WORKBOOK_BROWSER", Path.Combine(workbook.Folder, "no-browser"));

        Ran first = await workbook.RunAsync("export", "handouts", "--out", "handouts", "--edition", "learner", "--to", "ipynb", "--to", "html");
        Ran second = await workbook.RunAsync("export", "handouts", "--out", "handouts", "--to", "html");
        Ran unasked = await workbook.RunAsync("export", one, "--out", "handouts");

        Assert.True(first.ExitCode == 0, first.All);
        Assert.True(second.ExitCode == 0, second.All);
        Assert.DoesNotContain("01-one.ipynb", unasked.Output, StringComparison.Ordinal);
        Assert.Equal(
            [
                "01-one-learner.html", "01-one-learner.ipynb", "01-one.html", "01-one.ipynb", "02-two-learner.html", "02-two-learner.ipynb", "02-two.html", "02-two.ipynb",
                "kafka-workbook-learner.html", "kafka-workbook-learner.ipynb", "kafka-workbook.html",
            ],
            FilesIn(workbook, "handouts"));
        Assert.Equal(before, await File.ReadAllBytesAsync(one, Token));
        Assert.True(File.Exists(two));
    }

    [Fact]
    public async Task A_part_of_a_series_or_one_with_a_gap_takes_no_whole_ones_place()
    {
        using Workbook workbook = new();
        foreach (string name in (string[])["01-one", "02-two", "03-three"])
        {
            workbook.Notebook("book/" + name, $"\"{name}\"");
        }

        await workbook.RunAsync("export", "book", "--to", "html", "--out", "here");
        string series = Path.Combine(workbook.Folder, "here", "kafka-workbook.html");
        byte[] whole = await File.ReadAllBytesAsync(series, Token);
        Ran part = await workbook.RunAsync("export", "book/01-*", "book/02-*", "--to", "html", "--out", "here");
        Ran named = await workbook.RunAsync("export", "book/01-*", "book/02-*", "--to", "html", "--out", "here", "--series", "half");
        await File.WriteAllTextAsync(Path.Combine(workbook.Folder, "book", "02-two.ipynb"), "{", Token);
        Ran gap = await workbook.RunAsync("export", "book", "--to", "html", "--out", "here");

        Assert.Equal([0, 0, 1], [part.ExitCode, named.ExitCode, gap.ExitCode]);
        Assert.Contains("kafka-workbook was not made: only 2 of 3 notebooks could be read.", gap.All, StringComparison.Ordinal);
        Assert.Equal(whole, await File.ReadAllBytesAsync(series, Token));
        Assert.True(File.Exists(Path.Combine(workbook.Folder, "here", "half.html")));
    }

    [Fact]
    public async Task A_link_hides_no_notebook_from_being_spared()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a right there that few have");
        using Workbook workbook = new();
        string path = workbook.Notebook("mine/01-one", "1");
        byte[] before = await File.ReadAllBytesAsync(path, Token);
        Directory.CreateSymbolicLink(Path.Combine(workbook.Folder, "link"), Path.GetDirectoryName(path)!);

        Ran ran = await workbook.RunAsync("export", "mine/01-one.ipynb", "--to", "ipynb", "--out", "link");

        Assert.Equal(2, ran.ExitCode);
        Assert.Equal(before, await File.ReadAllBytesAsync(path, Token));
    }

    [Fact]
    public async Task A_result_that_cannot_be_written_costs_only_itself()
    {
        using Workbook workbook = new();
        workbook.Notebook("01-one", "1");
        workbook.Notebook("02-two", "2");
        Directory.CreateDirectory(Path.Combine(workbook.Folder, "here", "01-one.html"));

        Ran ran = await workbook.RunAsync("export", ".", "--to", "html", "--to", "ipynb", "--series", "none", "--out", "here");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("01-one.html: ", ran.All, StringComparison.Ordinal);
        Assert.Equal(["01-one.ipynb", "02-two.html", "02-two.ipynb"], FilesIn(workbook, "here"));
    }

    [Fact]
    public async Task Exercises_without_solutions_are_told_for_the_trainers_edition_once()
    {
        using Workbook workbook = new();
        string path = Path.Combine(workbook.Folder, "mine.dib.ipynb");
        await File.WriteAllTextAsync(path, """{"nbformat": 4, "cells": [{"cell_type": "code", "source": "int a = 1;", "metadata": {"tags": ["exercise:9-1"]}}]}""", Token);

        Ran trainer = await workbook.RunAsync("export", path, "--to", "html", "--to", "ipynb", "--edition", "trainer", "--out", "here");
        Ran learner = await workbook.RunAsync("export", path, "--to", "html", "--edition", "learner", "--out", "here");

        Assert.Equal([0, 0], [trainer.ExitCode, learner.ExitCode]);
        Assert.Equal(2, trainer.All.Split("no solutions of its exercises were found").Length);
        Assert.DoesNotContain("no solutions", learner.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_browser_the_rest_is_made_and_it_is_said_once_unless_a_booklet_was_asked_for()
    {
        using Workbook workbook = new();
        workbook.Notebook("01-one", "1");
        workbook.Notebook("02-two", "2");
        workbook.Set("KAFKA_WORKBOOK_BROWSER", Path.Combine(workbook.Folder, "no-browser"));

        Ran asked = await workbook.RunAsync("export", ".", "--to", "pdf", "--to", "html", "--out", "asked");
        Ran named = await workbook.RunAsync("export", ".", "--browser", "no-such-browser", "--out", "named");

        Assert.Equal(1, asked.ExitCode);
        Assert.Equal(1, named.ExitCode);
        Assert.Equal(2, asked.All.Split("no-browser").Length);
        Assert.Contains("there is no such browser", named.All, StringComparison.Ordinal);
        Assert.Equal(["01-one.html", "02-two.html", "kafka-workbook.html"], FilesIn(workbook, "asked"));
        Assert.Equal(6, FilesIn(workbook, "named").Count());
    }

    [Fact]
    public async Task The_learners_booklet_holds_no_solution_and_the_trainers_holds_all()
    {
        Need.Browser();
        using Workbook workbook = new(language: "ko");
        string chapter = Path.Combine(Workbook.Root, "notebooks", "ko", "01-what-is-kafka.ipynb");
        NotebookDocument solutions = await NotebookDocument.ReadAsync(ChapterComposer.SolutionsPath(chapter), Token);

        Ran ran = await workbook.RunAsync("export", chapter, "--to", "pdf", "--to", "html", "--edition", "learner", "--edition", "trainer", "--pictures", "1,999", "--out", "here");

        int pages = PagesOf(workbook, "here/01-what-is-kafka-trainer.pdf");
        Assert.Matches($@"01-what-is-kafka-trainer\.pdf +pdf +강사용 +{pages} ", ran.Output);

        // There is no such page, which is told; everything else is there.
        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("999쪽이 없다", ran.All, StringComparison.Ordinal);
        Assert.All((string[])["learner", "trainer"], e => Assert.Equal(
            [0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(workbook.Folder, "here", $"01-what-is-kafka-{e}-1.png")).Take(4)));
        string learner = Text(workbook, "here/01-what-is-kafka-learner.pdf"), trainer = Text(workbook, "here/01-what-is-kafka-trainer.pdf");
        string learnerPage = await File.ReadAllTextAsync(Path.Combine(workbook.Folder, "here", "01-what-is-kafka-learner.html"), Token);
        string[] secrets = [.. solutions.Cells.Where(c => ChapterComposer.ExerciseOf(c) is not null && c.Kind == CellKind.Code).Select(c => Beginning(Squeezed(c.Source.Split('\n')[^1])))];
        Assert.True(secrets.Length >= 4, $"{secrets.Length} solutions");
        Assert.All(secrets, s => Assert.Contains(s, trainer, StringComparison.Ordinal));
        Assert.All(secrets, s => Assert.DoesNotContain(s, learner, StringComparison.Ordinal));
        Assert.All(secrets, s => Assert.DoesNotContain(s, Squeezed(System.Net.WebUtility.HtmlDecode(WithoutTags(learnerPage))), StringComparison.Ordinal));
    }

    private static string Text(Workbook workbook, string file)
    {
        using PdfDocument pdf = PdfDocument.Open(Path.Combine(workbook.Folder, file.Replace('/', Path.DirectorySeparatorChar)));

        // As it stands on paper, line by line: within the file, code comes behind the text around it.
        return Squeezed(string.Concat(
            from page in pdf.GetPages()
            from line in page.Letters.GroupBy(l => Math.Round(l.StartBaseLine.Y)).OrderByDescending(l => l.Key)
            from letter in line.OrderBy(l => l.StartBaseLine.X)
            select letter.Value));
    }

    private static int PagesOf(Workbook workbook, string file)
    {
        using PdfDocument pdf = PdfDocument.Open(Path.Combine(workbook.Folder, file.Replace('/', Path.DirectorySeparatorChar)));
        return pdf.NumberOfPages;
    }

    // A long line goes on below, behind a mark.
    private static string Beginning(string code) => code[..Math.Min(code.Length, 40)];

    private static string WithoutTags(string html) => string.Concat(html.Split('<').Select(p => p[(p.IndexOf('>', StringComparison.Ordinal) + 1)..]));

    // A booklet wraps long lines; blanks say nothing about what stands there.
    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && c != '↪'));

    private static IEnumerable<string> FilesIn(Workbook workbook, string folder) =>
        Directory.EnumerateFiles(Path.Combine(workbook.Folder, folder)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);
}

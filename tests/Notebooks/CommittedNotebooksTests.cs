using KafkaWorkbook.Clusters;
using KafkaWorkbook.Notebooks.Checking;
using KafkaWorkbook.Notebooks.Documents;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

public sealed class CommittedNotebooksTests
{
    private static string Root { get; } = ClusterEnvironment.FromProcess().Root!;

    [Fact]
    public async Task All_chapters_work_in_every_kernel()
    {
        Assert.NotEmpty(Chapters());
        foreach (string file in Chapters())
        {
            NotebookDocument chapter = await ReadAsync(file);
            Assert.True(NotebookLint.Check(chapter, NotebookRole.Chapter, TestContext.Current.CancellationToken) is [], Findings(file, chapter, NotebookRole.Chapter));
        }
    }

    [Fact]
    public async Task All_solutions_fit_their_chapters_and_compile_there()
    {
        foreach (string file in Chapters().Where(f => File.Exists(ChapterComposer.SolutionsPath(f))))
        {
            NotebookDocument solutions = await ReadAsync(ChapterComposer.SolutionsPath(file));
            Assert.True(NotebookLint.Check(solutions, NotebookRole.Solutions, TestContext.Current.CancellationToken) is [], Findings(file, solutions, NotebookRole.Solutions));

            NotebookDocument solved = ChapterComposer.Solve(await ReadAsync(file), solutions);
            Assert.True(NotebookLint.Check(solved, NotebookRole.Chapter, TestContext.Current.CancellationToken) is [], Findings(file, solved, NotebookRole.Chapter));
        }
    }

    [Fact]
    public async Task All_notebooks_are_committed_in_their_normal_form()
    {
        foreach (string file in Chapters().Concat(Chapters().Select(ChapterComposer.SolutionsPath).Where(File.Exists)))
        {
            string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

            Assert.True(text.ReplaceLineEndings("\n") == NotebookDocument.Parse(text, file).Normalize().ToJson(), $"{file} is not what NotebookDocument.Normalize() writes.");
        }
    }

    private static IEnumerable<string> Chapters() => new[] { "ko", "en" }
        .Select(language => Path.Combine(Root, "notebooks", language)).Where(Directory.Exists)
        .SelectMany(edition => Directory.EnumerateFiles(edition, "*.ipynb")).Order(StringComparer.Ordinal);

    private static Task<NotebookDocument> ReadAsync(string file) => NotebookDocument.ReadAsync(file, TestContext.Current.CancellationToken);

    private static string Findings(string file, NotebookDocument notebook, NotebookRole role) =>
        $"{Path.GetRelativePath(Root, file)}:\n{string.Join('\n', NotebookLint.Check(notebook, role, TestContext.Current.CancellationToken))}";
}

using KafkaWorkbook.Commands;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Commands;

public sealed class NotebookFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-files-");

    public NotebookFilesTests()
    {
        foreach (string file in (string[])["notebooks/ko/01-one.ipynb", "notebooks/ko/06-six.ipynb", "notebooks/ko/solutions/01-one.ipynb", "notebooks/en/01-one.ipynb", "notes.txt"])
        {
            string path = Path.Combine(_folder.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "{}");
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("notebooks/ko", "notebooks/ko/01-one.ipynb", "notebooks/ko/06-six.ipynb")]
    [InlineData("notebooks/ko/06-six.ipynb", "notebooks/ko/06-six.ipynb")]
    [InlineData("notebooks/*/01-*", "notebooks/en/01-one.ipynb", "notebooks/ko/01-one.ipynb")]
    [InlineData("**/01-one.ipynb", "notebooks/en/01-one.ipynb", "notebooks/ko/01-one.ipynb", "notebooks/ko/solutions/01-one.ipynb")]
    [InlineData("notebooks/ko/0?-s*", "notebooks/ko/06-six.ipynb")]
    public void Files_folders_and_patterns_become_notebooks(string name, params string[] expected) =>
        Assert.Equal(expected, Resolve(name));

    [Fact]
    public void The_order_is_the_readers_and_nothing_comes_twice() =>
        Assert.Equal(["notebooks/ko/06-six.ipynb", "notebooks/ko/01-one.ipynb"], Resolve("notebooks/ko/06-six.ipynb", "notebooks/ko"));

    [Theory]
    [InlineData("notebooks/ko/06-sxi.ipynb", "notebooks/ko/06-six.ipynb")]
    [InlineData("notebooks/ko/06-six", "notebooks/ko/06-six.ipynb")]
    [InlineData("06-six.ipynb", "notebooks/ko/06-six.ipynb")]
    [InlineData("6-six", "notebooks/ko/06-six.ipynb")]
    public void A_slip_is_answered_with_the_nearest_notebook(string name, string meant)
    {
        CommandException failure = Assert.Throws<CommandException>(() => Resolve(name));

        Assert.Equal($"There is no file or folder {name}.", failure.What.English);
        Assert.Equal($"Did you mean {meant}?", failure.WhatToDo.English);
    }

    [Fact]
    public void Something_quite_different_is_answered_with_what_there_is() =>
        Assert.Contains("notebooks/ko/06-six.ipynb", Assert.Throws<CommandException>(() => Resolve("zebra")).WhatToDo.English, StringComparison.Ordinal);

    [Fact]
    public void An_empty_folder_is_named()
    {
        _folder.CreateSubdirectory("empty");

        Assert.Equal("There is no notebook in the folder empty.", Assert.Throws<CommandException>(() => Resolve("empty")).What.English);
    }

    [Fact]
    public void All_chapters_are_those_of_the_readers_language_without_the_solutions()
    {
        NotebookFiles files = new(_folder.FullName, _folder.FullName);

        Assert.Equal(["notebooks/ko/01-one.ipynb", "notebooks/ko/06-six.ipynb"], Relative(files.Chapters(Language.Korean)));
        Assert.Equal(["notebooks/en/01-one.ipynb"], Relative(files.Chapters(Language.English)));
    }

    [Fact]
    public void Where_an_edition_has_no_chapters_the_Korean_one_is_run()
    {
        Directory.Delete(Path.Combine(_folder.FullName, "notebooks", "en"), recursive: true);

        Assert.Equal(2, new NotebookFiles(_folder.FullName, _folder.FullName).Chapters(Language.English).Count);
    }

    private string[] Resolve(params string[] names) => Relative(new NotebookFiles(_folder.FullName, _folder.FullName).Resolve(names));

    private string[] Relative(IEnumerable<string> files) => [.. files.Select(f => Path.GetRelativePath(_folder.FullName, f).Replace('\\', '/'))];
}

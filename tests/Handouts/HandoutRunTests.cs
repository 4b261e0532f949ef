using KafkaWorkbook.Clusters;
using KafkaWorkbook.Handouts;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Tests.Notebooks;
using Spectre.Console;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts;

public sealed class HandoutRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kw 유인물 ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_chapter_becomes_a_notebook_and_a_page_and_a_line()
    {
        string good = await WriteAsync("01-good", "Console.WriteLine(\"hello\");\n1 + 1");
        string bad = await WriteAsync("02-bad", "1", "throw new FormatException(\"broken <b>\");", "3");
        StringWriter screen = new();

        IReadOnlyList<ChapterRun> runs = await RunAsync(screen, good, bad);

        Assert.Equal([true, false], runs.Select(r => r.Executed!.Succeeded));
        Assert.Contains("hello", await ReadAsync("01-good.html"), StringComparison.Ordinal);
        Assert.Contains("broken &lt;b&gt;", await ReadAsync("02-bad.html"), StringComparison.Ordinal);
        NotebookDocument executed = await NotebookDocument.ReadAsync(Path.Combine(_folder, "out", "02-bad.ipynb"), TestContext.Current.CancellationToken);
        Assert.Equal("broken <b>", Assert.IsType<ErrorOutput>(Assert.Single(executed.Cells[1].Outputs)).Message);
        string told = screen.ToString();
        Assert.Contains("[1/1]", told, StringComparison.Ordinal);
        Assert.Contains("FormatException: broken <b>", told, StringComparison.Ordinal);
        Assert.Contains("1/3", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_notebook_does_not_stop_the_others()
    {
        string broken = Path.Combine(_folder, "01-broken.ipynb");
        await File.WriteAllTextAsync(broken, "{", TestContext.Current.CancellationToken);
        string good = await WriteAsync("02-good", "1");
        StringWriter screen = new();

        IReadOnlyList<ChapterRun> runs = await RunAsync(screen, broken, good);

        Assert.Null(runs[0].Executed);
        Assert.True(runs[1].Executed!.Succeeded);
        Assert.Contains("01-broken.ipynb", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_cancellation_the_chapters_left_are_not_run()
    {
        string one = await WriteAsync("01-one", "1");
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();

        IReadOnlyList<ChapterRun> runs = await HandoutRun.RunChaptersAsync(Options(one), Console(new StringWriter()), stop.Token);

        Assert.Null(Assert.Single(runs).Executed);
    }

    [Fact]
    public void Two_editions_of_one_chapter_get_names_of_their_own()
    {
        string[] files = [Path.Combine("notebooks", "ko", "01-a.ipynb"), Path.Combine("notebooks", "en", "01-a.ipynb"), Path.Combine("x", "02-b.ipynb")];

        Assert.Equal([Path.Combine("ko", "01-a"), Path.Combine("en", "01-a"), "02-b"], OutNames.For(files).Select(n => n.Name));
    }

    private async Task<string> WriteAsync(string name, params string[] sources)
    {
        string path = Path.Combine(_folder, name + ".ipynb");
        await Cells.Notebook(sources).WriteAsync(path, TestContext.Current.CancellationToken);
        return path;
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(_folder, "out", name), TestContext.Current.CancellationToken);

    private Task<IReadOnlyList<ChapterRun>> RunAsync(StringWriter screen, params string[] files) =>
        HandoutRun.RunChaptersAsync(Options(files), Console(screen), TestContext.Current.CancellationToken);

    private HandoutRunOptions Options(params string[] files) => new() { Files = files, Cluster = ClusterKind.Embedded, OutFolder = Path.Combine(_folder, "out") };

    private static IAnsiConsole Console(StringWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 200;
        return console;
    }
}

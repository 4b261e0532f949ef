using System.Diagnostics;
using KafkaWorkbook.Notebooks.Documents;
using Xunit;

namespace KafkaWorkbook.Tests.Commands;

public sealed class RunCommandTests
{
    [Fact]
    public async Task A_notebook_is_run_and_written_with_its_outputs()
    {
        using Workbook workbook = new();
        workbook.Notebook("01-한글 이름", "int answer = 6 * 7;", "answer");

        Ran ran = await workbook.RunAsync("run", "01-*", "--cluster", "embedded", "--out", "here");

        Assert.True(ran.ExitCode == 0, ran.All);
        NotebookDocument written = await NotebookDocument.ReadAsync(Path.Combine(workbook.Folder, "here", "01-한글 이름.ipynb"), TestContext.Current.CancellationToken);
        Assert.Equal("42", Assert.Single(written.Cells[1].Outputs.OfType<ValueOutput>()).TextOf("text/plain"));
        Assert.True(File.Exists(Path.Combine(workbook.Folder, "here", "01-한글 이름.html")), "the page is there");
        Assert.DoesNotContain("\u001b", ran.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_throws_is_named_and_the_other_notebooks_run_all_the_same()
    {
        using Workbook workbook = new();
        workbook.Notebook("01-bad", "int fine = 1;", "fine++;\nthrow new InvalidOperationException(\"no [luck] today\");", "\"never\"");
        workbook.Notebook("02-good", "\"reached\"");

        Ran ran = await workbook.RunAsync("run", ".", "--cluster", "embedded", "--out", "here");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("no [luck] today", ran.All, StringComparison.Ordinal);
        Assert.Contains("01-bad", ran.All, StringComparison.Ordinal);
        NotebookDocument bad = await NotebookDocument.ReadAsync(Path.Combine(workbook.Folder, "here", "01-bad.ipynb"), TestContext.Current.CancellationToken);
        Assert.Single(bad.Cells[1].Outputs.OfType<ErrorOutput>());
        Assert.Null(bad.Cells[2].ExecutionCount);
        Assert.True(File.Exists(Path.Combine(workbook.Folder, "here", "02-good.ipynb")));
    }

    [Fact]
    public async Task A_cell_gets_only_the_time_it_was_given()
    {
        using Workbook workbook = new();
        workbook.Notebook("01-slow", "int a = 1;", "int b = 2;", "await Task.Delay(600_000);");

        // Starting a program has a limit of its own, which is far shorter than that cell.
        Ran ran = await workbook.RunAsync("run", "01-slow.ipynb", "--cluster", "embedded", "--out", "here", "--cell-limit", "2");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("within 2 seconds", ran.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zebra.ipynb", "✗ There is no file or folder zebra.ipynb.", "→ ")]
    [InlineData("notebooks/de/*", "✗ No notebook fits notebooks/de/*.", "")]
    [InlineData("readme.txt", "✗ readme.txt is no notebook.", "Name a file that ends in .ipynb or .dib.")]
    public async Task A_file_that_is_not_there_is_named_before_anything_starts(string name, string what, string whatToDo)
    {
        using Workbook workbook = new();
        await File.WriteAllTextAsync(Path.Combine(workbook.Folder, "readme.txt"), "", TestContext.Current.CancellationToken);

        Ran ran = await workbook.RunAsync("run", name);

        Assert.Equal(2, ran.ExitCode);
        Assert.StartsWith(what, ran.Errors, StringComparison.Ordinal);
        Assert.Contains(whatToDo, ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notebook_that_cannot_be_read_is_named()
    {
        using Workbook workbook = new();
        await File.WriteAllTextAsync(Path.Combine(workbook.Folder, "torn.ipynb"), "{ \"cells\": [", TestContext.Current.CancellationToken);

        Ran ran = await workbook.RunAsync("run", "torn.ipynb", "--cluster", "embedded");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("torn.ipynb", ran.All, StringComparison.Ordinal);
        Assert.DoesNotContain("System.Text.Json", ran.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_cell_its_process_and_the_command()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a signal that one process can send to another");
        using Workbook workbook = new();
        string mark = Path.Combine(workbook.Folder, "process-id");
        workbook.Notebook("01-long", $"System.IO.File.WriteAllText({System.Text.Json.JsonSerializer.Serialize(mark)}, Environment.ProcessId.ToString());\nawait Task.Delay(600_000);");
        using Process process = workbook.Start("run", "01-long.ipynb", "--cluster", "embedded", "--out", "here");
        Task<Ran> end = Workbook.EndOfAsync(process);
        while (!File.Exists(mark) || (await File.ReadAllTextAsync(mark, TestContext.Current.CancellationToken)).Length == 0)
        {
            Assert.False(end.IsCompleted, end.IsCompleted ? (await end).All : "");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        int worker = int.Parse(await File.ReadAllTextAsync(mark, TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        await Workbook.SignalAsync(process, "-INT");
        Ran ran = await end;

        Assert.Equal(130, ran.ExitCode);
        Assert.Contains("Stopping.", ran.Output, StringComparison.Ordinal);
        Assert.Equal("", ran.Errors);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(worker));
    }
}

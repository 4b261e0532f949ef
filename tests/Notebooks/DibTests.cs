using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

public sealed class DibTests
{
    private const string Saved = """
        #!meta

        {"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":[],"name":"csharp"},{"aliases":["f#","F#"],"languageName":"fsharp","name":"fsharp"},{"aliases":[],"languageName":"KQL","name":"logs"}]}}

        #!markdown

        # 제목

        글 `#!time`

        #!csharp

        #!time
        var x = 1;

        x

        #!f#

        let y = 2

        #!logs

        Events | take 3

        #!powershell
        Get-Date
        #!html

        <b>x</b>

        #!csharp

        #!markdown


        끝
        """;

    [Fact]
    public void Cells_begin_at_the_names_of_kernels_only()
    {
        NotebookDocument read = NotebookDocument.ParseDib(Saved);

        Assert.Equal(
            [
                (CellKind.Markdown, "csharp", "# 제목\n\n글 `#!time`"),
                (CellKind.Code, "csharp", "#!time\nvar x = 1;\n\nx"),
                (CellKind.Code, "fsharp", "let y = 2"),
                (CellKind.Code, "kql", "Events | take 3"),
                (CellKind.Code, "pwsh", "Get-Date"),
                (CellKind.Code, "html", "<b>x</b>"),
                (CellKind.Markdown, "csharp", "끝"),
            ],
            read.Cells.Select(c => (c.Kind, c.Language, c.Source)));
        Assert.Equal("제목", read.Title);
    }

    [Theory]
    [InlineData("csharp", "csharp")]
    [InlineData("c#", "csharp")]
    [InlineData("C#", "csharp")]
    [InlineData("fsharp", "fsharp")]
    [InlineData("pwsh", "pwsh")]
    [InlineData("powershell", "pwsh")]
    [InlineData("html", "html")]
    [InlineData("javascript", "javascript")]
    [InlineData("js", "javascript")]
    [InlineData("mermaid", "mermaid")]
    [InlineData("sql", "sql")]
    [InlineData("kql", "kql")]
    [InlineData("value", "value")]
    [InlineData("http", "http")]
    public void Every_kernel_begins_a_cell(string marker, string language)
    {
        NotebookCell cell = NotebookDocument.ParseDib($"1\n#!{marker}  \n\nx\n").Cells[1];

        Assert.Equal((language, "x"), (cell.Language, cell.Source));
    }

    [Fact]
    public void A_file_without_any_marker_is_one_CSharp_cell()
    {
        NotebookCell cell = Assert.Single(NotebookDocument.ParseDib("\n\n#!share --from fsharp y\n  var x = 1;\n\n  #!fsharp\n").Cells);

        Assert.True(cell.IsCSharp);
        Assert.Equal("#!share --from fsharp y\n  var x = 1;\n\n  #!fsharp", cell.Source);
    }

    [Fact]
    public void A_kernel_with_options_stays_in_its_cell_and_names_its_language()
    {
        NotebookCell cell = Assert.Single(NotebookDocument.ParseDib("#!value\n\n#!value --name orders\n{}\n").Cells);

        Assert.Equal(("value", "#!value --name orders\n{}"), (cell.Language, cell.Source));
    }

    [Fact]
    public void The_default_kernel_is_the_files()
    {
        NotebookDocument read = NotebookDocument.ParseDib("#!meta\n{\"kernelInfo\":{\"defaultKernelName\":\"fsharp\",\"items\":[]}}\n#!fsharp\nlet x = 1");

        Assert.Contains(".net-fsharp", read.ToJson(), StringComparison.Ordinal);
        Assert.Equal("fsharp", Assert.Single(read.Cells).Language);
    }

    [Fact]
    public void A_notebook_written_from_it_says_the_same()
    {
        NotebookDocument read = NotebookDocument.ParseDib(Saved);

        NotebookDocument again = NotebookDocument.Parse(read.ToJson());

        Assert.Equal(read.Cells.Select(c => (c.Kind, c.Language, c.Source)), again.Cells.Select(c => (c.Kind, c.Language, c.Source)));
    }

    [Fact]
    public async Task Only_its_CSharp_cells_run_and_the_others_say_why_not()
    {
        NotebookDocument notebook = NotebookDocument.ParseDib("int x = 20;\n#!fsharp\nlet broken = \n#!csharp\nx + 1");

        ExecutedNotebook executed = await NotebookRunner.RunAsync(notebook, Cells.Options, TestContext.Current.CancellationToken);

        Assert.True(executed.Succeeded);
        Assert.Equal([CellState.Ran, CellState.OtherLanguage, CellState.Ran], executed.Cells.Select(c => c.State));
        Assert.Equal("Not run: a cell in fsharp, not in C#.", executed.ValueOf(2));
        Assert.Null(executed.Document.Cells[1].ExecutionCount);
        Assert.Equal("21", executed.ValueOf(3));
    }
}

using System.Text.Json;
using KafkaWorkbook.Notebooks;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

public sealed class ShowingValuesTests(ShowingValuesTests.Values values) : IClassFixture<ShowingValuesTests.Values>
{
    private const string Start = """
        #r "../../bin/KafkaWorkbook.dll"
        using KafkaWorkbook.Figures;
        using KafkaWorkbook.Notebooks;
        using KafkaWorkbook.Reporting;
        Notebook.Connect()
        """;

    /// <summary>One run of cells that do not depend on each other: a process for each of them would cost seconds.</summary>
    public sealed class Values : IAsyncLifetime
    {
        public ExecutedNotebook Run { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Run = await Cells.RunAsync(
            Start,
            "\"a\".Trim();",
            "var x = 3;",
            "Console.Write(\"\")",
            "await Task.CompletedTask",
            "await Task.FromResult(5)",
            "null as string",
            "x = 6",
            "new { A = 1, B = \"<i>\" }",
            "new[] { 1, 2 }",
            "\"글 <b>\"",
            "public class V : IHtmlView { public string ToHtml() => \"<p>own</p>\"; public override string ToString() => \"plain\"; }\nnew V()",
            """
            using Microsoft.Data.Analysis;
            new DataFrame(new StringDataFrameColumn("key", ["<b>가", null]), new DoubleDataFrameColumn("rate", [1234.5, 2.0]), new Int64DataFrameColumn("offset", [0L, 1234567L]))
            """,
            "Plotly.NET.CSharp.Chart.Line<int, int, string>(x: new[] { 1, 2 }, y: new[] { 3, 4 }, Name: \"</script>\")",
            "new ChartSpec(\"제목\", \"alt\", new ChartAxis(\"x\"), new ChartAxis(\"y\"), new LineSeries(\"가\", [1, 2], [3, 4])).ToFigure()",
            "Notebook.Connect()");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private readonly ExecutedNotebook _run = values.Run;

    [Fact]
    public void All_of_them_ran() => Assert.True(_run.Succeeded, string.Join("\n", _run.Failure?.Trouble ?? []));

    [Fact]
    public void Only_a_last_expression_without_a_semicolon_is_shown()
    {
        Assert.Equal([0, 0, 0, 0, 1, 1, 1], Enumerable.Range(2, 7).Select(n => _run.OutputsOf(n).Count));
        Assert.Equal("5", _run.ValueOf(6));
        Assert.Equal("<null>", _run.ValueOf(7));
        Assert.Equal("6", _run.ValueOf(8));
        Assert.True(Value(6).IsResult);
    }

    [Fact]
    public void Values_look_as_the_kernels_formatter_makes_them()
    {
        Assert.Contains("dni-treeview", Value(9).TextOf("text/html"), StringComparison.Ordinal);
        Assert.Contains("&lt;i&gt;", Value(9).TextOf("text/html"), StringComparison.Ordinal);
        Assert.Equal("[ 1, 2 ]", _run.ValueOf(10));
        Assert.Equal("글 <b>", _run.ValueOf(11));
    }

    [Fact]
    public void A_view_of_ours_shows_its_own_HTML()
    {
        Assert.Equal("<p>own</p>", Value(12).TextOf("text/html"));
        Assert.Equal("plain", Value(12).TextOf("text/plain"));
    }

    [Fact]
    public void A_DataFrame_is_a_table()
    {
        string html = Value(13).TextOf("text/html")!;
        Assert.Contains("<table", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.Contains(">1,234.5<", html, StringComparison.Ordinal);
        Assert.Contains(">1234567<", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(15)]
    public void A_chart_of_Plotly_NET_and_a_figure_bring_their_data(int cell)
    {
        JsonElement figure = Assert.NotNull(Value(cell).Plotly);
        Assert.Equal([3, 4], figure.GetProperty("data")[0].GetProperty("y").EnumerateArray().Select(v => v.GetInt32()));
        string html = Value(cell).TextOf("text/html")!;
        Assert.Contains("workbook-plotly", html, StringComparison.Ordinal);
        Assert.DoesNotContain("LOL!", html, StringComparison.Ordinal);
        Assert.DoesNotContain("</script>\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void The_first_cell_carries_the_chart_library_and_may_run_twice(int cell)
    {
        Assert.Contains("Plotly", Value(cell).TextOf("text/html"), StringComparison.Ordinal);
        Assert.Equal($"Kafka Workbook {Connection.Version} is ready", _run.ValueOf(cell));
    }

    [Fact]
    public async Task Progress_is_told_to_the_observer_and_is_no_output()
    {
        Recorder recorder = new();
        ExecutedNotebook run = await NotebookRunner.RunAsync(
            Cells.Notebook(Start, "var line = ProgressDisplays.Find().Begin(Text.Same(\"first\"));\nline.Done(Text.Same(\"last\"));"),
            Cells.Options with { Observer = recorder },
            TestContext.Current.CancellationToken);

        Assert.Empty(run.OutputsOf(2));
        Assert.Equal(["begin 1/2", "end 1 Ran", "begin 2/2", "first False", "last True", "end 2 Ran"], recorder.Heard);
    }

    [Fact]
    public async Task A_formatter_that_throws_fails_its_cell()
    {
        ExecutedNotebook run = await Cells.RunAsync(Start, "public class Bad : IHtmlView { public string ToHtml() => throw new FormatException(\"no html\"); }\nnew Bad()");

        Assert.Equal("no html", run.ErrorOf(2).Message);
    }

    [Fact]
    public async Task Cells_run_in_the_notebooks_folder_in_its_language_without_standard_input()
    {
        string top = Directory.CreateTempSubdirectory("kw ").FullName;
        string folder = Path.Combine(top, "notebooks", "en");
        string path = Path.Combine(folder, "한글 이름.ipynb");
        await Cells.Notebook(Start, "Environment.CurrentDirectory", "Languages.Current", "Console.ReadLine()").WriteAsync(path, TestContext.Current.CancellationToken);

        ExecutedNotebook run = await NotebookRunner.RunAsync(
            await NotebookDocument.ReadAsync(path, TestContext.Current.CancellationToken),
            new RunOptions { Variables = new Dictionary<string, string?> { ["KAFKA_WORKBOOK_LANGUAGE"] = null } },
            TestContext.Current.CancellationToken);

        Assert.EndsWith(Path.Combine("notebooks", "en"), run.ValueOf(2), StringComparison.Ordinal);
        Assert.Equal("English", run.ValueOf(3));
        Assert.Equal("<null>", run.ValueOf(4));
        Directory.Delete(top, recursive: true);
    }

    [Fact]
    public async Task Two_notebooks_run_at_once_without_mixing()
    {
        ExecutedNotebook[] runs = await Task.WhenAll(Enumerable.Range(1, 2).Select(n =>
            Cells.RunAsync($"var n = {n};", "for (var i = 0; i < 50; i++) { Console.Write(n); await Task.Delay(1); }", "n")));

        for (int i = 0; i < runs.Length; i++)
        {
            Assert.Equal(new string((char)('1' + i), 50), Assert.Single(runs[i].OutputsOf(2).OfType<StreamOutput>()).Text);
            Assert.Equal($"{i + 1}", runs[i].ValueOf(3));
        }
    }

    [Fact]
    public async Task What_native_code_writes_belongs_to_its_cell()
    {
        ExecutedNotebook run = await Cells.RunAsync(
            "var raw = Console.OpenStandardError();\nraw.Write(Encoding.UTF8.GetBytes(\"%3|FAIL| 첫째\\n\"));",
            "raw.Write(Encoding.UTF8.GetBytes(\"second\"));");

        Assert.Equal([new StreamOutput(true, "%3|FAIL| 첫째\n")], run.OutputsOf(1));
        Assert.Equal([new StreamOutput(true, "second")], run.OutputsOf(2));
    }

    private ValueOutput Value(int cell) => Assert.IsType<ValueOutput>(Assert.Single(_run.OutputsOf(cell)));

    private sealed class Recorder : IRunObserver
    {
        public List<string> Heard { get; } = [];

        public void CellBegins(int number, int count, string firstLine) => Heard.Add($"begin {number}/{count}");

        public void Progress(string text, bool isLast) => Heard.Add($"{text} {isLast}");

        public void CellEnds(CellRun cell) => Heard.Add($"end {cell.Number} {cell.State}");
    }
}

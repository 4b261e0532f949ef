using System.Text.Json;
using KafkaWorkbook.Notebooks;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

public sealed class ShowingValuesTests
{
    private const string Start = """
        #r "../../bin/KafkaWorkbook.dll"
        using KafkaWorkbook.Figures;
        using KafkaWorkbook.Notebooks;
        using KafkaWorkbook.Reporting;
        Notebook.Connect()
        """;

    [Fact]
    public async Task Only_a_last_expression_without_a_semicolon_is_shown()
    {
        ExecutedNotebook run = await Cells.RunAsync("\"a\".Trim();", "var x = 3;", "Console.Write(\"\")", "await Task.CompletedTask", "await Task.FromResult(5)", "null as string", "x = 6");

        Assert.True(run.Succeeded);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1], Enumerable.Range(1, 7).Select(n => run.OutputsOf(n).Count));
        Assert.Equal("5", run.ValueOf(5));
        Assert.Equal("<null>", run.ValueOf(6));
        Assert.Equal("6", run.ValueOf(7));
        Assert.True(Assert.IsType<ValueOutput>(run.OutputsOf(5)[0]).IsResult);
    }

    [Fact]
    public async Task Values_look_as_the_kernels_formatter_makes_them()
    {
        ExecutedNotebook run = await Cells.RunAsync("new { A = 1, B = \"<i>\" }", "new[] { 1, 2 }", "\"글 <b>\"");

        Assert.Contains("dni-treeview", Assert.IsType<ValueOutput>(run.OutputsOf(1)[0]).TextOf("text/html"), StringComparison.Ordinal);
        Assert.Contains("&lt;i&gt;", Assert.IsType<ValueOutput>(run.OutputsOf(1)[0]).TextOf("text/html"), StringComparison.Ordinal);
        Assert.Equal("[ 1, 2 ]", run.ValueOf(2));
        Assert.Equal("글 <b>", run.ValueOf(3));
    }

    [Fact]
    public async Task A_view_of_ours_shows_its_own_HTML()
    {
        ExecutedNotebook run = await Cells.RunAsync(Start, "public class V : IHtmlView { public string ToHtml() => \"<p>own</p>\"; public override string ToString() => \"plain\"; }\nnew V()");

        ValueOutput value = Assert.IsType<ValueOutput>(Assert.Single(run.OutputsOf(2)));
        Assert.Equal("<p>own</p>", value.TextOf("text/html"));
        Assert.Equal("plain", value.TextOf("text/plain"));
    }

    [Fact]
    public async Task A_DataFrame_is_a_table()
    {
        ExecutedNotebook run = await Cells.RunAsync(
            Start,
            """
            using Microsoft.Data.Analysis;
            new DataFrame(new StringDataFrameColumn("key", ["<b>가", null]), new DoubleDataFrameColumn("rate", [1234.5, 2.0]), new Int64DataFrameColumn("offset", [0L, 1234567L]))
            """);

        Assert.True(run.Succeeded, string.Join("\n", run.Failure?.Trouble ?? []));
        string html = Assert.IsType<ValueOutput>(Assert.Single(run.OutputsOf(2))).TextOf("text/html")!;
        Assert.Contains("<table", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.Contains(">1,234.5<", html, StringComparison.Ordinal);
        Assert.Contains(">1234567<", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_of_Plotly_NET_and_a_figure_bring_their_data()
    {
        ExecutedNotebook run = await Cells.RunAsync(
            Start,
            "Plotly.NET.CSharp.Chart.Line<int, int, string>(x: new[] { 1, 2 }, y: new[] { 3, 4 }, Name: \"</script>\")",
            "new ChartSpec(\"제목\", \"alt\", new ChartAxis(\"x\"), new ChartAxis(\"y\"), new LineSeries(\"가\", [1, 2], [3, 4])).ToFigure()");

        Assert.True(run.Succeeded, string.Join("\n", run.Failure?.Trouble ?? []));
        foreach (int cell in (int[])[2, 3])
        {
            ValueOutput value = Assert.IsType<ValueOutput>(Assert.Single(run.OutputsOf(cell)));
            JsonElement figure = Assert.NotNull(value.Plotly);
            Assert.Equal([3, 4], figure.GetProperty("data")[0].GetProperty("y").EnumerateArray().Select(v => v.GetInt32()));
            Assert.Contains("workbook-plotly", value.TextOf("text/html"), StringComparison.Ordinal);
            Assert.DoesNotContain("LOL!", value.TextOf("text/html"), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("</script>\",", Assert.IsType<ValueOutput>(run.OutputsOf(2)[0]).TextOf("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_cell_carries_the_chart_library_and_may_run_twice()
    {
        ExecutedNotebook run = await Cells.RunAsync(Start, "Notebook.Connect()");

        Assert.True(run.Succeeded);
        Assert.All((int[])[1, 2], n => Assert.Contains("Plotly", Assert.IsType<ValueOutput>(Assert.Single(run.OutputsOf(n))).TextOf("text/html"), StringComparison.Ordinal));
        Assert.Equal($"Kafka Workbook {Connection.Version} is ready", run.ValueOf(2));
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
        string folder = Path.Combine(Directory.CreateTempSubdirectory("kw ").FullName, "notebooks", "en");
        string path = Path.Combine(folder, "한글 이름.ipynb");
        await Cells.Notebook(Start, "Environment.CurrentDirectory", "Languages.Current", "Console.ReadLine()").WriteAsync(path, TestContext.Current.CancellationToken);

        ExecutedNotebook run = await NotebookRunner.RunAsync(
            await NotebookDocument.ReadAsync(path, TestContext.Current.CancellationToken),
            new RunOptions { Variables = new Dictionary<string, string?> { ["KAFKA_WORKBOOK_LANGUAGE"] = null } },
            TestContext.Current.CancellationToken);

        Assert.EndsWith(Path.Combine("notebooks", "en"), run.ValueOf(2), StringComparison.Ordinal);
        Assert.Equal("English", run.ValueOf(3));
        Assert.Equal("<null>", run.ValueOf(4));
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

    private sealed class Recorder : IRunObserver
    {
        public List<string> Heard { get; } = [];

        public void CellBegins(int number, int count, string firstLine) => Heard.Add($"begin {number}/{count}");

        public void Progress(string text, bool isLast) => Heard.Add($"{text} {isLast}");

        public void CellEnds(CellRun cell) => Heard.Add($"end {cell.Number} {cell.State}");
    }
}

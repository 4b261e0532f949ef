using System.Diagnostics;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

public sealed class RunningFailuresTests
{
    [Fact]
    public async Task An_exception_names_chapter_cell_and_line_and_the_rest_is_not_run()
    {
        ExecutedNotebook run = await Cells.RunAsync(
            "int Half(int n) =>\n    n % 2 == 0 ? n / 2 : throw new ArgumentException(\"홀수\");",
            "var four = Half(8);\nawait Task.Delay(1);\nHalf(3);",
            "1");

        Assert.False(run.Succeeded);
        Assert.Equal([CellState.Ran, CellState.Failed, CellState.NotRun], run.Cells.Select(c => c.State));
        Assert.Equal("System.ArgumentException", run.ErrorOf(2).Name);
        Assert.Equal(
            [
                "ArgumentException: 홀수",
                "  notebook, code cell [1], line 2",
                "    n % 2 == 0 ? n / 2 : throw new ArgumentException(\"홀수\");",
                "  notebook, code cell [2], line 3",
                "    Half(3);",
            ],
            run.ErrorOf(2).Traceback);
        Assert.Contains("Not run", run.ValueOf(3), StringComparison.Ordinal);
        Assert.Null(run.Document.Cells[2].ExecutionCount);
    }

    [Fact]
    public async Task Inner_exceptions_are_told_and_wrappings_are_not()
    {
        ExecutedNotebook run = await Cells.RunAsync(
            "throw new AggregateException(new InvalidOperationException(\"outer\", new FormatException(\"inner\")));");

        Assert.Equal("System.InvalidOperationException", run.ErrorOf(1).Name);
        Assert.Equal("← FormatException: inner", run.ErrorOf(1).Traceback[^1]);
    }

    [Fact]
    public async Task A_compile_error_names_line_column_and_number()
    {
        ExecutedNotebook run = await Cells.RunAsync("var a = 1;\nvar 나 = \"가\" + misspelt;");

        ErrorOutput error = run.ErrorOf(1);
        Assert.Equal("CompilationError", error.Name);
        Assert.Equal("notebook, code cell [1], line 2, column 15: CS0103: The name 'misspelt' does not exist in the current context", error.Traceback[0]);
        Assert.Equal("    var 나 = \"가\" + misspelt;", error.Traceback[1]);
        Assert.EndsWith("^", error.Traceback[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compiler_warning_goes_to_standard_error_as_in_Jupyter()
    {
        ExecutedNotebook run = await Cells.RunAsync("void F() { int unused; }\n1");

        Assert.True(run.Succeeded);
        Assert.Contains("CS0168", Assert.Single(run.OutputsOf(1).OfType<StreamOutput>(), s => s.IsError).Text, StringComparison.Ordinal);
        Assert.Equal("1", run.ValueOf(1));
    }

    [Fact]
    public async Task A_loop_without_end_is_ended_at_the_limit()
    {
        // The compiler's first cell alone takes a second or two where the machine is busy.
        ExecutedNotebook run = await NotebookRunner.RunAsync(
            Cells.Notebook("Console.WriteLine(Environment.ProcessId);", "1", "Console.WriteLine(\"begins\"); while (true) { }", "2"),
            Cells.Options with { CellLimit = TimeSpan.FromSeconds(10) },
            TestContext.Current.CancellationToken);

        Assert.Equal([CellState.Ran, CellState.Ran, CellState.TimedOut, CellState.NotRun], run.Cells.Select(c => c.State));
        Assert.Contains("within 10 seconds", run.ErrorOf(3).Message, StringComparison.Ordinal);
        Assert.Contains("begins", Assert.Single(run.OutputsOf(3).OfType<StreamOutput>()).Text, StringComparison.Ordinal);
        AssertGone(run, 1);
    }

    [Fact]
    public async Task A_cell_that_ends_the_process_is_named_with_the_exit_code()
    {
        ExecutedNotebook run = await Cells.RunAsync("1", "Environment.Exit(7);", "3");

        Assert.Equal([CellState.Ran, CellState.Crashed, CellState.NotRun], run.Cells.Select(c => c.State));
        Assert.Contains("exit code 7", run.ErrorOf(2).Message, StringComparison.Ordinal);
        Assert.Equal("  notebook, code cell [2]", run.ErrorOf(2).Traceback[1]);
    }

    [Fact]
    public async Task A_crash_is_told_with_its_last_words()
    {
        ExecutedNotebook run = await Cells.RunAsync("int Deep(int n) => 1 + Deep(n + 1);\nDeep(0)");

        Assert.Equal(CellState.Crashed, run.Cells[0].State);
        Assert.Contains(run.ErrorOf(1).Traceback, l => l.Contains("Stack overflow", StringComparison.Ordinal));
        Assert.True(run.ErrorOf(1).Traceback.Length < 20);
    }

    [Fact]
    public async Task Too_much_output_is_cut_and_counted()
    {
        ExecutedNotebook run = await Cells.RunAsync("for (var i = 0; i < 300; i++) Console.WriteLine(new string('가', 9_999));\n\"end\"");

        Assert.True(run.Succeeded);
        Assert.Equal(2_000_000, run.Cells[0].CutCharacters);
        StreamOutput[] streams = [.. run.OutputsOf(1).OfType<StreamOutput>()];
        Assert.Contains("2,000,000 characters of output were left out", streams[^1].Text, StringComparison.Ordinal);
        Assert.InRange(streams.Sum(s => s.Text.Length), 1_000_000, 1_000_100);
        Assert.Equal("end", run.ValueOf(1));
    }

    [Fact]
    public async Task Cancelling_keeps_what_ran_and_leaves_no_process()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ExecutedNotebook run = await NotebookRunner.RunAsync(
            Cells.Notebook("Console.WriteLine(Environment.ProcessId);", "await Task.Delay(-1);", "3"),
            Cells.Options with { Observer = new CancelAt(2, stop) },
            stop.Token);

        Assert.True(run.Cancelled);
        Assert.Equal([CellState.Ran, CellState.Cancelled, CellState.NotRun], run.Cells.Select(c => c.State));
        AssertGone(run, 1);
    }

    [Fact]
    public async Task Cancelling_before_the_start_runs_nothing()
    {
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();

        ExecutedNotebook run = await NotebookRunner.RunAsync(Cells.Notebook("1", "2"), Cells.Options, stop.Token);

        Assert.True(run.Cancelled);
        Assert.All(run.Cells, c => Assert.Equal(CellState.NotRun, c.State));
    }

    [Fact]
    public async Task A_refusal_of_the_cluster_is_a_note_and_the_run_goes_on()
    {
        ExecutedNotebook run = await Cells.RunAsync(
            """
            #r "../../bin/KafkaWorkbook.dll"
            using KafkaWorkbook.Clusters;
            using KafkaWorkbook.Reporting;
            1
            """,
            """throw new NotOnThisClusterException(Capability.KillBroker, ClusterKind.Embedded, Text.Same("why <b>"), Text.Same("where"));""",
            "3");

        Assert.True(run.Succeeded);
        Assert.Equal([CellState.Ran, CellState.Refused, CellState.Ran], run.Cells.Select(c => c.State));
        Assert.Contains("why &lt;b&gt;", Assert.IsType<ValueOutput>(Assert.Single(run.OutputsOf(2))).TextOf("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_background_work_writes_too_late_is_lost_as_in_the_kernels()
    {
        ExecutedNotebook run = await Cells.RunAsync(
            "var go = new TaskCompletionSource();\nvar late = Task.Run(async () => { await go.Task; Console.WriteLine(\"late\"); });",
            "go.SetResult();\nawait late;\nConsole.WriteLine(\"in time\");");

        Assert.Equal("in time\n", Assert.Single(run.OutputsOf(2).OfType<StreamOutput>()).Text);
        Assert.Equal(5, run.Cells[1].LateCharacters);
    }

    private static void AssertGone(ExecutedNotebook run, int cell)
    {
        int id = int.Parse(Assert.Single(run.OutputsOf(cell).OfType<StreamOutput>()).Text.Trim(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    private sealed class CancelAt(int number, CancellationTokenSource stop) : IRunObserver
    {
        public void CellBegins(int cell, int count, string firstLine)
        {
            if (cell == number)
            {
                stop.CancelAfter(TimeSpan.FromMilliseconds(300));
            }
        }
    }
}

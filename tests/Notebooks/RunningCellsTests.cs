using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

public sealed class RunningCellsTests
{
    [Fact]
    public async Task What_a_cell_declares_is_there_in_the_next()
    {
        ExecutedNotebook run = await Cells.RunAsync(
            "int a = 2; record Point(int X); int Twice(int n) => 2 * n;",
            "await Task.Delay(1);\nvar p = new Point(Twice(a));",
            "p.X");

        Assert.True(run.Succeeded);
        Assert.Equal("4", run.ValueOf(3));
        Assert.Equal([1, 2, 3], run.Document.Cells.Select(c => c.ExecutionCount));
    }

    [Fact]
    public async Task Console_output_keeps_its_order_across_both_streams()
    {
        ExecutedNotebook run = await Cells.RunAsync(
            """
            Console.WriteLine("하나");
            Console.Error.WriteLine("two");
            Console.Write("3 😀");
            Console.Write(" und vier\n");
            5
            """);

        Assert.Equal(
            [new StreamOutput(false, "하나\n"), new StreamOutput(true, "two\n"), new StreamOutput(false, "3 😀 und vier\n")],
            run.OutputsOf(1).OfType<StreamOutput>());
        Assert.Equal("5", run.ValueOf(1));
    }

    [Fact]
    public async Task The_library_of_a_notebook_is_the_one_that_runs()
    {
        ExecutedNotebook run = await Cells.RunAsync(
            """
            #r "../../bin/KafkaWorkbook.dll"
            using Confluent.Kafka;
            using KafkaWorkbook.Clusters;
            new Message<string, string> { Key = "k" }.Key
            """,
            """
            var loaded = AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name).Where(n => n is "KafkaWorkbook" or "Confluent.Kafka");
            string.Join(" ", loaded.Order())
            """);

        Assert.True(run.Succeeded, string.Join("\n", run.Failure?.Trouble ?? []));
        Assert.Equal("Confluent.Kafka KafkaWorkbook", run.ValueOf(2));
    }
}

using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

/// <summary>Small notebooks, written where they are used.</summary>
internal static class Cells
{
    /// <summary>A notebook of code cells.</summary>
    public static NotebookDocument Notebook(params string[] sources) =>
        new() { Cells = [.. sources.Select((s, i) => new NotebookCell(CellKind.Code, s) { Id = $"c{i + 1}" })] };

    public static Task<ExecutedNotebook> RunAsync(params string[] sources) =>
        NotebookRunner.RunAsync(Notebook(sources), Options, TestContext.Current.CancellationToken);

    public static RunOptions Options { get; } = new()
    {
        Variables = new Dictionary<string, string?> { ["KAFKA_WORKBOOK_LANGUAGE"] = "en", ["KAFKA_WORKBOOK_CLUSTER"] = "embedded" },
    };

    /// <summary>The outputs of a code cell, counted from 1.</summary>
    public static IReadOnlyList<CellOutput> OutputsOf(this ExecutedNotebook executed, int number) =>
        executed.Document.Cells[executed.Cells[number - 1].Index].Outputs;

    /// <summary>The plain form of the only value of a code cell.</summary>
    public static string? ValueOf(this ExecutedNotebook executed, int number) =>
        Assert.Single(executed.OutputsOf(number).OfType<ValueOutput>()).TextOf("text/plain");

    /// <summary>The error of a code cell.</summary>
    public static ErrorOutput ErrorOf(this ExecutedNotebook executed, int number) => Assert.Single(executed.OutputsOf(number).OfType<ErrorOutput>());
}

namespace KafkaWorkbook.Notebooks.Worker;

/// <summary>
/// Compiles and runs a cell that nobody sees, while the runner is still starting the cluster: the compiler has to be compiled itself
/// first (more than a second), which otherwise would be the first cell's time.
/// </summary>
internal static class WarmUp
{
    private const string Cell = """
        #r "KafkaWorkbook.dll"
        using Confluent.Kafka;
        using KafkaWorkbook.Clusters;
        var numbers = Enumerable.Range(0, 3).Select(n => new { n, Text = $"{n:0.0}" }).ToList();
        await Task.CompletedTask;
        numbers.Count
        """;

    public static async Task RunAsync(string folder)
    {
        try
        {
            CellScript script = new(folder);
            CompiledCell cell = script.Compile(0, Cell, CancellationToken.None);
            if (!cell.Errors.Any())
            {
                CellValue value = await script.RunAsync(cell, CancellationToken.None).ConfigureAwait(false);
                ValueForms.Of(value.Value);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Only time is lost: the first cell meets the same and can say it.
        }
    }
}

namespace KafkaWorkbook.Notebooks.Worker;

/// <summary>Runs a small cell that nobody sees, as a script of its own: most of what a process's first cell takes is the compiler being compiled.</summary>
internal static class Rehearsal
{
    private const string Source = $$"""
        #r "{{ScriptSettings.LibraryFile}}"
        using Confluent.Kafka;
        using KafkaWorkbook.Clusters;
        using KafkaWorkbook.Messaging;
        var words = await Task.FromResult(Enumerable.Range(0, 3).Select(n => $"{n}").ToList());
        foreach (var word in words)
            _ = word.Length;
        words
        """;

    public static async Task RunAsync(string folder)
    {
        CellScript script = new(folder);
        CompiledCell cell = script.Compile(0, Source, CancellationToken.None);
        if (!cell.Errors.Any())
        {
            CellValue value = await script.RunAsync(cell, CancellationToken.None).ConfigureAwait(false);
            _ = ValueForms.Of(value.Value);
        }
    }
}

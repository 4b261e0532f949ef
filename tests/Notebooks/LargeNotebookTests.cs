using System.Diagnostics;
using System.Text;
using KafkaWorkbook.Notebooks.Documents;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

public sealed class LargeNotebookTests
{
    [Fact]
    public async Task Fifty_megabytes_are_read_within_seconds_and_without_many_copies()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("kw-large-");
        string path = Path.Combine(folder.FullName, "large.ipynb");
        await WriteAsync(path);
        long size = new FileInfo(path).Length;
        Assert.True(size > 50_000_000, $"{size}");
        Stopwatch clock = Stopwatch.StartNew();

        NotebookDocument read = await NotebookDocument.ReadAsync(path, TestContext.Current.CancellationToken);

        TimeSpan took = clock.Elapsed;
        string text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
        Assert.Equal(2_000, read.Cells.Length);
        Assert.EndsWith("한글 999</p>", Assert.IsType<ValueOutput>(read.Cells[1_999].Outputs[1]).TextOf("text/html"), StringComparison.Ordinal);
        Assert.True(took < TimeSpan.FromSeconds(60), $"{took}: a second or two on a quiet machine");

        // Other tests run at the same time, so only what this thread asks for is counted.
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(2_000, NotebookDocument.Parse(text).Cells.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, size, 4 * size);
    }

    private static async Task WriteAsync(string path)
    {
        await using StreamWriter writer = new(path, append: false, new UTF8Encoding(false));
        await writer.WriteAsync("""{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [""");
        string row = string.Concat(Enumerable.Repeat("<tr><td>\\u003c값\\n</td></tr>", 2_000));
        for (int i = 0; i < 1_000; i++)
        {
            await writer.WriteAsync(i == 0 ? "" : ",\n");
            await writer.WriteAsync($$"""
                {"cell_type": "markdown", "id": "m{{i}}", "metadata": {}, "source": ["## {{i}}\n", "글"]},
                {"cell_type": "code", "id": "c{{i}}", "metadata": {}, "execution_count": {{i}}, "source": "x", "outputs": [
                  {"output_type": "stream", "name": "stdout", "text": ["a\n", "b\n"]},
                  {"output_type": "display_data", "metadata": {}, "data": {"text/html": "{{row}}<p>한글 {{i}}</p>", "text/plain": "{{i}}"} }]}
                """);
        }

        await writer.WriteAsync("]}");
    }
}

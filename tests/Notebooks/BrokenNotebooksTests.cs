using System.Text;
using KafkaWorkbook.Notebooks.Documents;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

/// <summary>Files as they come out of a broken download, a crash, a merge or another program: each is named, with the cell where there is one.</summary>
public sealed class BrokenNotebooksTests : IDisposable
{
    private const string Head = """{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [""";
    private const string Good = """{"cell_type": "markdown", "metadata": {}, "source": ["글\n", "text"]}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kw 깨진 파일 ");

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string, byte[], int?, string> Broken => new()
    {
        { "empty.ipynb", [], null, "empty" },
        { "blank.ipynb", "\uFEFF\r\n  \t"u8.ToArray(), null, "empty" },
        { "zip.ipynb", [(byte)'P', (byte)'K', 3, 4, 0, 0, 8, 0, 0xFF], null, "binary" },
        { "picture.ipynb", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0], null, "binary" },
        { "utf16-without-mark.ipynb", Encoding.Unicode.GetBytes($"{Head}]}}"), null, "UTF-16 without a byte order mark" },
        { "utf16-torn.ipynb", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Head), 0x00, 0xD8], null, "not valid utf-16" },
        { "korean-windows.ipynb", [.. Encoding.UTF8.GetBytes(Head + "\n" + Good + ",\n"), .. "{\"cell_type\": \"raw\", \"source\": \""u8, 0xC7, 0xD1, 0xB1, 0xDB, .. "\"}]}"u8], null, "not UTF-8 (line 3)" },
        { "latin.ipynb", [(byte)'"', (byte)'M', 0xFC, (byte)'r', (byte)'"'], null, "not UTF-8 (line 1)" },
        { "page.ipynb", Text("\n<!doctype html><html><body>Sign in</body></html>"), null, "a web page" },
        { "conflict.ipynb", Text(Head + "\n<<<<<<< HEAD\n" + Good + "\n=======\n>>>>>>> other\n]}"), null, "merge conflict is still in it (line 2)" },
        { "notes.ipynb", Text("# My notes\n\nnot a notebook"), null, "not JSON (line 1, byte 1)" },
        { "truncated-in-a-text.ipynb", Text($"{Head}{Good}, {Good[..^9]}"), 2, "not JSON" },
        { "truncated-between-cells.ipynb", Text($"{Head}{Good}, {Good}, "), 2, "not JSON" },
        { "truncated-in-the-metadata.ipynb", Text("""{"cells": [{"cell_type": "raw", "source": "x"}], "metadata": {"kernel"""), null, "not JSON" },
        { "comma.ipynb", Text($"{Head}{Good}, {{\"cell_type\": \"raw\", \"source\": \"x\",}}]}}"), 2, "not JSON" },
        { "single-quotes.ipynb", Text("{'cells': []}"), null, "not JSON" },
        { "twice.ipynb", Text($"{Head}]}}{Head}]}}"), null, "not JSON" },
        { "deep.ipynb", Text($"{Head}{Good}, {{\"cell_type\": \"raw\", \"source\": \"x\", \"metadata\": {{\"a\": {new string('[', 5_000)}{new string(']', 5_000)}}}}}]}}"), 2, "nested deeper" },
        { "version-3.ipynb", Text("""{"nbformat": 3, "worksheets": [{"cells": []}]}"""), null, "nbformat 3" },
        { "version-5.ipynb", Text("""{"nbformat": 5, "cells": []}"""), null, "nbformat 5" },
        { "no-source.ipynb", Text($"{Head}{Good}, {{\"cell_type\": \"code\", \"metadata\": {{}}, \"outputs\": []}}]}}"), 2, "no source" },
        { "number-as-source.ipynb", Text($"{Head}{{\"cell_type\": \"code\", \"source\": 7}}]}}"), 1, "source is neither text" },
        { "unknown-cell.ipynb", Text($"{Head}{Good}, {Good}, {{\"cell_type\": \"heading\", \"source\": \"\"}}]}}"), 3, "'heading' is unknown" },
        { "unknown-output.ipynb", Text($"{Head}{Good}, {Code("""{"output_type": "update_display_data", "data": {}}""")}]}}"), 2, "'update_display_data' is unknown" },
        { "output-without-type.ipynb", Text($"{Head}{Code("""{"data": {}}""")}]}}"), 1, "output_type '' is unknown" },
        { "output-data-as-list.ipynb", Text($"{Head}{Code("""{"output_type": "display_data", "data": []}""")}]}}"), 1, "data is no JSON object" },
        { "error-without-name.ipynb", Text($"{Head}{Code("""{"output_type": "error", "evalue": "x"}""")}]}}"), 1, "no ename" },
        { "stream-of-numbers.ipynb", Text($"{Head}{Code("""{"output_type": "stream", "name": "stdout", "text": [1]}""")}]}}"), 1, "text is neither text" },
        { "ids-twice.ipynb", Text($"{Head}{Cell("a", "x")}, {Cell("b", "x")}, {Cell("a", "x")}]}}"), 3, "'a' is used twice" },
        { "tags-as-text.ipynb", Text($"{Head}{Good}, {{\"cell_type\": \"raw\", \"source\": \"\", \"metadata\": {{\"tags\": \"exercise\"}}}}]}}"), 2, "tags is no array" },
        { "attachments-as-list.ipynb", Text($"{Head}{{\"cell_type\": \"markdown\", \"source\": \"\", \"attachments\": []}}]}}"), 1, "attachments is no JSON object" },
        { "cells-as-map.ipynb", Text("""{"nbformat": 4, "cells": {"1": {}}}"""), null, "cells is no array" },
        { "list.ipynb", Text("[1, 2]"), null, "no JSON object" },
        { "empty.dib", [], null, "empty" },
        { "binary.dib", [1, 0, 2], null, "binary" },
        { "korean-windows.dib", [.. "#!csharp\n\nvar x = \""u8, 0xC7, 0xD1, (byte)'"'], null, "not UTF-8 (line 3)" },
        { "meta-no-json.dib", Text("#!meta\n\n{\"kernelInfo\":\n{,}}\n\n#!csharp\n1"), null, "behind #!meta (line 4): it is not JSON" },
        { "meta-list.dib", Text("#!meta\n[]\n#!csharp\n1"), null, "behind #!meta (line 2): it is no JSON object" },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public async Task A_broken_file_is_named_with_its_cell(string name, byte[] content, int? cell, string why)
    {
        string path = Path.Combine(_folder.FullName, name);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);

        NotebookFormatException failure = await Assert.ThrowsAsync<NotebookFormatException>(() => NotebookDocument.ReadAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(cell, failure.Cell);
        Assert.StartsWith($"{name}: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(why, failure.What.English, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", failure.Message, StringComparison.Ordinal);
        Assert.Contains(failure.What.Korean, c => c is >= '가' and <= '힣');
    }

    [Fact]
    public async Task A_file_that_is_only_large_is_refused_before_it_is_read()
    {
        string path = Path.Combine(_folder.FullName, "large.ipynb");
        await using (FileStream file = File.Create(path))
        {
            file.SetLength(201L * 1024 * 1024);
        }

        NotebookFormatException failure = await Assert.ThrowsAsync<NotebookFormatException>(() => NotebookDocument.ReadAsync(path, TestContext.Current.CancellationToken));

        Assert.Contains("too large", failure.What.English, StringComparison.Ordinal);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Code(string output) => $$"""{"cell_type": "code", "metadata": {}, "execution_count": 1, "source": "x", "outputs": [{{output}}]}""";

    private static string Cell(string id, string source) => $$"""{"cell_type": "raw", "id": "{{id}}", "metadata": {}, "source": "{{source}}"}""";
}

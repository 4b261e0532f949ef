using System.Text;
using KafkaWorkbook.Notebooks.Documents;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

/// <summary>Notebooks as other programs save them, in the words and shapes that each of them uses.</summary>
public sealed class ForeignNotebooksTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kw 남의 노트북 ");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Polyglot_Notebooks_name_each_cells_kernel()
    {
        NotebookDocument read = NotebookDocument.Parse(
            """
            {"cells": [
              {"cell_type": "code", "execution_count": 1, "metadata": {"dotnet_interactive": {"language": "csharp"}, "polyglot_notebook": {"kernelName": "csharp"}, "vscode": {"languageId": "polyglot-notebook"}}, "outputs": [{"data": {"text/html": ["<div class=\"dni-plaintext\"><pre>42</pre></div>"]}, "metadata": {}, "output_type": "display_data"}], "source": ["42"]},
              {"cell_type": "code", "execution_count": 2, "metadata": {"dotnet_interactive": {"language": "fsharp"}, "polyglot_notebook": {"kernelName": "fsharp"}}, "outputs": [], "source": ["let x = 1"]},
              {"cell_type": "code", "execution_count": null, "metadata": {"dotnet_interactive": {"language": "pwsh"}, "polyglot_notebook": {"kernelName": "pwsh"}}, "outputs": [], "source": ["Get-Date"]},
              {"cell_type": "code", "execution_count": null, "metadata": {"polyglot_notebook": {"kernelName": "mermaid"}}, "outputs": [], "source": ["graph TD"]},
              {"cell_type": "code", "execution_count": null, "metadata": {"polyglot_notebook": {"kernelName": "sql-shop"}}, "outputs": [], "source": ["SELECT 1"]},
              {"cell_type": "code", "execution_count": null, "metadata": {"polyglot_notebook": {"kernelName": "vars"}}, "outputs": [], "source": ["x"]}],
             "metadata": {"kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"}, "language_info": {"name": "polyglot-notebook"},
               "polyglot_notebook": {"kernelInfo": {"defaultKernelName": "csharp", "items": [
                 {"aliases": ["c#", "C#"], "languageName": "C#", "name": "csharp"}, {"aliases": ["shop"], "languageName": "T-SQL", "name": "sql-shop"}, {"aliases": [], "languageName": null, "name": "vars"}]}}},
             "nbformat": 4, "nbformat_minor": 5}
            """);

        Assert.Equal(["csharp", "fsharp", "pwsh", "mermaid", "sql", "vars"], read.Cells.Select(c => c.Language));
        Assert.Equal([true, false, false, false, false, false], read.Cells.Select(c => c.IsCSharp));
        Assert.Contains("42", Assert.IsType<ValueOutput>(Assert.Single(read.Cells[0].Outputs)).TextOf("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void NET_Interactives_older_cells_name_only_their_language()
    {
        NotebookDocument read = NotebookDocument.Parse(
            """
            {"cells": [{"cell_type": "code", "execution_count": 1, "metadata": {"dotnet_interactive": {"language": "csharp"}}, "outputs": [], "source": ["1"]},
                       {"cell_type": "code", "execution_count": 1, "metadata": {"dotnet_interactive": {"language": "javascript"}}, "outputs": [], "source": ["1"]},
                       {"cell_type": "code", "execution_count": 1, "metadata": {"vscode": {"languageId": "dotnet-interactive.fsharp"}}, "outputs": [], "source": ["1"]},
                       {"cell_type": "code", "execution_count": 1, "metadata": {"vscode": {"languageId": "shellscript"}}, "outputs": [], "source": ["ls"]}],
             "metadata": {"kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"}, "language_info": {"file_extension": ".cs", "mimetype": "text/x-csharp", "name": "C#", "pygments_lexer": "csharp", "version": "9.0"}, "orig_nbformat": 4},
             "nbformat": 4, "nbformat_minor": 2}
            """);

        Assert.Equal(["csharp", "javascript", "fsharp", "bash"], read.Cells.Select(c => c.Language));
    }

    [Fact]
    public void A_first_line_that_names_a_kernel_decides_and_stays()
    {
        NotebookDocument read = NotebookDocument.Parse(
            """
            {"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": ["#!fsharp\n", "let x = 1"]},
                       {"cell_type": "code", "metadata": {"dotnet_interactive": {"language": "csharp"}}, "outputs": [], "source": ["\n", "#!value --name x\n", "1"]},
                       {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["#!time\n", "1 + 1"]},
                       {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["#!csharp\n", "1 + 1"]}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
            """);

        Assert.Equal(["fsharp", "value", "csharp", "csharp"], read.Cells.Select(c => c.Language));
        Assert.Equal("#!fsharp\nlet x = 1", read.Cells[0].Source);
    }

    [Theory]
    [InlineData("""{"display_name": "Python 3", "language": "python", "name": "python3"}""", "python")]
    [InlineData("""{"display_name": "Python 3", "name": "python3"}""", "python")]
    [InlineData("""{"display_name": "R", "language": "R", "name": "ir"}""", "r")]
    [InlineData("""{"display_name": ".NET (F#)", "language": "F#", "name": ".net-fsharp"}""", "fsharp")]
    [InlineData("""{"display_name": ".NET (PowerShell)", "name": ".net-powershell"}""", "pwsh")]
    [InlineData("""{"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"}""", "csharp")]
    public void Jupyter_names_the_language_for_the_whole_notebook(string kernel, string language)
    {
        NotebookDocument read = NotebookDocument.Parse(
            $$"""{"cells": [{"cell_type": "code", "metadata": {"collapsed": true}, "outputs": [], "source": "1"}], "metadata": {"kernelspec": {{kernel}} }, "nbformat": 4, "nbformat_minor": 0}""");

        Assert.Equal(language, Assert.Single(read.Cells).Language);
    }

    [Fact]
    public void Jupyters_cell_magic_names_a_language_too()
    {
        NotebookDocument read = NotebookDocument.Parse(
            """{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": "%%javascript\nalert(1)"}, {"cell_type": "code", "metadata": {}, "outputs": [], "source": "%%time\n1"}], "metadata": {"language_info": {"name": "ipython"}}, "nbformat": 4}""");

        Assert.Equal(["javascript", "python"], read.Cells.Select(c => c.Language));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_minor_version_of_the_format_is_read(int minor)
    {
        string id = minor == 5 ? "\"id\": \"a-1\", " : "";
        NotebookDocument read = NotebookDocument.Parse(
            $$$"""
            {"cells": [{"cell_type": "code", {{{id}}}"execution_count": 3, "metadata": {"scrolled": true}, "source": ["a\n", "b"], "outputs": [
               {"output_type": "stream", "name": "stdout", "text": "one\ntwo\n"},
               {"output_type": "execute_result", "execution_count": 3, "metadata": {}, "data": {"text/plain": ["x"], "image/png": "iVBORw0KGgo=\n", "application/json": [1]} },
               {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}]},
              {"cell_type": "raw", {{{id.Replace("a-1", "a-2", StringComparison.Ordinal)}}}"metadata": {"format": "text/restructuredtext"}, "source": ":math:`x`"}],
             "metadata": {"signature": "sha256:0"}, "nbformat": 4, "nbformat_minor": {{{minor}}} }
            """);

        Assert.Equal([CellKind.Code, CellKind.Raw], read.Cells.Select(c => c.Kind));
        Assert.Equal(":math:`x`", read.Cells[1].Source);
        Assert.Equal("one\ntwo\n", Assert.IsType<StreamOutput>(read.Cells[0].Outputs[0]).Text);
        ValueOutput value = Assert.IsType<ValueOutput>(read.Cells[0].Outputs[1]);
        Assert.True(value.IsResult);
        Assert.Equal("iVBORw0KGgo=\n", value.TextOf("image/png"));
        Assert.Equal(3, read.Cells[0].ExecutionCount);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    public async Task Any_encoding_of_Unicode_and_any_line_ends_are_read(string encoding, bool mark)
    {
        const string Json = "{\r\n \"cells\": [\r\n  {\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": [\"# 한글 😀\\r\\n\", \"끝\"]}\r\n ],\r\n \"metadata\": {},\r\n \"nbformat\": 4, \"nbformat_minor\": 5\r\n}\r\n";
        const string Dib = "#!markdown\r\n\r\n# 한글 😀\r\n끝\r\n";
        Encoding how = Encoding.GetEncoding(encoding);
        byte[] bom = mark ? how.GetPreamble() is { Length: > 0 } preamble ? preamble : [0xEF, 0xBB, 0xBF] : [];
        Assert.Equal("# 한글 😀\n끝", Assert.Single((await ReadAsync("a.ipynb", [.. bom, .. how.GetBytes(Json)])).Cells).Source);
        Assert.Equal("# 한글 😀\n끝", Assert.Single((await ReadAsync("a.dib", [.. bom, .. how.GetBytes(Dib)])).Cells).Source);
    }

    [Fact]
    public async Task Half_an_emoji_is_mended_and_a_whole_one_is_not_touched()
    {
        const string Json = """
            {"nbformat": 4, "cells": [{"cell_type": "code", "metadata": {"tags": ["\ud83d"]}, "source": "a \ud83d\ude00 \ud83d b \\ud83d \uD83D\u0041 \ude00", "outputs": [
              {"output_type": "display_data", "data": {"text/plain": "cut \ud83d"}}]}]}
            """;

        NotebookDocument read = await ReadAsync("half.ipynb", Encoding.UTF8.GetBytes(Json));

        Assert.Equal("a 😀 \ufffd b \\ud83d \ufffdA \ufffd", read.Cells[0].Source);
        Assert.Equal("cut \ufffd", Assert.IsType<ValueOutput>(Assert.Single(read.Cells[0].Outputs)).TextOf("text/plain"));
        Assert.Contains("cut \ufffd", read.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pic.png", "data:image/png;base64,iVBORw0KGgo=")]
    [InlineData("attachment:pic.png", "data:image/png;base64,iVBORw0KGgo=")]
    [InlineData("attachment:%EA%B7%B8%EB%A6%BC%201.svg", "data:image/svg+xml;base64,PHN2Zy8+")]
    [InlineData("kept.svg", "data:image/svg+xml;base64,PHN2Zy8+")]
    [InlineData("photo.jpg", "data:image/jpeg;base64,/9j/4A==")]
    [InlineData("anim.gif", "data:image/gif;base64,R0lGODlhAQ==")]
    [InlineData("missing.png", null)]
    [InlineData("page.html", null)]
    [InlineData("liar.png", null)]
    [InlineData("broken.png", null)]
    [InlineData("odd.png", null)]
    public void A_picture_that_came_with_a_cell_becomes_an_address(string name, string? expected)
    {
        NotebookCell cell = NotebookDocument.Parse(
            """
            {"nbformat": 4, "cells": [{"cell_type": "markdown", "metadata": {}, "source": "![x](attachment:pic.png)", "attachments": {
              "pic.png": {"image/png": "iVBORw0K\nGgo=\n"}, "그림 1.svg": {"image/svg+xml": "PHN2Zy8+"}, "kept.svg": {"image/svg+xml": ["<svg", "/>"]},
              "photo.jpg": {"image/jpeg": "/9j/4A=="}, "anim.gif": {"image/gif": "R0lGODlhAQ=="}, "page.html": {"text/html": "PGI+"},
              "liar.png": {"image/png": "PHNjcmlwdD4="}, "broken.png": {"image/png": "not base64!"}, "odd.png": 7}}]}
            """).Cells[0];

        Assert.Equal(expected, cell.AttachmentUri(name));
    }

    [Fact]
    public void A_picture_too_large_for_a_page_is_none()
    {
        byte[] png = new byte[11 * 1024 * 1024];
        new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }.CopyTo(png, 0);
        NotebookCell cell = NotebookDocument.Parse(
            $$$"""{"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "", "attachments": {"a": {"image/png": "{{{Convert.ToBase64String(png)}}}"} } }]}""").Cells[0];

        Assert.Null(cell.AttachmentUri("a"));
    }

    [Fact]
    public void The_committed_form_keeps_a_cells_other_language()
    {
        NotebookDocument read = NotebookDocument.Parse(
            """{"nbformat": 4, "cells": [{"cell_type": "code", "metadata": {"polyglot_notebook": {"kernelName": "fsharp"}}, "outputs": [], "source": "let x = 1"}]}""").Normalize();

        Assert.Equal("fsharp", NotebookDocument.Parse(read.ToJson()).Cells[0].Language);
    }

    private async Task<NotebookDocument> ReadAsync(string name, byte[] content)
    {
        string path = Path.Combine(_folder.FullName, name);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return await NotebookDocument.ReadAsync(path, TestContext.Current.CancellationToken);
    }
}

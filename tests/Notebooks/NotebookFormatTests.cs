using KafkaWorkbook.Notebooks.Documents;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

public sealed class NotebookFormatTests
{
    private const string Code = """{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": null, "source": "1"}""";

    [Theory]
    [InlineData("", null, "empty")]
    [InlineData("  \r\n", null, "empty")]
    [InlineData("{", null, "not JSON (line 1")]
    [InlineData("[]", null, "no JSON object")]
    [InlineData("{}", null, "no nbformat")]
    [InlineData("""{"nbformat": "4", "cells": []}""", null, "no nbformat")]
    [InlineData("""{"nbformat": 3, "worksheets": []}""", null, "nbformat 3")]
    [InlineData("""{"nbformat": 5, "cells": []}""", null, "nbformat 5")]
    [InlineData("""{"nbformat": 4, "nbformat_minor": "x", "cells": []}""", null, "nbformat_minor")]
    [InlineData("""{"nbformat": 4}""", null, "no cells")]
    [InlineData("""{"nbformat": 4, "cells": {}}""", null, "cells is no array")]
    [InlineData("""{"nbformat": 4, "cells": [], "metadata": []}""", null, "metadata is no JSON object")]
    [InlineData("""{"nbformat": 4, "cells": [7]}""", 1, "no JSON object")]
    [InlineData("""{"nbformat": 4, "cells": [{"source": ""}]}""", 1, "no cell_type")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "heading", "source": ""}]}""", 1, "'heading' is unknown")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "raw"}]}""", 1, "no source")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "raw", "source": ["a", 1]}]}""", 1, "neither text nor an array")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "raw", "source": "", "id": "a b"}]}""", 1, "1 to 64 letters")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "raw", "source": "", "id": "x"}, {"cell_type": "raw", "source": "", "id": "x"}]}""", 2, "used twice")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "raw", "source": "", "metadata": {"tags": "exercise"}}]}""", 1, "tags is no array")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "execution_count": "1"}]}""", 1, "execution_count")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": {}}]}""", 1, "outputs is no array")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": [{"output_type": "pyout"}]}]}""", 1, "'pyout' is unknown")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": [{"output_type": "stream", "text": ""}]}]}""", 1, "no name")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": [{"output_type": "display_data"}]}]}""", 1, "no data")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": [{"output_type": "error", "ename": "e", "evalue": "v", "traceback": "t"}]}]}""", 1, "traceback is no array")]
    public void What_is_no_notebook_is_named_with_its_cell(string json, int? cell, string why)
    {
        NotebookFormatException failure = Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(json, "bad.ipynb"));

        Assert.Equal(cell, failure.Cell);
        Assert.StartsWith("bad.ipynb: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(why, failure.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        string path = Path.Combine(Path.GetTempPath(), "없는-노트북.ipynb");

        NotebookFormatException failure = await Assert.ThrowsAsync<NotebookFormatException>(() => NotebookDocument.ReadAsync(path, TestContext.Current.CancellationToken));

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_lines_or_in_one_piece_with_any_line_ends_is_the_same()
    {
        NotebookDocument lines = NotebookDocument.Parse("""{"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": [{"cell_type": "code", "metadata": {}, "source": ["a\r\n", "나\r\n", "c"]}]}""");
        NotebookDocument piece = NotebookDocument.Parse("\uFEFF" + """{"nbformat": 4, "cells": [{"cell_type": "code", "source": "a\n나\nc", "outputs": []}]}""");

        Assert.Equal("a\n나\nc", lines.Cells[0].Source);
        Assert.Equal("a\n나\nc", piece.Cells[0].Source);
        Assert.Null(lines.Cells[0].Id);
    }

    [Fact]
    public void What_is_read_is_written_again_unknown_metadata_included()
    {
        const string Json = """
            {"cells": [{"attachments": {"a.png": {"image/png": "AA=="}}, "cell_type": "markdown", "id": "m", "metadata": {"외부": [1, {"b": null}], "tags": ["x"]}, "source": ["# 제목 ✅ 😀 <b>\n", "끝"]},
            {"cell_type": "code", "execution_count": 3, "id": "c", "metadata": {}, "outputs": [
              {"name": "stderr", "output_type": "stream", "text": ["a\n", "b"]},
              {"data": {"application/vnd.plotly.v1+json": {"data": []}, "text/html": ["<p>\n", "x</p>"]}, "execution_count": 3, "metadata": {"m": 1}, "output_type": "execute_result"},
              {"data": {"text/plain": ["1"]}, "metadata": {}, "output_type": "display_data"},
              {"ename": "E", "evalue": "v", "output_type": "error", "traceback": ["t"]}], "source": []}],
            "metadata": {"kernelspec": {"name": "other"}, "zz": true}, "nbformat": 4, "nbformat_minor": 5}
            """;

        string written = NotebookDocument.Parse(Json).ToJson();

        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(Json), System.Text.Json.Nodes.JsonNode.Parse(written)), written);
        Assert.Equal(written, NotebookDocument.Parse(written).ToJson());
        Assert.Contains("# 제목 ✅ 😀 <b>", written, StringComparison.Ordinal);
        Assert.EndsWith("}\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', written);
    }

    [Fact]
    public void The_committed_form_has_no_outputs_and_opens_as_CSharp()
    {
        NotebookDocument read = NotebookDocument.Parse(
            """
            {"nbformat": 4, "metadata": {"kernelspec": {"name": "python3"}}, "cells": [
              {"cell_type": "code", "execution_count": 9, "metadata": {"tags": ["exercise"], "execution": {"x": 1}, "vscode": {"languageId": "polyglot-notebook"}}, "outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}], "source": "1 \n\n"},
              {"cell_type": "markdown", "metadata": {"dotnet_interactive": {"language": "csharp"}}, "source": "글"}]}
            """).Normalize();

        Assert.Equal(
            """
            {
             "cells": [
              {
               "cell_type": "code",
               "execution_count": null,
               "id": "cell-1",
               "metadata": {
                "dotnet_interactive": {
                 "language": "csharp"
                },
                "polyglot_notebook": {
                 "kernelName": "csharp"
                },
                "tags": [
                 "exercise"
                ]
               },
               "outputs": [],
               "source": [
                "1"
               ]
              },
              {
               "cell_type": "markdown",
               "id": "cell-2",
               "metadata": {},
               "source": [
                "글"
               ]
              }
             ],
             "metadata": {
              "kernelspec": {
               "display_name": ".NET (C#)",
               "language": "C#",
               "name": ".net-csharp"
              },
              "language_info": {
               "file_extension": ".cs",
               "mimetype": "text/x-csharp",
               "name": "polyglot-notebook",
               "pygments_lexer": "csharp"
              },
              "polyglot_notebook": {
               "kernelInfo": {
                "defaultKernelName": "csharp",
                "items": [
                 {
                  "aliases": [],
                  "languageName": "csharp",
                  "name": "csharp"
                 }
                ]
               }
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }

            """.ReplaceLineEndings("\n"),
            read.ToJson());
    }

    [Fact]
    public void A_chart_is_found_as_an_object_and_as_text()
    {
        NotebookDocument read = NotebookDocument.Parse(
            $$$"""
            {"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": [
              {"output_type": "display_data", "data": {"{{{ValueOutput.PlotlyType}}}": {"data": [1]} }},
              {"output_type": "display_data", "data": {"{{{ValueOutput.PlotlyType}}}": "{\"data\": [1]}" }},
              {"output_type": "display_data", "data": {"{{{ValueOutput.PlotlyType}}}": "LOL!" }}]}]}
            """);

        Assert.Equal(["""{"data": [1]}""", """{"data": [1]}""", null], read.Cells[0].Outputs.OfType<ValueOutput>().Select(o => o.Plotly?.GetRawText()));
    }

    [Fact]
    public async Task A_written_file_reads_the_same_and_leaves_no_draft()
    {
        string folder = Directory.CreateTempSubdirectory("한글 폴더 ").FullName;
        NotebookDocument document = NotebookDocument.Parse($$"""{"nbformat": 4, "cells": [{{Code}}] }""");

        await document.WriteAsync(Path.Combine(folder, "a", "n.ipynb"), TestContext.Current.CancellationToken);
        NotebookDocument read = await NotebookDocument.ReadAsync(Path.Combine(folder, "a", "n.ipynb"), TestContext.Current.CancellationToken);

        Assert.Equal(document.ToJson(), read.ToJson());
        Assert.Equal("n", read.Name);
        Assert.Equal(Path.Combine(folder, "a"), read.Folder);
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "a")));
        Directory.Delete(folder, recursive: true);
    }
}

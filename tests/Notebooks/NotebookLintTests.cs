using System.Collections.Immutable;
using KafkaWorkbook.Notebooks;
using KafkaWorkbook.Notebooks.Checking;
using KafkaWorkbook.Notebooks.Documents;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

public sealed class NotebookLintTests
{
    [Fact]
    public void A_clean_chapter_has_no_findings() => Assert.Empty(Check(Chapter(
        "var kafka = await Cluster.StartAsync();\nkafka",
        "static int Length(this string s) => s.Length;\nLength(\"a\")",
        "using (var s = new System.IO.MemoryStream()) { Console.WriteLine(s.Length); }",
        "IEnumerable<int> Two() { yield return 1; yield return 2; }\nTwo().Count()",
        "while (true) { await Task.Delay(1); break; }")));

    [Theory]
    [InlineData("top-level-using", "using var s = new System.IO.MemoryStream();\n1")]
    [InlineData("top-level-using", "await using var s = new System.IO.MemoryStream();")]
    [InlineData("yield", "yield return 1;")]
    [InlineData("namespace", "namespace N { class C { } }")]
    [InlineData("extension-method", "static class E { public static int F(this string s) => 1; }")]
    [InlineData("magic", "#!import helper.csx")]
    [InlineData("magic", "1\n#!fsharp")]
    [InlineData("magic", "%%javascript\nalert(1)")]
    [InlineData("nuget", "#r \"nuget: Confluent.Kafka, 2.0.0\"")]
    [InlineData("reference", "#r \"../other.dll\"")]
    [InlineData("load", "#load \"x.csx\"")]
    [InlineData("display", "display(1);")]
    [InlineData("display", "\"a\".Display();")]
    [InlineData("kernel-api", "Microsoft.DotNet.Interactive.KernelInvocationContext.Current;\nKernelInvocationContext.Current")]
    [InlineData("console-input", "var name = Console.ReadLine();")]
    [InlineData("exit", "Environment.Exit(1);")]
    [InlineData("blocking-wait", "System.Threading.Thread.Sleep(1);\nThread.Sleep(1);")]
    [InlineData("blocking-wait", "Task.Delay(1).Wait();")]
    [InlineData("blocking-wait", "Task.Delay(1).GetAwaiter().GetResult();")]
    [InlineData("blocking-wait", "async Task<int> OneAsync() => await Task.FromResult(1);\nvar one = OneAsync().Result;")]
    [InlineData("endless-loop", "var n = 0;\nwhile (true) { n++; }")]
    [InlineData("endless-loop", "for (;;) { }")]
    [InlineData("native-load", "Library.Load(\"librdkafka\");")]
    [InlineData("return", "return 5;")]
    [InlineData("unawaited", "Task.FromResult(1)")]
    [InlineData("unseen-value", "Notebook.Connect();")]
    [InlineData("compiler-error", "int x = \"a\";")]
    [InlineData("compiler-error", "static class E2 { extension(string s) { public int W() => 3; } }")]
    [InlineData("compiler-warning", "void F() { int unused; }")]
    [InlineData("blank-end", "1\n")]
    public void What_kernels_reject_is_found_with_its_reason(string rule, string source)
    {
        IReadOnlyList<LintFinding> findings = Check(Chapter(source));

        LintFinding finding = Assert.Single(findings.Where(f => f.Rule == rule).Take(1));
        Assert.Equal(2, finding.Cell);
        Assert.NotEmpty(finding.Why.Korean);
        Assert.NotEqual(finding.Why.Korean, rule == "compiler-error" ? "" : finding.Why.English);
    }

    [Theory]
    [InlineData("markdown-html", "<img src=x onerror=alert(1)>")]
    [InlineData("markdown-html", "글 <span style=\"color:red\">빨강</span>")]
    [InlineData("remote-image", "![로고](https://example.com/logo.png)")]
    public void Markdown_that_is_not_the_same_everywhere_is_found(string rule, string source)
    {
        NotebookDocument chapter = Chapter("1");
        NotebookDocument notebook = (chapter with { Cells = chapter.Cells.Insert(0, new NotebookCell(CellKind.Markdown, source) { Id = "m" }) }).Normalize();

        Assert.Contains(Check(notebook), f => f.Rule == rule && f.Cell == 1 && f.Line == 1);
    }

    [Fact]
    public void Plain_tags_and_code_in_markdown_are_fine()
    {
        NotebookDocument chapter = Chapter("1");
        const string Source = "a<br>b\n\n<details>\n<summary>힌트</summary>\n\n글\n\n</details>\n\n<!-- 메모 -->\n\n`<script>`\n\n```html\n<img src=x>\n```";

        Assert.Empty(Check((chapter with { Cells = chapter.Cells.Add(new NotebookCell(CellKind.Markdown, Source) { Id = "m" }) }).Normalize()));
    }

    [Fact]
    public void A_first_cell_of_its_own_is_found() =>
        Assert.Contains(Check(Cells.Notebook("1").Normalize()), f => f is { Rule: "first-cell", Cell: 1 });

    [Fact]
    public void A_saved_run_is_found()
    {
        NotebookDocument chapter = Chapter("1");
        NotebookCell saved = chapter.Cells[1] with { Id = null, ExecutionCount = 4, Outputs = [new StreamOutput(false, "x")] };

        string[] rules = [.. Check(chapter with { Cells = chapter.Cells.SetItem(1, saved) }).Select(f => f.Rule)];

        Assert.Equal(["cell-id", "outputs", "execution-count"], rules);
    }

    [Fact]
    public void A_cell_in_another_language_is_found()
    {
        NotebookDocument chapter = Chapter("1");
        NotebookDocument other = NotebookDocument.Parse("""{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "metadata": {"polyglot_notebook": {"kernelName": "fsharp"}}}]}""");

        IReadOnlyList<LintFinding> findings = Check(chapter with { Cells = chapter.Cells.SetItem(1, chapter.Cells[1] with { Metadata = other.Cells[0].Metadata }) });

        Assert.Contains("fsharp", Assert.Single(findings, f => f.Rule == "language").Why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_of_a_Python_notebook_is_found() =>
        Assert.Contains(Check(Chapter("1") with { Metadata = ImmutableSortedDictionary<string, System.Text.Json.JsonElement>.Empty }), f => f is { Rule: "metadata", Cell: null });

    [Fact]
    public void Solutions_are_not_compiled_on_their_own() =>
        Assert.Empty(Check(Cells.Notebook("var x = nameOfTheChapter;").Normalize(), NotebookRole.Solutions));

    private static IReadOnlyList<LintFinding> Check(NotebookDocument notebook, NotebookRole role = NotebookRole.Chapter) =>
        NotebookLint.Check(notebook, role, TestContext.Current.CancellationToken);

    private static NotebookDocument Chapter(params string[] sources)
    {
        NotebookDocument notebook = Cells.Notebook([ChapterStart.Code, .. sources]).Normalize();
        return notebook with { Cells = [.. notebook.Cells.Select((c, i) => i == 0 ? c : c with { Source = sources[i - 1] })] };
    }
}

using KafkaWorkbook.Notebooks.Documents;
using Xunit;

namespace KafkaWorkbook.Tests.Notebooks;

public sealed class ChapterComposerTests
{
    [Fact]
    public void The_solution_takes_the_answers_place_and_the_explanation_follows_the_check()
    {
        NotebookDocument chapter = Notebook(
            Cell(CellKind.Code, "start"),
            Cell(CellKind.Markdown, "task", "exercise", "exercise:1-1"),
            Cell(CellKind.Code, "", "exercise", "exercise:1-1"),
            Cell(CellKind.Code, "Check.One(answer)", "exercise", "exercise:1-1"),
            Cell(CellKind.Markdown, "task 2", "exercise", "exercise:1-2"),
            Cell(CellKind.Code, "// 여기에", "exercise", "exercise:1-2"),
            Cell(CellKind.Markdown, "end"));
        NotebookDocument solutions = Notebook(
            Cell(CellKind.Markdown, "# 풀이"),
            Cell(CellKind.Code, "var two = 2;", "exercise:1-2"),
            Cell(CellKind.Code, "var answer = 1;", "exercise:1-1"),
            Cell(CellKind.Markdown, "because", "exercise:1-1"));

        NotebookDocument solved = ChapterComposer.Solve(chapter, solutions);

        Assert.Equal(
            ["start", "task", "var answer = 1;", "Check.One(answer)", "because", "task 2", "var two = 2;", "end"],
            solved.Cells.Select(c => c.Source));
        Assert.Equal("solution-1-1-1", solved.Cells[4].Id);
        Assert.Equal(solved.Cells.Length, solved.Cells.Select(c => c.Id).Distinct().Count());
    }

    [Fact]
    public void An_exercise_without_a_solution_is_named()
    {
        NotebookFormatException failure = Assert.Throws<NotebookFormatException>(() =>
            ChapterComposer.Solve(Notebook(Cell(CellKind.Code, "", "exercise:1-3")), Notebook()));

        Assert.Contains("exercise 1-3", failure.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_solution_without_an_exercise_is_named()
    {
        NotebookFormatException failure = Assert.Throws<NotebookFormatException>(() =>
            ChapterComposer.Solve(Notebook(), Notebook(Cell(CellKind.Code, "1", "exercise:9-9"))));

        Assert.Contains("9-9", failure.What.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_solution_is_one_code_cell(int count)
    {
        NotebookCell[] cells = [Cell(CellKind.Markdown, "m", "exercise:1-1"), .. Enumerable.Range(0, count).Select(_ => Cell(CellKind.Code, "1", "exercise:1-1"))];

        NotebookFormatException failure = Assert.Throws<NotebookFormatException>(() =>
            ChapterComposer.Solve(Notebook(Cell(CellKind.Code, "", "exercise:1-1")), Notebook(cells)));

        Assert.Contains($"not {count}", failure.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Solutions_lie_beside_the_chapters() =>
        Assert.EndsWith(Path.Combine("ko", "solutions", "01-a.ipynb"), ChapterComposer.SolutionsPath(Path.Combine("notebooks", "ko", "01-a.ipynb")), StringComparison.Ordinal);

    private static NotebookCell Cell(CellKind kind, string source, params string[] tags) => new(kind, source)
    {
        Metadata = NotebookDocument.Parse(
            $$$"""{"nbformat": 4, "cells": [{"cell_type": "raw", "source": "", "metadata": {"tags": [{{{string.Join(", ", tags.Select(t => $"\"{t}\""))}}}]}}]}""").Cells[0].Metadata,
    };

    private static NotebookDocument Notebook(params NotebookCell[] cells) => new() { Cells = [.. cells.Select((c, i) => c with { Id = $"c{i}" })] };
}

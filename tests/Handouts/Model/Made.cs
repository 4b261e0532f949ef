using System.Collections.Immutable;
using System.Text.Json;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Tests.Handouts.Model;

/// <summary>Notebooks and handouts, written where they are used.</summary>
internal static class Made
{
    public static NotebookCell Prose(string source, string? id = null) => new(CellKind.Markdown, source) { Id = id };

    public static NotebookCell Code(string source, params CellOutput[] outputs) => new(CellKind.Code, source) { Outputs = [.. outputs], ExecutionCount = outputs.Length > 0 ? 7 : null };

    public static NotebookCell Tagged(this NotebookCell cell, params string[] tags) =>
        cell with { Metadata = cell.Metadata.SetItem("tags", JsonSerializer.SerializeToElement(tags)) };

    public static ValueOutput Shown(params (string Type, object Form)[] forms) => new(true, ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, forms.Select(f => KeyValuePair.Create(
        f.Type, f.Form as JsonElement? ?? JsonSerializer.SerializeToElement(f.Form)))));

    public static ValueOutput Html(string html) => Shown(("text/html", html));

    public static NotebookDocument Notebook(params NotebookCell[] cells) => new() { Cells = [.. cells] };

    public static NotebookDocument Named(string name, params NotebookCell[] cells) => Notebook(cells) with { FilePath = Path.Combine(Path.GetTempPath(), name + ".ipynb") };

    public static Handout Handout(params NotebookCell[] cells) => HandoutBuilder.Build([Notebook(cells)], new HandoutBuildOptions { Language = Language.Korean });

    public static Handout Handout(Edition edition, NotebookDocument chapter, NotebookDocument? solutions = null) =>
        HandoutBuilder.Build([chapter], new HandoutBuildOptions { Language = Language.Korean, Edition = edition, Solutions = _ => solutions });

    public static Figure Chart(string title, string subtitle = "", string alt = "셋 가운데 하나가 높다") =>
        new ChartSpec(title, alt, new ChartAxis("시간"), new ChartAxis("값", "건"), new LineSeries("가", [1, 2, 3], [3, 1, 2])) { Subtitle = subtitle }.ToFigure();

    /// <summary>Every block of a handout, those within exercises included.</summary>
    public static IEnumerable<HandoutBlock> Blocks(this Handout handout) => handout.Chapters.SelectMany(c => c.Blocks).SelectMany(Inner);

    public static IEnumerable<T> Outputs<T>(this Handout handout)
        where T : OutputBlock => handout.Blocks().OfType<CellBlock>().SelectMany(c => c.Outputs).OfType<T>();

    public static string ProseHtml(this Handout handout) => string.Concat(handout.Blocks().OfType<ProseBlock>().Select(p => p.Html));

    private static IEnumerable<HandoutBlock> Inner(HandoutBlock block) => block is ExerciseBlock exercise
        ? [exercise, .. exercise.Blocks.SelectMany(Inner), .. exercise.Solution.SelectMany(Inner)]
        : [block];
}

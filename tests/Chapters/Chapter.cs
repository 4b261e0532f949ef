using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>The chapters of the repository, and running them.</summary>
internal static class Chapter
{
    public const string WhatIsKafka = "01-what-is-kafka";

    public const string StrengthsAndWeaknesses = "02-strengths-and-weaknesses";

    public const string Components = "03-components";

    public const string CoreFeatures = "04-core-features";

    public const string WhyKafka = "05-why-kafka";

    public const string LocalCluster = "06-local-cluster";

    /// <summary>A theory's rows: every chapter that there is.</summary>
    public static TheoryData<string> All => [WhatIsKafka, StrengthsAndWeaknesses, Components, CoreFeatures, WhyKafka, LocalCluster];

    private static string Folder => Path.Combine(
        ClusterEnvironment.FromProcess().Root ?? throw new InvalidOperationException("The repository was not found."), "notebooks", "ko");

    public static string PathOf(string name) => Path.Combine(Folder, $"{name}.ipynb");

    public static Task<NotebookDocument> ReadAsync(string name) => NotebookDocument.ReadAsync(PathOf(name), TestContext.Current.CancellationToken);

    public static Task<NotebookDocument> SolutionsAsync(string name) =>
        NotebookDocument.ReadAsync(ChapterComposer.SolutionsPath(PathOf(name)), TestContext.Current.CancellationToken);

    public static async Task<NotebookDocument> SolvedAsync(string name) => ChapterComposer.Solve(await ReadAsync(name), await SolutionsAsync(name));

    /// <summary>The chapter with every code cell twice in a row, as a reader runs them who looks twice; the second time its id ends in <c>-again</c>.</summary>
    public static NotebookDocument Doubled(NotebookDocument document) => document with
    {
        Cells = [.. document.Cells.SelectMany(c => c.Kind == CellKind.Code ? new[] { c, c with { Id = $"{c.Id}-again" } } : [c])],
    };

    /// <summary>What cells have to see in order to find a test's containers: only what differs from this process, the rest is inherited.</summary>
    public static Dictionary<string, string?> VariablesOf(DockerKit kit) => kit.Environment.Variables
        .Where(v => Environment.GetEnvironmentVariable(v.Key) != v.Value)
        .ToDictionary(v => v.Key, v => (string?)v.Value);

    /// <summary>What cells have to see in order to find a test's local clusters; of several places the last one's folder counts.</summary>
    public static Dictionary<string, string?> VariablesOf(params IEnumerable<LocalPlace> places) =>
        places.SelectMany(p => p.Variables).GroupBy(v => v.Name).ToDictionary(v => v.Key, v => v.Last().Value);

    /// <summary>Runs a solved chapter and fails when a cell did.</summary>
    public static async Task<ChapterRun> RunSolvedAsync(string name, IReadOnlyDictionary<string, string?> variables) =>
        (await RunAsync(await SolvedAsync(name), variables)).Succeeded();

    /// <summary>Runs a chapter as a reader's Run All does.</summary>
    /// <param name="document">The chapter, solved or not.</param>
    /// <param name="variables">What the cells see changed.</param>
    public static async Task<ChapterRun> RunAsync(NotebookDocument document, IReadOnlyDictionary<string, string?> variables)
    {
        Dictionary<string, string?> all = new(variables) { ["KAFKA_WORKBOOK_LANGUAGE"] = "ko" };
        ExecutedNotebook executed = await NotebookRunner.RunAsync(document, new RunOptions { Variables = all }, TestContext.Current.CancellationToken);
        return new ChapterRun(executed);
    }
}

/// <summary>A chapter after a run; cells are found by their ids.</summary>
internal sealed class ChapterRun(ExecutedNotebook executed)
{
    /// <summary>The title of the box that a cluster's refusal becomes.</summary>
    private const string Refusal = "이 클러스터에서는 보여 줄 수 없다";

    private static readonly HtmlParser Parser = new();

    public ExecutedNotebook Executed => executed;

    /// <summary>The cells that show a refusal's box, in order.</summary>
    public IReadOnlyList<string> Boxed => [.. executed.Document.Cells.Where(c => HtmlOf(c).Contains(Refusal, StringComparison.Ordinal)).Select(c => c.Id!)];

    /// <summary>Fails with the cell's own words when a cell went wrong.</summary>
    public ChapterRun Succeeded()
    {
        Assert.True(
            executed.Succeeded,
            executed.Failure is { } bad ? $"{executed.Document.Cells[bad.Index].Id}: {bad.State}: {string.Join('\n', bad.Trouble)}" : "some cells were not run");
        return this;
    }

    /// <summary>What a cell showed as plain text, console included.</summary>
    public string TextOf(string id) => string.Join('\n', Cell(id).Outputs.Select(o => o switch
    {
        StreamOutput stream => stream.Text,
        ValueOutput value => value.TextOf("text/plain") ?? "",
        ErrorOutput error => error.Message,
        _ => "",
    })).Trim();

    /// <summary>What a cell showed as HTML, parsed.</summary>
    public IElement HtmlOf(string id) => Parser.ParseDocument($"<body>{HtmlOf(Cell(id))}</body>").Body!;

    /// <summary>The plotly figure that a cell's chart carries; fails when there is none, or no static picture beside it.</summary>
    public JsonElement ChartOf(string id)
    {
        IElement html = HtmlOf(id);
        Assert.NotNull(html.QuerySelector("figure svg"));
        IElement json = Assert.Single(html.QuerySelectorAll("figure script[type='application/json']"));
        return JsonDocument.Parse(json.TextContent).RootElement.Clone();
    }

    /// <summary>The words in a cell's drawing; fails when there is none.</summary>
    public IReadOnlyList<string> DrawingOf(string id)
    {
        IElement svg = Assert.Single(HtmlOf(id).QuerySelectorAll("figure svg"));
        return [.. svg.QuerySelectorAll("text").Select(t => t.TextContent.Trim()).Where(t => t.Length > 0)];
    }

    /// <summary>The cells of a table's body, row by row; of the first table that a cell showed.</summary>
    public IReadOnlyList<IReadOnlyList<string>> TableOf(string id) =>
        [.. HtmlOf(id).QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr").Select(r => (IReadOnlyList<string>)[.. r.Children.Select(c => c.TextContent)])];

    private static string HtmlOf(NotebookCell cell) => string.Concat(cell.Outputs.OfType<ValueOutput>().Select(v => v.TextOf("text/html") ?? ""));

    private NotebookCell Cell(string id) => executed.Document.Cells.Single(c => c.Id == id);
}

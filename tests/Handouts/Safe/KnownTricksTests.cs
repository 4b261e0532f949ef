using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KafkaWorkbook.Handouts.Pages;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Safe;

/// <summary>What a notebook brings is not trusted, wherever in it it stands.</summary>
public sealed partial class KnownTricksTests
{
    private static readonly string[] s_never =
        ["script:not([type])", "iframe", "object", "embed", "form", "input", "base", "link", "style", "meta", "template", "noscript", "math", "audio", "video", "foreignObject", "animate", "set", "plaintext", "xmp", "noembed"];

    [Theory]
    [MemberData(nameof(KnownTricks.All), MemberType = typeof(KnownTricks))]
    public void A_trick_leaves_nothing_that_runs_or_loads(string trick)
    {
        IElement main = new HtmlParser().ParseDocument(HandoutPage.Of(Notebook(trick), Language.English)).QuerySelector("main")!;

        Assert.All(s_never, name => Assert.Empty(main.QuerySelectorAll(name)));
        foreach (IElement element in main.QuerySelectorAll("*"))
        {
            Assert.All(element.Attributes, a =>
            {
                Assert.DoesNotMatch("^(?i)(on|form|ping|srcset|background|poster)", a.Name);
                Assert.False(a.Name is "href" or "src" or "xlink:href" && Runs().IsMatch(a.Value), $"{element.OuterHtml}");
                Assert.False(a.Name is "src" or "data" && !a.Value.StartsWith("data:image/", StringComparison.Ordinal), $"{element.OuterHtml}");
                Assert.False(a.Name is "style" or "fill" && Loads().IsMatch(a.Value), $"{element.OuterHtml}");
            });
        }

        // Whatever stood there, the page around it is whole: an element of the notebook's cannot take the place of one of the page's.
        Assert.Single(main.Owner!.QuerySelectorAll("#page-main"));
        Assert.DoesNotContain(main.QuerySelectorAll("[id]"), e => e.Id is "page-main" or "page-says" or "Plotly");
    }

    [Fact]
    public async Task In_a_browser_no_trick_runs_and_nothing_is_asked_for()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        string[] tricks = [.. KnownTricks.All.Select(row => row.Data)];
        await using Browser browser = await Browser.StartAsync(ct);
        string page = HandoutPage.Of(new NotebookDocument { Cells = [.. tricks.SelectMany(t => Notebook(t).Cells)] }, Language.English);

        // Without the page's own policy, so that only the sieve is between a trick and the reader.
        await browser.OpenHtmlAsync(Policy().Replace(page, "").Replace("<head>", "<head><script>window.hacked=0;function hack(){window.hacked++}</script>", StringComparison.Ordinal), ct);
        await browser.EvaluateAsync("for (const e of document.querySelectorAll('main *')) { for (const n of ['click','focus','mouseover','toggle']) e.dispatchEvent(new Event(n)); }", ct);
        await Task.Delay(TimeSpan.FromMilliseconds(300), ct);

        Assert.True(tricks.Length >= 20, $"{tricks.Length} tricks");
        Assert.Equal("0", await browser.EvaluateAsync("String(window.hacked)", ct));
        Assert.All(browser.Requests, r => Assert.False(r.Contains("evil", StringComparison.Ordinal), r));
        Assert.Empty(browser.Errors);
    }

    // Once in every place where a notebook can bring HTML.
    private static NotebookDocument Notebook(string trick) => new()
    {
        Cells =
        [
            new NotebookCell(CellKind.Markdown, $"before\n\n{trick}\n\nafter"),
            Cell("text/html", trick), Cell("text/markdown", trick), Cell("image/svg+xml", $"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{trick}</svg>"),
            Cell("text/plain", trick), new NotebookCell(CellKind.Code, trick) { Outputs = [new StreamOutput(false, trick), new ErrorOutput(trick, trick, [trick])] },
        ],
    };

    private static NotebookCell Cell(string type, string form) => new(CellKind.Code, "1")
    {
        Outputs = [new ValueOutput(true, NotebookMetadata.Empty.Add(type, NotebookMetadata.Value(form)))],
    };

    [GeneratedRegex(@"^[\s\p{C}]*(j\s*a\s*v\s*a|vb)\s*script:|^\s*data:(?!image/(png|jpeg|gif|webp);)", RegexOptions.IgnoreCase)]
    private static partial Regex Runs();

    [GeneratedRegex(@"url\(\s*['""]?\s*(?!#)|expression|position\s*:\s*fixed|@import|\\", RegexOptions.IgnoreCase)]
    private static partial Regex Loads();

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex Policy();
}

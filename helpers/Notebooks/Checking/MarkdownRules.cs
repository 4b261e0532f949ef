using KafkaWorkbook.Notebooks.Documents;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KafkaWorkbook.Notebooks.Checking;

/// <summary>Markdown that does not look the same everywhere.</summary>
internal static class MarkdownRules
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    public static IEnumerable<LintFinding> Check(NotebookCell cell, int number)
    {
        foreach (MarkdownObject part in Markdown.Parse(cell.Source, s_pipeline).Descendants())
        {
            switch (part)
            {
                case HtmlBlock block when !PlainTags.AllPlain(block.Lines.ToString()):
                case HtmlInline inline when !PlainTags.IsPlain(inline.Tag):
                    yield return new("markdown-html", number, part.Line + 1, new(
                        "마크다운 속 HTML은 GitHub와 유인물에서 지워진다(속성 없는 br, details, summary, kbd, sub, sup, mark만 된다).",
                        "HTML within Markdown is removed by GitHub and in handouts (only br, details, summary, kbd, sub, sup and mark without attributes stay)."));
                    break;
                case LinkInline { IsImage: true, Url: { } url } when url.Contains("://", StringComparison.Ordinal):
                    yield return new("remote-image", number, part.Line + 1, new(
                        "인터넷에서 가져오는 그림은 워크숍 교실에서 보이지 않는다.", "a picture from the network is missing in a room without one."));
                    break;
            }
        }
    }
}

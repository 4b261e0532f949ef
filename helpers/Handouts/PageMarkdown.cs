using System.Text.RegularExpressions;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KafkaWorkbook.Handouts;

/// <summary>A heading of the page.</summary>
internal sealed record Heading(int Level, string Id, string Text);

/// <summary>Markdown cells as HTML. HTML within them is shown as text, but for a few plain tags; links only lead where a reader may go.</summary>
internal sealed class PageMarkdown
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseTaskLists().UseFootnotes().UseEmphasisExtras().UseAutoLinks().Build();

    private readonly List<Heading> _headings = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>The headings so far, in order.</summary>
    public IReadOnlyList<Heading> Headings => _headings;

    /// <summary>One cell.</summary>
    public string ToHtml(string source)
    {
        MarkdownDocument document = Markdown.Parse(source, s_pipeline);
        foreach (HeadingBlock heading in document.Descendants<HeadingBlock>())
        {
            string text = Plain(heading.Inline);
            string id = NewId(text);
            heading.GetAttributes().Id = id;
            _headings.Add(new Heading(heading.Level, id, text));
        }

        foreach (LinkInline link in document.Descendants<LinkInline>())
        {
            link.Url = Allowed(link);
        }

        using StringWriter writer = new();
        HtmlRenderer renderer = new(writer);
        s_pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlBlockRenderer>(new BlockRenderer());
        renderer.ObjectRenderers.Replace<HtmlInlineRenderer>(new InlineRenderer());
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new CodeRenderer());
        renderer.Render(document);
        return writer.ToString();
    }

    private string NewId(string text)
    {
        string slug = Regex.Replace(text.ToLowerInvariant(), @"[^\p{L}\p{Nd}]+", "-").Trim('-');
        slug = slug.Length == 0 ? "section" : slug;
        string id = slug;
        for (int n = 2; !_ids.Add(id); n++)
        {
            id = FormattableString.Invariant($"{slug}-{n}");
        }

        return id;
    }

    private static string Plain(ContainerInline? inline) => inline is null ? "" : string.Concat(inline.Descendants().Select(i => i switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    })).Trim();

    // A picture has to be in the page; a link may lead to the web, to a place on the page, or to another chapter's page beside this one.
    private static string? Allowed(LinkInline link)
    {
        string url = link.Url ?? "";
        if (link.IsImage)
        {
            return url.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) ? url : "";
        }

        bool isWeb = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);
        return isWeb || url.StartsWith('#') ? url
            : url.Contains(':', StringComparison.Ordinal) ? "#"
            : Regex.Replace(url, @"\.ipynb(?=$|#)", ".html");
    }

    private sealed class BlockRenderer : HtmlObjectRenderer<HtmlBlock>
    {
        protected override void Write(HtmlRenderer renderer, HtmlBlock obj) => WriteTags(renderer, obj.Lines.ToString());
    }

    private sealed class InlineRenderer : HtmlObjectRenderer<HtmlInline>
    {
        protected override void Write(HtmlRenderer renderer, HtmlInline obj) => WriteTags(renderer, obj.Tag);
    }

    private sealed class CodeRenderer : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock obj)
        {
            string code = obj.Lines.ToString();
            bool isCSharp = obj is FencedCodeBlock { Info: "csharp" or "cs" or "c#" };
            renderer.Write("<pre class=\"text\"><code>").Write(isCSharp ? CSharpHtml.Of(code) : Html.Encode(code)).WriteLine("</code></pre>");
        }
    }

    private static void WriteTags(HtmlRenderer renderer, string html)
    {
        int position = 0;
        foreach (Match match in PlainTags.AnyTag().Matches(html))
        {
            renderer.Write(Html.Encode(html[position..match.Index]));
            renderer.Write(!PlainTags.IsPlain(match.Value) ? Html.Encode(match.Value) : match.Value.StartsWith("<!--", StringComparison.Ordinal) ? "" : match.Value);
            position = match.Index + match.Length;
        }

        renderer.Write(Html.Encode(html[position..]));
    }
}

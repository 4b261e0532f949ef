using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KafkaWorkbook.Handouts.Safe;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using Markdig;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>Markdown as safe HTML: tables, task lists, footnotes, coloured C#; HTML within it goes through <see cref="SafeHtml"/> with the rest.</summary>
internal static class HandoutMarkdown
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseTaskLists().UseFootnotes().UseEmphasisExtras().UseAutoLinks().Build();

    /// <summary>Markdown as a piece of HTML; links lead to the web or nowhere.</summary>
    /// <param name="source">The Markdown.</param>
    /// <param name="idPrefix">What stands before the ids of footnotes, unique on the page.</param>
    public static string ToHtml(string source, string idPrefix) => SafeHtml.Clean(Render(source, _ => null), new SafeOptions(idPrefix));

    /// <summary>A Markdown cell as a tree that is safe but for links to places on the page and files beside it, which are still as written.</summary>
    public static IHtmlElement Parse(NotebookCell cell, string idPrefix)
    {
        IHtmlElement body = SafeHtml.Clean(SafeHtml.Parse(Render(cell.Source, cell.AttachmentUri)), new SafeOptions(idPrefix) { KeepsRelativeLinks = true });
        foreach (IElement table in body.QuerySelectorAll("table").Where(t => t.ParentElement == body).ToList())
        {
            // A table that is wider than its page scrolls by itself.
            IElement box = body.Owner!.CreateElement("div");
            box.ClassName = "scroll";
            table.Replace(box);
            box.Append(table);
        }

        return body;
    }

    private static string Render(string source, Func<string, string?> attached)
    {
        MarkdownDocument document = Markdown.Parse(source, s_pipeline);
        foreach (LinkInline picture in document.Descendants<LinkInline>().Where(l => l.IsImage && l.Url is not null))
        {
            // Pictures that were pasted into a cell are in the cell, by name and type.
            picture.Url = attached(picture.Url!) is { } uri ? SafeLink.Picture(uri) : picture.Url;
        }

        using StringWriter writer = new();
        HtmlRenderer renderer = new(writer);
        s_pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new CodeRenderer());
        renderer.ObjectRenderers.Replace<HtmlTaskListRenderer>(new TaskRenderer());
        renderer.Render(document);
        return writer.ToString();
    }

    private sealed class CodeRenderer : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock obj)
        {
            string code = obj.Lines.ToString();
            bool isCSharp = obj is FencedCodeBlock { Info: "csharp" or "cs" or "c#" or "C#" };
            renderer.Write("<pre class=\"text\"><code>").Write(isCSharp ? CSharpHtml.Of(code) : Html.Encode(code)).WriteLine("</code></pre>");
        }
    }

    // A sign instead of a form's element: it is the same on the screen and on paper.
    private sealed class TaskRenderer : HtmlObjectRenderer<TaskList>
    {
        protected override void Write(HtmlRenderer renderer, TaskList obj) => renderer.Write(obj.Checked ? "☑" : "☐");
    }
}

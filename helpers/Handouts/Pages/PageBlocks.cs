using System.Text;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Pages;

/// <summary>Writes chapters and parts: text, code, exercises, remarks.</summary>
internal sealed class PageBlocks(StringBuilder page, PageWords words, Edition edition)
{
    private readonly PageOutputs _outputs = new(page, words);

    /// <summary>Whether any chart is on the page.</summary>
    public bool HasCharts => _outputs.HasCharts;

    public void Add(HandoutPart part) => page
        .Append("<section class=\"part\" aria-labelledby=\"").Append(Html.Encode(part.Id)).Append("\">\n<h1 id=\"").Append(Html.Encode(part.Id)).Append("\">")
        .Append(Html.Encode(part.Title)).Append("</h1>\n<div class=\"prose\">").Append(part.Html).Append("</div>\n</section>\n");

    public void Add(HandoutChapter chapter)
    {
        page.Append("<article aria-labelledby=\"").Append(Html.Encode(chapter.Headings.First(h => h.Level == 1).Id)).Append("\">\n");
        if (!chapter.WasRun)
        {
            page.Append("<p class=\"notice\" role=\"note\">").Append(words.ChapterNotRun).Append("</p>\n");
        }

        foreach (HandoutBlock block in chapter.Blocks)
        {
            Add(block, null);
        }

        page.Append("</article>\n");
    }

    private void Add(HandoutBlock block, string? exercise)
    {
        switch (block)
        {
            case ProseBlock prose:
                page.Append("<div class=\"prose\">\n").Append(prose.Html).Append("</div>\n");
                break;
            case CellBlock cell:
                Add(cell);
                break;
            case ExerciseBlock box:
                Add(box);
                break;
            case AnswerBlock answer:
                Add(answer, exercise);
                break;
            case TrainerNoteBlock note:
                page.Append("<aside class=\"trainer\" aria-label=\"").Append(words.TrainerNote).Append("\"><p class=\"label\">").Append(words.TrainerNote).Append("</p>").Append(note.Html).Append("</aside>\n");
                break;
        }
    }

    private void Add(CellBlock cell)
    {
        page.Append("<div class=\"cell").Append(cell.NotRun ? " not-run" : "").Append('"').Append(cell.Id is { } id ? $" id=\"{Html.Encode(id)}\"" : "").Append(">\n");
        if (cell.CodeHtml is { } code)
        {
            page.Append("<div class=\"source\">");
            page.Append(cell.Number is { } number ? FormattableString.Invariant($"<span class=\"count\" aria-hidden=\"true\">[{number}]</span>") : "");
            page.Append("<pre class=\"code\"><code>").Append(code).Append("</code></pre></div>\n");
        }

        if (cell.NotRun)
        {
            page.Append("<p class=\"mark\">").Append(words.NotRun).Append("</p>\n");
        }

        foreach (OutputBlock output in cell.Outputs)
        {
            _outputs.Add(output);
        }

        page.Append("</div>\n");
    }

    private void Add(ExerciseBlock exercise)
    {
        string name = Html.Encode(words.Exercise(exercise.Id));
        page.Append("<section class=\"exercise\" aria-label=\"").Append(name).Append("\">\n");
        if (edition == Edition.Learner)
        {
            page.Append("<label class=\"done\"><input type=\"checkbox\" data-keep=\"").Append(Html.Encode(exercise.Id)).Append("\" aria-label=\"").Append(name).Append(": ").Append(words.Done).Append("\"> ").Append(words.Done).Append("</label>\n");
        }

        foreach (HandoutBlock block in exercise.Blocks)
        {
            Add(block, exercise.Id);
        }

        if (exercise.Solution.Length > 0)
        {
            page.Append("<details class=\"solution\"><summary>").Append(words.Solution).Append("</summary>\n");
            foreach (HandoutBlock block in exercise.Solution)
            {
                Add(block, exercise.Id);
            }

            page.Append("</details>\n");
        }

        page.Append("</section>\n");
    }

    private void Add(AnswerBlock answer, string? exercise)
    {
        page.Append("<div class=\"answer\">");
        page.Append(answer.HeadHtml is { } head ? $"<pre class=\"head\"><code>{head}</code></pre>" : "");
        page.Append("<textarea rows=\"").Append(Math.Max(2, answer.Lines)).Append("\" spellcheck=\"false\" autocomplete=\"off\" placeholder=\"").Append(words.AnswerHere).Append("\" aria-label=\"")
            .Append(Html.Encode(exercise is null ? words.AnswerHere : words.AnswerTo(exercise))).Append('"')
            .Append(exercise is null ? "" : $" data-keep=\"{Html.Encode(exercise)}-answer\"").Append("></textarea></div>\n");
    }
}

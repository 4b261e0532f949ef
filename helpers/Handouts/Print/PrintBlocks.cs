using System.Globalization;
using System.Text;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Print;

/// <summary>The pieces of a chapter as HTML for paper.</summary>
/// <param name="edition">For whom the handout is.</param>
/// <param name="words">The words of paper.</param>
internal sealed class PrintBlocks(Edition edition, PrintWords words)
{
    public string Of(IEnumerable<HandoutBlock> blocks)
    {
        StringBuilder html = new();
        foreach (HandoutBlock block in blocks)
        {
            Append(html, block);
        }

        return html.ToString();
    }

    private void Append(StringBuilder html, HandoutBlock block)
    {
        switch (block)
        {
            case ProseBlock prose:
                html.Append("<div class=\"prose\">").Append(PrintLines.Within(prose.Html)).Append("</div>\n");
                break;
            case CellBlock cell:
                AppendCell(html, cell);
                break;
            case ExerciseBlock exercise:
                AppendExercise(html, exercise);
                break;
            case AnswerBlock answer:
                AppendAnswer(html, answer);
                break;
            case TrainerNoteBlock note:
                AppendLabelled(html, "aside", "trainer", words.ForTrainer, PrintLines.Within(note.Html));
                break;
        }
    }

    private void AppendCell(StringBuilder html, CellBlock cell)
    {
        html.Append("<div class=\"cell").Append(cell.NotRun ? " not-run" : "").Append('"').Append(cell.Id is { } id ? $" id=\"{Html.Encode(id)}\"" : "").Append('>');
        if (cell.CodeHtml is { } code)
        {
            string number = cell.Number is { } n ? $"<small class=\"count\">[{n.ToString(CultureInfo.InvariantCulture)}]</small>" : "";
            html.Append("<pre class=\"code").Append(PrintLines.Count(code) > PrintLines.LongCode ? " long" : "").Append("\">").Append(number).Append(PrintLines.OfCode(code)).Append("</pre>\n");
        }

        html.Append(cell.NotRun ? $"<p class=\"more\">{Html.Encode(words.NotRun)}</p>" : "");
        foreach (OutputBlock output in cell.Outputs)
        {
            AppendOutput(html, output);
        }

        html.Append("</div>\n");
    }

    private void AppendOutput(StringBuilder html, OutputBlock output)
    {
        switch (output)
        {
            case FigureOutput figure:
                AppendFigure(html, figure);
                break;
            case TableOutput table:
                html.Append("<figure class=\"table\" id=\"").Append(Html.Encode(table.Id)).Append("\">").Append(Caption(words.Table, table.Label, table.Caption)).Append(table.Html).Append("</figure>\n");
                break;
            case RichOutput rich:
                html.Append("<div class=\"output rich\">").Append(PrintLines.Within(rich.Html)).Append("</div>\n");
                break;
            case TextOutput text:
                string lines = PrintLines.OfOutput(text.Text, words, out string rest);
                html.Append("<div class=\"output\"><pre class=\"out").Append(text.IsError ? " error-stream" : "").Append("\">").Append(lines).Append("</pre>")
                    .Append(rest.Length == 0 ? "" : $"<p class=\"more\">{Html.Encode(rest)}</p>").Append("</div>\n");
                break;
            case FailureOutput failure:
                string kept = PrintLines.OfOutput(failure.Text, words, out string more);
                html.Append("<div class=\"output\"><pre class=\"failure\" aria-label=\"").Append(Html.Encode(words.Failed)).Append("\">").Append(kept).Append("</pre>")
                    .Append(more.Length == 0 ? "" : $"<p class=\"more\">{Html.Encode(more)}</p>").Append("</div>\n");
                break;
        }
    }

    private void AppendFigure(StringBuilder html, FigureOutput figure)
    {
        string alt = Html.Encode(figure.Alt);
        html.Append("<figure class=\"figure\" id=\"").Append(Html.Encode(figure.Id)).Append("\">");
        string picture = figure.Svg is { } svg ? $"<div class=\"picture\">{svg}</div>"
            : figure.ImageUri is { } image ? $"<div class=\"picture\"><img src=\"{Html.Encode(image)}\" alt=\"{alt}\"></div>"
            : figure.PlotlyJson is { } json ? $"<div class=\"picture chart\" data-alt=\"{alt}\"><script type=\"application/json\">{json}</script></div>"
            : "";
        html.Append(picture).Append(Caption(words.Figure, figure.Label, figure.Caption));
        html.Append(figure.ExtraHtml is { } extra ? $"<div class=\"beside\">{extra}</div>" : "").Append("</figure>\n");
    }

    private static string Caption(string kind, string label, string caption) =>
        $"<figcaption><b>{Html.Encode(kind)} {Html.Encode(label)}</b> {Html.Encode(caption)}</figcaption>";

    private void AppendExercise(StringBuilder html, ExerciseBlock exercise)
    {
        html.Append("<section class=\"exercise\" aria-label=\"").Append(Html.Encode(words.Exercise(exercise.Id))).Append("\">");
        html.Append(edition == Edition.Learner ? $"<span class=\"tick\"><i></i>{Html.Encode(words.Solved)}</span>" : "");

        // The trainer reads the solution where a learner writes.
        bool solved = false;
        foreach (HandoutBlock block in exercise.Blocks)
        {
            if (block is AnswerBlock && exercise.Solution.Length > 0)
            {
                AppendSolution(html, exercise, ref solved);
            }
            else
            {
                Append(html, block);
            }
        }

        AppendSolution(html, exercise, ref solved);
        html.Append("</section>\n");
    }

    private void AppendSolution(StringBuilder html, ExerciseBlock exercise, ref bool done)
    {
        if (!done && exercise.Solution.Length > 0)
        {
            AppendLabelled(html, "div", "solution", words.Solution, Of(exercise.Solution));
            done = true;
        }
    }

    private static void AppendLabelled(StringBuilder html, string element, string kind, string label, string content) =>
        html.Append('<').Append(element).Append(" class=\"").Append(kind).Append("\"><span class=\"label\">").Append(Html.Encode(label)).Append("</span>").Append(content).Append("</").Append(element).Append(">\n");

    private static void AppendAnswer(StringBuilder html, AnswerBlock answer)
    {
        html.Append("<div class=\"answer\">");
        if (answer.HeadHtml is { } head)
        {
            html.Append("<pre>").Append(PrintLines.OfCode(head)).Append("</pre>");
        }

        for (int line = 0; line < answer.Lines; line++)
        {
            html.Append("<div class=\"rule\"></div>");
        }

        html.Append("</div>\n");
    }
}

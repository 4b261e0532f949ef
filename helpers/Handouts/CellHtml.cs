using System.Text;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts;

/// <summary>The cells of a notebook as HTML: text, code, and what the code showed.</summary>
internal static class CellHtml
{
    public static string Of(NotebookDocument notebook, PageMarkdown markdown, Language language)
    {
        StringBuilder html = new();
        string? exercise = null;
        int number = 0;
        foreach (NotebookCell cell in notebook.Cells)
        {
            string? own = ChapterComposer.ExerciseOf(cell);
            if (own != exercise)
            {
                html.Append(exercise is null ? "" : "</section>\n");
                html.Append(own is null ? "" : $"<section class=\"exercise\" aria-label=\"{Html.Encode(new Text($"연습 {own}", $"Exercise {own}").In(language))}\">\n");
                exercise = own;
            }

            switch (cell.Kind)
            {
                case CellKind.Markdown:
                    html.Append("<div class=\"prose\">\n").Append(markdown.ToHtml(cell.Source)).Append("</div>\n");
                    break;
                case CellKind.Code:
                    AppendCode(html, cell, ++number, language);
                    break;
            }
        }

        return html.Append(exercise is null ? "" : "</section>\n").ToString();
    }

    private static void AppendCode(StringBuilder html, NotebookCell cell, int number, Language language)
    {
        bool notRun = RunMark.StateOf(cell) is CellState.NotRun or CellState.OtherLanguage;
        string count = cell.ExecutionCount is null ? " " : FormattableString.Invariant($"{number}");
        html.Append("<div class=\"cell").Append(notRun ? " not-run" : "").Append("\">\n");
        if (!string.IsNullOrWhiteSpace(cell.Source))
        {
            html.Append("<span class=\"count\">[").Append(count).Append("]</span><pre class=\"code\" tabindex=\"0\"><code>").Append(cell.IsCSharp ? CSharpHtml.Of(cell.Source) : Html.Encode(cell.Source)).Append("</code></pre>\n");
        }
        else
        {
            html.Append("<pre class=\"code answer\"><code>").Append(Html.Encode(new Text("// 답을 쓰는 칸", "// your answer goes here").In(language))).Append("</code></pre>\n");
        }

        foreach (CellOutput output in cell.Outputs)
        {
            html.Append("<div class=\"output\">").Append(OutputHtml.Of(output)).Append("</div>\n");
        }

        html.Append("</div>\n");
    }
}

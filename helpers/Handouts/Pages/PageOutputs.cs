using System.Text;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Pages;

/// <summary>Writes what cells showed: figures and tables with their numbers, notes, text that is folded when it is long, errors.</summary>
internal sealed class PageOutputs(StringBuilder page, PageWords words)
{
    /// <summary>Text up to these is shown as a whole.</summary>
    private const int MostLines = 30;
    private const int MostCharacters = 2_500;

    /// <summary>What is shown of a longer one.</summary>
    private const int FirstLines = 15;
    private const int FirstCharacters = 1_200;

    /// <summary>A longer table scrolls within itself.</summary>
    private const int MostRows = 40;

    /// <summary>Whether any chart was written.</summary>
    public bool HasCharts { get; private set; }

    public void Add(OutputBlock output)
    {
        switch (output)
        {
            case FigureOutput figure:
                Add(figure);
                break;
            case TableOutput table:
                AppendOpening("table", table.Id);
                AppendCaption(table.Id, words.Table(table.Label), table.Caption, null);
                page.Append("<div class=\"scroll").Append(table.Rows > MostRows ? " tall" : "").Append("\">").Append(table.Html).Append("</div></figure>\n");
                break;
            case RichOutput rich:
                page.Append("<div class=\"output\">").Append(rich.Html).Append("</div>\n");
                break;
            case TextOutput text:
                page.Append("<div class=\"output\">");
                AppendFolded(text.Text, text.IsError ? "stream stderr" : "stream");
                page.Append("</div>\n");
                break;
            case FailureOutput failure:
                page.Append("<div class=\"output failure\" role=\"group\" aria-label=\"").Append(words.Error).Append("\">");
                AppendFolded(failure.Text, "error");
                page.Append("</div>\n");
                break;
        }
    }

    private void Add(FigureOutput figure)
    {
        string alt = figure.Alt.Length > 0 ? figure.Alt : figure.Caption.Length > 0 ? figure.Caption : words.Figure(figure.Label);
        AppendOpening("figure", figure.Id);
        page.Append("<div class=\"picture scroll\" data-static>");
        page.Append(figure.Svg ?? (figure.ImageUri is { } uri ? $"<img alt=\"{Html.Encode(alt)}\" src=\"{Html.Encode(uri)}\">" : $"<p class=\"later\">{Html.Encode(words.Later(alt))}</p>"));
        page.Append("</div>");
        if (figure.PlotlyJson is { } json)
        {
            HasCharts = true;
            page.Append("<script type=\"application/json\" class=\"").Append(FigureHtml.DataClass).Append('"').Append(figure.Svg is null ? $" data-alt=\"{Html.Encode(alt)}\"" : "").Append('>').Append(json).Append("</script>");
        }

        AppendCaption(figure.Id, words.Figure(figure.Label), figure.Caption, figure.ExtraHtml);
        page.Append("</figure>\n");
    }

    private void AppendOpening(string kind, string id) =>
        page.Append("<figure class=\"").Append(kind).Append("\" id=\"").Append(Html.Encode(id)).Append("\" aria-labelledby=\"").Append(Html.Encode(id)).Append("-caption\">");

    private void AppendCaption(string id, string label, string caption, string? extraHtml)
    {
        page.Append("<figcaption id=\"").Append(Html.Encode(id)).Append("-caption\"><b>").Append(Html.Encode(label)).Append("</b>").Append(caption.Length > 0 ? $" {Html.Encode(caption)}" : "");
        page.Append(extraHtml is null ? "" : $"<span class=\"extra\">{extraHtml}</span>").Append("</figcaption>");
    }

    private void AppendFolded(string text, string classes)
    {
        int lines = text.AsSpan().Count('\n') + 1;
        if (lines <= MostLines && text.Length <= MostCharacters)
        {
            AppendPre(text, classes);
            return;
        }

        int end = EndOfLines(text, FirstLines);
        bool isLong = end > FirstCharacters;
        end = isLong ? Whole(text, Math.Max(text.LastIndexOf('\n', FirstCharacters), FirstCharacters / 2)) : end;
        AppendPre(text[..end], classes);
        string rest = text[end..].TrimStart('\n');
        int more = rest.AsSpan().Count('\n') + 1;
        page.Append("<details class=\"more\"><summary>").Append(more > 1 ? words.MoreLines(more) : words.MoreCharacters(rest.Length)).Append("</summary>");
        AppendPre(rest, classes);
        page.Append("</details>");
    }

    private void AppendPre(string text, string classes) => page.Append("<pre class=\"").Append(classes).Append("\">").Append(text.StartsWith('\n') ? "\n" : "").Append(Html.Encode(text)).Append("</pre>");

    private static int EndOfLines(string text, int lines)
    {
        int end = -1;
        for (int n = 0; n < lines; n++)
        {
            end = text.IndexOf('\n', end + 1);
            if (end < 0)
            {
                return text.Length;
            }
        }

        return end;
    }

    // Not between the two halves of a character.
    private static int Whole(string text, int end) => end < text.Length && char.IsLowSurrogate(text[end]) ? end + 1 : end;
}

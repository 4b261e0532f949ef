using System.Text;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>A table for page and paper: heads with their scope, classes, no styles of its own. Cells are HTML already, heads and captions are text.</summary>
/// <param name="name">The table's class.</param>
internal sealed class PlainTable(string name)
{
    private readonly StringBuilder _html = new($"<table class=\"{Html.Encode(name)}\">\n");

    /// <summary>What stands above the table.</summary>
    public PlainTable Caption(string caption)
    {
        _html.Append("<caption>").Append(Html.Encode(caption)).Append("</caption>\n");
        return this;
    }

    /// <summary>The head row.</summary>
    public PlainTable Heads(params IEnumerable<string> heads)
    {
        _html.Append("<thead><tr>").AppendJoin("", heads.Select(h => $"<th scope=\"col\">{Html.Encode(h)}</th>")).Append("</tr></thead>\n<tbody>\n");
        return this;
    }

    /// <summary>A row of the body; the first cell is its head.</summary>
    /// <param name="name">The row's class, or null for none.</param>
    /// <param name="head">The first cell.</param>
    /// <param name="cells">The others.</param>
    public PlainTable Row(string? name, string head, params IEnumerable<string> cells)
    {
        _html.Append(name is null ? "<tr>" : $"<tr class=\"{Html.Encode(name)}\">");
        _html.Append("<th scope=\"row\">").Append(head).Append("</th>").AppendJoin("", cells.Select(c => $"<td>{c}</td>")).Append("</tr>\n");
        return this;
    }

    /// <summary>The whole element.</summary>
    public string End() => _html.Append("</tbody>\n</table>\n").ToString();
}

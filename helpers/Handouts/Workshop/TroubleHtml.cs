using System.Text;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>What goes wrong and what to do as a part of the handout.</summary>
internal static class TroubleHtml
{
    public const string Id = "workshop-trouble";

    public static HandoutPart Of(Trouble trouble, Language language)
    {
        StringBuilder html = new();
        foreach (TroubleGroup group in trouble.Groups)
        {
            PlainTable table = new PlainTable("trouble").Heads(
                new Text("이렇게 말한다", "what they say").In(language), new Text("까닭", "why").In(language), new Text("할 일", "what to do").In(language));
            foreach (TroubleCase one in group.Cases)
            {
                string names = one.Names.Length == 0 ? "" : $"<div class=\"trouble-names\">{string.Join(", ", one.Names.Select(n => $"<code>{n}</code>"))}</div>";
                table.Row(null, WorkshopMarkdown.Inline(one.Says) + names, WorkshopMarkdown.Inline(one.Cause), WorkshopMarkdown.Inline(one.Do));
            }

            html.Append("<h3>").Append(Html.Encode(group.Title)).Append("</h3>\n").Append(table.End());
        }

        return new HandoutPart(Id, new Text("잘 안 될 때", "When something goes wrong").In(language), html.ToString());
    }
}

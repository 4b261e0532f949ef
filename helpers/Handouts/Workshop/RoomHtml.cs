using System.Text;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>How a room is prepared as a part of the handout: steps with what to type, and lists to tick.</summary>
internal static class RoomHtml
{
    public const string Id = "workshop-room";

    public static HandoutPart Of(Room room, Language language)
    {
        StringBuilder html = new(WorkshopMarkdown.Paragraph(room.Intro, "room-intro"));
        html.Append("<ol class=\"room-steps\">\n");
        foreach (RoomStep step in room.Steps)
        {
            html.Append("<li>\n<h3>").Append(Html.Encode(step.Title)).Append("</h3>\n").Append(WorkshopMarkdown.Block(step.Text)).Append('\n');
            foreach (RoomCommands commands in step.Commands)
            {
                AppendCommands(html, commands);
            }

            html.Append(WorkshopMarkdown.Paragraph(step.Then, "room-then")).Append("</li>\n");
        }

        html.Append("</ol>\n");
        foreach (RoomChecklist list in room.Checklists)
        {
            html.Append("<h3>").Append(Html.Encode(list.When)).Append("</h3>\n<ul class=\"checklist\">\n");
            html.AppendJoin("", list.Items.Select(i => $"<li><label><input type=\"checkbox\"> <span>{WorkshopMarkdown.Inline(i)}</span></label></li>\n")).Append("</ul>\n");
        }

        return new HandoutPart(Id, new Text("네트워크 없는 강의실 준비", "Preparing a room without a network").In(language), html.ToString());
    }

    private static void AppendCommands(StringBuilder html, RoomCommands commands)
    {
        html.Append("<div class=\"room-commands\">\n");
        if (commands.Shell.Length > 0)
        {
            html.Append("<p class=\"room-shell\">").Append(Html.Encode(commands.Shell)).Append("</p>\n");
        }

        html.Append("<pre class=\"text\"><code>").Append(Html.Encode(commands.Lines.ReplaceLineEndings("\n"))).Append("</code></pre>\n</div>\n");
    }
}

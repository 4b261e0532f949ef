using System.Text;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>The note for a section as an element that stands beside the text, not in it.</summary>
internal static class SectionNoteHtml
{
    public static string Of(SectionNote note, Language language)
    {
        string label = new Text($"강사 메모: {note.Heading}", $"Trainer's note: {note.Heading}").In(language);
        string minutes = new Text($"{note.Minutes}분", $"{note.Minutes} min").In(language);
        string from = note.From == 0
            ? new Text("장의 처음", "the chapter's beginning").In(language)
            : new Text($"장을 시작하고 {note.From}분째부터", $"{note.From} min into the chapter").In(language);
        StringBuilder html = new();
        html.Append("<aside class=\"trainer-note\" aria-label=\"").Append(Html.Encode(label)).Append("\">\n");
        html.Append("<p class=\"trainer-minutes\"><strong>").Append(Html.Encode(minutes)).Append("</strong> <span class=\"trainer-from\">").Append(Html.Encode(from)).Append("</span></p>\n");
        Append(html, "trainer-say", new("할 말", "What to say"), note.Say, language);
        if (note.Watch is { } watch)
        {
            Append(html, "trainer-watch", new("막히는 곳", "What goes wrong"), watch, language);
        }

        return html.Append("</aside>\n").ToString();
    }

    private static void Append(StringBuilder html, string name, Text label, string markdown, Language language) =>
        html.Append("<div class=\"").Append(name).Append("\">\n<p class=\"trainer-label\">").Append(Html.Encode(label.In(language))).Append("</p>\n")
            .Append(WorkshopMarkdown.Block(markdown)).Append("\n</div>\n");
}

using System.Globalization;
using System.Text;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>The agendas as a part of the handout: a timetable for each, and the minutes of all sections for whoever plans another day.</summary>
internal static class AgendaHtml
{
    public const string Id = "workshop-agenda";

    public static HandoutPart Of(Agenda agenda, IEnumerable<ChapterNotes> chapters, Language language)
    {
        StringBuilder html = new();
        foreach (AgendaDay day in agenda.Days)
        {
            AppendDay(html, day, language);
        }

        html.Append("<h3>").Append(In(new("절마다 걸리는 시간", "Minutes of each section"), language)).Append("</h3>\n");
        PlainTable table = new PlainTable("agenda-minutes").Heads(In(new("장", "chapter"), language), In(new("절", "sections"), language), In(new("분", "min"), language));
        foreach (ChapterNotes chapter in chapters)
        {
            string sections = string.Concat(chapter.Sections.Select(s => $"<li>{Html.Encode(s.Section)} <span class=\"minutes\">{Minutes(s.Minutes, language)}</span></li>"));
            table.Row(null, Html.Encode(chapter.Title), $"<ul class=\"agenda-sections\">{sections}</ul>", Number(chapter.Minutes));
        }

        html.Append(table.End());
        return new HandoutPart(Id, new Text("진행표", "Agenda").In(language), html.ToString());
    }

    private static void AppendDay(StringBuilder html, AgendaDay day, Language language)
    {
        html.Append("<section class=\"agenda-day\">\n<h3>").Append(Html.Encode(day.Title)).Append("</h3>\n").Append(WorkshopMarkdown.Paragraph(day.Audience, "agenda-audience"));
        PlainTable table = new PlainTable("agenda")
            .Caption(new Text(
                $"{Clock(day.Start)}에 시작해서 {Clock(day.End)}에 끝난다. 쉬는 시간까지 {day.Minutes}분이다.",
                $"From {Clock(day.Start)} to {Clock(day.End)}: {day.Minutes} minutes, breaks included.").In(language))
            .Heads(In(new("시각", "time"), language), In(new("할 일", "what"), language), In(new("분", "min"), language));
        foreach (AgendaRow row in day.Rows)
        {
            string name = row.Kind switch { AgendaKind.Chapter => "agenda-chapter", AgendaKind.Break => "agenda-break", _ => "agenda-talk" };
            table.Row(name, $"{Clock(row.Start)}–{Clock(row.End)}", What(row), Number(row.Minutes));
        }

        html.Append(table.End()).Append("</section>\n");
    }

    private static string What(AgendaRow row)
    {
        StringBuilder html = new($"<strong>{(row.Kind == AgendaKind.Chapter ? Html.Encode(row.Title) : WorkshopMarkdown.Inline(row.Title))}</strong>");
        if (row.Sections.Length > 0)
        {
            html.Append("<ul class=\"agenda-sections\">").AppendJoin("", row.Sections.Select(s => $"<li>{Html.Encode(s.Heading)}</li>")).Append("</ul>");
        }

        return html.Append(row.Note is { } note ? $"<div class=\"agenda-note\">{WorkshopMarkdown.Inline(note)}</div>" : "").ToString();
    }

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Number(int minutes) => minutes.ToString(CultureInfo.InvariantCulture);

    private static string Minutes(int minutes, Language language) => new Text($"{minutes}분", $"{minutes} min").In(language);

    private static string In(Text text, Language language) => text.In(language);
}

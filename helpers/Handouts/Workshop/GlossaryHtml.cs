using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>The glossary as a part of the handout.</summary>
internal static class GlossaryHtml
{
    public const string Id = "workshop-glossary";

    public static HandoutPart Of(Glossary glossary, Language language)
    {
        PlainTable table = new PlainTable("glossary").Heads(
            new Text("용어", "term").In(language), new Text("영어", "in English").In(language), new Text("뜻", "meaning").In(language), new Text("본 곳", "seen in").In(language));
        foreach (GlossaryTerm term in glossary.Terms)
        {
            table.Row(null, Html.Encode(term.Name), $"<span lang=\"en\">{Html.Encode(term.English)}</span>", WorkshopMarkdown.Inline(term.Means), Html.Encode(string.Join(", ", term.Seen)));
        }

        return new HandoutPart(Id, new Text("용어집", "Glossary").In(language), table.End());
    }
}

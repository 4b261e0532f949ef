using System.Globalization;
using System.Text.RegularExpressions;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>Makes a handout of notebooks, executed or not.</summary>
internal static partial class HandoutBuilder
{
    /// <summary>Builds the handout. The same notebooks and options give the same one.</summary>
    /// <param name="chapters">The notebooks in order; one or more.</param>
    /// <param name="options">What it is to be.</param>
    public static Handout Build(IReadOnlyList<NotebookDocument> chapters, HandoutBuildOptions options)
    {
        ArgumentNullException.ThrowIfNull(chapters);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfZero(chapters.Count);
        HandoutIds ids = new();
        foreach (HandoutPart part in options.Front.Concat(options.Back))
        {
            ids.Take(part.Id);
        }

        List<ChapterDraft> drafts = [];
        HashSet<string> labels = new(StringComparer.Ordinal);
        foreach ((int i, NotebookDocument chapter) in chapters.Index())
        {
            drafts.Add(ChapterDraft.Of(chapter, Label(chapter, i, labels), options, ids));
        }

        HandoutLinks links = new(drafts, options.Language);
        return new Handout
        {
            Title = options.Title ?? (drafts.Count == 1 ? drafts[0].Title : new Text("Kafka 워크북", "Kafka Workbook").In(options.Language)),
            Subtitle = options.Subtitle,
            Language = options.Language,
            Edition = options.Edition,
            Chapters = [.. drafts.Select(d => new ChapterWriter(d, links, options).Write())],
            Front = options.Front,
            Back = options.Back,
            Cluster = ClusterOf(chapters, options.Language),
            Date = options.Date,
            Url = options.Url,
        };
    }

    // 01-what-is-kafka is chapter 1; a file without a number gets its place, and no two chapters share one.
    private static string Label(NotebookDocument chapter, int index, HashSet<string> taken)
    {
        Match number = LeadingNumber().Match(chapter.Name);
        string label = number.Success ? number.Groups[1].Value : (index + 1).ToString(CultureInfo.InvariantCulture);
        for (char letter = 'a'; !taken.Add(label); letter++)
        {
            label = $"{(number.Success ? number.Groups[1].Value : (index + 1).ToString(CultureInfo.InvariantCulture))}{letter}";
        }

        return label;
    }

    // The cell that started the cluster shows it, whoever executed the notebook.
    private static string? ClusterOf(IEnumerable<NotebookDocument> chapters, Language language)
    {
        string[] shown = [.. chapters
            .Select(c => c.Cells.SelectMany(cell => cell.Outputs).OfType<ValueOutput>().Select(o => ClusterName.Read(o.TextOf("text/plain") ?? "")).FirstOrDefault(n => n is not null))
            .OfType<ClusterName>().Select(n => n.Words.In(language)).Distinct(StringComparer.Ordinal)];
        return shown.Length == 0 ? null : string.Join(" · ", shown);
    }

    [GeneratedRegex("^0*([0-9]{1,3})(?![0-9])")]
    private static partial Regex LeadingNumber();
}

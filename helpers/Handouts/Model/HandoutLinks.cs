using System.Text.RegularExpressions;
using AngleSharp.Dom;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>
/// Where the links of a handout's texts lead: a cell with a figure or a table becomes a reference to its number, another chapter of the same handout a
/// place on the page, a notebook beside it the page that is made of it. A link to what the reader does not have is text.
/// </summary>
internal sealed partial class HandoutLinks
{
    private readonly Language _language;
    private readonly Dictionary<string, ChapterDraft> _chapters = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(ChapterDraft Chapter, string Cell)> _wanted = [];

    public HandoutLinks(IReadOnlyList<ChapterDraft> chapters, Language language)
    {
        _language = language;
        foreach (ChapterDraft chapter in chapters)
        {
            _chapters.TryAdd(chapter.Notebook.Name, chapter);
        }

        // Only cells that something refers to get a name on the page.
        foreach (ChapterDraft chapter in chapters)
        {
            foreach (IElement link in chapter.Cells.SelectMany(c => c.Prose?.QuerySelectorAll("a[href]").AsEnumerable() ?? []))
            {
                if (Split(link.GetAttribute("href")!, chapter) is { Chapter: { } target, Place: { Length: > 0 } place } && target.Cells.Any(c => c.Cell.Cell.Id == place))
                {
                    _wanted.Add((target, place));
                }
            }
        }
    }

    /// <summary>The name on the page of a cell that something refers to; null for any other.</summary>
    public string? IdOf(ChapterDraft chapter, NotebookCell cell) =>
        cell.Id is { } id && _wanted.Contains((chapter, id)) ? $"cell-{chapter.Label}-{id}" : null;

    /// <summary>Leads the links of a text where they belong.</summary>
    public void Resolve(IElement prose, ChapterDraft chapter)
    {
        foreach (IElement link in prose.QuerySelectorAll("a[href]").ToList())
        {
            string url = link.GetAttribute("href")!;
            if (Web().IsMatch(url) || IsFootnote(link, prose))
            {
                continue;
            }

            (string? address, string? words) = Resolve(url, chapter);
            if (address is null)
            {
                // A link that leads nowhere only disappoints.
                link.Replace([.. link.ChildNodes]);
                continue;
            }

            link.SetAttribute("href", address);
            if (words is not null)
            {
                link.TextContent = words;
            }
        }
    }

    private (string? Address, string? Words) Resolve(string url, ChapterDraft from)
    {
        (ChapterDraft? chapter, string file, string place) = Split(url, from);
        if (chapter is null)
        {
            // The page of that notebook, made beside this one, has ids of the same kind.
            Match notebook = Notebook().Match(file);
            return notebook.Success ? ($"{notebook.Groups[1].Value}.html{(place.Length > 0 ? "#" + HandoutIds.Slug(place) : "")}", null) : (null, null);
        }

        if (place.Length == 0)
        {
            return ($"#{chapter.Headings[0].Id}", null);
        }

        if (chapter.Cells.FirstOrDefault(c => c.Cell.Cell.Id == place) is { } cell)
        {
            return cell.Outputs.OfType<FigureOutput>().FirstOrDefault() is { } figure ? ($"#{figure.Id}", new Text($"그림 {figure.Label}", $"Figure {figure.Label}").In(_language))
                : cell.Outputs.OfType<TableOutput>().FirstOrDefault() is { } table ? ($"#{table.Id}", new Text($"표 {table.Label}", $"Table {table.Label}").In(_language))
                : ($"#cell-{chapter.Label}-{place}", null);
        }

        string slug = HandoutIds.Slug(place);
        return (chapter.Headings.FirstOrDefault(h => HandoutIds.Slug(h.Text) == slug) is { } heading ? $"#{heading.Id}" : null, null);
    }

    private (ChapterDraft? Chapter, string File, string Place) Split(string url, ChapterDraft from)
    {
        int hash = url.IndexOf('#', StringComparison.Ordinal);
        string file = hash < 0 ? url : url[..hash];
        string place = hash < 0 ? "" : Uri.UnescapeDataString(url[(hash + 1)..]);
        return file.Length == 0 ? (from, file, place)
            : (Notebook().Match(file) is { Success: true } name ? _chapters.GetValueOrDefault(Uri.UnescapeDataString(name.Groups[1].Value)) : null, file, place);
    }

    private static bool IsFootnote(IElement link, IElement prose) =>
        link.GetAttribute("href") is ['#', .. var id] && prose.QuerySelectorAll("[id]").Any(e => e.Id == id && e.LocalName is not ['h', >= '1' and <= '6']);

    [GeneratedRegex("^(https?|mailto):", RegexOptions.IgnoreCase)]
    private static partial Regex Web();

    // A notebook in the same folder; where others are, their pages are not known.
    [GeneratedRegex(@"^(?:\./)?([^/\\]+)\.ipynb$", RegexOptions.IgnoreCase)]
    private static partial Regex Notebook();
}

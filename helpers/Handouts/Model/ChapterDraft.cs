using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KafkaWorkbook.Notebooks.Documents;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>A cell of a chapter that is being put together: its text as a tree, or what it showed with its numbers.</summary>
/// <param name="Cell">The cell and its part in an exercise.</param>
/// <param name="Prose">The text; null for code.</param>
/// <param name="Outputs">What it showed.</param>
internal sealed record DraftCell(ChapterCell Cell, IHtmlElement? Prose, ImmutableArray<OutputBlock> Outputs);

/// <summary>A chapter before its links are known to lead somewhere: figures and tables have their numbers, headings their ids.</summary>
internal sealed partial class ChapterDraft
{
    private readonly List<HandoutHeading> _headings = [];
    private readonly Numbers _numbers;
    private string _section = "";

    private ChapterDraft(NotebookDocument notebook, string label, HandoutBuildOptions options, HandoutIds ids)
    {
        Notebook = notebook;
        Label = label;
        _numbers = new Numbers(label);
        OutputReader reader = new(options.Language);
        NotebookDocument? solutions = options.Edition == Edition.AsIs ? null : options.Solutions(notebook);
        int number = 0;
        Cells = [.. Exercises.Sort(notebook, options.Edition, solutions).Select(c => Draft(c, $"note-{label}-{++number}-", reader, options.Edition, ids))];
        if (!_headings.Any(h => h.Level == 1))
        {
            AddedTitle = new HandoutHeading(1, ids.New(notebook.Title), notebook.Title);
            _headings.Insert(0, AddedTitle);
        }
    }

    public NotebookDocument Notebook { get; }

    public string Label { get; }

    public ImmutableArray<DraftCell> Cells { get; }

    public IReadOnlyList<HandoutHeading> Headings => _headings;

    /// <summary>The title where the chapter has none of its own; null otherwise.</summary>
    public HandoutHeading? AddedTitle { get; }

    public string Title => _headings.First(h => h.Level == 1).Text;

    public static ChapterDraft Of(NotebookDocument notebook, string label, HandoutBuildOptions options, HandoutIds ids) => new(notebook, label, options, ids);

    private DraftCell Draft(ChapterCell cell, string idPrefix, OutputReader reader, Edition edition, HandoutIds ids)
    {
        if (cell.Cell.Kind == CellKind.Markdown)
        {
            IHtmlElement prose = HandoutMarkdown.Parse(cell.Cell, idPrefix);
            foreach (IElement heading in prose.QuerySelectorAll("h1, h2, h3, h4, h5, h6"))
            {
                Note(heading, cell.Role, ids);
            }

            return new DraftCell(cell, prose, []);
        }

        bool hides = edition == Edition.Learner && cell.Role is CellRole.Answer or CellRole.Check;
        int n = 0;
        return new DraftCell(cell, null, hides ? [] : [.. OutputReader.Joined(cell.Cell.Outputs).SelectMany(o => reader.Read(o, FormattableString.Invariant($"{idPrefix}{++n}-"))).Select(b => _numbers.Number(b, _section))]);
    }

    private void Note(IElement heading, CellRole role, HandoutIds ids)
    {
        string text = Blanks().Replace(heading.TextContent, " ").Trim();
        if (text.Length == 0)
        {
            return;
        }

        heading.Id = ids.New(text);
        if (role != CellRole.Solution)
        {
            _headings.Add(new HandoutHeading(heading.LocalName[1] - '0', heading.Id, text));
            _section = Number().Replace(text, "");
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^\d+(\.\d+)*(\.|\s|장)\s*")]
    private static partial Regex Number();
}

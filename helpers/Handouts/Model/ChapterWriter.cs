using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>Turns a draft into a chapter's blocks: text with its links, code with its outputs, exercises in boxes, remarks for the trainer.</summary>
internal sealed partial class ChapterWriter(ChapterDraft draft, HandoutLinks links, HandoutBuildOptions options)
{
    public HandoutChapter Write()
    {
        List<HandoutBlock> blocks = draft.AddedTitle is { } title ? [new ProseBlock($"<h1 id=\"{title.Id}\">{Html.Encode(title.Text)}</h1>\n")] : [];
        for (int i = 0; i < draft.Cells.Length; i++)
        {
            if (draft.Cells[i].Cell.Exercise is not { } exercise)
            {
                blocks.AddRange(BlocksOf(draft.Cells[i]));
                continue;
            }

            ImmutableArray<DraftCell> cells = [.. draft.Cells.Skip(i).TakeWhile(c => c.Cell.Exercise == exercise)];
            blocks.Add(new ExerciseBlock
            {
                Id = exercise,
                Blocks = [.. cells.Where(c => c.Cell.Role != CellRole.Solution).SelectMany(BlocksOf)],
                Solution = [.. cells.Where(c => c.Cell.Role == CellRole.Solution).SelectMany(BlocksOf)],
            });
            i += cells.Length - 1;
        }

        return new HandoutChapter
        {
            Name = draft.Notebook.Name,
            Title = draft.Title,
            Label = draft.Label,
            Blocks = [.. blocks],
            Headings = [.. draft.Headings],
            WasRun = draft.Notebook.Cells.Any(c => c.ExecutionCount is not null || c.Outputs.Length > 0),
        };
    }

    private IEnumerable<HandoutBlock> BlocksOf(DraftCell cell) =>
        cell.Prose is { } prose ? ProseOf(cell.Cell.Cell, prose)
        : cell.Cell.Role == CellRole.Answer && (options.Edition == Edition.Learner || string.IsNullOrWhiteSpace(cell.Cell.Cell.Source)) ? [AnswerOf(cell.Cell)]
        : [CodeOf(cell)];

    private IEnumerable<HandoutBlock> ProseOf(NotebookCell cell, IElement prose)
    {
        links.Resolve(prose, draft);
        StringBuilder html = new(links.IdOf(draft, cell) is { } id ? $"<span id=\"{Html.Encode(id)}\"></span>" : "");
        foreach (INode node in prose.ChildNodes)
        {
            html.Append(node is IElement element ? element.OuterHtml : Html.Encode(node.TextContent));
            if (NoteBehind(node) is { } note)
            {
                yield return new ProseBlock(html.ToString().Trim() + "\n");
                yield return new TrainerNoteBlock(note);
                html.Clear();
            }
        }

        string rest = html.ToString().Trim();
        if (rest.Length > 0)
        {
            yield return new ProseBlock(rest + "\n");
        }
    }

    // The notes are not the notebook's: whoever gives them makes them safe.
    private string? NoteBehind(INode node) =>
        options.Edition == Edition.Trainer && node is IElement { LocalName: "h2" or "h3" } heading
            ? options.SectionNote(draft.Notebook.Name, SectionOf(heading.TextContent.Trim()))
            : null;

    // A section goes by its number, and by its words where it has none.
    private static string SectionOf(string heading) => SectionNumber().Match(heading) is { Success: true } number ? number.Value : heading;

    private CellBlock CodeOf(DraftCell cell)
    {
        NotebookCell code = cell.Cell.Cell;
        string source = code.Source.TrimEnd();
        return new CellBlock
        {
            Id = links.IdOf(draft, code),
            CodeHtml = source.Length == 0 ? null : code.IsCSharp ? CSharpHtml.Of(source) : Html.Encode(source),
            Source = source,
            Number = code.ExecutionCount,
            NotRun = RunMark.StateOf(code) is CellState.NotRun or CellState.OtherLanguage,
            Outputs = cell.Outputs,
        };
    }

    private static AnswerBlock AnswerOf(ChapterCell cell) =>
        new(AnswerHead.Of(cell.Cell.Source) is { } head ? CSharpHtml.Of(head) : null, Math.Clamp((cell.SolutionLines ?? 3) + 1, 2, 12));

    [GeneratedRegex(@"^\d+(\.\d+)+")]
    private static partial Regex SectionNumber();
}

using KafkaWorkbook.Notebooks.Documents;

namespace KafkaWorkbook.Notebooks.Checking;

/// <summary>What a notebook is for.</summary>
public enum NotebookRole
{
    /// <summary>A chapter that readers open: everything is checked.</summary>
    Chapter,

    /// <summary>A chapter's solutions: pieces that only run inside the chapter, so they are not compiled on their own.</summary>
    Solutions,
}

/// <summary>
/// Finds what .NET Interactive, Verso or Jupyter reject or do badly, so that one unmodified file works in all of them. Nothing is run.
/// </summary>
public static class NotebookLint
{
    /// <summary>Checks a notebook.</summary>
    /// <param name="notebook">The notebook as it is committed.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>The findings in the order of the cells; empty when all is well.</returns>
    public static IReadOnlyList<LintFinding> Check(NotebookDocument notebook, NotebookRole role = NotebookRole.Chapter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        List<LintFinding> findings = [.. FileRules.Check(notebook, role)];
        for (int i = 0; i < notebook.Cells.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            findings.AddRange(CheckCell(notebook, i, role));
        }

        if (role == NotebookRole.Chapter)
        {
            findings.AddRange(CompileRules.Check(notebook, cancellationToken));
        }

        return [.. findings.OrderBy(f => f.Cell ?? 0).ThenBy(f => f.Line ?? 0)];
    }

    private static IEnumerable<LintFinding> CheckCell(NotebookDocument notebook, int index, NotebookRole role)
    {
        NotebookCell cell = notebook.Cells[index];
        bool isFirstCode = !notebook.Cells.Take(index).Any(c => c.Kind == CellKind.Code);
        return cell.Kind switch
        {
            CellKind.Code => DirectiveRules.Check(cell, index + 1, mayReference: isFirstCode && role == NotebookRole.Chapter).Concat(SyntaxRules.Check(cell, index + 1)),
            CellKind.Markdown => MarkdownRules.Check(cell, index + 1),
            _ => [],
        };
    }
}

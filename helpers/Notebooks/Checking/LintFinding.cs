using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Notebooks.Checking;

/// <summary>Something in a notebook that one of the kernels rejects or does badly.</summary>
/// <param name="Rule">The rule's short name.</param>
/// <param name="Cell">The cell, counted from 1 over all cells; null when it is about the whole file.</param>
/// <param name="Line">The line within the cell, from 1; null when it is about the whole cell.</param>
/// <param name="Why">What is wrong, and what to write instead.</param>
public sealed record LintFinding(string Rule, int? Cell, int? Line, Text Why)
{
    /// <summary>The finding in one line.</summary>
    public override string ToString()
    {
        string cell = Cell is null ? "" : new Text($"{Cell}번째 셀", $"cell {Cell}").ToString();
        string line = Line is null ? "" : new Text($" {Line}행", $", line {Line}").ToString();
        return $"{cell}{line}{(Cell is null ? "" : ": ")}{Why} [{Rule}]";
    }
}

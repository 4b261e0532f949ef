namespace KafkaWorkbook.Handouts.Model;

/// <summary>Numbers the figures and tables of a chapter. One without a title has the name of its section, and says how many there were before it.</summary>
internal sealed class Numbers(string label)
{
    private readonly Dictionary<string, int> _figuresOf = [];
    private readonly Dictionary<string, int> _tablesOf = [];
    private int _figures;
    private int _tables;

    public OutputBlock Number(OutputBlock block, string section)
    {
        switch (block)
        {
            case FigureOutput figure:
                string figureLabel = FormattableString.Invariant($"{label}-{++_figures}");
                return figure with { Id = $"figure-{figureLabel}", Label = figureLabel, Caption = figure.Caption.Length > 0 ? figure.Caption : Named(_figuresOf, section) };
            case TableOutput table:
                string tableLabel = FormattableString.Invariant($"{label}-{++_tables}");
                return table with { Id = $"table-{tableLabel}", Label = tableLabel, Caption = table.Caption.Length > 0 ? table.Caption : Named(_tablesOf, section) };
            default:
                return block;
        }
    }

    private static string Named(Dictionary<string, int> counts, string section)
    {
        if (section.Length == 0)
        {
            return "";
        }

        int count = counts[section] = counts.GetValueOrDefault(section) + 1;
        return count == 1 ? section : FormattableString.Invariant($"{section} ({count})");
    }
}

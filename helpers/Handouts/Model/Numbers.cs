namespace KafkaWorkbook.Handouts.Model;

/// <summary>Numbers the figures and tables of a chapter. One without a title has the name of its section, and says how many there were before it.</summary>
internal sealed class Numbers(string label)
{
    private readonly Dictionary<(Type Kind, string Section), int> _named = [];
    private int _figures;
    private int _tables;

    public OutputBlock Number(OutputBlock block, string section)
    {
        switch (block)
        {
            case FigureOutput figure:
                string figureLabel = FormattableString.Invariant($"{label}-{++_figures}");
                return figure with { Id = $"figure-{figureLabel}", Label = figureLabel, Caption = figure.Caption.Length > 0 ? figure.Caption : Named(figure, section) };
            case TableOutput table:
                string tableLabel = FormattableString.Invariant($"{label}-{++_tables}");
                return table with { Id = $"table-{tableLabel}", Label = tableLabel, Caption = table.Caption.Length > 0 ? table.Caption : Named(table, section) };
            default:
                return block;
        }
    }

    private string Named(OutputBlock block, string section)
    {
        if (section.Length == 0)
        {
            return "";
        }

        int count = _named[(block.GetType(), section)] = _named.GetValueOrDefault((block.GetType(), section)) + 1;
        return count == 1 ? section : FormattableString.Invariant($"{section} ({count})");
    }
}

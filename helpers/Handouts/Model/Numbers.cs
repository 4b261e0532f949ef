namespace KafkaWorkbook.Handouts.Model;

/// <summary>Numbers the figures and tables of a chapter, and gives those without a title the name of their section, once.</summary>
internal sealed class Numbers(string label)
{
    private int _figures;
    private int _tables;
    private string _lastSection = "";

    public OutputBlock Number(OutputBlock block, string section)
    {
        switch (block)
        {
            case FigureOutput figure:
                string figureLabel = FormattableString.Invariant($"{label}-{++_figures}");
                return figure with { Id = $"figure-{figureLabel}", Label = figureLabel, Caption = figure.Caption.Length > 0 ? figure.Caption : Named(section) };
            case TableOutput table:
                string tableLabel = FormattableString.Invariant($"{label}-{++_tables}");
                return table with { Id = $"table-{tableLabel}", Label = tableLabel, Caption = table.Caption.Length > 0 ? table.Caption : Named(section) };
            default:
                return block;
        }
    }

    private string Named(string section)
    {
        if (section == _lastSection)
        {
            return "";
        }

        _lastSection = section;
        return section;
    }
}

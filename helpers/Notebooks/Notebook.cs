using KafkaWorkbook.Notebooks.Formatting;

namespace KafkaWorkbook.Notebooks;

/// <summary>What a chapter's first cell calls.</summary>
public static class Notebook
{
    /// <summary>
    /// Makes the kernel at hand show what the library's and its packages' types are: a <c>DataFrame</c> as a table, a <c>GenericChart</c> as a chart.
    /// Carries the chart library for the whole page, so that charts need no network. Calling it again changes nothing.
    /// </summary>
    public static Connection Connect()
    {
        ValueFormatters.Register();
        return new Connection();
    }
}

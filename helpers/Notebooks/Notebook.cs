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
        try
        {
            ValueFormatters.Register();
        }
        catch (Exception e) when (e is MissingMemberException or TypeLoadException or FileNotFoundException)
        {
            // A kernel whose formatter differs from the one we know shows those two types its own way. That is no reason to fail in the first cell.
        }

        return new Connection();
    }
}

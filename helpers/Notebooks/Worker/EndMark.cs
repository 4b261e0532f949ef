using System.Globalization;

namespace KafkaWorkbook.Notebooks.Worker;

/// <summary>The line that the process of the cells writes to its own standard output and error when a cell is over.</summary>
internal static class EndMark
{
    /// <summary>How the line begins; no text of a reader does.</summary>
    public const string Start = "\u0001kafka-workbook end of cell ";

    /// <summary>The line for a cell.</summary>
    public static string Of(int number) => FormattableString.Invariant($"{Start}{number}\n");

    /// <summary>The cell of such a line, or null.</summary>
    public static int? Read(string line) =>
        int.TryParse(line.AsSpan(Start.Length).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}

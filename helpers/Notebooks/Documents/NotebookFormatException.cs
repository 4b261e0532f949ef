using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>A file is no notebook that can be read. The message names the file, the cell (counted from 1, Markdown included) and what is wrong.</summary>
public sealed class NotebookFormatException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="cell">The cell, counted from 1 over all cells; null when it is about the whole file.</param>
    /// <param name="what">What is wrong, and what to do when that is known.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public NotebookFormatException(string file, int? cell, Text what, Exception? inner = null)
        : base(Say(file, cell, what), inner)
    {
        File = file;
        Cell = cell;
        What = what;
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>The cell, counted from 1 over all cells; null when it is about the whole file.</summary>
    public int? Cell { get; }

    /// <summary>What is wrong.</summary>
    public Text What { get; }

    private static string Say(string file, int? cell, Text what) =>
        cell is null ? $"{file}: {what}" : $"{file}: {new Text($"{cell}번째 셀", $"cell {cell}")}: {what}";
}

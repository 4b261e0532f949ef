using Spectre.Console;

namespace KafkaWorkbook.Handouts;

/// <summary>Text in one row of a terminal: a line that wraps could not be taken back as a whole.</summary>
internal static class TerminalLine
{
    /// <summary>The text in one row, cut where it is too long; a Hangul syllable takes two columns.</summary>
    /// <param name="text">The text; its line ends become spaces.</param>
    /// <param name="room">How many columns there are.</param>
    public static string Fit(string text, int room)
    {
        text = text.ReplaceLineEndings(" ");
        if (text.GetCellWidth() <= room)
        {
            return text;
        }

        int end = 0;
        for (int width = 1; end < text.Length && width + text[end].GetCellWidth() <= room; end++)
        {
            width += text[end].GetCellWidth();
        }

        return text[..end] + "…";
    }
}

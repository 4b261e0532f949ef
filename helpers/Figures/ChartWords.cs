using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures;

/// <summary>Words that many charts share.</summary>
internal static class ChartWords
{
    public static Text Nothing { get; } = new("보여 줄 값이 없다", "Nothing to show");
}

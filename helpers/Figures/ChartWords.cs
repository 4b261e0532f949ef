using System.Globalization;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures;

/// <summary>Words that many charts share.</summary>
internal static class ChartWords
{
    public static Text Nothing { get; } = new("보여 줄 값이 없다", "Nothing to show");

    public static Text Partition { get; } = new("파티션", "Partition");

    public static Text RecordUnit { get; } = new("건", "records");

    /// <summary>An axis of seconds.</summary>
    public static ChartAxis SecondsAxis(Text title) => new(title.ToString(), new Text("초", "s").ToString());

    /// <summary>A time in seconds, without its unit.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds with their unit, as exact as a reader can use.</summary>
    public static string Ms(double milliseconds) => $"{Svg.Ticks.Write(milliseconds)} ms";
}

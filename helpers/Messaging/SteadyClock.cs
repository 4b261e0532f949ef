using System.Diagnostics;

namespace KafkaWorkbook.Messaging;

/// <summary>The time of day, never set back or forth while the process runs: what is measured between two events is what has passed.</summary>
internal static class SteadyClock
{
    private static readonly DateTimeOffset Began = DateTimeOffset.Now;
    private static readonly long Ticks = Stopwatch.GetTimestamp();

    public static DateTimeOffset Now => Began + Stopwatch.GetElapsedTime(Ticks);
}

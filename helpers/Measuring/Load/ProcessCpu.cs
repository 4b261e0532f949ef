using System.Diagnostics;

namespace KafkaWorkbook.Measuring;

/// <summary>The CPU time that this process has used, on all cores.</summary>
internal static class ProcessCpu
{
    public static TimeSpan Now()
    {
        using Process self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }
}

using System.Runtime.InteropServices;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>The computer that a figure was measured on: a rate without it says nothing.</summary>
public static class Machine
{
    private const string LinuxProcessors = "/proc/cpuinfo";
    private const string ProcessorName = "model name";

    /// <summary>How many cores this process may use.</summary>
    public static int Cores => Environment.ProcessorCount;

    /// <summary>Processor, cores, memory and system, on one line.</summary>
    public static Text Describe()
    {
        string memory = FormattableString.Invariant($"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB");
        string processor = Processor();
        return new(
            $"{processor}, 코어 {Cores}개, 메모리 {memory}, {RuntimeInformation.OSDescription}",
            $"{processor}, {Cores} cores, {memory} of memory, {RuntimeInformation.OSDescription}");
    }

    private static string Processor()
    {
        string architecture = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        if (OperatingSystem.IsWindows())
        {
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? architecture;
        }

        try
        {
            // Only Linux has the file, and on arm64 it names no model.
            string? line = File.Exists(LinuxProcessors)
                ? File.ReadLines(LinuxProcessors).FirstOrDefault(l => l.StartsWith(ProcessorName, StringComparison.Ordinal))
                : null;
            return line?.Split(':', 2)[^1].Trim() is { Length: > 0 } name ? name : architecture;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return architecture;
        }
    }
}

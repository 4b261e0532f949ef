using System.Diagnostics;
using Xunit;

namespace KafkaWorkbook.Tests.Infrastructure;

/// <summary>Counts the threads that librdkafka keeps in this process; for tests of <see cref="AloneInTheProcess"/>.</summary>
internal static class ClientThreads
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How many there are once the count has stood still for a second: what ran before in this process may still be ending.</summary>
    public static async Task<int> SettledAsync()
    {
        int last = Count();
        long began = Stopwatch.GetTimestamp();
        for (int same = 0; same < 5 && Stopwatch.GetElapsedTime(began) < Patience;)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            int now = Count();
            same = now == last ? same + 1 : 0;
            last = now;
        }

        return last;
    }

    /// <summary>How many there are as soon as they are fewer than so many, or after 20 seconds.</summary>
    public static async Task<int> FallsBelowAsync(int goal)
    {
        long began = Stopwatch.GetTimestamp();
        while (Count() >= goal && Stopwatch.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        return Count();
    }

    /// <summary>How many there are now. librdkafka names its threads rdk:…; where names cannot be read all threads of the process are counted.</summary>
    public static int Count()
    {
        if (!OperatingSystem.IsLinux())
        {
            using Process self = Process.GetCurrentProcess();
            return self.Threads.Count;
        }

        return Directory.EnumerateDirectories("/proc/self/task").Count(thread => NameOf(thread).StartsWith("rdk:", StringComparison.Ordinal));
    }

    private static string NameOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm"));
        }
        catch (IOException)
        {
            // It ended while the others were being counted.
            return "";
        }
    }
}
